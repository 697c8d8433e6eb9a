"""The head of the report's page: which report, how far it is, what can be done with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from desktop.windows.annual_report.beginning import Beginning
from desktop.windows.parts import look
from desktop.windows.parts.two_lines import TwoLines

if TYPE_CHECKING:
    from db.registers import AnnualReport
    from desktop.windows.annual_report.answer import Answer
    from desktop.windows.annual_report.outputs import Outputs


class Head(TwoLines):
    """``chosen``: another report; ``begin_asked``: a new one; ``form_asked``: its letterhead."""

    chosen = Signal(int)
    begin_asked = Signal(int, str)
    form_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._newest: AnnualReport | None = None
        self.reports = QComboBox()
        self.reports.setAccessibleName("哪一份报告")
        self.reports.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.reports.activated.connect(lambda at: self.chosen.emit(self.reports.itemData(at)))
        self.state = look.mark(QLabel(), "state")
        self.new = look.mark(QPushButton("新的一份…"), "quiet")
        self.new.clicked.connect(self._ask)
        self.form = QPushButton("公文格式和报送(&F)")
        self.form.setToolTip("标题、署名、发文字号、定稿、报送、公开")
        self.form.clicked.connect(lambda: self.form_asked.emit(self.reports.currentData()))
        self.first.addWidget(look.mark(QLabel("年度报告"), "title"))
        for part in (self.reports, self.state, self.new):
            self.first.addWidget(part)
        self.first.addStretch(1)
        self.further.addStretch(1)
        self.further.addWidget(self.form)
        self._parts = (self.reports, self.state, self.new, self.form)
        for part in self._parts:  # of the report, which is not told yet
            part.hide()

    def add_acts(self, outputs: "Outputs") -> None:
        """What leads out of the page stands at the right."""
        for button in outputs.buttons:
            self.further.addWidget(button)

    def show_answer(self, answer: "Answer") -> None:
        """Show which reports there are, and the state of the one that is open."""
        report, self._newest = answer.report, answer.newest
        for part in self._parts:
            part.setVisible(report is not None)
        self.new.setEnabled(answer.may_change)
        self.reports.clear()
        for record_id, name in answer.kept:
            self.reports.addItem(name, record_id)
        if report is not None:
            self.reports.setCurrentIndex(self.reports.findData(report.id))
            self.state.setText(type(report).fields["state"].kind.format(report.state))

    def _ask(self) -> None:
        asked = QDialog(self)
        asked.setWindowTitle("编写年度报告")
        rows = QVBoxLayout(asked)
        beginning = Beginning()
        if self._newest is not None:
            beginning.follow(self._newest)
        buttons = QDialogButtonBox()
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)  # without Qt's picture
        buttons.rejected.connect(asked.reject)
        beginning.asked.connect(asked.accept)
        beginning.asked.connect(self.begin_asked)
        rows.addWidget(beginning)
        rows.addWidget(buttons)
        asked.exec()
        asked.deleteLater()
