"""A register page in a window of its own, and its parts by name."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from db.store.database import Database
from desktop.windows.lists.register_page import RegisterPage
from desktop.windows.record.children import Rows
from desktop.windows.record.field_cell import FieldCell


def opened(qtbot, store: Database, cls, record_id: int | None = None) -> RegisterPage:
    window = QMainWindow()
    qtbot.addWidget(window)
    page = RegisterPage(store, cls)
    window.setCentralWidget(page)
    window.resize(1280, 760)
    window.show()
    page.kept_alive = window  # Qt deletes a window that nobody holds
    if record_id is not None:
        page.open_record(record_id)
    return page


def all_there(page: RegisterPage) -> bool:
    """Whether the open record is shown whole, and what stands beside its form."""
    return not (page.pane.form._turns.busy or page.pane._turns.busy)


def cell(page: RegisterPage, name: str) -> FieldCell:
    for _, part in page.pane.form._parts:
        if not isinstance(part, Rows) and name in part.cells:
            return part.cells[name]
    raise KeyError(name)


def rows(page: RegisterPage, name: str) -> Rows:
    return next(p for _, p in page.pane.form._parts if isinstance(p, Rows) and p.spec.name == name)


def type_in(qtbot, line, text: str) -> None:
    """As an input method does; keyClicks knows no Chinese."""
    line.setFocus()
    line.selectAll()
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QApplication.sendEvent(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def press(qtbot, page: RegisterPage, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """A key for whatever has the cursor; shortcuts want an active window."""
    window = page.window()

    def active() -> bool:
        window.activateWindow()
        return window.isActiveWindow()

    qtbot.waitUntil(active)
    qtbot.keyClick(window.focusWidget(), key, modifiers)
