"""The form of any register: its sections, made from the declaration of its fields."""

import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.store.kinds import RowsKind
from db.store.problems import Level, Problem
from desktop.windows import look
from desktop.windows.children import Rows
from desktop.windows.field_grid import FieldGrid
from desktop.windows.later import later
from desktop.windows.section_bar import SectionBar

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.fields import Field


class Form(QWidget):
    """Shows ``record`` (detached) and writes into it.

    ``edited`` at the first key in a record, and whenever people leave a field changed.
    """

    edited = Signal()

    def __init__(self, database: "Database", cls: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record: Any = None
        self._marked = self._locked = self._asked = False
        self._parts: list[tuple[str, FieldGrid | Rows]] = []
        self._headings: dict[str, QLabel] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._sections = SectionBar()
        self._sections.led.connect(self.enter)
        QShortcut(QKeySequence("F8"), self, self._sections.lead)
        outer.addWidget(self._sections)
        outer.addWidget(look.line())
        self._summary = QVBoxLayout()
        self._summary.setContentsMargins(look.GAP_WIDE, 0, look.GAP_WIDE, 0)
        self._summary.setSpacing(0)
        outer.addLayout(self._summary)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._area, 1)
        self._page = QWidget()
        self._page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._rows = QVBoxLayout(self._page)
        self._rows.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP_LARGE)
        self._rows.setSpacing(look.GAP)
        self._build(cls, database)
        self._rows.addStretch(1)
        self._area.setWidget(self._page)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.check)

    def show_record(self, record: Any, *, locked: bool = False, again: bool = False) -> None:
        """Show a record; ``again`` when it is the one that is open: cursor and place stay."""
        path = self.where() if again else ""
        place = self._area.verticalScrollBar().value() if again else 0
        self.record, self._marked, self._locked = record, False, locked
        self._asked = self._asked and again
        for _, part in self._parts:
            if isinstance(part, Rows):
                part.show_record(record, locked=locked, again=again)
            else:
                part.show_row(record, locked=locked)
        self._show_sections()
        self.check()
        if path:
            self.enter(path)
        self._area.verticalScrollBar().setValue(place)

    def refresh(self) -> None:
        """Show the record's values anew; they were changed beside the form."""
        for _, part in self._parts:
            part.refresh()
        self._show_sections()

    def where(self) -> str:
        """The path of the field people are in, empty when they are elsewhere."""
        for _, part in self._parts:
            if isinstance(part, Rows):
                for number, card in enumerate(part.cards):
                    name = card.where()
                    if name:
                        return f"{part.spec.name}[{number}].{name}"
            elif name := part.where():
                return name
        return ""

    def take_all(self) -> bool:
        """Write everything typed into the record; False when something cannot be read."""
        taken = [part.take_all() for _, part in self._parts]
        return all(taken)  # every one was asked, whatever the first said

    def check(self) -> list[Problem]:
        """Show what is wrong now, each under its field; gives it, too.

        That a new row still wants filling in is not said before people want to save it.
        """
        problems: list[Problem] = self.record.problems()
        shown = [p for p in problems if self._asked or not self._too_early(p)]
        self._sections.show_problems([] if self._locked else shown)
        for _, part in self._parts:
            part.show_problems(shown)
        return problems

    def _too_early(self, problem: Problem) -> bool:
        row, name = self.record, problem.path
        if "[" in name:
            field, number, name = re.split(r"\[|\]\.?", name, maxsplit=2)
            row = getattr(row, field)[int(number)]
        blank = problem.level is Level.STOP and getattr(row, name, None) in (None, "", [])
        return blank and row.id is None

    def show_summary(self, problems: list[Problem]) -> None:
        """Sentences on top that lead to their fields; an empty list takes them away."""
        while (item := self._summary.takeAt(0)) is not None:
            item.widget().deleteLater()
        for problem in problems:
            button = look.mark(QPushButton(problem.sentence), "link")
            button.clicked.connect(lambda _=False, path=problem.path: self.enter(path))
            self._summary.addWidget(button)

    def enter(self, path: str = "") -> None:
        """Go to a field by its path; without one, to the first that people fill in."""
        name, _, rest = path.partition("[")
        number, _, inner = rest.partition("].")
        for _, part in self._parts:
            if isinstance(part, Rows):
                if part.spec.name == name:
                    part.enter(int(number or 0), inner)
                    self._bring_up(part)
                    return
                continue
            for field, cell in part.cells.items():
                fits = field == name if name else cell.spec.computed is None
                if fits and part.applies(cell) and cell.spec.kind.code != "state":
                    cell.enter()
                    self._bring_up(cell)
                    return

    def _build(self, cls: Any, database: "Database") -> None:
        run: list[Field] = []
        section = ""
        for spec in (*_in_sections(cls), None):
            if run and (spec is None or spec.section != section or _rows(spec)):
                self._add(section, FieldGrid(run, database))
                run = []
            if spec is None:
                return
            section = spec.section
            if _rows(spec):
                self._add(section, Rows(spec, database))
            else:
                run.append(spec)

    def _add(self, section: str, part: FieldGrid | Rows) -> None:
        if section not in self._headings:
            heading = look.mark(QLabel(section), "heading")
            self._headings[section] = heading
            self._rows.addWidget(heading)
            self._rows.addWidget(look.line())
            self._sections.add(section, lambda: self._scroll_to(heading))
        part.edited.connect(self._edited)
        part.touched.connect(self._touched)
        self._rows.addWidget(part)
        self._parts.append((section, part))

    def _bring_up(self, part: QWidget) -> None:
        """Scroll to where the cursor is, once the layout has settled."""

        def scroll() -> None:
            focus: QWidget | None = self.window().focusWidget()
            inside = focus is not None and self._page.isAncestorOf(focus)
            target = focus if focus is not None and inside else part
            self._area.ensureWidgetVisible(target, 0, 3 * look.GAP_LARGE)

        later(self, 0, scroll)

    def _scroll_to(self, heading: QLabel) -> None:
        self._area.verticalScrollBar().setValue(heading.y())

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

    def _show_sections(self) -> None:
        """Sections none of whose fields apply are not shown; the first stands close to the top."""
        first = True
        for section, heading in self._headings.items():
            parts = [part for name, part in self._parts if name == section]
            shown = bool([part for part in parts if self._applies(part)])
            heading.setVisible(shown)
            heading.setContentsMargins(0, 0 if first else look.GAP_WIDE, 0, 0)
            first = first and not shown
            self._rows.itemAt(self._rows.indexOf(heading) + 1).widget().setVisible(shown)
            self._sections.show_section(section, shown=shown)

    def _applies(self, part: FieldGrid | Rows) -> bool:
        if isinstance(part, FieldGrid):
            return any(part.applies(cell) for cell in part.cells.values())
        test = part.spec.shown_when
        applies = test is None or (self.record is not None and bool(test(self.record)))
        part.setVisible(applies)
        return applies

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes on to the next field, on a button it presses it."""
        focus = QApplication.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(focus, QPushButton):
            focus.click()
        elif enter and isinstance(focus, QLineEdit | QComboBox | QCheckBox):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def stopping(self) -> list[Problem]:
        """What keeps the record from being saved, which people want now."""
        self._asked = True
        return [problem for problem in self.check() if problem.level is Level.STOP]


def _in_sections(cls: Any) -> "list[Field]":
    """Fields in the order of declaration, those of one section together."""
    order: dict[str, list[Field]] = {}
    for spec in cls.fields.values():
        heading = spec.kind.code == "state" or (spec.computed and spec.name == cls.name_field)
        if heading:  # stands above the form already
            continue
        order.setdefault(spec.section, []).append(spec)
    return [spec for specs in order.values() for spec in specs]


def _rows(spec: "Field") -> bool:
    return isinstance(spec.kind, RowsKind)
