"""Asks before a store is opened, or restored, on a stick or behind a network."""

from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.windows import memory

_INSISTED = "store/anywhere"


def lies_well(parent: QWidget, store: Path) -> bool:
    """Whether a store may be used where it lies, or people want it all the same; asked once."""
    from desktop.exchange.drives.resting import unfit_place

    if memory.word(_INSISTED) == str(store):
        return True
    reason = unfit_place(store)
    if not reason:
        return True
    question = QMessageBox(parent)
    question.setText(f"仓库不宜放在 {store}。")
    question.setInformativeText(f"{reason}。请把仓库放在本机硬盘上，优盘只放备份，用“从备份恢复”。")
    stay = question.addButton("不打开(&N)", QMessageBox.ButtonRole.RejectRole)
    question.addButton("仍然用这里(&A)", QMessageBox.ButtonRole.DestructiveRole)
    question.setDefaultButton(stay)
    question.exec()
    if question.clickedButton() is stay:
        return False
    memory.keep(_INSISTED, str(store))
    return True
