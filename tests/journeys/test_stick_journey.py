"""A backup goes onto a stick from the menu, by the keyboard, and opens again from there."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from db.registers import ExportLog
from db.store.database import Database
from desktop.exchange import handing
from desktop.exchange.drives import finding
from desktop.exchange.drives.drive import folder_as_drive
from desktop.exchange.drives.eject import Ejected
from desktop.windows.paper.paper_window import PaperWindow
from desktop.windows.stick.window import StickWindow
from tests.offices import PASSWORD
from tests.windows.desks import desk, empty_desk, quits, unlocked

__all__ = ["desk", "empty_desk", "quits"]


def test_a_backup_is_handed_over_and_opens_again(qtbot, desk, tmp_path, monkeypatch):
    folder = tmp_path / "stick"
    folder.mkdir()
    stick = replace(folder_as_drive(folder), label="备份盘", serial="1A2B-3C4D", device="/dev/sdx")
    monkeypatch.setattr(finding, "drives", lambda: [stick])
    monkeypatch.setattr(handing, "eject", lambda _drive: Ejected(True, "可以拔出了"))
    window = unlocked(qtbot, desk)
    (act,) = [act for act in window.findChildren(QAction) if act.text() == "备份到U盘…"]
    act.trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(StickWindow)), timeout=30_000)
    (over,) = window.findChildren(StickWindow)
    qtbot.waitUntil(over.choose.go.isEnabled, timeout=20_000)
    qtbot.keyClick(over.choose.receiver, Qt.Key.Key_Return)  # the keyboard is enough
    qtbot.waitUntil(lambda: over.over.verdict.text() == "可以拔出了", timeout=30_000)
    over.over.printed.emit()
    qtbot.waitUntil(lambda: bool(over.findChildren(PaperWindow)), timeout=20_000)
    for paper in over.findChildren(PaperWindow):
        paper.close()
    over.accept()
    with window.database.read() as session:
        entries = session.query(ExportLog).all()
    assert [(one.verified, one.ejected) for one in entries] == [(True, True)] * 2
    (copy,) = folder.glob("*.db")
    with Database.open(copy, PASSWORD) as opened, opened.read() as session:
        assert session.query(ExportLog).count() == 0  # it was made before it was handed over
