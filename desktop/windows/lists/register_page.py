"""The page of any register: its list on the left, the open record on the right."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.store.kinds import LinkKind, parts
from db.store.listing import Listing
from desktop.windows.exporting.button import ExportButton
from desktop.windows.importing.button import ImportButton
from desktop.windows.lists.filters import FilterBar
from desktop.windows.lists.nothing import Nothing
from desktop.windows.lists.only_these import OnlyThese
from desktop.windows.lists.record_list import RecordTable
from desktop.windows.lists.record_model import RecordModel
from desktop.windows.lists.register_tools import add_tools, new_button
from desktop.windows.lists.search_line import SearchLine
from desktop.windows.lists.to_bin import to_bin
from desktop.windows.parts import look, memory
from desktop.windows.parts.ears import Ears
from desktop.windows.parts.entering import Entering
from desktop.windows.parts.in_turns import InTurns, nowhere
from desktop.windows.parts.later import later
from desktop.windows.parts.rows import Elided
from desktop.windows.record.begun import enter_in_turns
from desktop.windows.record.pane import RecordPane
from desktop.windows.record.saving import is_fixed
from desktop.windows.signing.made_here import is_made_here, make, may_make

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.store.database import Database

_BOTH = 58  # characters across: less holds either the list or the record
_LOOK = 200  # ms in which nobody has chosen yet


class RegisterPage(QWidget):
    """List and form of one register; ``kept`` after each save, with the record's id."""

    kept = Signal(int)

    def __init__(
        self, database: "Database", cls: Any, parent: QWidget | None = None, *, whole: bool = True
    ) -> None:
        """``whole=False``: whoever makes it goes through ``make_in_turns`` before it is shown."""
        super().__init__(parent)
        self.database, self.cls = database, cls
        self.made_pane: RecordPane | None = None  # for who only looks: none, no record is open
        if whole:
            for _ in self.make_in_turns():
                pass

    def make_in_turns(self) -> "Iterator[None]":
        """Its parts, and what they tell one another; what the store tells meanwhile is heard."""
        database, cls, missed = self.database, self.cls, list[object]()
        self._ears = Ears(self, database)
        self._ears.heard.connect(missed.append)
        self.model = RecordModel(database, Listing(cls), self)
        yield
        self.table = RecordTable(self.model)
        yield
        self.filters = FilterBar(database, cls)
        self.take_in = ImportButton(database, cls)
        self.export = ExportButton(database, lambda: self.model.listing)
        self._search = SearchLine(self)
        yield
        self._count = look.mark(Elided(), "quiet")
        self.only = OnlyThese()
        self._nothing = Nothing(cls, self.new_record, self.take_in.ask)
        self._empty, self._widen = self._nothing.words, self._nothing.widen
        yield
        yield from self._lay_out()
        self._connect()
        self._show_count()
        if missed:
            self.reload()
        self.making = self._make_pane()
        self._coming, self._again = InTurns(self), InTurns(self)
        self._coming.begin(self.making, now=False)
        later(self, _LOOK, self.model.learn)
        if cls.single:
            yield from self.making
            yield
            self._open_single()

    @property
    def pane(self) -> RecordPane:
        """The open record; made behind the list, that the list need not wait for it."""
        for _ in self.making:
            pass
        return cast("RecordPane", self.made_pane)

    def _make_pane(self) -> "Iterator[None]":
        pane = RecordPane(self.database, self.cls, self.splitter, whole=False)
        yield from pane.make_in_turns()
        yield
        self.made_pane = pane
        pane.kept.connect(self._kept)
        pane.remove_asked.connect(self.remove)
        pane.closed.connect(self.table.setFocus)
        pane.installEventFilter(self)
        self._entering.parts.insert(1, pane)
        self.splitter.setStretchFactor(1, 1)
        if not memory.place_state(self.splitter, self._place):
            self.splitter.setSizes([520, 640])

    def _kept(self, record_id: int) -> None:
        self._again.finish()  # it may be new in the list
        self.table.choose(record_id)
        self.kept.emit(record_id)

    @property
    def _open_id(self) -> int | None:
        return self.made_pane.record_id if self.made_pane is not None else None

    def can_leave(self) -> bool:
        """Whether the open record lets go."""
        return self.made_pane is None or self.made_pane.can_leave()

    def open_record(self, record_id: int) -> None:
        """Open a record, if the one that is open lets go."""
        if self.pane.open_record(record_id):
            self.table.choose(record_id)

    def new_record(self) -> None:
        """Begin a record; the office's own is opened instead."""
        if self.cls.single and self.model.total:
            self._open_single()
        elif is_made_here(self.cls):
            if make(self.database, self.cls, self):
                self.reload()
        elif not self.pane.read_only and self.pane.new_record():
            self.table.clearSelection()

    def search(self, words: str) -> None:
        """Narrow the list to what holds all the words."""
        self._search.setText(words)
        self._narrow()

    def show_only(self, title: str, ids: frozenset[int], back: "Callable[[], object]") -> None:
        """Narrow the list to the records behind a number; ``back`` is where people came from."""
        self.only.show_these(title, ids, back)
        self._search.clear()
        self.filters.clear()
        if self.made_pane is not None:
            self.made_pane.close_record()
        self._to_list()

    def widen(self) -> None:
        """Lift the search and all conditions."""
        self.only.lift()
        self._search.clear()
        self.filters.clear()

    def reload(self) -> None:
        """Look at the store again; stands on the same record as before."""
        chosen, bar = self._open_id or self.table.chosen(), self.table.verticalScrollBar()
        place = bar.value()
        self._narrow()
        self.model.when_settled(lambda: bar.setValue(place))
        if chosen is not None:
            self.table.choose(chosen)

    def _lay_out(self) -> "Iterator[None]":
        """From the whole to its parts: what is moved with its parts in it is styled once more."""
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
        self._left = QWidget(self.splitter)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 1)
        self._place = f"split/{self.cls.__tablename__}"
        rows = QVBoxLayout(self._left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(self._head())
        yield
        foot = add_tools(self, self._search, rows)
        yield
        rows.addWidget(self.only)
        rows.addWidget(look.line())
        self._stack = QStackedWidget(self._left)
        rows.addWidget(self._stack, 1)
        rows.addWidget(foot)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self._entering = Entering(self, self.table, self._new, self._search)

    def _head(self) -> QHBoxLayout:
        self._search.setAccessibleName(f"在{self.cls.title}里查找")
        head = QHBoxLayout()
        head.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        head.setSpacing(look.GAP)
        head.addWidget(look.mark(QLabel(self.cls.title), "title"))
        self._count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head.addWidget(self._count, 1)  # what is left: the search keeps its width
        head.addWidget(self._search)
        self._new = new_button(self.database, self.cls)
        head.addWidget(self._new)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the open record has the page."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A record was opened or closed."""
        if watched is self.made_pane and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        narrow = self.width() < _BOTH * self.fontMetrics().horizontalAdvance("枫")
        opened = self.made_pane is not None and not self.made_pane.isHidden()
        self._left.setVisible(not self.cls.single and not (narrow and opened))

    def _connect(self) -> None:
        self._search.returnPressed.connect(self._to_list)
        self._search.pause.timeout.connect(self._narrow)
        self.model.counted.connect(self._show_count)
        self.filters.changed.connect(self._narrow)
        self.only.lifted.connect(self._narrow)
        self._widen.clicked.connect(self.widen)
        self.table.opened.connect(self.open_record)
        self.table.entered_at.connect(self._enter)
        self.table.removed.connect(self.remove)
        self.table.sorted_by.connect(self._sort)
        self._new.clicked.connect(self.new_record)
        self.splitter.splitterMoved.connect(
            lambda *_: memory.keep_state(self.splitter, self._place)
        )
        QShortcut(QKeySequence("Ctrl+F"), self, self._search.setFocus)
        QShortcut(QKeySequence("Ctrl+Shift+E"), self, self.export.ask)
        QShortcut(QKeySequence("Ctrl+I"), self, self.take_in.ask)
        self._ears.heard.connect(self._changed)

    def remove(self, record_id: int) -> None:
        """Put a record into the recycle bin; undo is offered instead of a question."""
        kept = self.cls.single or self.cls.written_by_program or is_fixed(self.database, self.cls)
        if kept or not self.can_leave():
            return
        if to_bin(self, self.database, self.cls, record_id) and self._open_id == record_id:
            self.pane.close_record()

    def _narrow(self) -> None:
        self._search.pause.stop()
        words, filters = self._search.text(), self.filters.filters()
        self.model.show_listing(
            replace(self.model.listing, search=words, filters=filters, only=self.only.ids)
        )

    def _sort(self, name: str, descending: bool) -> None:
        self.model.show_listing(self.model.listing.sorted_by(name or None, descending=descending))
        if self._open_id is not None:
            self.table.choose(self._open_id)

    def _show_count(self) -> None:
        self._count.setText(f"{self.model.how_many()} {self.cls.unit}")
        self._stack.setCurrentIndex(0 if self.model.total or not self.model.exact else 1)
        narrowed = bool(self._search.text().strip() or self.filters.filters() or self.only.ids)
        fixed = is_fixed(self.database, self.cls) and not may_make(self.database, self.cls)
        self._nothing.tell(narrowed=narrowed, fixed=fixed)

    def _changed(self, tables: Any) -> None:
        mine = {part.__tablename__ for part in parts(self.cls)} & set(tables)
        linked = {f.kind.table for f in self.cls.fields.values() if isinstance(f.kind, LinkKind)}
        if mine or linked & set(tables):
            self._again.soon(self.reload)
        if mine and self.made_pane is not None:
            self.made_pane.changed_elsewhere()

    def _enter(self, record_id: int) -> None:
        self._coming.begin(enter_in_turns(self, record_id), ready=nowhere)

    def _to_list(self) -> None:
        self._narrow()
        self.table.setFocus()
        self.model.when_shown(self.table.stand_first)

    def _open_single(self) -> None:
        record_id = self.model.record_id(0)
        if record_id is None:
            self.pane.new_record()
        else:
            self.pane.open_record(record_id)
