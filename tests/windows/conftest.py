"""Windows are tested in the house's own dress, whichever test comes first."""

import pytest

from desktop.windows.app import application


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp) -> None:
    """The house's fonts and style sheet: what is cut or has no room depends on them."""
    application()
