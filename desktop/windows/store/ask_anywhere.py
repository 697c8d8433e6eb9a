"""Asks before a store is opened, or restored, on a stick or behind a network."""

from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.windows.parts import memory

_INSISTED = "store/anywhere"


def lies_well(parent: QWidget, store: Path) -> bool:
    """Whether a store may be used where it lies, or people want it all the same; asked once."""
    from desktop.exchange.drives.resting import unfit_place

    if memory.word(_INSISTED) == str(store):
        return True
    reason = unfit_place(store)
    if not reason:
        return True
    said = f"{reason}。请把仓库放在本机硬盘上，U盘只放备份，用“从备份恢复”。"
    if not insists(parent, f"仓库不宜放在 {store}。", said, ("不打开(&N)", "仍然用这里(&A)")):
        return False
    memory.keep(_INSISTED, str(store))
    return True


def insists(parent: QWidget, doubt: str, reason: str, answers: tuple[str, str]) -> bool:
    """Whether people want a doubtful place all the same; ``answers`` refuse it and insist on it."""
    question = QMessageBox(parent)
    question.setText(doubt)
    question.setInformativeText(reason)
    refuse = question.addButton(answers[0], QMessageBox.ButtonRole.RejectRole)
    question.addButton(answers[1], QMessageBox.ButtonRole.DestructiveRole)
    question.setDefaultButton(refuse)
    question.exec()
    return question.clickedButton() is not refuse
