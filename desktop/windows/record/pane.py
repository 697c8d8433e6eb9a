"""The open record: what it is called, where it stands, its form, and what can be done with it."""

import contextlib
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from db.store.sole import begun
from db.store.trouble import Trouble
from desktop.windows.attachments.panel import AttachmentPanel
from desktop.windows.parts import look, memory
from desktop.windows.parts.file_drop import FileDrop
from desktop.windows.parts.in_turns import InTurns
from desktop.windows.parts.notices import say
from desktop.windows.record.ask_to_keep import ask_to_keep
from desktop.windows.record.begun import go_on, onwards
from desktop.windows.record.due import RecordDue
from desktop.windows.record.form import Form
from desktop.windows.record.head import RecordHead
from desktop.windows.record.move_panel import MovePanel
from desktop.windows.record.moves_bar import MovesBar
from desktop.windows.record.saving import Saving, is_fixed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.store.database import Database
    from db.store.moves import Move


class RecordPane(QWidget):
    """``kept`` after each save, with the record's id."""

    kept = Signal(int)
    remove_asked = Signal(int)
    closed = Signal()

    def __init__(
        self, database: "Database", cls: Any, parent: QWidget | None = None, *, whole: bool = True
    ) -> None:
        """``whole=False``: whoever makes it goes through ``make_in_turns`` before it is used."""
        super().__init__(parent)
        self.hide()  # else each of its parts is shown by itself
        self.database, self.cls = database, cls
        self.record: Any = None
        self.dirty = False
        self._form: Form | None = None
        self._turns, self._saving = InTurns(self), Saving(self)
        self.own_moves: dict[str, Callable[[Any], None]] = {}  # those that the page makes itself
        if whole:
            for _ in self.make_in_turns():
                pass

    def make_in_turns(self) -> "Iterator[None]":
        """Its parts, and what they tell one another."""
        self.head = RecordHead()
        self._title, self._save = self.head.title, self.head.save
        self.moves, self.panel = MovesBar(), MovePanel(self.database)
        self.due = RecordDue(self.database)
        yield
        self.attachments = AttachmentPanel(self.database, self.cls, self._kept_id)
        self._drop_place = FileDrop(self, "松开鼠标，文件就附到这条记录上")
        yield
        self._lay_out()
        self._connect()
        self.close_record()

    @property
    def form(self) -> Form:
        """Shows the open record; made for the first one, that the list need not wait for it."""
        if self._form is None:
            self._form = form = Form(self.database, self.cls, self._parts)
            form.edited.connect(self._edited)
            form.paper_asked.connect(self._show_paper)
            self.panel.changed.connect(form.refresh_soon)
            self.panel.led.connect(self._lead)
            self._parts.insertWidget(0, form)
            self._parts.setStretchFactor(0, 1)
            if self.record is not None:
                form.show_record(self.record, locked=self.read_only)
                self.head.show_veil(veiled=form.veiled)
        return self._form

    @property
    def record_id(self) -> int | None:
        """The open record's id; None for a new one or none."""
        return self.record.id if self.record is not None else None

    def open_record(self, record_id: int) -> bool:
        """Open a record; False when the one that is open does not let go."""
        if self.record is not None and record_id == self.record_id:
            return True
        if not self.can_leave():
            return False
        self.load(record_id)
        return True

    def new_record(self) -> bool:
        """Begin a record."""
        if not self.can_leave():
            return False
        self._show(begun(self.database, self.cls.fresh()))
        self.form.enter()
        return True

    def show_draft(self, record: Any) -> None:
        """A record that is not saved yet: as it was being typed when the program locked."""
        self._show(record)
        self._mark(dirty=True)

    def close_record(self) -> None:
        """Nothing is open; the list has the page to itself."""
        self.record, self.dirty = None, False
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes what is open: what a move asks, then the record."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.panel.isHidden():
            self.leave()
        else:
            self.panel.cancel()

    def leave(self) -> None:
        """Close what is open, if it lets go."""
        if not self.cls.single and self.can_leave():
            self.close_record()
            self.closed.emit()

    def can_leave(self) -> bool:
        """Whether what is open may be left; asks when it is not saved."""
        self._saving.finish()
        typed = self.record is not None and self.form.take_all()
        if self.record is None or not self.dirty:
            return True
        if (answer := ask_to_keep(self)) == "drop":
            self.discard()
            return True
        return answer == "keep" and typed and self.save()

    def save(self) -> bool:
        """Keep the record now; False when something must be mended first."""
        self._saving.begin()
        return self._saving.finish()

    def discard(self) -> None:
        """What was saved last, again; nothing where its disk is away, so that people get out."""
        record_id, self.dirty = self.record_id, False
        with contextlib.suppress(Trouble):
            if record_id is not None:
                self.load(record_id, again=True)
                return
        self.close_record()

    def changed_elsewhere(self) -> None:
        """The store changed: show it, unless people are at work here."""
        if self._saving.going or self.record_id is None:
            return
        if self.dirty:
            say(self, "这条记录刚在别处改过；保存会以这里的内容为准", "warning")
            return
        self.load(self.record_id, again=True)

    def load(self, record_id: int, *, again: bool = False) -> None:
        """Show a record as it stands in the store; ``again`` when it is the one that is open."""
        with self.database.read() as session:
            record = session.get(self.cls, record_id)
        if record is None or record.deleted_at is not None:
            self.close_record()
        else:
            self._show(record, again=again)

    def _show(self, record: Any, *, again: bool = False) -> None:
        self.panel.hide()
        self.record = record
        if self._form is not None:
            self._form.show_record(record, locked=self.read_only, again=again)
            self._form.show_summary([])
        self._turns.begin(self._show_in_turns(record), now=False)
        self.show()
        self._mark(dirty=False)

    def _show_in_turns(self, record: Any) -> "Iterator[None]":
        yield from self.due.show_in_turns(record)
        self.form  # noqa: B018 - the first record's is made here
        yield
        self.attachments.show_record(record.id)

    @property
    def read_only(self) -> bool:
        """Whether people only look: the program writes here, or they have no right to."""
        return is_fixed(self.database, self.cls)

    def _mark(self, *, dirty: bool) -> None:
        self.dirty = dirty
        may, ways = self.database.rights.may_change(self.cls), onwards(self.database, self.record)
        self.moves.show_record(self.record, fixed=not may, onward=ways)  # whoever writes it
        self._save.setEnabled(dirty or self.record_id is None)
        self._save.setVisible(not self.read_only)
        self.head.show_record(self.record, dirty=dirty, fixed=self.read_only)
        self.head.show_veil(veiled=self._form is not None and self._form.veiled)

    def _kept_id(self) -> int | None:
        """The open record's id; a new one is saved first, None where that cannot be."""
        if self.record is not None and self.record_id is None:
            self.save()
        return self.record_id

    def _show_attachments(self, shown: bool) -> None:
        self.attachments.setVisible(shown)
        self.head.attachments.setChecked(shown)
        memory.keep("attachments/open", int(shown))
        if shown:
            self.attachments.enter()

    def _ask(self, move: "Move") -> None:
        if own := self.own_moves.get(move.code):
            own(self.record)
        elif self.form.take_all():
            self.form.back_to = ""  # the cursor goes to what is asked
            self.panel.ask(move, self.record)

    def _lead(self, path: str) -> None:
        """Go to what stands against a move; of the self-check what is known is filled in."""
        check = self.form.dossier.check
        if path == "checks" and not check.isHidden():
            check.click()
        else:
            self.form.enter(path)

    def _edited(self) -> None:
        self._mark(dirty=True)
        if not self.panel.isHidden():
            self.panel.look_again()

    def _show_history(self) -> None:
        from desktop.windows.record.history_view import HistoryView

        number, masked = self.record_id or 0, self.form.veiled
        HistoryView(self.database, self.cls, number, self, masked=masked).exec()

    def print_form(self) -> None:
        """Print the record's form, or let people choose among several; what is typed is saved."""
        if self.record is not None and (not self.dirty or self.save()):
            self.head.print.choose()

    def _show_paper(self, form: Any) -> None:
        from desktop.windows.paper.paper_window import show_paper

        if self.record_id is not None and (not self.dirty or self.save()):
            show_paper(self, self.database, form, self.record_id)

    def _lay_out(self) -> None:
        look.mark(self, "surface")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for part in (self.head, self.moves, self.due):
            rows.addWidget(part)
        holder = QHBoxLayout()
        holder.setContentsMargins(look.GAP_WIDE, 0, look.GAP_WIDE, look.GAP)
        holder.addWidget(self.panel)
        rows.addLayout(holder)
        rows.addWidget(look.line())
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._parts.setChildrenCollapsible(False)
        self._parts.addWidget(self.attachments)
        self.attachments.setVisible(opened := bool(memory.number("attachments/open", 0)))
        self.head.attachments.setChecked(opened)
        rows.addWidget(self._parts, 1)

    def _connect(self) -> None:
        self.moves.asked.connect(self._ask)
        self.moves.onward_asked.connect(lambda way: go_on(self, way))
        self.due.asked.connect(self._ask)
        self.panel.confirmed.connect(self._saving.make)
        head = self.head
        head.save.clicked.connect(self._saving.begin)
        head.drop.clicked.connect(self.discard)
        head.print.clicked.connect(self.print_form)
        head.print.chosen.connect(self._show_paper)
        head.reveal.clicked.connect(lambda: head.show_veil(veiled=not self.form.reveal()))
        head.history.clicked.connect(self._show_history)
        head.bin.clicked.connect(lambda: self.remove_asked.emit(self.record_id or 0))
        head.close_button.clicked.connect(self.leave)
        head.close_button.setVisible(not self.cls.single)
        head.attachments.clicked.connect(self._show_attachments)
        self.attachments.counted.connect(head.count_attachments)
        self.attachments.wanted.connect(lambda: self._show_attachments(shown=True))
        self._drop_place.dropped.connect(self.attachments.add)
        for keys, act in (
            ("Ctrl+S", self._saving.begin),
            ("Ctrl+P", self.print_form),
            ("F7", head.attachments.click),
        ):
            QShortcut(QKeySequence(keys), self, act)
