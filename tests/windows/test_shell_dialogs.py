"""What the menus open: a new password, settings, about, keys; and days as people say them."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from db.store.database import Database
from db.store.program import OURS, version_of
from desktop.windows.about import About
from desktop.windows.footer import spoken_day
from desktop.windows.help.window import HelpWindow
from desktop.windows.keys_overview import KeysOverview
from desktop.windows.main_window import MainWindow
from desktop.windows.parts import memory, tasks
from desktop.windows.preferences import Preferences
from desktop.windows.signing.verify_window import VerifyWindow
from desktop.windows.store.change_password import ChangePassword
from tests.offices import PASSWORD
from tests.windows.desks import arrived, desk, empty_desk, quits, unlocked, words

__all__ = ["desk", "empty_desk", "quits"]


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    return unlocked(qtbot, desk)


def test_a_new_password(qtbot, window, desk):
    dialog = ChangePassword(window, window.database)
    qtbot.addWidget(dialog)
    dialog.go()
    assert "现在的密码" in dialog.sentence.text()
    dialog.old.setText("不是它")
    dialog.new.first.setText("崭新的一句话 99")
    dialog.new.second.setText("崭新的一句话 99")
    dialog.go()
    qtbot.waitUntil(lambda: "密码不对" in dialog.sentence.text(), timeout=10_000)
    dialog.old.setText(PASSWORD)
    dialog.go()
    qtbot.waitUntil(lambda: dialog.result() == 1, timeout=10_000)
    desk.leave()
    Database.open(desk.store, "崭新的一句话 99").close()


def test_settings_are_kept_and_worn(qtbot, window, desk, qapp):
    dialog = Preferences(window)
    qtbot.addWidget(dialog)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.minutes.setCurrentIndex(dialog.minutes.findData(0))
    dialog.keep()
    window.let_go()
    desk.rebuild()
    again = arrived(qtbot, desk)
    assert again is not window
    assert again.palette().window().color().lightness() < 60
    assert not again._idle._timer.isActive()
    memory.keep("theme", "light")
    again.let_go()
    desk.rebuild()
    arrived(qtbot, desk)


def test_about_and_keys(qtbot, window):
    about = About(window, window.database)
    qtbot.addWidget(about)
    text = about.text.toPlainText()
    assert str(window.database.path) in text
    assert "SQLAlchemy 2" in text
    assert version_of(OURS)[0].isdigit()
    keys = KeysOverview(window)
    qtbot.addWidget(keys)
    assert "Ctrl+K" in words(keys)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (None, "从未"),
        (datetime(2024, 5, 6, 9, 12), "今天 09:12"),
        (datetime(2024, 5, 5, 17, 40), "昨天 17:40"),
        (datetime(2024, 4, 26, 1, 0), "10 天前"),
        (datetime(2023, 4, 26, 1, 0), "2023-04-26"),
    ],
)
def test_days_as_people_say_them(at, said):
    assert spoken_day(at, date(2024, 5, 6)) == said


@pytest.mark.parametrize("window", [HelpWindow, VerifyWindow])
def test_enter_presses_a_button_in_windows_of_their_own_too(qtbot, store, monkeypatch, window):
    """Qt does so in dialogs alone; whoever walked there by Tab pressed it in vain."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr("desktop.windows.help.window.ask_where", lambda *_: None)
    shown = window(store)
    qtbot.addWidget(shown)
    shown.show()
    button = next(one for one in shown.findChildren(QPushButton) if one.text().endswith("…"))
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
    tasks.wait()  # the book is read from the store, which goes now
