"""The scrolling part of a form: headings and fields, made from a register's declaration."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from db.store.kinds import RowsKind
from desktop.windows.parts import look
from desktop.windows.parts.later import later
from desktop.windows.parts.tab_order import stops
from desktop.windows.record.children import Rows
from desktop.windows.record.field_grid import FieldGrid
from desktop.windows.record.short_form import short_fields

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.fields import Field
    from db.store.problems import Problem
    from desktop.windows.record.section_bar import SectionBar

_SHORT_WIDTH = 34  # characters: a line of the short form is no longer
_SIZED = (
    'QLineEdit, QComboBox, QPlainTextEdit, QCheckBox, QLabel[kind="label"] { font-size: %spt; }'
)
_UNLIMITED = 16_777_215  # Qt's own


class FormPage(QScrollArea):
    """All fields of one register; the short form shows some of them, larger, one below another."""

    edited = Signal()
    touched = Signal()

    def __init__(self, database: "Database", cls: Any, sections: "SectionBar") -> None:
        super().__init__()
        self.setAccessibleName(f"{cls.title}的栏目")
        self.parts: list[tuple[str, FieldGrid | Rows]] = []
        self.headings: dict[str, QLabel] = {}
        self.short = False
        self._cls, self._sections = cls, sections
        self.veiled = False
        self._in_short = short_fields(cls)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = QWidget()
        self.page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.rows = QVBoxLayout(self.page)
        self.rows.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP_LARGE)
        self.rows.setSpacing(look.GAP)
        self._build(cls, database)
        self.setWidget(self.page)

    def show_record(self, record: Any, *, locked: bool, again: bool) -> None:
        """Show a record; ``again`` when it is the one that is open."""
        for _, part in self.parts:
            if isinstance(part, Rows):
                part.show_record(record, locked=locked, again=again)
            else:
                part.show_row(record, locked=locked)
        self.show_sections()

    def veil(self, *, veiled: bool) -> None:
        """From the next record or ``refresh`` on, sensitive fields are masked, or shown."""
        self.veiled = veiled and has_sensitive(self._cls)

    def hides(self, spec: "Field", row: Any) -> bool:
        """Whether a field of the record or of one of its rows is masked now."""
        return self.veiled and spec.sensitive and row is not None and row.id is not None

    def be_short(self, *, short: bool) -> None:
        """Show the short form, or all fields, from the next ``refresh`` on."""
        if short == self.short:
            return
        self.short = short
        size = look.points("large" if short else "body")
        self.page.setStyleSheet(_SIZED % f"{size:g}")  # an empty sheet would leave some as they are
        em = round(self.fontMetrics().horizontalAdvance("枫") * size / look.points("body"))
        self.page.setMaximumWidth(_SHORT_WIDTH * em if short else _UNLIMITED)
        self.rows.setSpacing(look.GAP_WIDE if short else look.GAP)
        for _, part in self.parts:
            if isinstance(part, Rows):
                part.be_short(short=short)
            else:
                part.short = short

    def refresh(self) -> None:
        """Show the record's values anew."""
        for _, part in self.parts:
            part.refresh()
        self.show_sections()

    def where(self) -> str:
        """The path of the field people are in, empty when they are elsewhere."""
        for _, part in self.parts:
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
        taken = [part.take_all() for _, part in self.parts]
        return all(taken)  # every one was asked, whatever the first said

    def typed_now(self) -> dict[str, Any]:
        """The values of fields that people have not left yet, by path; nothing is touched."""
        found: dict[str, Any] = {}
        for _, part in self.parts:
            if isinstance(part, Rows):
                for number, card in enumerate(part.cards):
                    start = f"{part.spec.name}[{number}]."
                    found |= {start + name: value for name, value in card.typed_now().items()}
            else:
                found |= part.typed_now()
        return found

    def unread(self) -> str:
        """The path of the first field whose text means nothing."""
        for _, part in self.parts:
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
        for place in range(self.rows.count()):
            part: QWidget | None = self.rows.itemAt(place).widget()
            if isinstance(part, Rows):
                found += stops(*part.in_order())
            elif part is not None:
                found += stops(part)
        return found

    def show_problems(self, problems: "list[Problem]") -> None:
        """Each under its field."""
        for _, part in self.parts:
            part.show_problems(problems)

    def shows(self, path: str) -> bool:
        """Whether the field at the path can be seen now, were people to scroll there."""
        name, _, rest = path.partition("[")
        number, _, inner = rest.partition("].")
        for _, part in self.parts:
            if isinstance(part, Rows) and part.spec.name == name:
                return self._has(part) and part.shows(int(number or 0), inner)
            if isinstance(part, FieldGrid) and part.shows(name):
                return True
        return False

    def enter(self, path: str = "") -> None:
        """Go to a field by its path; without one, to the first that people fill in."""
        name, _, rest = path.partition("[")
        number, _, inner = rest.partition("].")
        for _, part in self.parts:
            if isinstance(part, Rows):
                if part.spec.name == name:
                    part.enter(int(number or 0), inner)
                    self._bring_up(part)
                    return
                continue
            cell = part.enter(name)
            if cell is not None:
                self._bring_up(cell)
                return

    def show_sections(self) -> None:
        """Sections none of whose fields apply are not shown; the first stands close to the top."""
        first = True
        for section, heading in self.headings.items():
            parts = [part for name, part in self.parts if name == section]
            for part in parts:
                part.setVisible(self._has(part))
            shown = not self.short and any(map(self._has, parts))
            heading.setVisible(shown)
            heading.setContentsMargins(0, 0 if first else look.GAP_WIDE, 0, 0)
            first = first and not shown
            self.rows.itemAt(self.rows.indexOf(heading) + 1).widget().setVisible(shown)
            self._sections.show_section(section, shown=shown)

    def _has(self, part: FieldGrid | Rows) -> bool:
        if isinstance(part, Rows):
            return part.applies() and (not self.short or part.spec.name in self._in_short)
        return any(part.applies(cell) for cell in part.cells.values())

    def _build(self, cls: Any, database: "Database") -> None:
        run: list[Field] = []
        section = ""
        for spec in (*_in_sections(cls), None):
            if run and (spec is None or spec.section != section or _rows(spec)):
                self._add(section, FieldGrid(run, database, cls))
                run = []
            if spec is None:
                return
            section = spec.section
            if _rows(spec):
                self._add(section, Rows(spec, database))
            else:
                run.append(spec)

    def _add(self, section: str, part: FieldGrid | Rows) -> None:
        if section not in self.headings:
            heading = look.mark(QLabel(section), "heading")
            self.headings[section] = heading
            self.rows.addWidget(heading)
            self.rows.addWidget(look.line())
            self._sections.add(section, lambda: self.verticalScrollBar().setValue(heading.y()))
        part.edited.connect(lambda *_: self.edited.emit())
        part.touched.connect(self.touched)
        part.hides = self.hides
        self.rows.addWidget(part)
        self.parts.append((section, part))

    def _bring_up(self, part: QWidget) -> None:
        """Scroll to where the cursor is, once the layout has settled."""

        def scroll() -> None:
            focus: QWidget | None = self.window().focusWidget()
            inside = focus is not None and self.page.isAncestorOf(focus)
            target = focus if focus is not None and inside else part
            self.ensureWidgetVisible(target, 0, 3 * look.GAP_LARGE)

        later(self, 0, scroll)


def _in_sections(cls: Any) -> "list[Field]":
    """Fields in the order of declaration, those of one section together."""
    order: dict[str, list[Field]] = {}
    for spec in cls.fields.values():
        heading = spec.kind.code == "state" or (spec.computed and spec.name == cls.name_field)
        if heading:  # stands above the form already
            continue
        order.setdefault(spec.section, []).append(spec)
    return [spec for specs in order.values() for spec in specs]


def has_sensitive(cls: Any) -> bool:
    """Whether any field of a register or of its rows is sensitive."""
    rows = (spec.kind.row for spec in cls.fields.values() if isinstance(spec.kind, RowsKind))
    parts = (cls, *(row for row in rows if row is not None))
    return any(spec.sensitive for part in parts for spec in part.fields.values())


def _rows(spec: "Field") -> bool:
    return isinstance(spec.kind, RowsKind)
