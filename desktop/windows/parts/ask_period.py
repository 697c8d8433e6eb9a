"""Asks for a period of the user's own: from a day to a day, either end open."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from db.store.kinds import DateKind
from db.store.trouble import Trouble
from desktop.windows.parts import look
from desktop.windows.parts.foot import Foot

if TYPE_CHECKING:
    from datetime import date


class AskPeriod(QDialog):
    """``first`` and ``last`` once it was accepted; None leaves that end open."""

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.first: date | None = None
        self.last: date | None = None
        self.setWindowTitle(label)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[look.GAP_LARGE] * 4)
        rows.setSpacing(look.GAP_WIDE)
        form = QFormLayout()
        form.setHorizontalSpacing(look.GAP_WIDE)
        form.setVerticalSpacing(look.GAP)
        self.lines: list[QLineEdit] = []
        for word in ("从", "到"):
            line = QLineEdit()
            line.setPlaceholderText(f"如 {DateKind().sample()}，不填不限")
            line.setMinimumWidth(self.fontMetrics().horizontalAdvance("枫") * 14)
            line.setAccessibleName(f"{label}{word}")
            form.addRow(look.mark(QLabel(word), "label"), line)
            self.lines.append(line)
        rows.addLayout(form)
        self._said = look.mark(QLabel(), "problem")
        self._said.setWordWrap(True)
        self._said.hide()
        rows.addWidget(self._said)
        rows.addWidget(Foot(self, "确定", self.take))

    def take(self) -> None:
        """Read both days and close; what cannot be read is said."""
        try:
            self.first, self.last = self._read()
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            self._said.show()
        else:
            self.accept()

    def _read(self) -> "tuple[date | None, date | None]":
        first, last = (DateKind().parse(line.text()) for line in self.lines)
        if first is None and last is None:
            raise Trouble("请至少填写一个日期")
        if first and last and first > last:
            raise Trouble("“从”不能晚于“到”")
        return first, last
