"""A key of the program stays one where a line of text would take it, as on X11."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.windows.parts.own_keys import OwnKeys

CTRL = Qt.KeyboardModifier.ControlModifier


class Taking(QLineEdit):
    """Claims every key for itself."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def test_ctrl_e_is_the_programs_wherever_the_cursor_is_and_other_keys_are_the_lines(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    lines = [Taking(window), Taking(window)]
    column = QVBoxLayout(window)
    for line in lines:
        column.addWidget(line)
    OwnKeys(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def claimed(line: QLineEdit, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> bool:
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
        asked.ignore()
        QApplication.sendEvent(line, asked)
        return asked.isAccepted()

    for line in (*lines, *lines):
        line.setFocus()
        assert not claimed(line, Qt.Key.Key_E)
        assert claimed(line, Qt.Key.Key_A)
        assert claimed(line, Qt.Key.Key_E, Qt.KeyboardModifier.NoModifier)
    assert claimed(lines[0], Qt.Key.Key_E)  # where the cursor is not, nothing is looked at
