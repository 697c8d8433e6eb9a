"""Beside a county's sheet: what the chosen cell gets, with a search over figures and fields."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.parts import look

if TYPE_CHECKING:
    from db.registers.county_form import CountyFormCell
    from db.store.database import Database
    from desktop.exchange.county.labels import Labels

_MOST = 200
_DIVISORS = ((None, "原数"), (1000, "千"), (10_000, "万"), (100_000_000, "亿"))


@dataclass(frozen=True)
class Choice:
    """One thing that a cell can get."""

    way: str
    code: str
    name: str
    unit: str = ""

    @property
    def shown(self) -> str:
        """As it stands in the list."""
        said = {"figure": f"（{self.unit}）", "column": "（名单的一列）", "word": "（表头）"}
        return f"{self.name}{said[self.way]}"


def choices(database: "Database") -> tuple[Choice, ...]:
    """All of them: figures, words of the head, fields for lists; the office's own too."""
    from db.figures.catalogue import known_figures
    from db.registers import in_force
    from desktop.exchange.county.contents import NUMBERED, WORDS, columns_of

    known = known_figures(database.own).values()
    figures = [Choice("figure", one.code, one.name, one.unit) for one in known]
    words = [Choice("word", code, name) for code, name in WORDS.items()]
    columns = [
        Choice("column", f"{cls.__tablename__}.{name}", f"{cls.title}·{label}")
        for cls in in_force(database)
        if cls.group != "设置"
        for name, label in (
            (NUMBERED, "序号"),
            *((spec.name, spec.label) for spec in columns_of(cls)),
        )
    ]
    return (*figures, *words, *columns)


class CellPanel(QWidget):
    """``taken`` when people choose something for the cell, ``cleared`` when they take it away."""

    taken = Signal(object)
    cleared = Signal()
    settled = Signal()

    def __init__(self, database: "Database") -> None:
        super().__init__()
        self._choices = choices(database)
        self.head, self.beside, self.now = QLabel(), QLabel(), QLabel()
        self.search, self.list = QLineEdit(), QListWidget()
        self.span, self.divisor = QComboBox(), QComboBox()
        self.away = look.mark(QPushButton("取消对照(&D)"), "quiet")
        self._words: Labels | None = None
        self._lay_out()
        self.search.textChanged.connect(self._look)
        self.search.returnPressed.connect(lambda: self._take(self.list.item(0)))
        self.list.itemActivated.connect(self._take)
        self.away.clicked.connect(self.cleared)
        for box in (self.span, self.divisor):
            box.activated.connect(lambda _: self.settled.emit())

    def _lay_out(self) -> None:
        from db.store.codes import codes

        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_WIDE, 0, 0, 0)
        rows.setSpacing(look.GAP)
        look.mark(self.head, "heading")
        look.mark(self.beside, "quiet")
        for label in (self.beside, self.now):
            label.setWordWrap(True)
        self.search.setPlaceholderText("如 调解成功（回车选第一个）")
        self.search.setAccessibleName("查找指标和栏目")
        self.search.setClearButtonEnabled(True)
        self.list.setAccessibleName("可以填的指标和栏目")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for entry in codes("county_form_span").leaves():
            self.span.addItem(entry.name, entry.code)
        for by, name in _DIVISORS:
            self.divisor.addItem(name, by)
        for part in (self.head, self.beside, self.now, self.search):
            rows.addWidget(part)
        rows.addWidget(self.list, 1)
        form = QFormLayout()
        form.setHorizontalSpacing(look.GAP_WIDE)
        form.setVerticalSpacing(look.GAP)
        for word, box in (("期间(&P)", self.span), ("单位(&U)", self.divisor)):
            label = look.mark(QLabel(word), "label")
            label.setBuddy(box)
            form.addRow(label, box)
        rows.addLayout(form)
        rows.addWidget(self.away, 0, Qt.AlignmentFlag.AlignLeft)

    def show_cell(
        self, spot: str, words: "Labels", cell: "CountyFormCell | None", refused: str
    ) -> None:
        """Show a cell: what stands beside it, what it gets, or why it can get nothing."""
        from desktop.exchange.county.offers import divisor_of, span_of

        self._words = words
        self.head.setText(f"单元格 {spot}")
        said = [f"行：{words.row}" if words.row else "", f"列：{words.column}" * bool(words.column)]
        self.beside.setText("\n".join(filter(None, said)) or "旁边没有标题")
        if refused:
            self.now.setText(refused)
        else:
            self.now.setText(f"填：{cell.words}" if cell else "还没有对照")
        look.mark(self.now, "warning" if refused else "strong" if cell else "quiet")
        for part in (self.search, self.list):
            part.setEnabled(not refused)
        self.away.setEnabled(cell is not None)
        counted = cell is None or cell.way != "word"
        self.span.setEnabled(counted and not refused)
        self.divisor.setEnabled(not refused and (cell is None or cell.way == "figure"))
        self.span.setCurrentIndex(self.span.findData(cell.span if cell else span_of(words)))
        at = self.divisor.findData(cell.divisor if cell else divisor_of(words))
        self.divisor.setCurrentIndex(max(at, 0))
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._look("")

    def mapped(self, chosen: Choice, sheet: str, spot: str) -> "CountyFormCell":
        """The shown cell with what was chosen, as the boxes below the list say."""
        from db.registers.county_form import CountyFormCell

        words = self._words
        return CountyFormCell.fresh(
            sheet=sheet,
            address=spot,
            way=chosen.way,
            code=chosen.code,
            words=chosen.name,
            span=self.span.currentData(),
            divisor=self.divisor.currentData() if chosen.way == "figure" else None,
            row_text=words.row or None if words else None,
            column_text=words.column or None if words else None,
        )

    def _look(self, text: str) -> None:
        """Without a search what the headings may mean comes first, starred."""
        self.list.clear()
        wanted = text.split()
        found = [
            one
            for one in self._choices
            if all(word in one.name or word in one.code for word in wanted)
        ]
        likely = 0
        if not wanted and self._words is not None:
            from db.figures.catalogue import known_figures
            from desktop.exchange.county.offers import offers

            offered = [one.code for one in offers(self._words, known_figures().values())]
            first = [one for code in offered for one in found if one.code == code]
            likely = len(first)
            found = [*first, *(one for one in found if one not in first)]
        for number, one in enumerate(found[:_MOST]):
            item = QListWidgetItem(f"★ {one.shown}" if number < likely else one.shown)
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setToolTip(f"{one.shown} {one.code}")
            self.list.addItem(item)
        if found:
            self.list.setCurrentRow(0)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.taken.emit(item.data(Qt.ItemDataRole.UserRole))
