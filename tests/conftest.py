"""What every test stands on: no display, no user data, no network, no race against a clock."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from tests import network, once
from tests.scheduling import pytest_collection_modifyitems, pytest_xdist_make_scheduler

if TYPE_CHECKING:
    from db.store.database import Database

__all__ = ["pytest_collection_modifyitems", "pytest_xdist_make_scheduler"]

_DEFERRED_DELETE = 52  # QEvent.Type.DeferredDelete: most tests know no Qt

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("fengqiao", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fengqiao")
network.watch()
once.share()

# However many share the processors, what comes at last is waited for; what comes ends the wait.
_wait_until = QtBot.waitUntil


def _patiently(bot: QtBot, told: Callable[[], Any], *, timeout: int = 0) -> None:
    _wait_until(bot, told, timeout=max(timeout, 60_000))


QtBot.waitUntil = _patiently


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """One worker after the other: what the first compiles, the next ones need only read."""
    if not hasattr(session.config, "workerinput") or session.config.cache is None:
        return (yield)
    with FileLock(session.config.cache.mkdir("collecting") / "lock"):
        return (yield)


@pytest.fixture(scope="module", autouse=True)
def lasting() -> Iterator[None]:
    """What modules leave costs the next ones nothing: no window, no second look at garbage."""
    gc.collect()  # garbage that is frozen would stay
    gc.freeze()
    yield
    if app := _application():  # each that stays is dressed anew with every style sheet
        from PySide6.QtCore import Qt

        for window in app.topLevelWidgets():
            if window.windowType() != Qt.WindowType.Popup:
                window.deleteLater()  # a completer deletes its popup itself, a dead one as well
        app.sendPostedEvents(None, _DEFERRED_DELETE)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """A window that a failed test leaves unsaved asks when it is closed; nobody is there."""
    app = _application()
    if app is None:
        return (yield)
    from PySide6.QtCore import QTimer

    def refuse() -> None:
        if asking := app.activeModalWidget():
            asking.close()

    nobody = QTimer()
    nobody.timeout.connect(refuse)
    nobody.start(200)
    try:
        return (yield)
    finally:
        nobody.stop()


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """A test's windows go with it: among thousands that wait for it each would go slowly."""
    yield
    if app := _application():
        if tasks := sys.modules.get("desktop.windows.parts.tasks"):
            tasks.wait()  # as a window that closes waits for its backup
            app.processEvents()
        app.sendPostedEvents(None, _DEFERRED_DELETE)


def _application() -> Any:
    """Qt's, if the module has one."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.instance() if widgets else None


@pytest.fixture(scope="session", autouse=True)
def no_real_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The user's data folder is a temporary one, for programs started by a test as well."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FENGQIAO_DATA", str(folder))
        patch.delenv("FENGQIAO_PASSWORD", raising=False)
        yield folder


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's data folder of the test's own, empty at first."""
    folder = tmp_path / "data"
    monkeypatch.setenv("FENGQIAO_DATA", str(folder))
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Iterator["Database"]:
    """An empty, open store."""
    from tests.offices import new_store

    with new_store(tmp_path) as made:
        yield made


@pytest.fixture
def store(tmp_path: Path) -> Iterator["Database"]:
    """The same, as many tests call it."""
    from tests.offices import new_store

    with new_store(tmp_path) as made:
        yield made


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """No test, and so no journey, takes a step towards a network or leaves a socket to one."""
    before = len(network.heard)
    yield
    assert network.heard[before:] == []
    if sys.platform == "linux":
        assert network.open_ends(os.getpid()) == []
