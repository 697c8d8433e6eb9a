"""Settings of the windows: look, size of text, when to lock."""

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.parts import look, memory
from desktop.windows.parts.foot import Foot

IDLE_MINUTES = 15
"""When the program locks by itself, unless people chose otherwise; 0 is never."""
_THEMES = (("", "随系统"), ("light", "浅色"), ("dark", "深色"), ("contrast", "高对比度"))
_TEXTS = (("standard", "标准"), ("large", "大"), ("larger", "特大"))
_MINUTES = ((5, "5 分钟"), (15, "15 分钟"), (30, "30 分钟"), (60, "1 小时"), (0, "从不"))


def idle_minutes() -> int:
    """After how many minutes without a touch the program locks."""
    return memory.number("idle_minutes", IDLE_MINUTES)


class Preferences(QDialog):
    """Three choices; kept when accepted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置")
        self.theme = _box(_THEMES, memory.word("theme"))
        self.text = _box(_TEXTS, memory.word("text", "standard"))
        self.minutes = _box(_MINUTES, idle_minutes())
        form = QFormLayout()
        form.setHorizontalSpacing(look.GAP_WIDE)
        form.setVerticalSpacing(look.GAP)
        for word, box in (
            ("外观(&A)", self.theme),
            ("文字大小(&T)", self.text),
            ("无人操作多久后锁定(&M)", self.minutes),
        ):
            label = look.mark(QLabel(word), "label")
            label.setBuddy(box)
            form.addRow(label, box)
        printer = look.mark(QPushButton("打印机校正和测试页(&P)…"), "link")
        printer.clicked.connect(self._correct_printer)
        form.addRow("", printer)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        column.setSpacing(look.GAP_WIDE)
        column.addLayout(form)
        column.addWidget(Foot(self, "保存", self.keep))

    def keep(self) -> None:
        """Remember the choices."""
        memory.keep("theme", self.theme.currentData())
        memory.keep("text", self.text.currentData())
        memory.keep("idle_minutes", self.minutes.currentData())
        self.accept()

    def _correct_printer(self) -> None:
        from desktop.windows.paper.printer_correction import PrinterCorrection

        PrinterCorrection("", self).exec()


def _box(choices: tuple[tuple[object, str], ...], chosen: object) -> QComboBox:
    box = QComboBox()
    for value, word in choices:
        box.addItem(word, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
