"""A printer's correction in millimetres and its size, and the test page they are read off."""

from dataclasses import replace

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from desktop.windows.paper import printers
from desktop.windows.paper.printing import put
from desktop.windows.parts import look, tasks
from desktop.windows.parts.notices import rows_under_notices, say

_HOW = (
    "先印测试页，用尺量 A（纸左边到粗框左线）和 B（纸上边到粗框上线），",
    "照测试页上的算式填写；再印一张，A、B 都是 10 毫米就对了。",
)


class PrinterCorrection(QDialog):
    """Kept for each printer when accepted; the test page is printed with what stands here."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印机校正")
        self.which = QComboBox()
        self.which.addItems(printers.installed())
        self.right, self.down = _millimetres("向右校正"), _millimetres("向下校正")
        self.shrink = QCheckBox("缩小到打印机能印的范围内（尺寸不再准确）(&F)")
        self.sheet = QPushButton("印测试页(&T)")
        self._keep = look.mark(QPushButton("保存(&S)"), "primary")
        self._lay_out()
        self.which.currentTextChanged.connect(self._show)
        self.which.setCurrentText(name)
        self._show(self.which.currentText())

    @property
    def setup(self) -> printers.Setup:
        """What stands here now."""
        return replace(
            printers.setup_of(self.which.currentText()),
            right=self.right.value(),
            down=self.down.value(),
            shrink=self.shrink.isChecked(),
        )

    def keep(self) -> None:
        """Remember it for this printer."""
        printers.keep_setup(self.which.currentText(), self.setup)
        self.accept()

    def print_sheet(self) -> None:
        """Print the test page, always one-sided."""
        from desktop.documents.printer_sheet import printer_sheet

        name, setup = self.which.currentText(), replace(self.setup, sides="off")
        pdf = printer_sheet(name, setup.right, setup.down)
        printer = printers.new_printer("打印机测试页", name, setup)
        tasks.run(
            self,
            "正在打印测试页",
            lambda progress: put(printer, pdf, [0], setup, progress),
            lambda _none: say(self, "测试页已交给打印机", "info"),
        )

    def _lay_out(self) -> None:
        how = look.mark(QLabel("\n".join(_HOW)), "quiet")
        form = QFormLayout()
        form.setHorizontalSpacing(look.GAP_WIDE)
        form.setVerticalSpacing(look.GAP)
        self.which.setMinimumWidth(self.fontMetrics().horizontalAdvance("枫") * 20)
        for word, part in (
            ("打印机(&P)", self.which),
            ("向右(&R)", self.right),
            ("向下(&D)", self.down),
        ):
            label = look.mark(QLabel(word), "label")
            label.setBuddy(part)
            form.addRow(label, part)
        form.addRow("", self.shrink)
        foot = QHBoxLayout()
        foot.addWidget(self.sheet)
        foot.addStretch(1)
        cancel = QPushButton("取消")
        for button, act in (
            (self.sheet, self.print_sheet),
            (cancel, self.reject),
            (self._keep, self.keep),
        ):
            button.clicked.connect(lambda _=False, one=act: one())
            button.setAutoDefault(button is self._keep)
        foot.addWidget(cancel)
        foot.addWidget(self._keep)
        foot.setSpacing(look.GAP)
        rows = rows_under_notices(self, look.GAP_WIDE)
        rows.addWidget(how)
        rows.addLayout(form)
        rows.addLayout(foot)

    def _show(self, name: str) -> None:
        setup = printers.setup_of(name)
        self.right.setValue(setup.right)
        self.down.setValue(setup.down)
        self.shrink.setChecked(setup.shrink)
        for part in (self.right, self.down, self.shrink, self.sheet, self._keep):
            part.setEnabled(bool(name))
        if not name:
            self.which.setPlaceholderText("没有找到打印机，请先在系统里添加")


def _millimetres(name: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setAccessibleName(name)
    box.setRange(-printers.FARTHEST, printers.FARTHEST)
    box.setDecimals(1)
    box.setSingleStep(0.5)
    box.setSuffix(" 毫米")
    return box
