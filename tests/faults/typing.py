"""The window, and somebody who types in it: ``python -m tests.faults.typing STORE PASSWORD``.

It says what stands in the field after unlocking, then each number once its last key was pressed.
"""

import sys
import time
from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.store.database import Database
from desktop.windows.app import Desk, application
from desktop.windows.main_window import MainWindow

FIELD = "facts"
_PACE = 30  # ms between two numbers
_UNTIL_SHOWN = 100  # ms between two looks whether what was kept is shown


def main(store: str, password: str) -> None:
    """Type on until killed."""
    app, desk = application(), Desk(Path(store))
    kept = Path(f"{store}.draft").exists()
    desk.enter(Database.open(Path(store), password))
    window = desk.window
    assert isinstance(window, MainWindow)

    def begin() -> None:
        if kept and window.pages.name != "mediation":
            QTimer.singleShot(_UNTIL_SHOWN, begin)
            return
        if not kept:
            window.pages.open_record("mediation", 1)
        pane = window.pages.register_page("mediation").pane
        say("found", pane.record.facts or "")
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window, 60_000)
        pane.form.enter(FIELD)
        numbers = count(int((pane.record.facts or "0").split()[-1]) + 1)
        hand = QTimer(window)
        hand.timeout.connect(lambda: press(next(numbers)))
        hand.start(_PACE)

    QTimer.singleShot(0, begin)
    app.exec()


def press(number: int) -> None:
    """The keys of one number, at the end of the field."""
    box = QApplication.focusWidget()
    QTest.keyClick(box, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, f" {number}")
    say("typed", f"{number} {time.monotonic()}")


def say(word: str, text: str) -> None:
    """To who started this."""
    sys.stdout.write(f"{word} {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
