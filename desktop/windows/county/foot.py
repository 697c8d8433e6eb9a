"""Below a county's sheet: for which period, masked or not, and what to do with it."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QWidget,
)

from desktop.windows.parts import look

if TYPE_CHECKING:
    from db.figures.period import Period
    from db.store.database import Database

_PARTS = (
    *((f"第{word}季度", ("quarter", n)) for n, word in enumerate("一二三四", 1)),
    ("上半年", ("half", 1)),
    ("下半年", ("half", 2)),
    ("全年", ("year", 0)),
    *((f"{n}月", ("month", n)) for n in range(1, 13)),
)


class Foot(QWidget):
    """Year and part of it; the quarter that ended last at first."""

    def __init__(self, database: "Database") -> None:
        super().__init__()
        self.year, self.part = QSpinBox(), QComboBox()
        self.year.setRange(1990, 2100)
        for name, held in _PARTS:
            self.part.addItem(name, held)
        now = date.today()
        ended = now.year * 4 + (now.month - 1) // 3 - 1
        self.year.setValue(ended // 4)
        self.part.setCurrentIndex(ended % 4)
        self.masked = QCheckBox("名单隐去个人信息")
        self.masked.setChecked(True)
        if not database.rights.full:
            self.masked.setEnabled(False)
            self.masked.setToolTip("您没有查看敏感信息全文的权限，名单一律隐去")
        self.values = QPushButton("看要填的数(&V)")
        self.values.setCheckable(True)
        self.values.toggled.connect(
            lambda on: self.values.setText("看对照(&V)" if on else "看要填的数(&V)")
        )
        self.keep = QPushButton("保存对照(&S)")
        self.fill = look.mark(QPushButton("填好存为(&F)…"), "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP)
        label = look.mark(QLabel("填哪一期(&Q)"), "label")
        label.setBuddy(self.year)
        for part in (label, self.year, self.part, self.masked):
            row.addWidget(part)
        row.addStretch(1)
        for button in (self.values, self.keep, self.fill):
            row.addWidget(button)
        self.part.setAccessibleName("期间")

    @property
    def period(self) -> "Period":
        """What was chosen."""
        from db.figures.period import Period

        kind, number = self.part.currentData()
        year = self.year.value()
        return Period.year(year) if kind == "year" else getattr(Period, kind)(year, number)
