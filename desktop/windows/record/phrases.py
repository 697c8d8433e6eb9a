"""Ctrl+J in a text: the office's own wordings at the cursor, or kept from what is marked."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QPushButton, QWidget
from shiboken6 import isValid

from db.store.trouble import Trouble
from desktop.windows.parts import look
from desktop.windows.parts.later import later
from desktop.windows.parts.notices import say, take_back
from desktop.windows.topbar import add

if TYPE_CHECKING:
    from db.registers import Phrase
    from db.store.database import Database
    from desktop.windows.record.form import Form

_DIGITS = 9  # entries that a digit chooses
_SHOWN = 24  # characters of a wording in the menu


class Phrases(QObject):
    """Belongs to a form; its button stands over the text that is being written, on ``page``."""

    def __init__(self, form: "Form", page: QWidget, database: "Database") -> None:
        super().__init__(form)
        self._form, self._page, self._database = form, page, database
        self._box: QPlainTextEdit | None = None
        self.button = look.mark(QPushButton("常用语（Ctrl+J）", page), "link")
        self.button.setToolTip("在文字里插入本所的常用语，或把选中的文字存为常用语")
        self.button.hide()
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.offer)
        self.menu = QMenu(form)
        QShortcut(QKeySequence("Ctrl+J"), form, self.offer)
        page.installEventFilter(self)
        app: Any = QApplication.instance()
        app.focusChanged.connect(self._moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What stands above the text may have grown."""
        if watched is self._page and event.type() == QEvent.Type.LayoutRequest:
            later(self, 0, self._place)
        return super().eventFilter(watched, event)

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if not isValid(self.button):  # the form is going, its parts one by one
            return
        inside = isinstance(now, QPlainTextEdit) and self._page.isAncestorOf(now)
        self._box = now if inside and isinstance(now, QPlainTextEdit) else None
        self._place()

    def _place(self) -> None:
        """Over the right end of the text, beside its label."""
        box = self._box
        shown = box is not None and not box.isReadOnly()
        self.button.setVisible(shown)
        if box is not None and shown:
            self.button.adjustSize()
            corner = box.mapTo(self._page, box.rect().topRight())
            size = self.button.size()
            self.button.move(corner.x() - size.width() + 1, corner.y() - size.height())
            self.button.raise_()

    def offer(self) -> None:
        """Open the menu where the cursor stands."""
        box: QWidget | None = QApplication.focusWidget()
        if not isinstance(box, QPlainTextEdit) or box.isReadOnly():
            say(self._form, "先把光标放进要写的文字框，再按 Ctrl+J 插入常用语")
            return
        self.fill(box)
        self.menu.popup(box.viewport().mapToGlobal(box.cursorRect().bottomLeft()))
        entries = (one for one in self.menu.actions() if not one.isSeparator())  # enabled, it too
        self.menu.setActiveAction(next(one for one in entries if one.isEnabled()))

    def fill(self, box: QPlainTextEdit) -> None:
        """What fits the field and the kind of dispute, then what can be kept."""
        from db.registers import Phrase

        place, kind = box.accessibleName(), getattr(self._form.record, "dispute_type", None)
        with self._database.read() as session:
            found = Phrase.fitting(session, place, kind)
        self.menu.clear()
        for number, one in enumerate(found, start=1):
            key = f"&{number}  " if number <= _DIGITS else ""
            word = f"{one.name} {one.text}" if not one.text.startswith(one.name) else one.text
            words = " ".join(word.split()).replace("&", "&&")
            shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
            add(self.menu, f"{key}{shown}", self._puts(box, one))
        if not found:
            add(self.menu, "还没有常用语：选中一段文字，再按 Ctrl+J", _nothing).setEnabled(False)
        self.menu.addSeparator()
        marked = box.textCursor().selection().toPlainText().strip()
        keep = add(self.menu, "把选中的文字存为常用语(&S)", lambda: self._keep(marked, place, kind))
        keep.setEnabled(bool(marked))
        add(self.menu, "整理常用语(&M)…", self._manage)

    def _puts(self, box: QPlainTextEdit, one: "Phrase") -> Any:
        return lambda: box.insertPlainText(one.text)

    def _keep(self, text: str, place: str, kind: str | None) -> None:
        from db.registers import Phrase

        try:
            with self._database.step("登记常用语") as session:
                session.add(Phrase.of(text, place, kind))
        except Trouble as trouble:
            say(self._form, trouble.sentence, "problem")
            return
        undo = ("撤销", lambda: take_back(self._form, self._database))
        say(self._form, f"已存为常用语，“{place}”一栏里可用", "done", undo)

    def _manage(self) -> None:
        from desktop.windows.pages import Pages

        pages = self._form.window().findChild(Pages)
        if isinstance(pages, Pages):
            pages.turn_to("phrase")


def _nothing() -> None:
    """An entry that only says something."""
