"""The first two pages of an import: which sheet and header row, and where each column goes."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.parts import look
from desktop.windows.parts.notices import hush, say

if TYPE_CHECKING:
    from desktop.exchange.importing.book import Book, Sheet
    from desktop.exchange.importing.mapping import Mapping
    from desktop.exchange.importing.plan import Plan

_LINES = 14
_COLUMNS = 40
_WIDEST = 300  # device-independent pixels of a column with long words
_EXAMPLES = 3
_CANDIDATES = 4
"""So many fields are named of those that a typed word may mean."""
_NOWHERE = "（不导入）"


class SheetPage(QWidget):
    """``changed`` when people choose another sheet or header row."""

    changed = Signal()

    def __init__(self, book: "Book") -> None:
        super().__init__()
        self._book = book
        self.sheet, self.row = QComboBox(), QSpinBox()
        self.sheet.addItems([one.name for one in book.filled()])
        self.row.setMinimum(1)
        self.table = _table("表的开头几行")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.GAP)
        line = QHBoxLayout()
        line.setSpacing(look.GAP)
        for word, part in (("工作表(&S)", self.sheet), ("表头在第几行(&H)", self.row)):
            label = look.mark(QLabel(word), "label")
            label.setBuddy(part)
            line.addWidget(label)
            line.addWidget(part)
            line.addSpacing(look.GAP_WIDE)
        line.addStretch(1)
        rows.addLayout(line)
        said = "加粗的是表头；两行表头的填末一行，合并的格自动连上。表头下面的各行将被导入。"
        rows.addWidget(look.mark(QLabel(said), "quiet"))
        rows.addWidget(self.table, 1)
        self.sheet.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.row.valueChanged.connect(lambda _: self.changed.emit())

    def show_plan(self, plan: "Plan") -> None:
        """Show the sheet with its header."""
        for part in (self.sheet, self.row):
            part.blockSignals(True)
        self.sheet.setCurrentText(plan.sheet.name)
        self.row.setMaximum(plan.sheet.lines[-1][0])
        self.row.setValue(plan.heading.row)
        for part in (self.sheet, self.row):
            part.blockSignals(False)
        _fill(self.table, plan.sheet, plan.heading.first, plan.heading.row)


def _fill(table: QTableWidget, sheet: "Sheet", first: int, last: int) -> None:
    from desktop.exchange.importing.book import letters
    from desktop.exchange.importing.cells import text_of

    start = max(0, next(n for n, line in enumerate(sheet.lines) if line[0] >= last) - 5)
    lines = sheet.lines[start : start + _LINES]
    width = min(sheet.width(), _COLUMNS)
    table.clear()
    table.setRowCount(len(lines))
    table.setColumnCount(width)
    table.setHorizontalHeaderLabels([letters(number + 1) for number in range(width)])
    table.setVerticalHeaderLabels([str(number) for number, _ in lines])
    for row, (number, cells) in enumerate(lines):
        for column, cell in enumerate(cells[:width]):
            item = QTableWidgetItem(text_of(cell))
            if first <= number <= last:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
                item.setBackground(QColor(look.current().line))
            table.setItem(row, column, item)
    table.resizeColumnsToContents()
    for column in range(width):
        table.setColumnWidth(column, min(table.columnWidth(column) + look.GAP, _WIDEST))


class MappingPage(QWidget):
    """One line for each column of the sheet: its header, what it holds, where it goes."""

    def __init__(self, cls: Any) -> None:
        super().__init__()
        from desktop.exchange.importing.targets import targets

        self._goals = QStandardItemModel(self)
        self._goals.appendRow(QStandardItem(_NOWHERE))
        self._paths = [""]
        for one in targets(cls):
            self._goals.appendRow(QStandardItem(one.words))
            self._paths.append(one.path)
        self.combos: dict[int, QComboBox] = {}
        self.table = _table("各栏导入到哪里")
        self.table.setColumnCount(4)
        self.table.setHorizontalHeaderLabels(["列", "表头", "内容举例", "导入到"])
        self.table.verticalHeader().hide()
        room = look.row_height(self.table) + look.GAP  # a field with air around it
        self.table.verticalHeader().setDefaultSectionSize(room)
        self.keep = QCheckBox("记住这份对照(&R)，下次表头相同时自动使用；名称")
        self.keep.setChecked(True)
        self.name = QLineEdit()
        self.name.setAccessibleName("对照的名称")
        self._said = look.mark(QLabel(), "quiet")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.GAP)
        rows.addWidget(self._said)
        rows.addWidget(self.table, 1)
        line = QHBoxLayout()
        line.addWidget(self.keep)
        line.addWidget(self.name, 1)
        rows.addLayout(line)

    def show_plan(self, plan: "Plan", remembered: str) -> None:
        """Show the columns as the plan maps them.

        Args:
            plan: the sheet, its header and the mapping.
            remembered: the name of the remembered mapping that was used, blank for a guess.
        """
        from desktop.exchange.importing.book import letters
        from desktop.exchange.importing.headings import is_own

        names = {n: word for n, word in plan.heading.names.items() if not is_own(word)}
        self.table.setRowCount(len(names))
        self.combos = {}
        for row, (column, word) in enumerate(names.items()):
            for place, text in enumerate((letters(column), word, _examples(plan, column))):
                self.table.setItem(row, place, QTableWidgetItem(text))
            combo = self._combo(plan.mapping.paths.get(column, ""), word)
            self.combos[column] = combo
            self.table.setCellWidget(row, 3, combo)
        mapped = len(plan.mapping.paths)
        how = f"按记住的“{remembered}”" if remembered else "按表头猜出"
        said = f"{len(names)} 栏中{how} {mapped} 栏，请核对；其余不导入。"
        self._said.setText(f"{said}可在“导入到”里打字查找。")
        self.name.setText(remembered or plan.book.path.stem)
        head = self.table.horizontalHeader()
        self.table.resizeColumnsToContents()
        for place, mode in enumerate((0, 0, 1, 1)):
            head.setSectionResizeMode(
                place,
                QHeaderView.ResizeMode.Stretch if mode else QHeaderView.ResizeMode.Interactive,
            )

    def mapping(self) -> "Mapping":
        """Where people say that the columns go."""
        from desktop.exchange.importing.mapping import Mapping

        found = {column: self._path(combo) for column, combo in self.combos.items()}
        return Mapping({column: path for column, path in found.items() if path})

    def can_be_read(self) -> bool:
        """Whether every word typed names a field; else it is said which does not, and gone to."""
        for combo in self.combos.values():
            if doubt := _settled(combo):
                say(self, doubt, "problem")
                combo.setFocus()
                combo.lineEdit().selectAll()
                return False
        hush(self)
        return True

    def _path(self, combo: QComboBox) -> str:
        place = combo.findText(combo.currentText())
        return self._paths[place] if place > 0 else ""

    def _combo(self, path: str, word: str) -> QComboBox:
        combo = QComboBox()
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.setModel(self._goals)
        combo.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        combo.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        combo.setCurrentIndex(self._paths.index(path) if path in self._paths else 0)
        combo.setAccessibleName(f"{word}导入到")
        combo.lineEdit().editingFinished.connect(lambda: self._left(combo))
        return combo

    def _left(self, combo: QComboBox) -> None:
        """People went on: what they typed is taken, or asked back; the cursor is theirs."""
        if doubt := _settled(combo):
            say(self, doubt, "problem")


def _settled(combo: QComboBox) -> str:
    """Blank when the words typed are one field's, or part of one's alone; else what they may be."""
    typed = combo.currentText().strip()
    place = combo.findText(typed) if typed else 0
    meant = [n for n in range(1, combo.count()) if typed.casefold() in combo.itemText(n).casefold()]
    if place < 0 and len(meant) == 1:
        place = meant[0]
    if place >= 0:
        combo.setCurrentIndex(place)
        combo.setEditText(combo.itemText(place))
        return ""
    if not meant:
        return f"没有叫“{typed}”的栏目，请从列表里选，或清空（不导入）"
    named = "、".join(f"“{combo.itemText(n)}”" for n in meant[:_CANDIDATES])
    more = f"等 {len(meant)} 栏" if len(meant) > _CANDIDATES else ""
    return f"“{typed}”可能是{named}{more}，请选定一栏"


def _examples(plan: "Plan", column: int) -> str:
    from desktop.exchange.importing.cells import text_of

    found: list[str] = []
    for number, cells in plan.sheet.lines[:200]:
        if number > plan.heading.row and column <= len(cells) and cells[column - 1] is not None:
            text = " ".join(text_of(cells[column - 1]).split())
            if text and text not in found:
                found.append(text)
        if len(found) == _EXAMPLES:
            break
    return "；".join(found)


def _table(name: str) -> QTableWidget:
    table = QTableWidget()
    table.setAccessibleName(name)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    table.horizontalHeader().setDefaultAlignment(left)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().setDefaultSectionSize(look.row_height(table))
    return table
