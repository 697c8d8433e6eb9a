"""Asks for printer, copies, pages and sides; each printer's sides and correction are remembered."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from db.store.trouble import Trouble
from desktop.windows.paper import printers
from desktop.windows.paper.printer_correction import PrinterCorrection
from desktop.windows.paper.printing import copies_of, order_of, pages_in
from desktop.windows.parts import look

if TYPE_CHECKING:
    from desktop.windows.paper.printing import Job

_MOST_COPIES = 99


class AskPrinter(QDialog):
    """``printer``, ``order``, ``setup`` and ``copies`` of each paper, once it was accepted."""

    printer: QPrinter

    def __init__(self, job: "Job", parent: QWidget) -> None:
        super().__init__(parent)
        self._job = job
        self.order: list[int | None] = []
        self.copies: list[int] = []
        self.setWindowTitle(f"打印：{job.name}")
        self.which, self.sides = QComboBox(), QComboBox()
        self.number, self.range = QSpinBox(), QLineEdit()
        self._sheets = look.mark(QLabel(), "quiet")
        self._correction = look.mark(QLabel(), "quiet")
        self._said = look.mark(QLabel(), "problem")
        self._fill()
        self._lay_out()
        self._show_setup()
        self.number.setFocus()
        self.number.selectAll()

    @property
    def setup(self) -> printers.Setup:
        """How the printer is used."""
        kept = printers.setup_of(self.which.currentText())
        return replace(kept, sides=self.sides.currentData())

    def take(self) -> None:
        """Read the lines and close; what cannot be read is said."""
        if self._read():
            name = self.which.currentText()
            printers.keep_setup(name, self.setup)
            self.printer = printers.new_printer(self._job.name, name, self.setup)
            self.accept()

    def take_with_more(self) -> None:
        """As ``take``, after the system's own dialog for trays, colour and the like."""
        if not self._read():
            return
        name = self.which.currentText()
        printer = printers.new_printer(self._job.name, name, self.setup)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            printer.setCopyCount(1)  # ours are among the pages already
            printers.keep_setup(name, self.setup)
            self.printer = printer
            self.accept()

    def _read(self) -> bool:
        parts = self._job.parts
        try:
            chosen = pages_in(self.range.text(), self._job.pages)
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            self._said.show()
            self.range.setFocus()
            return False
        self._said.hide()
        duplex = self.sides.currentData() != "off"
        self.order = order_of(parts, self.number.value(), chosen, duplex=duplex)
        self.copies = copies_of(parts, self.number.value())
        return True

    def _fill(self) -> None:
        self.which.addItems(printers.installed())
        for code, word in printers.SIDES:
            self.sides.addItem(word, code)
        parts = self._job.parts
        self.number.setMaximum(_MOST_COPIES)
        if len(parts) > 1:  # each as many as it wants itself, until people say otherwise
            self.number.setMinimum(0)
            self.number.setSpecialValueText("各按所需份数")
            self.number.setValue(0)
        else:
            self.number.setMinimum(1)
            self.number.setValue(parts[0][1])
        self.range.setPlaceholderText(f"全部 {self._job.pages} 页；或如 1-3,5")

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(look.GAP_WIDE)
        form.setVerticalSpacing(look.GAP)
        self.which.setMinimumWidth(self.fontMetrics().horizontalAdvance("枫") * 20)
        for word, part in (
            ("打印机(&R)", self.which),
            ("份数(&C)", self.number),
            ("页码(&G)", self.range),
            ("单双面(&D)", self.sides),
        ):
            label = look.mark(QLabel(word), "label")
            label.setBuddy(part)
            form.addRow(label, part)
        form.addRow("", self._sheets)
        change = look.mark(QPushButton("校正和测试页(&J)…"), "link")
        change.clicked.connect(self._correct)
        line = QHBoxLayout()
        line.addWidget(self._correction, 1)
        line.addWidget(change)
        form.addRow("", line)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[look.GAP_LARGE] * 4)
        rows.setSpacing(look.GAP_WIDE)
        rows.addLayout(form)
        self._said.setWordWrap(True)
        self._said.hide()
        rows.addWidget(self._said)
        rows.addLayout(self._foot())
        self.which.currentTextChanged.connect(lambda _: self._show_setup())
        self.number.valueChanged.connect(lambda _: self._count())
        self.range.textChanged.connect(lambda _: self._count())
        self.sides.currentIndexChanged.connect(lambda _: self._count())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(look.GAP)
        more = look.mark(QPushButton("更多选项(&M)…"), "quiet")
        more.setToolTip("系统的打印对话框：纸盒、颜色等")
        more.clicked.connect(self.take_with_more)
        foot.addWidget(more)
        foot.addStretch(1)
        cancel, good = QPushButton("取消"), look.mark(QPushButton("打印(&P)"), "primary")
        cancel.clicked.connect(self.reject)
        good.clicked.connect(self.take)
        good.setDefault(True)
        foot.addWidget(cancel)
        foot.addWidget(good)
        for button in (more, cancel):
            button.setAutoDefault(False)
        return foot

    def _show_setup(self) -> None:
        kept = printers.setup_of(self.which.currentText())
        self.sides.setCurrentIndex(max(0, self.sides.findData(kept.sides)))
        self._correction.setText(kept.sentence())
        self._count()

    def _count(self) -> None:
        """How much paper it takes; a range that cannot be read yet is passed over."""
        try:
            chosen = pages_in(self.range.text(), self._job.pages)
        except Trouble:
            self._sheets.setText("")
            return
        duplex = self.sides.currentData() != "off"
        sides = len(order_of(self._job.parts, self.number.value(), chosen, duplex=duplex))
        self._sheets.setText(f"用纸 {(sides + 1) // 2 if duplex else sides} 张")

    def _correct(self) -> None:
        asked = PrinterCorrection(self.which.currentText(), self)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.exec()
        self._correction.setText(printers.setup_of(self.which.currentText()).sentence())
