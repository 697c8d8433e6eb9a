"""What every test stands on: no display, no user data, no network, no race against a clock."""

import gc
import os
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Engine

from db.store import database, schema, slowness
from db.store.keys import Slot
from desktop.documents.signing import locked_key
from tests import network, sealing

# Argon2id is slow on purpose; thousands of test stores need not be. Files keep what they say.
Slot.__init__.__defaults__ = (1, 1024, 1)  # passes, KiB, lanes
slowness.passes = lambda _memory_kib, _lanes: 1

# So is what protects a signing key, and an RSA key takes a second to find: a few do for all.
locked_key.ROUNDS = sealing.REAL_ROUNDS // 10
_keys = cycle(map(lambda _number, find=locked_key.fresh: find(), range(8)))
locked_key.fresh = lambda: next(_keys)

_DEFERRED_DELETE = 52  # QEvent.Type.DeferredDelete: most tests know no Qt

# A statement is written once for all the stores of a run, not once for each.
_engine_for = database.engine_for
_shared: dict[str, Any] = {}


def _with_known_statements(path: Path, key: bytes) -> Engine:
    engine = _engine_for(path, key)
    engine.dialect = _shared.setdefault("dialect", engine.dialect)
    engine._compiled_cache = _shared.setdefault("statements", engine._compiled_cache)
    return engine


database.engine_for = _with_known_statements

# So are the tables of a new store: Alembic walks through all revisions for the first one alone.
_upgrade = schema._upgrade
_tables_at: dict[tuple[Path, str], list[str]] = {}


def _with_known_tables(engine: Engine) -> None:
    blank, newest = not _statements(engine), (schema.MIGRATIONS, schema.HEAD)
    if not blank or newest not in _tables_at:
        _upgrade(engine)
        if blank:
            _tables_at[newest] = _statements(engine)
        return
    with engine.begin() as connection:
        for statement in _tables_at[newest]:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (schema.HEAD,))
    engine.dispose()  # as an upgrade ends


def _statements(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.exec_driver_sql(_TOLD).scalars())


_TOLD = """SELECT sql FROM sqlite_master
    WHERE sql NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY rowid"""

schema._upgrade = _with_known_tables

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("fengqiao", deadline=None)
settings.load_profile("fengqiao")
network.watch()


@pytest.fixture(scope="module", autouse=True)
def lasting() -> Iterator[None]:
    """What modules leave costs the next ones nothing: no window, no second look at garbage."""
    gc.collect()  # garbage that is frozen would stay
    gc.freeze()
    yield
    if app := _application():  # each that stays is dressed anew with every style sheet
        for window in app.topLevelWidgets():
            window.deleteLater()
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


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """No test, and so no journey, takes a step towards a network or leaves a socket to one."""
    before = len(network.heard)
    yield
    assert network.heard[before:] == []
    if sys.platform == "linux":
        assert network.open_ends(os.getpid()) == []
