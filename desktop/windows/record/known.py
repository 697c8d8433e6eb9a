"""The persons and enterprises that are known already, offered while one is being named in a row."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCompleter, QLineEdit

from desktop.windows.editors.passing import Passing
from desktop.windows.editors.texts import TextEditor
from desktop.windows.editors.who import WhoEditor
from desktop.windows.parts import look
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.store.database import Database
    from db.store.fields import Field
    from db.store.finder import Candidate
    from desktop.windows.record.field_cell import FieldCell

_OFFERED = 8
_LEAST = {"text": 1, "id_number": 4, "credit_code": 4, "phone": 3}
"""Characters after which looking is worth while; only such fields name anybody."""


class Known(QObject):
    """Watches the lines of one row's fields; who is chosen fills the row.

    ``taken`` when the row was filled, or a link cut.
    """

    taken = Signal(str)

    def __init__(
        self,
        whole: "Callable[[], dict[str, FieldCell]]",
        links: "list[Field]",
        database: "Database",
    ) -> None:
        super().__init__()
        self.row: Any = None
        self.offers: dict[str, Offer] = {}
        self._whole, self._links, self._database = whole, links, database
        self._filled: dict[str, dict[str, Any]] = {}
        self._names = {name for link in links for name in _naming(link)}

    @property
    def _cells(self) -> "dict[str, FieldCell]":
        return self._whole()

    def watch(self, cell: "FieldCell") -> None:
        """Offer those who are known already where somebody is named in the field."""
        if cell.spec.name in self._names and isinstance(cell.editor, TextEditor):
            self._watch(cell.spec.name, cell.editor.line)
        elif isinstance(cell.editor, WhoEditor):
            cell.editor.cut.connect(lambda link=cell.spec: self.cut(link))

    def show_row(self, row: Any) -> None:
        """Another row: what was filled into the one before is its own business."""
        self.row = row
        self._filled.clear()
        for offer in self.offers.values():
            offer.hide()

    def look_for(self, name: str, text: str) -> "list[Candidate]":
        """Who may be meant by what is typed into the field ``name``."""
        from db.store.finder import candidates
        from db.store.record import register

        link = self._link(name)
        spec = self._cells[name].spec
        if link is None or len(text.strip()) < _LEAST[spec.kind.code]:
            return []
        kind: Any = link.kind
        with self._database.read() as session:
            found = candidates(session, register(kind.table), text, _OFFERED, field=name)
        return [one for one in found if one.id != getattr(self.row, link.name)]

    def take(self, name: str, one: "Candidate") -> None:
        """Fill the row with the record that was chosen while ``name`` was being typed."""
        from db.store.shared import filled_from

        link = self._link(name)
        with self._database.read() as session:
            record = session.get(one.cls, one.id)
        if link is None or record is None:
            return
        blank = filled_from(self.row, link, record)
        for field in (name, one.cls.name_field):
            setattr(self.row, field, getattr(record, field))
            if cell := self._cells.get(field):
                cell.forget()
        for field, value in blank.items():
            setattr(self.row, field, value)
        setattr(self.row, link.name, one.id)
        self._filled[link.name] = blank
        labels = [type(self.row).fields[field].label for field in blank if field != name]
        if labels:
            say(self._cells[name], f"已填入{record.called()}的{'、'.join(labels)}")
        self.taken.emit(link.name)

    def cut(self, link: "Field") -> None:
        """It is somebody else: the link goes, and what it had filled in."""
        setattr(self.row, link.name, None)
        for name, value in self._filled.pop(link.name, {}).items():
            if getattr(self.row, name) == value and name != _naming(link)[0]:
                setattr(self.row, name, None)
        self.taken.emit(link.name)

    def _watch(self, name: str, line: QLineEdit) -> None:
        offer = Offer(line)
        self.offers[name] = offer
        line.textEdited.connect(lambda text: offer.show_all(self.look_for(name, text)))
        offer.chosen.connect(lambda one: self.take(name, one))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), line, lambda: self._open(name))
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _open(self, name: str) -> None:
        """Turn up the record of the person who is named in the field."""
        link = self._link(name)
        editor = self._cells[link.name].editor if link and link.name in self._cells else None
        if isinstance(editor, WhoEditor):
            editor.open_other()

    def _link(self, name: str) -> "Field | None":
        """The link that the field now names somebody for."""
        for link in self._links:
            applies = link.shown_when is None or link.shown_when(self.row)
            if applies and name in _naming(link):
                return link
        return None


class Offer(QCompleter):
    """A list under a line: arrows and Enter or the mouse choose, going on typing passes it by."""

    chosen = Signal(object)

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self.found: list[Candidate] = []
        self._line = line
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setWidget(line)  # not line.setCompleter: an arrow must not write into the line
        activated: Any = self.activated
        activated[QModelIndex].connect(lambda place: self._choose(place.row()))
        Passing(self, line)

    def words(self) -> list[str]:
        """What is offered now."""
        return self._words.stringList()

    def show_all(self, found: "list[Candidate]") -> None:
        """Offer these; nothing takes the list away."""
        self.found = found
        words = [f"{one.caption}　{one.words}　{one.cls.title}" for one in found]
        self._words.setStringList([" ".join(word.split(" ")) for word in words])
        if not found or not self._line.hasFocus():
            self.hide()
            return
        room = self.popup().sizeHintForColumn(0) + 4 * look.GAP_WIDE
        self.complete(QRect(0, 0, max(room, self._line.width()), self._line.height()))
        self.popup().setCurrentIndex(QModelIndex())  # nobody is chosen before people choose

    def hide(self) -> None:
        """Take the list away."""
        self.popup().hide()

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self.found):
            self.chosen.emit(self.found[place])


def _naming(link: "Field") -> list[str]:
    """The fields by which people name somebody: the name first, then numbers."""
    from db.store.record import register

    kind: Any = link.kind
    cls = register(kind.table)
    indexed = (name for name in link.carries if cls.__table__.columns[name].index)
    numbers = (name for name in indexed if cls.fields[name].kind.code in _LEAST)
    return list(dict.fromkeys((cls.name_field, *numbers)))
