"""The foot of a dialog: the button that goes on, and the one that leaves things as they are."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox

from desktop.windows.parts import look


class Foot(QDialogButtonBox):
    """``go`` is the button that goes on, also on Enter; in the order of the desktop people use."""

    def __init__(
        self, dialog: QDialog, words: str, act: Callable[[], object], leave: str = "取消"
    ) -> None:
        super().__init__(dialog)  # else the dialog takes another button for Enter
        self.go = look.mark(self.addButton(words, self.ButtonRole.AcceptRole), "primary")
        self.go.setDefault(True)
        self.addButton(leave, self.ButtonRole.RejectRole)
        self.accepted.connect(act)
        self.rejected.connect(dialog.reject)
