"""Asks what becomes of changes that are not saved yet."""

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.windows.parts.doubts import roomy


def unsaved(parent: QWidget) -> QMessageBox:
    """The box, not asked yet; Enter saves, Esc goes back."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "枫桥", "这条记录还没有保存。", parent=parent)
    keep = box.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
    back = box.addButton("返回", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(back)
    return roomy(box)


def ask_to_keep(parent: QWidget) -> str:
    """``keep``, ``drop`` or, when people would rather stay, ``back``."""
    box, role = unsaved(parent), QMessageBox.ButtonRole
    box.exec()
    chosen = box.buttonRole(box.clickedButton())
    return {role.AcceptRole: "keep", role.DestructiveRole: "drop"}.get(chosen, "back")
