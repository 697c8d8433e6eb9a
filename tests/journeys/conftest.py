"""The window stays awake while people work: in no journey does it ask much of the store."""

from collections.abc import Iterator

import pytest

from tests.loop import MOST, watched


@pytest.fixture(autouse=True)
def awake() -> Iterator[None]:
    """No call into a window makes SQLite work long in the window's thread."""
    with watched() as watch:
        yield
    steps, call = watch.call
    assert steps <= MOST, f"{call} asks {steps:,} steps of the store in the window's thread"


@pytest.fixture(scope="session")
def qapp_cls(pytestconfig, qapp_cls):
    """With ``-p tests.answering`` the application that measures its events."""
    measuring = pytestconfig.pluginmanager.get_plugin("tests.answering")
    return measuring.Watched if measuring else qapp_cls
