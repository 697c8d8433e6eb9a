"""Questions in a box of their own: the harmless answer is the default, the other one does harm."""

from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from desktop.windows.parts import look


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
    return roomy(box)


def roomy(box: QMessageBox) -> QMessageBox:
    """A box that is whole, with the margins of every other window and lines of a fair length."""
    em = box.fontMetrics().horizontalAdvance("枫")
    for name, wide in (("qt_msgbox_label", 20), ("qt_msgbox_informativelabel", 28)):
        label = box.findChild(QLabel, name)
        if isinstance(label, QLabel):
            label.setMinimumWidth(wide * em)
    left = 4 if box.iconPixmap().isNull() else look.GAP_LARGE  # Qt keeps a gap for an icon
    box.layout().setContentsMargins(left, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
    return box


def goes_on(box: QMessageBox) -> bool:
    """Ask; whether people want it all the same."""
    box.exec()
    return box.buttonRole(box.clickedButton()) is QMessageBox.ButtonRole.DestructiveRole
