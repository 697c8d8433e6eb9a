"""A grid of fields of one record or child row, two beside each other where they fit."""

import contextlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from db.store.problems import Problem
from db.store.record import register
from db.store.shared import carriers
from db.store.trouble import Trouble
from desktop.windows.parts import look
from desktop.windows.record.field_cell import FieldCell
from desktop.windows.record.known import Known
from desktop.windows.record.short_form import short_fields

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.fields import Field


def nothing_hidden(_spec: "Field", _row: Any) -> bool:
    """Every field is shown in full."""
    return False


class FieldGrid(QWidget):
    """Shows fields of ``row`` and writes into it what people type.

    ``edited`` carries the field's name; fields that it implies are filled where they are blank.
    ``touched`` is sent at each key.

    Args:
        specs: which fields.
        database: the open store.
        cls: whose fields they are, where people may name somebody in them who is known already.
        parent: the form.
    """

    edited = Signal(str)
    touched = Signal()

    def __init__(
        self,
        specs: Iterable["Field"],
        database: "Database",
        cls: Any = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.row: Any = None
        self.locked = self.short = False
        self.hides: Callable[[Field, Any], bool] = nothing_hidden
        self.cells: dict[str, FieldCell] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.GAP_LARGE)
        self._grid.setVerticalSpacing(look.GAP)
        self._columns = 0
        links = list(carriers(cls)) if cls else []
        self._in_short = short_fields(cls) if cls else frozenset()
        for spec in _named_first(list(specs), links):
            cell = FieldCell(spec, database, cls)
            cell.editor.edited.connect(lambda name=spec.name: self._take(name))
            cell.editor.touched.connect(self.touched)
            cell.setParent(self)
            self.cells[spec.name] = cell
        self.known = Known(self.cells, links, database)
        self.known.taken.connect(self.edited)

    def show_row(self, row: Any, *, locked: bool = False) -> None:
        """Show another row."""
        self.row, self.locked = row, locked
        self.known.show_row(row)
        for cell in self.cells.values():
            cell.forget()
        self.refresh()

    def refresh(self) -> None:
        """Show the row's values and the fields that apply to it now."""
        for name, cell in self.cells.items():
            cell.show_value(self.row)
            cell.veil(self.row, veiled=self.hides(cell.spec, self.row))
            spec = cell.spec
            fixed = spec.fixed and getattr(self.row, "id", None) is not None
            locked = spec.locked_when is not None and spec.locked_when(self.row)
            cell.editor.lock(locked=self.locked or fixed or locked or spec.computed is not None)
            self.cells[name].setVisible(self.applies(cell))
        self._arrange(force=True)

    def show_problems(self, problems: list[Problem]) -> None:
        """Each under its own field."""
        for name, cell in self.cells.items():
            cell.show_problems([problem for problem in problems if problem.path == name])

    def take_all(self) -> bool:
        """Write everything typed into the row; False when something cannot be read."""
        taken = [cell.take(self.row) for cell in self.cells.values() if self._typed(cell)]
        return all(taken)  # every one was asked, whatever the first said

    def typed_now(self) -> dict[str, Any]:
        """The values of fields that people have not left yet, where they can be read."""
        found = {}
        for name, cell in self.cells.items():
            if cell.typing and not cell.veiled:
                with contextlib.suppress(Trouble):
                    found[name] = cell.editor.value()
        return found

    def unread(self) -> str:
        """The first field whose text means nothing, empty when all can be read."""
        return next((name for name, cell in self.cells.items() if cell.unread), "")

    def applies(self, cell: FieldCell) -> bool:
        """Whether the row has that field at all, and this form shows it."""
        if cell.editor.silent or (self.short and cell.spec.name not in self._in_short):
            return False
        test = cell.spec.shown_when
        return test is None or (self.row is not None and bool(test(self.row)))

    def shows(self, name: str) -> bool:
        """Whether the form has that field now."""
        cell = self.cells.get(name)
        return cell is not None and self.applies(cell)

    def enter(self, name: str = "") -> "FieldCell | None":
        """Put the cursor into a field, without a name into the first that people fill in."""
        for other, cell in self.cells.items():
            fits = other == name if name else self._typed(cell) and not cell.editor.bare
            if fits and self.applies(cell):
                cell.enter()
                return cell
        return None

    def where(self) -> str:
        """The name of the field people are in, empty when they are elsewhere."""
        return next((name for name, cell in self.cells.items() if cell.has_cursor()), "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two, as the width allows."""
        super().resizeEvent(event)
        self._arrange()

    def _typed(self, cell: FieldCell) -> bool:
        return cell.spec.computed is None and cell.spec.kind.code != "state"

    def _take(self, name: str) -> None:
        if not self.cells[name].take(self.row):
            self.edited.emit(name)
            return
        for other, value in self.row.implied(name).items():
            if getattr(self.row, other) is None:
                setattr(self.row, other, value)
        self.edited.emit(name)

    def _arrange(self, *, force: bool = False) -> None:
        em = self.fontMetrics().horizontalAdvance("枫")
        columns = 2 if self.width() >= 36 * em and not self.short else 1
        if columns == self._columns and not force:
            return
        self._columns = columns
        self._grid.setVerticalSpacing(look.GAP_WIDE if self.short else look.GAP)
        for cell in self.cells.values():
            self._grid.removeWidget(cell)
        line = place = 0
        for cell in self.cells.values():
            if not self.applies(cell):
                continue
            wide = cell.wide or columns == 1
            if wide and place:
                line, place = line + 1, 0
            self._grid.addWidget(cell, line, place, 1, columns if wide else 1)
            place = 0 if wide else (place + 1) % columns
            line += place == 0
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def _named_first(specs: "list[Field]", links: "list[Field]") -> "list[Field]":
    """The fields in order, but who it is right under the name by which people say it."""
    names = [spec.name for spec in specs]
    for link in links:
        kind: Any = link.kind
        name = register(kind.table).name_field
        if link.name in names and name in names:
            moved = specs.pop(names.index(link.name))
            names.remove(link.name)
            place = names.index(name) + 1
            specs.insert(place, moved)
            names.insert(place, link.name)
    return specs
