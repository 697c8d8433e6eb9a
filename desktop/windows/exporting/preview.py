"""Real lines of an export, as they will leave the house."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.parts import look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.store.database import Database
    from db.store.fields import Field
    from desktop.exchange.layout import Sheet
    from desktop.exchange.rows_out import Cell, Wish

LINES = 3
"""Records that are shown."""
_WIDEST = 240  # pixels of a column


class ExportPreview(QWidget):
    """The first records of one sheet at a time; columns blank in all of them are left out."""

    def __init__(self, database: "Database") -> None:
        super().__init__()
        self._database = database
        self._wish: Wish | None = None
        self._rows: list[list[tuple[Cell, ...]]] = []
        self.sheets = QComboBox()
        self.sheets.setAccessibleName("看哪张表")
        self.table = QTableWidget()
        self.table.setAccessibleName("导出后的前几行")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(look.row_height(self.table))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setFixedHeight(look.row_height(self.table) * (LINES + 2))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.GAP)
        head = QHBoxLayout()
        head.addWidget(look.mark(QLabel(f"前 {LINES} 条导出后的样子"), "label"))
        head.addStretch(1)
        head.addWidget(self.sheets)
        rows.addLayout(head)
        rows.addWidget(self.table)
        self.sheets.currentIndexChanged.connect(self._show_sheet)

    def show_in_turns(self, wish: "Wish") -> "Iterator[None]":
        """Show the first records of another wish; begins where the first secrets stand."""
        from desktop.exchange.rows_out import batches

        names = [sheet.name for sheet in wish.sheets]
        before = [sheet.name for sheet in self._wish.sheets] if self._wish else []
        place = self.sheets.currentIndex()
        self._wish, self._rows = wish, [[] for _ in wish.sheets]
        self.sheets.blockSignals(True)
        self.sheets.clear()
        self.sheets.addItems(names)
        self.sheets.setVisible(len(names) > 1)
        self.sheets.blockSignals(False)
        yield
        with self._database.read() as session:
            batch = next(batches(session, wish, limit=LINES), None)
        if batch:
            self._rows = batch.rows
        yield
        self.sheets.blockSignals(True)
        self.sheets.setCurrentIndex(place if names == before else self._first(wish))
        self.sheets.blockSignals(False)
        self._show_sheet(self.sheets.currentIndex())

    def _first(self, wish: "Wish") -> int:
        told = zip(wish.sheets, self._rows, strict=True)
        secret = (any(spec.sensitive for spec in sheet.fields) and rows for sheet, rows in told)
        return next((place for place, one in enumerate(secret) if one), 0)

    def _show_sheet(self, number: int) -> None:
        if self._wish is None or number < 0:
            return
        sheet, rows = self._wish.sheets[number], self._rows[number][:LINES]
        filled = _filled(sheet, rows)
        self.table.clear()
        self.table.setRowCount(len(rows))
        self.table.setColumnCount(len(filled))
        self.table.setHorizontalHeaderLabels([sheet.columns[place].header for place in filled])
        red = QColor(look.current().red)
        for line, row in enumerate(rows):
            for column, place in enumerate(filled):
                item = QTableWidgetItem(_text(row[place]))
                spec = sheet.columns[place].spec
                if spec is not None and spec.sensitive and not self._wish.masked:
                    item.setForeground(red)
                self.table.setItem(line, column, item)
        self.table.resizeColumnsToContents()
        for column in range(len(filled)):
            self.table.setColumnWidth(column, min(self.table.columnWidth(column) + 8, _WIDEST))
        self._scroll_to([sheet.columns[place].spec for place in filled])

    def _scroll_to(self, specs: "Sequence[Field | None]") -> None:
        """Bring the first secrets into sight."""
        secret = (n for n, spec in enumerate(specs) if spec is not None and spec.sensitive)
        column = next(secret, 0)
        left = self.table.columnViewportPosition(column) + self.table.horizontalOffset()
        before = self.table.columnWidth(column - 1) if column else 0
        self.table.horizontalScrollBar().setValue(max(0, left - before))


def _filled(sheet: "Sheet", rows: "list[tuple[Cell, ...]]") -> list[int]:
    """The columns worth showing: with something in these rows; the mark is for the program."""
    from desktop.exchange.layout import MARK

    columns = [n for n, column in enumerate(sheet.columns) if column.header != MARK]
    return [n for n in columns if any(row[n] is not None for row in rows)] or columns


def _text(cell: "Cell") -> str:
    if isinstance(cell, float):
        return f"{cell:,.2f}"
    return "" if cell is None else str(cell).replace("\n", " ")
