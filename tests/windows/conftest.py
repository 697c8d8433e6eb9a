"""Windows are tested in the house's own dress, and garbage goes in the window's thread alone."""

from collections.abc import Iterator

import pytest

from desktop.windows.app import application
from desktop.windows.parts import in_turns
from desktop.windows.parts.garbage import sweep
from tests.townships import other, town

__all__ = ["other", "town"]


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp) -> None:
    """The house's fonts and style sheet: what is cut or has no room depends on them."""
    application()


@pytest.fixture(autouse=True)
def at_once(monkeypatch) -> None:
    """What windows do in turns is done when it is asked for: tests need not wait for it."""
    monkeypatch.setattr(in_turns, "MOMENT", in_turns.WHOLE)


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """What the application's timer does while people work: few tests last as long."""
    yield
    sweep()
