"""Putting a received number right: which table, row and column; the number, and why."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy import select

from db.figures.deadlines.waiting import live
from db.figures.received import PutRight, correct, effective, read_number, values_of
from db.figures.tables import tables
from db.registers import ReceivedTable
from db.store.kinds import MoneyKind
from db.store.trouble import Trouble
from desktop.windows.parts import look
from desktop.windows.parts.foot import Foot

if TYPE_CHECKING:
    from db.figures.received import TableValues
    from db.figures.tables.filled import Number
    from db.store.database import Database

_YUAN = "金额以元填写。"
_FEN = "自定义统计表的金额以分为单位。"
_MOST = 300  # tables to choose from, the newest first


class Correcting(QDialog):
    """Accepted once the correction is kept.

    Raises:
        Trouble: nothing was received yet.
    """

    def __init__(self, parent: QWidget, database: "Database") -> None:
        super().__init__(parent)
        self.setWindowTitle("更正收到的数")
        self._database = database
        with database.read() as session:
            newest = select(ReceivedTable).where(live(ReceivedTable))
            asked = newest.order_by(ReceivedTable.id.desc()).limit(_MOST)
            self._kept = list(session.scalars(asked).unique())
            for one in self._kept:
                _ = one.corrections  # read while the session is open
        if not self._kept:
            raise Trouble("还没有收到任何单位的报表")
        self.table, self.row, self.column = QComboBox(), QComboBox(), QComboBox()
        for box in (self.table, self.row, self.column):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.theirs, self.number, self.why = QLabel(), QLineEdit(), QLineEdit()
        self.why.setPlaceholderText("如：电话核实，漏报一件")
        self._wrong = look.mark(QLabel(), "problem")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        self._note = look.mark(QLabel(), "small")
        self._values: TableValues = values_of(self._kept[0])
        self._lay_out()
        self.table.addItems([one.name for one in self._kept])
        self.table.currentIndexChanged.connect(self._show_table)
        for box in (self.row, self.column):
            box.currentIndexChanged.connect(self._show_number)
        self._show_table()

    def keep(self) -> None:
        """Keep the correction."""
        kept, key = self._kept[self.table.currentIndex()], self._key()
        try:
            text = self.number.text().strip()
            number = MoneyKind().parse(text) if self._is_money() else read_number(text or None)
            right = PutRight(number, self.why.text(), self._database.user)
            with self._database.step(f"更正{kept.office}报来的数") as session:
                correct(session, kept.id, key, right)
        except Trouble as trouble:
            self._wrong.setText(trouble.sentence)
            self._wrong.show()
            return
        self.accept()

    def _key(self) -> tuple[str, str]:
        return str(self.row.currentData()), str(self.column.currentData())

    def _show_table(self) -> None:
        kept = self._kept[self.table.currentIndex()]
        self._values = values_of(kept)
        for box, titles in ((self.row, self._values.rows), (self.column, self._values.columns)):
            box.blockSignals(True)
            box.clear()
            for code, title in titles.items():
                box.addItem(title or code, code)
            box.blockSignals(False)
        self.row.setCurrentIndex(max(self.row.findData("total"), 0))
        self._show_number()

    def _show_number(self) -> None:
        row, column = self._key()
        theirs = self._values.numbers.get(row, {}).get(column)
        ours = effective(self._kept[self.table.currentIndex()]).numbers.get(row, {}).get(column)
        words = self._said(theirs) or "空"
        self.theirs.setText(words if ours == theirs else f"{words}，已更正为 {self._said(ours)}")
        self.number.setText(self._said(ours))
        own = self._values.table not in tables()
        unit = _YUAN if self._is_money() else _FEN if own else ""
        self._note.setText(
            f"{unit}填回报来的数，就是撤回更正；以后该单位又报别的数，会先问用哪个。"
        )

    def _is_money(self) -> bool:
        return self.column.currentData() in self._values.money

    def _said(self, number: "Number | None") -> str:
        if number is None:
            return ""
        return MoneyKind().format(int(number)) if self._is_money() else str(number)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[look.GAP_LARGE] * 4)
        rows.setSpacing(look.GAP_WIDE)
        form = QFormLayout()
        form.setHorizontalSpacing(look.GAP_WIDE)
        form.setVerticalSpacing(look.GAP)
        wide = self.fontMetrics().horizontalAdvance("枫") * 24
        for word, part in (
            ("报表(&T)", self.table),
            ("行(&R)", self.row),
            ("栏(&C)", self.column),
            ("报来的数", self.theirs),
            ("采用的数(&N)", self.number),
            ("原因(&W)", self.why),
        ):
            label = look.mark(QLabel(word), "label")
            label.setBuddy(part)
            part.setAccessibleName(word.partition("(")[0])
            if not isinstance(part, QComboBox):  # which has the room that its words need
                part.setMinimumWidth(wide)
            form.addRow(label, part)
        rows.addLayout(form)
        self._note.setWordWrap(True)
        rows.addWidget(self._note)
        rows.addWidget(self._wrong)
        rows.addWidget(Foot(self, "更正(&G)", self.keep))
