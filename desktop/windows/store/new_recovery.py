"""A new recovery code, shown once: printed or saved, and its last group typed back."""

from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QWidget

from desktop.windows.opening.recovery_sheet import RecoverySheet
from desktop.windows.opening.setup_pages import RecoveryPage
from desktop.windows.parts import look
from desktop.windows.parts.doubts import doubt, goes_on
from desktop.windows.parts.notices import rows_under_notices


class NewRecovery(QDialog):
    """As the first one of a store is shown; accepted once it is at hand on paper."""

    def __init__(self, parent: QWidget, code: str, office: str, store: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle("新的恢复码")
        self.page = RecoveryPage(RecoverySheet(code, office, store))
        buttons = QDialogButtonBox()
        done = buttons.addButton("完成(&F)", QDialogButtonBox.ButtonRole.AcceptRole)
        look.mark(done, "primary")
        buttons.accepted.connect(self.done_with)
        rows = rows_under_notices(self, look.GAP_WIDE)
        rows.addWidget(self.page, 1)
        rows.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)

    def done_with(self) -> None:
        """Close, when it is kept and was typed back."""
        if self.page.ready():
            self.accept()

    def reject(self) -> None:
        """Esc asks first: the old code is void already, and this one is shown to nobody again."""
        if self._sure(leaving(self)):
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The program's own wish, as when it locks itself, asks nobody: nobody is there."""
        if event.spontaneous():
            super().closeEvent(event)
        else:
            self.done(QDialog.DialogCode.Rejected)

    def _sure(self, question: QMessageBox) -> bool:
        return goes_on(question)


def leaving(parent: QWidget) -> QMessageBox:
    """The question before a new code is left that nobody is known to have."""
    reason = "原来的恢复码已经作废，这一张关掉就看不到了。没有留好的，可以再换一张。"
    return doubt(parent, "还没有核对这张恢复码，就关掉吗？", "接着核对", "关掉", reason=reason)
