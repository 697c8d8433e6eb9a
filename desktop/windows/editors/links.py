"""The editor for a link: the other record is found by typing part of its name, or made anew."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QCompleter, QDialog, QLineEdit, QWidget

from db.store.trouble import Trouble
from desktop.windows.editors.editor import Editor
from desktop.windows.editors.passing import ANEW, Passing
from desktop.windows.editors.texts import whole_line
from desktop.windows.parts.icons import icon
from desktop.windows.parts.later import later

if TYPE_CHECKING:
    from db.store.finder import Candidate
    from db.store.record import Record

_OFFERED = 30
_WAY = 24  # the way to the other record, in device-independent pixels


class _Offered(QCompleter):
    """Stands on the first record found, which need not hold what was typed: ``zs`` means 张三.

    Qt looks for the letters themselves and finds them in the entry for a new record alone.
    """

    first = ""

    def splitPath(self, path: str) -> list[str]:
        """What the entry must hold on which the list stands."""
        return [self.first or path]


class LinkEditor(Editor):
    """A line that offers records of the other register; its value is the record's id."""

    def build(self) -> QWidget:
        """A line with what it offers below, and the way to the other record at its end."""
        self.line = QLineEdit(self.place)
        self.line.setPlaceholderText("输入名称的一部分或拼音首字母查找")
        self._names = QStringListModel(self.line)
        self._completer = completer = _Offered(self._names, self.line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.activated.connect(self._chosen)
        self.line.setCompleter(completer)
        Passing(completer, self.line)
        self.line.textEdited.connect(self._offer)
        self.line.textEdited.connect(lambda _: self.touched.emit())
        self.line.editingFinished.connect(self._left)
        self._way: QAction | None = None  # made with the first record there is a way to
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.line, self.open_other)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._ids: dict[str, int] = {}
        self._value: int | None = None
        self._shown = self._typed = self._anew = ""
        self._asking = False
        return self.line

    def show_value(self, value: Any) -> None:
        """What the other record is called."""
        from db.store.links import captions

        self._value = value
        if value is None:
            self._shown = ""
        else:
            with self.database.read() as session:
                self._shown = captions(session, self._table, [value]).get(value, "")
        if self.line.text() != self._shown:
            self.line.setText(self._shown)
            self.line.setCursorPosition(0)
        if value is not None and self._way is None:
            self._way = self._made_way()
        if self._way is not None:
            self._way.setVisible(value is not None)

    def _made_way(self) -> QAction:
        way = QAction(icon("right"), "打开这条记录（Ctrl+Enter）", self.line)
        way.triggered.connect(self.open_other)
        self.line.addAction(way, QLineEdit.ActionPosition.TrailingPosition)
        return way

    def value(self) -> Any:
        """The other record's id.

        Raises:
            Trouble: nothing, or more than one thing, is called so.
        """
        from db.store.links import meant

        text = self.line.text().strip()
        if text == self._shown:
            return self._value
        if not text:
            return None
        if text in self._ids:
            return self._ids[text]
        with self.database.read() as session:
            return meant(session, self._table, text)

    def lock(self, *, locked: bool) -> None:
        """Still to be selected and copied."""
        self.line.setReadOnly(locked)

    def needs(self) -> int:
        """What only can be looked at is seen whole, and the way behind it."""
        return whole_line(self.line) + (_WAY if self._value is not None else 0)

    def open_other(self) -> None:
        """Turn up the other record in its own register, where there is a main window."""
        from desktop.windows.pages import Pages

        pages = self.line.window().findChild(Pages)
        if isinstance(pages, Pages) and self._value is not None:
            pages.open_record(self._table, self._value)

    def make_new(self, name: str) -> None:
        """Register a new record of that name and link to it."""
        from desktop.windows.record.new_linked import NewLinked

        self._asking = True
        try:
            dialog = NewLinked(self.database, self._other, name, self.line.window())
            if dialog.exec() == QDialog.DialogCode.Accepted:
                self.show_value(dialog.record_id)
                self.edited.emit()
            dialog.deleteLater()
        finally:
            self._asking = False
        self.line.setFocus()

    @property
    def _table(self) -> str:
        kind: Any = self.spec.kind
        table: str = kind.table
        return table

    @property
    def _other(self) -> "type[Record]":
        from db.store.record import register

        return register(self._table)

    def _offer(self, text: str) -> None:
        from db.store.finder import candidates
        from desktop.windows.record.new_linked import may_be_new

        self._typed = text.strip()
        with self.database.read() as session:
            found = candidates(session, self._other, self._typed, _OFFERED)
        names = [one.caption for one in found]
        self._ids = {
            one.caption if names.count(one.caption) == 1 else _apart(one): one.id for one in found
        }
        may = may_be_new(self._other) and not self.database.rights.against(self._table)
        new = bool(self._typed) and self._typed not in names and may
        self._anew = f"{ANEW} 新登记“{self._typed}”…" if new else ""
        sounds = any(letter.isascii() for letter in self._typed)
        self._completer.first = next(iter(self._ids), "") if sounds else ""
        self._names.setStringList([*self._ids, *filter(None, [self._anew])])

    def _chosen(self, text: str) -> None:
        if self._anew and text == self._anew:
            self._asking = True  # the popup goes, the line loses the cursor: nothing was left yet
            self.line.setText(self._typed)
            later(self.line, 0, lambda: self.make_new(self._typed))
        else:
            self._left()

    def _left(self) -> None:
        text = self.line.text().strip()
        if self._asking or self.line.isReadOnly() or text == self._shown:
            return
        try:
            value = self.value()
        except Trouble:
            self.edited.emit()
            return
        self.show_value(value)
        self.edited.emit()


def _apart(one: "Candidate") -> str:
    """One of several of the same name."""
    return f"{one.caption}（{'　'.join(filter(None, (one.words, f'编号{one.id}')))}）"
