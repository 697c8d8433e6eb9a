"""A desk for tests: a real store in a folder of its own, and the windows on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel

from db.store.database import Database
from desktop.windows.app import Desk, application
from desktop.windows.home.page import HomePage
from desktop.windows.main_window import MainWindow
from desktop.windows.opening.unlock import UnlockWindow
from desktop.windows.parts import tasks
from desktop.windows.views import HOME
from tests.offices import PASSWORD, agreed_case, new_store, settle


@pytest.fixture
def quits(qapp, monkeypatch) -> list[bool]:
    """How often the program wanted to end."""
    found: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: found.append(True))
    return found


@pytest.fixture
def empty_desk(qtbot, qapp, quits, data_folder: Path) -> Iterator[Desk]:
    """A desk where nothing was set up yet."""
    data_folder.mkdir()
    application()
    qapp.setQuitOnLastWindowClosed(False)
    desk = Desk(data_folder / "store.db")
    yield desk
    tasks.wait()
    if isinstance(desk.window, MainWindow):
        desk.window.let_go()
    if desk.window:
        desk.window.hide()
        desk.window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.leave()


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    """A desk with a store: an office, a committee, two mediators, one accepted case."""
    with new_store(empty_desk.store.parent) as database:
        committee = settle(database)
        with database.step("登记纠纷") as session:
            session.add(agreed_case(committee))
    return empty_desk


@contextmanager
def main_window(qtbot, database: Database) -> Iterator[MainWindow]:
    """The main window on an open store, which closes behind it."""
    window = MainWindow(Desk(database.path), database)
    qtbot.addWidget(window)
    window.show()
    try:
        yield window
    finally:
        window.let_go()
        tasks.wait()
        database.close()


@pytest.fixture
def window(qtbot, tmp_path: Path, data_folder: Path) -> Iterator[MainWindow]:
    """The main window on a store with an office, a committee and two mediators."""
    database = new_store(tmp_path)
    settle(database)
    with main_window(qtbot, database) as made:
        yield made


def locked(qtbot, desk: Desk) -> UnlockWindow:
    """The unlock window."""
    desk.begin()
    assert isinstance(desk.window, UnlockWindow)
    return desk.window


def unlocked(qtbot, desk: Desk) -> MainWindow:
    """The main window, by the password."""
    window = desk.window if isinstance(desk.window, UnlockWindow) else locked(qtbot, desk)
    window.field.setText(PASSWORD)
    window.open()
    return arrived(qtbot, desk)


def arrived(qtbot, desk: Desk) -> MainWindow:
    """The main window, once it is there and has told how things stand."""
    qtbot.waitUntil(lambda: isinstance(desk.window, MainWindow), timeout=20_000)
    window = desk.window
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: bool(window.foot.due.text()), timeout=20_000)
    laid_out(qtbot, window)
    return window


def laid_out(qtbot, window: MainWindow) -> HomePage:
    """The first page, once all its parts are made."""
    home = window.pages.made[HOME]
    assert isinstance(home, HomePage)
    qtbot.waitUntil(lambda: not home.busy, timeout=20_000)
    return home


def words(page) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))
