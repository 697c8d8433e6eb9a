"""The form of any register: short or whole, what is wrong in it, the way from field to field."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.store.problems import Level, Problem
from desktop.windows.help.field_panel import FieldPanel
from desktop.windows.parts import look
from desktop.windows.parts.in_turns import InTurns
from desktop.windows.parts.tab_order import go_on
from desktop.windows.record.below import DOSSIER, Below
from desktop.windows.record.children import Rows
from desktop.windows.record.form_page import FormPage
from desktop.windows.record.phrases import Phrases
from desktop.windows.record.revealing import enter_shown
from desktop.windows.record.section_bar import SectionBar
from desktop.windows.record.self_check import propose_checks
from desktop.windows.record.short_form import has_short, keep_wanted, wants_short
from desktop.windows.record.summary import Summary
from desktop.windows.record.telling import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.store.database import Database


class Form(QWidget):
    """Shows ``record`` (detached) and writes into it.

    ``edited`` at the first key in a record, and whenever people leave a field changed;
    ``paper_asked`` carries a paper they want to see.
    """

    edited = Signal()
    paper_asked = Signal(object)

    def __init__(self, database: "Database", cls: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record: Any = None
        self._database, self._cls = database, cls
        self._marked = self._locked = self._asked = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._sections = SectionBar()
        self._sections.led.connect(self.enter)
        self._sections.short_asked.connect(lambda short: self.be_short(short=short))
        self._sections.offer_short(offered=has_short(cls))
        QShortcut(QKeySequence("F8"), self, self._sections.lead)
        QShortcut(QKeySequence("Ctrl+E"), self, self._sections.toggle_short)
        outer.addWidget(self._sections)
        outer.addWidget(look.line())
        self._summary = Summary()
        self._summary.led.connect(self.enter)
        self.show_summary = self._summary.show_problems
        outer.addWidget(self._summary)
        self._area = FormPage(database, cls, self._sections)
        self._area.edited.connect(self._edited)
        self._area.touched.connect(self._touched)
        outer.addWidget(self._area, 1)
        self.help = FieldPanel(cls)
        outer.addWidget(self.help)
        self.phrases = Phrases(self, self._area.page, database)
        self._sections.add(DOSSIER, self.enter_dossier, shown=False)
        QShortcut(QKeySequence("F9"), self, self.enter_dossier)
        self.below = Below(database, cls, self._area, self._sections)
        self.own, self.dossier = self.below.own, self.below.dossier
        self.dossier.paper_asked.connect(self.paper_asked)
        self.dossier.check_asked.connect(self._propose_checks)
        self._turns, self._again = InTurns(self), InTurns(self)
        self.back_to = ""  # where the cursor comes back to
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.check)

    @property
    def _parts(self) -> list[Any]:
        return self._area.parts

    @property
    def short(self) -> bool:
        """Whether the short form is shown."""
        return self._area.short

    def show_record(self, record: Any, *, locked: bool = False, again: bool = False) -> None:
        """Show a record; ``again`` when it is the one that is open: cursor and place stay."""
        path, top = self.back_to or self.where(), self._area.verticalScrollBar().value()
        stay = (path, top) if again else None
        self.record, self._marked, self._locked = record, False, locked
        self._asked = self._asked and again
        if not again:
            self._be_short(short=record.id is None and wants_short(self._cls))
            self._area.veil(veiled=record.id is not None and not self._database.rights.full)
            self._area.verticalScrollBar().setValue(0)
        self._area.leave()
        self.back_to = stay[0] if stay else ""
        self._turns.begin(self._show_in_turns(stay), now=False, ready=self._is_ready)

    def _show_in_turns(self, stay: tuple[str, int | None] | None) -> "Iterator[None]":
        """What is wrong first: so each field is shown at once as it stays."""
        record, again = self.record, stay is not None
        _, shown = told(self._database, self.record, asked=self._asked)
        yield
        steps = self._area.show_in_turns(
            record, shown, locked=self._locked, again=again, path=self.back_to
        )
        for _ in steps:
            if self.back_to and self._area.shows(self.back_to):
                self._come_back()
            yield
        self._tell(shown)
        yield
        yield from self.below.show_in_turns(record)
        if stay is not None:
            self._come_back()
            self._stay(*stay)

    def _stay(self, path: str, top: int | None) -> None:
        """What people look at stays, unless they went on meanwhile; None: all was moved."""
        if self.where() != path:
            return
        if top is not None:
            self._area.verticalScrollBar().setValue(top)
        elif path:
            self._area.enter(path)

    def _come_back(self) -> None:
        """The cursor to where it was: a row's fields are others now."""
        path, self.back_to = self.back_to, ""
        if path and self.where() != path:
            self._area.enter(path)

    def _is_ready(self, place: QWidget) -> bool:
        """Whether what stands there is of the open record, and the cursor where it belongs."""
        return not self.back_to and self._area.is_ready(place)

    def finish(self) -> None:
        """Show at once what is still to be shown."""
        self._turns.finish()

    @property
    def veiled(self) -> bool:
        """Whether sensitive fields of the record stand there masked."""
        return self._area.veiled

    def reveal(self) -> bool:
        """Show them in full as long as this record is open, and enter it; False without a right."""
        entered = enter_shown(self, self._database, self.record)
        if entered:
            self._area.veil(veiled=False)
            self.refresh()
        return entered

    def be_short(self, *, short: bool) -> None:
        """Go over to the short form or to the whole one; what was typed and the cursor stay."""
        if self.record is None or short == self.short:
            return
        path = self.back_to or self.where()
        read = self._area.take_all()
        self._go_over(path, short=short)
        if self.record.id is None:
            keep_wanted(self._cls, short=short)
        if not read:  # what stands there unread must not be overlooked
            self.finish()

    def _go_over(self, path: str, *, short: bool) -> None:
        self._be_short(short=short)
        self.back_to = path if path and self._area.shows(path) else ""
        self._area.leave()
        stay = (self.back_to, None)
        self._turns.begin(self._show_in_turns(stay), ready=self._is_ready)
        if not self.back_to:
            self.enter()

    def refresh(self) -> None:
        """Show the record's values anew; they were changed beside the form."""
        self._area.refresh()
        self.dossier.refresh()

    def refresh_soon(self) -> None:
        """The same in a turn of its own, before whatever people do next."""
        self._again.soon(self.refresh)

    def where(self) -> str:
        """The path of the field people are in, empty when they are elsewhere."""
        return self._area.where()

    def typed_now(self) -> dict[str, Any]:
        """The values of fields that people have not left yet, by path; nothing is touched."""
        return self._area.typed_now()

    def take_all(self) -> bool:
        """Write everything typed into the record; False when something cannot be read.

        What cannot be read is gone to, in the whole form where the short one does not have it.
        """
        self._again.finish()  # else what stands there still would be taken for typed
        if self._area.take_all():
            return True
        if unread := self._area.unread():
            self.enter(unread)
        return False

    def check(self) -> list[Problem]:
        """Show what is wrong now, each under its field; gives it, too.

        That a new row still wants filling in is not said before people want to save it.
        """
        problems, shown = told(self._database, self.record, asked=self._asked)
        self._tell(shown)
        return problems

    def _tell(self, shown: list[Problem]) -> None:
        self._area.show_problems(shown)
        self._sections.show_problems([] if self._locked else shown)
        if self.own is not None:
            self.own.show_record(self.record)

    def enter(self, path: str = "") -> None:
        """Go to a field by its path, in the whole form where the short one does not have it.

        Without a path, to the first field that people fill in.
        """
        there = not path or self._turns.until(lambda: self._area.shows(path))
        if self.short and not there:
            self._go_over(path, short=False)
        self._turns.until(lambda: self._area.enter(path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes on to the next field, on a button it presses it; Esc ends help."""
        focus = QApplication.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape and not self.help.isHidden():
            self.help.put_away()
        elif enter and isinstance(focus, QPushButton):
            focus.click()
        elif enter and isinstance(focus, QLineEdit | QComboBox | QCheckBox):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from top to bottom, through rows that were added, too."""
        order = self._area.stops()
        if forward and self._turns.busy and order[-1:] == [QApplication.focusWidget()]:
            self.finish()  # what comes next is not there yet
            order = self._area.stops()
        on = go_on(self, order, forward=forward)
        return on or super().focusNextPrevChild(forward)

    def stopping(self) -> list[Problem]:
        """What keeps the record from being saved, which people want now."""
        self._asked = True
        problems, shown = told(self._database, self.record, asked=self._asked)
        found = [problem for problem in problems if problem.level is Level.STOP]
        if found:  # else what is saved is shown anew
            self._tell(shown)
        return found

    def enter_dossier(self) -> None:
        """Go to the dossier, in it to what is missing."""
        self.finish()
        if not self.dossier.isHidden():
            self._area.verticalScrollBar().setValue(self.dossier.y())
            self.dossier.enter()

    def _propose_checks(self) -> None:
        """Put the points that are still open into the form, for people to look at."""
        part = next(p for _, p in self._parts if isinstance(p, Rows) and p.spec.name == "checks")
        self.enter(f"checks[{propose_checks(self._database, self.record, part)}].result")

    def _be_short(self, *, short: bool) -> None:
        self._area.be_short(short=short)
        self._sections.show_short(short=short)

    def _touched(self) -> None:
        if not self._marked:
            self._marked = True
            self.edited.emit()

    def _edited(self) -> None:
        self._marked = True
        self.refresh()
        self.show_summary([])
        self.edited.emit()
        self._later.start()
