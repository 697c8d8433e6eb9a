"""The sticks that are there, as a list that keeps its place while they come and go."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from db.store.blobs import in_megabytes
from desktop.windows.parts import look

if TYPE_CHECKING:
    from desktop.exchange.drives.drive import Drive

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FILES_SHOWN = 4


class StickList(QTableWidget):
    """``picked`` whenever another drive is chosen, or the chosen one changed or went."""

    picked = Signal()

    def __init__(self) -> None:
        super().__init__(0, 5)
        _plain(self, ["名称", "位置", "空闲 / 共", "格式", "状态"])
        self.setFixedHeight(self.height_of(3))
        self.drives: list[Drive] = []
        self._folder: Drive | None = None
        self._last: Drive | None = None
        self.itemSelectionChanged.connect(self._tell)

    @property
    def drive(self) -> "Drive | None":
        """The one that is chosen."""
        rows = self.selectionModel().selectedRows()
        return self.drives[rows[0].row()] if rows else None

    def height_of(self, rows: int) -> int:
        """Pixels for so many drives and the heads."""
        return look.row_height(self) * (rows + 1) + 2 * self.frameWidth()

    def show_drives(self, found: "Sequence[Drive]") -> None:
        """Show these; the chosen one stays chosen, and a stick that comes alone is chosen."""
        before = self.drive
        self.drives = [*found, *([self._folder] if self._folder else [])]
        self.blockSignals(True)
        self.setRowCount(len(self.drives))
        for row, drive in enumerate(self.drives):
            for column, text in enumerate(_texts(drive)):
                cell = QTableWidgetItem(text)
                if column == 2:
                    cell.setTextAlignment(_RIGHT)
                self.setItem(row, column, cell)
        self.clearSelection()
        again = [one for one in self.drives if before and one.root == before.root]
        if again or len(self.drives) == 1:
            self.selectRow(self.drives.index((again or self.drives)[0]))
        self.blockSignals(False)
        self._tell()

    def add_folder(self, folder: "Drive") -> None:
        """A plain folder beside the sticks, chosen at once."""
        sticks = [one for one in self.drives if one is not self._folder]
        self._folder = folder
        self.show_drives(sticks)
        self.selectRow(len(self.drives) - 1)

    def _tell(self) -> None:
        if self.drive != self._last:
            self._last = self.drive
            self.picked.emit()


def file_table(files: Sequence[tuple[str, int]]) -> QTableWidget:
    """Names and sizes, a few at a glance."""
    table = QTableWidget(len(files), 2)
    table.setAccessibleName("要交出的文件")
    _plain(table, ["文件", "大小"])
    table.horizontalHeader().hide()
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    if len(files) <= _FILES_SHOWN:
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # nothing to scroll
    for row, (name, size) in enumerate(files):
        table.setItem(row, 0, QTableWidgetItem(name))
        cell = QTableWidgetItem(in_megabytes(size))
        cell.setTextAlignment(_RIGHT)
        table.setItem(row, 1, cell)
    shown = min(len(files), _FILES_SHOWN)
    table.setFixedHeight(look.row_height(table) * shown + 2 * table.frameWidth())
    return table


def _plain(table: QTableWidget, heads: Sequence[str]) -> None:
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(look.row_height(table))
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


def _texts(drive: "Drive") -> tuple[str, ...]:
    state = "只读，不能写" if drive.read_only else "可以写" if drive.device else "普通文件夹"
    room = f"{in_megabytes(drive.free)} / {in_megabytes(drive.size)}"
    where = str(drive.root)
    short = where if len(where) < 28 else f"…{where[-26:]}"
    return drive.name, short, room, drive.kind or "—", state
