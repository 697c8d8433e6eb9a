"""A clerk with a keyboard alone: keys go to whatever window has the focus, Chinese is committed."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QPushButton, QWidget

from tests.answering import hands

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
_FAR = 150  # presses of Tab after which a place counts as out of reach


def press(key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """A key for the window on top; Qt finds whom in it."""
    goal = _goal()
    QTest.keyClick(goal.window().windowHandle(), key, held)
    for _ in range(6):  # turns begin; a hand's next key comes later still
        QApplication.processEvents()
        _goal()


def _goal() -> QWidget:
    """What has the cursor; a window that closed gives it back, as window managers see to."""
    for _ in range(500):
        if popup := QApplication.activePopupWidget():
            return popup
        active, here = QApplication.activeWindow(), QApplication.focusWidget()
        if active is not None and active.isVisible() and here is not None:
            return here
        windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        windows.sort(key=lambda one: isinstance(one, QDialog))
        windows[-1].activateWindow()
        QTest.qWait(10)
    raise AssertionError("nothing has the cursor")


def write(text: str) -> None:
    """Into the place that has the cursor, as an input method does; QTest knows no Chinese."""
    here = QApplication.focusWidget()
    assert here is not None
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QApplication.sendEvent(here, typed)


def fill(text: str) -> None:
    """Write over what stands there, and go on with Enter."""
    press(Qt.Key.Key_A, CTRL)
    write(text)
    press(Qt.Key.Key_Return)


def place() -> str:
    """What a screen reader says of the place that has the cursor."""
    here = QApplication.focusWidget()
    if here is None:
        return ""
    name = here.accessibleName()
    if not name and isinstance(here, QAbstractButton):
        name = here.text()
    return name.replace("&", "")


def tab_to(name: str, key: Qt.Key = Qt.Key.Key_Tab) -> QWidget:
    """Press Tab until the cursor stands in the place called so."""
    passed = []
    for _ in range(_FAR):
        if place().startswith(name):
            return QApplication.focusWidget()
        passed.append(place() or type(QApplication.focusWidget()).__name__)
        press(key)
    raise AssertionError(f"Tab never comes to {name}; it passes {passed}")


def push(name: str) -> None:
    """Go to a button and press it by its key."""
    assert isinstance(tab_to(name), QPushButton)
    press(Qt.Key.Key_Space)


def choose(entry: str) -> None:
    """Walk down the open menu to an entry and take it."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in menu.actions():
        if menu.activeAction() and menu.activeAction().text() == entry:
            press(Qt.Key.Key_Return)
            return
        press(Qt.Key.Key_Down)
    raise AssertionError(f"{entry} is not in {[action.text() for action in menu.actions()]}")


def in_dialog(*acts) -> None:
    """Do these once the next dialog is open, each in its own turn; its loop blocks the caller."""
    waiting = list(acts)

    def turn() -> None:
        modal, here = QApplication.activeModalWidget(), QApplication.focusWidget()
        if modal is None or here is None or not modal.isAncestorOf(here):
            QTimer.singleShot(20, turn)
            return
        try:
            with hands():
                waiting.pop(0)()
        except BaseException:
            modal.close()  # its loop would wait for ever
            raise
        if waiting:
            QTimer.singleShot(50, turn)

    QTimer.singleShot(0, turn)
