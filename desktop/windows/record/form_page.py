"""The scrolling part of a form: headings and fields, made from a register's declaration."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from db.store.kinds import parts
from desktop.windows.parts import look
from desktop.windows.parts.laid_out import laid_out
from desktop.windows.parts.tab_order import Ordered, stops
from desktop.windows.record.children import Rows
from desktop.windows.record.field_grid import FieldGrid
from desktop.windows.record.in_sight import InSight
from desktop.windows.record.plan import has_rows, planned
from desktop.windows.record.short_form import points, short_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.store.database import Database
    from db.store.fields import Field
    from db.store.problems import Problem
    from desktop.windows.record.section_bar import SectionBar

_SHORT_WIDTH = 34  # characters: a line of the short form is no longer
_UNLIMITED = 16_777_215  # Qt's own


class FormPage(InSight, Ordered):
    """All fields of one register; the short form shows some of them, larger, one below another."""

    edited = Signal()
    touched = Signal()

    def __init__(self, database: "Database", cls: Any, sections: "SectionBar") -> None:
        super().__init__()
        self.setAccessibleName(f"{cls.title}的栏目")
        self._plan = list(planned(cls))
        self._built: list[tuple[str, FieldGrid | Rows]] = []
        self.headings: dict[str, QLabel] = {}
        self._filled = 0  # so many places of the layout are the fields
        self._shown: set[int] = set()  # the places of the parts that show the record
        self.short = self.veiled = False
        self._cls, self._database, self._sections = cls, database, sections
        self._new: Rows | None = None  # where a row was added just now
        self._in_short = short_fields(cls)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = QWidget()
        self.page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.rows = QVBoxLayout(self.page)
        self.rows.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP_LARGE)
        self.rows.setSpacing(look.GAP)
        self.setWidget(self.page)
        for section, _ in self._plan:
            sections.add(section, partial(self._lead_to, section), shown=False)

    def leave(self) -> None:
        """Nothing that stands here counts any more: another record will be shown."""
        self._shown.clear()

    def show_in_turns(
        self,
        record: Any,
        problems: "list[Problem]",
        *,
        locked: bool,
        again: bool,
        path: str = "",
    ) -> "Iterator[None]":
        """Show a record from the top, part after part; ``again`` when it is open already.

        What is made for the first time comes to be seen as it is made. The part that has the field
        at ``path`` comes before all others: people are at work there.
        """
        name, _, _ = path.partition("[")
        here = [any(spec.name == name for spec in specs) for _, specs in self._plan]
        for place in sorted(range(len(self._plan)), key=here.__getitem__, reverse=True):
            while place >= len(self._built):
                self._build()
            _, part = self._built[place]
            if isinstance(part, Rows):
                steps = part.show_in_turns(record, problems, locked=locked, again=again)
            else:
                steps = part.show_in_turns(record, problems, locked=locked)
            next(steps, None)
            self._shown.add(place)
            self.show_sections()
            yield
            yield from steps

    @property
    def parts(self) -> list[tuple[str, FieldGrid | Rows]]:
        """All parts, each with its section's name."""
        while len(self._built) < len(self._plan):
            self._build()
        return self._built

    @property
    def _there(self) -> list[tuple[str, FieldGrid | Rows]]:
        """The parts that show the record: of others, nothing that stands in them counts."""
        return [self._built[place] for place in sorted(self._shown)]

    def is_ready(self, place: QWidget) -> bool:
        """Whether what stands there is of the record already; so is all that is outside the form.

        A key that a field has no use for comes past the grid and the page, which wait for nothing.
        """
        if place is self.page or not self.page.isAncestorOf(place):
            return True
        return any(part.is_ready(place) for _, part in self._there)

    def veil(self, *, veiled: bool) -> None:
        """From the next record or ``refresh`` on, sensitive fields are masked, or shown."""
        self.veiled = veiled and has_sensitive(self._cls)

    def hides(self, spec: "Field", row: Any) -> bool:
        """Whether a field of the record or of one of its rows is masked now."""
        return self.veiled and spec.sensitive and row is not None and row.id is not None

    def be_short(self, *, short: bool) -> None:
        """Show the short form, or all fields, as a record is shown the next time."""
        if short == self.short:
            return
        self.short = short
        wider = points(short=short) / points(short=False)
        em = round(self.fontMetrics().horizontalAdvance("枫") * wider)
        self.page.setMaximumWidth(_SHORT_WIDTH * em if short else _UNLIMITED)
        self.rows.setSpacing(look.GAP_WIDE if short else look.GAP)
        for _, part in self._built:
            if isinstance(part, Rows):
                part.be_short(short=short)
            else:
                part.short = short

    def refresh(self) -> None:
        """Show the record's values anew."""
        for _, part in self._there:
            part.refresh()
        self.show_sections()

    def where(self) -> str:
        """The path of the field people are in, of rows that are not there yet; empty elsewhere."""
        focus = self._cursor()
        for _, part in self._there:
            if isinstance(part, Rows):
                if not part.cards and focus is not None and part.isAncestorOf(focus):
                    return part.spec.name
                for number, card in enumerate(part.cards):
                    name = card.where()
                    if name:
                        return f"{part.spec.name}[{number}].{name}"
            elif name := part.where():
                return name
        return ""

    def take_all(self) -> bool:
        """Write everything typed into the record; False when something cannot be read."""
        taken = [part.take_all() for _, part in self._there]
        return all(taken)  # every one was asked, whatever the first said

    def typed_now(self) -> dict[str, Any]:
        """The values of fields that people have not left yet, by path; nothing is touched."""
        found: dict[str, Any] = {}
        for _, part in self._there:
            if isinstance(part, Rows):
                for number, card in enumerate(part.cards):
                    start = f"{part.spec.name}[{number}]."
                    found |= {start + name: value for name, value in card.typed_now().items()}
            else:
                found |= part.typed_now()
        return found

    def unread(self) -> str:
        """The path of the first field whose text means nothing."""
        for _, part in self._there:
            if isinstance(part, Rows):
                for number, card in enumerate(part.cards):
                    if name := card.unread():
                        return f"{part.spec.name}[{number}].{name}"
            elif name := part.unread():
                return name
        return ""

    def stops(self) -> list[QWidget]:
        """Where Tab stops, from top to bottom: rows in their order, then what stands below."""
        found: list[QWidget] = []
        for part in laid_out(self.rows):
            found += stops(*part.in_order()) if isinstance(part, Rows) else stops(part)
        return found

    def show_problems(self, problems: "list[Problem]") -> None:
        """Each under its field; a new row, which they push down, is brought up."""
        for _, part in self._there:
            part.show_problems(problems)
        if self._new is not None:
            self.bring_up(self._new)
            self._new = None

    def shows(self, path: str) -> bool:
        """Whether the field at the path can be seen now, were people to scroll there."""
        name, _, rest = path.partition("[")
        number, _, inner = rest.partition("].")
        for _, part in self._there:
            if isinstance(part, Rows) and part.spec.name == name:
                return self._has(part) and part.shows(int(number or 0), inner)
            if isinstance(part, FieldGrid) and part.shows(name):
                return True
        return False

    def enter(self, path: str = "") -> bool:
        """Go to a field by its path; without one, to the first that people fill in.

        False where there is no such field, or not yet.
        """
        name, _, rest = path.partition("[")
        number, _, inner = rest.partition("].")
        for _, part in self._there:
            if isinstance(part, Rows):
                if part.spec.name == name:
                    part.enter(int(number or 0), inner)
                    self.bring_up(part)
                    return True
                continue
            if (cell := part.enter(name)) is not None:
                self.bring_up(cell)
                return True
        return False

    def show_sections(self) -> None:
        """Sections none of whose fields apply are not shown; the first stands close to the top."""
        first, order = True, laid_out(self.rows)
        for section, heading in self.headings.items():
            for name, part in self._there:
                if name == section:
                    part.setVisible(self._has(part))
            parts = [part for name, part in self._built if name == section]
            shown = not self.short and not all(part.isHidden() for part in parts)
            heading.setVisible(shown)
            heading.setContentsMargins(0, 0 if first else look.GAP_WIDE, 0, 0)
            first = first and not shown
            order[order.index(heading) + 1].setVisible(shown)
            self._sections.show_section(section, shown=shown)

    def _has(self, part: FieldGrid | Rows) -> bool:
        if isinstance(part, Rows):
            return part.applies() and (not self.short or part.spec.name in self._in_short)
        return any(map(part.applies, part.specs))

    def _build(self) -> tuple[str, FieldGrid | Rows]:
        """The next part; its fields and rows are made when it shows a record."""
        section, specs = self._plan[len(self._built)]
        part: FieldGrid | Rows
        if has_rows(specs[0]):
            part = Rows(specs[0], self._database)
            part.be_short(short=self.short)
            part.added.connect(partial(setattr, self, "_new", part))
        else:
            part = FieldGrid(specs, self._database, self._cls)
            part.short = self.short
        part.hide()
        part.edited.connect(lambda *_: self.edited.emit())
        part.touched.connect(self.touched)
        part.hides = self.hides
        if section not in self.headings:
            self.headings[section] = look.mark(QLabel(section), "heading")
            for one in (self.headings[section], look.line()):
                one.hide()
                self._put(one)
        self._put(part)
        self._built.append((section, part))
        return self._built[-1]

    def _put(self, one: QWidget) -> None:
        """Below what is there already, and above what others put below the fields."""
        self.rows.insertWidget(self._filled, one)
        self._filled += 1

    def _lead_to(self, section: str) -> None:
        if section in self.headings:
            self.verticalScrollBar().setValue(self.headings[section].y())


def has_sensitive(cls: Any) -> bool:
    """Whether any field of a register or of its rows is sensitive."""
    return any(spec.sensitive for part in parts(cls) for spec in part.fields.values())
