"""Asks before a store is opened, or restored, on a stick or behind a network."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.windows.parts import memory
from desktop.windows.parts.doubts import doubt, goes_on

_INSISTED = "store/anywhere"
ANSWERS = ("不打开(&N)", "仍然用这里(&A)")
"""The one that refuses such a place, and the one that insists on it."""


def lies_well(parent: QWidget, store: Path) -> bool:
    """Whether a store may be used where it lies, or people want it all the same; asked once."""
    from desktop.exchange.drives.resting import unfit_place

    if memory.word(_INSISTED) == str(store):
        return True
    reason = unfit_place(store)
    if not reason:
        return True
    words, reason = doubted(store, reason)
    if not insists(parent, words, reason, ANSWERS):
        return False
    memory.keep(_INSISTED, str(store))
    return True


def doubted(store: Path, reason: str) -> tuple[str, str]:
    """What is said of a store in a place where it may be lost, and why."""
    said = f"{reason}。请把仓库放在本机硬盘上，U盘只放备份，用“从备份恢复”。"
    return f"仓库不宜放在 {store}。", said


def insists(parent: QWidget, words: str, reason: str, answers: tuple[str, str]) -> bool:
    """Whether people want a doubtful place all the same; ``answers`` refuse it and insist on it."""
    return goes_on(doubt(parent, words, *answers, reason=reason))
