"""Where there is no report yet: which year, which template, and a button."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from desktop.windows.parts import look

if TYPE_CHECKING:
    from db.registers import AnnualReport

_WIDTH = 420  # device-independent pixels, in usual text
_EARLIEST, _LATEST = 2000, 2099


class Beginning(Widget):
    """Asks for a new report (``asked``: year, template)."""

    asked = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.year, self.template = QSpinBox(), QComboBox()
        self.year.setRange(_EARLIEST, _LATEST)
        self.year.setValue(date.today().year - 1)
        self.year.setSuffix(" 年")
        self._note = look.mark(QLabel(), "quiet")
        self._note.setWordWrap(True)
        self.begin = look.mark(QPushButton("编写报告(&B)"), "primary")
        self.begin.clicked.connect(self._ask)
        self.template.currentIndexChanged.connect(lambda _at: self._tell())
        self._fill()
        rows = QVBoxLayout(self)
        box = Widget()
        box.setFixedWidth(round(_WIDTH * look.text_factor()))
        inside = QVBoxLayout(box)
        inside.setSpacing(look.GAP)
        inside.addWidget(look.mark(QLabel("法治政府建设年度报告"), "title"))
        words = look.mark(QLabel("数字全部由登记簿统计，文字由模板给出、可以逐句修改。"), "quiet")
        words.setWordWrap(True)
        inside.addWidget(words)
        form = QFormLayout()
        form.setSpacing(look.GAP)
        form.addRow("年度", self.year)
        form.addRow("模板", self.template)
        inside.addLayout(form)
        inside.addWidget(self._note)
        inside.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        rows.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(2)

    def follow(self, newest: "AnnualReport") -> None:
        """Offer the same template, and the year after that report or the one that ended last."""
        self.year.setValue(max(self.year.value(), newest.year + 1))
        self.template.setCurrentIndex(max(self.template.findData(newest.template), 0))

    def _fill(self) -> None:
        from db.figures.annual_report.template import templates

        for one in templates():
            self.template.addItem(one.name, one.code)
        self._tell()

    def _tell(self) -> None:
        from db.figures.annual_report.template import template

        self._note.setText(template(str(self.template.currentData())).note)

    def _ask(self) -> None:
        self.asked.emit(self.year.value(), str(self.template.currentData()))
