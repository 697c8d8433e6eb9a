"""The foot of a dialog: the button that goes on, and the one that leaves things as they are."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox

from desktop.windows.parts import look


class Foot(QDialogButtonBox):
    """``go`` is the button that goes on, also on Enter; in the order of the desktop people use."""

    def __init__(
        self, dialog: QDialog, words: str, act: Callable[[], object], leave: str = "取消"
    ) -> None:
        super().__init__()
        self.go = look.mark(self.addButton(words, self.ButtonRole.AcceptRole), "primary")
        self.addButton(leave, self.ButtonRole.RejectRole)
        self.accepted.connect(act)
        self.rejected.connect(dialog.reject)

    def showEvent(self, event: QShowEvent) -> None:
        """Before it is in its dialog, the dialog does not hear which button Enter shall press."""
        super().showEvent(event)
        self.go.setDefault(True)
