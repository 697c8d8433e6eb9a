"""Questions in a box of their own: the harmless answer is the default, the other one does harm."""

from PySide6.QtWidgets import QMessageBox, QWidget


def doubt(
    parent: QWidget | None, words: str, stay: str, go: str, *, reason: str = ""
) -> QMessageBox:
    """The box, not asked yet.

    Args:
        parent: the window it stands before.
        words: the question.
        stay: the answer that leaves everything as it is; Enter and Esc give it.
        go: the answer that does what was asked for.
        reason: what is to be known before, below the question.
    """
    box = QMessageBox(parent)
    box.setText(words)
    box.setInformativeText(reason)
    box.setDefaultButton(box.addButton(stay, QMessageBox.ButtonRole.RejectRole))
    box.addButton(go, QMessageBox.ButtonRole.DestructiveRole)
    return box


def goes_on(box: QMessageBox) -> bool:
    """Ask; whether people want it all the same."""
    box.exec()
    return box.buttonRole(box.clickedButton()) is QMessageBox.ButtonRole.DestructiveRole
