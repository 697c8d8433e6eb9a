"""While the store is locked, nothing of a record lies readable on the disk or stays in a window."""

import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from db.registers import Case
from desktop.documents.forms import form
from desktop.windows.opening.unlock import UnlockWindow
from desktop.windows.paper.paper_window import PaperWindow, show_paper
from desktop.windows.parts import tasks
from tests.filled import id_number
from tests.journeys.hands import put
from tests.windows.desks import desk, empty_desk, quits, unlocked

__all__ = ["desk", "empty_desk", "quits"]
NAME, ID, NOTE = "欧阳乙丙", id_number(31), "夹竹桃巷的事"


@pytest.fixture
def temporary(tmp_path, monkeypatch) -> Path:
    """The system's temporary folder, for Python, Qt and whatever they start."""
    folder = tmp_path / "system's own"
    folder.mkdir()
    for name in ("TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    assert QDir.tempPath() == str(folder)
    return folder


def readable(folder, words):
    """Files in which one of the words stands, in the ways that programs write text."""
    contents = {one.name: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    return [
        (name, word)
        for name, content in contents.items()
        for word in words
        if any(coded in content for coded in _ways(word))
    ]


def _ways(word):
    yield from (word.encode(coding) for coding in ("utf-8", "utf-16-le", "gb18030"))
    escaped = ascii(word)[1:-1]
    yield from (escaped.encode(), escaped.replace("\\u", "\\x").encode())  # JSON, Qt's settings


def test_what_is_readable_is_found(tmp_path):
    for number, coded in enumerate(_ways(NAME)):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "file").write_bytes(b"\0" + coded + b"\0")
        assert readable(folder, (NAME,)) == [("file", NAME)]


def test_locking_leaves_nothing_to_read(qtbot, desk, temporary):
    window = unlocked(qtbot, desk)
    window.pages.new_record("person")
    form_shown = window.pages.register_page("person").pane.form
    form_shown.be_short(short=False)
    for name, text in (("name", NAME), ("id_number", ID), ("note", NOTE)):
        cell = next(p.cells[name] for _, p in form_shown._parts if name in p.cells)
        if name == "note":
            cell.editor.widget.setPlainText(text)
        else:
            put(cell.editor.widget, text)
    with window.database.read() as session:
        number = session.scalar(select(Case.id))
    show_paper(window, window.database, form("agreement"), number)
    qtbot.waitUntil(lambda: any(map(_is_paper, QApplication.topLevelWidgets())), timeout=20_000)
    window.lock_now()
    qtbot.waitUntil(lambda: isinstance(desk.window, UnlockWindow), timeout=10_000)
    tasks.wait()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert (desk.store.with_name("store.db.draft")).stat().st_size > 100  # it is kept, sealed
    words = (NAME, ID, NOTE, "张三", "520403188001010017")
    assert readable(desk.store.parent, words) == []
    assert [path.name for path in temporary.rglob("*")] == []
    shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert shown == [desk.window]
    window = unlocked(qtbot, desk)
    pane = window.pages.register_page("person").pane
    qtbot.waitUntil(lambda: pane.record is not None and pane.record.name == NAME, timeout=10_000)


def _is_paper(widget) -> bool:
    return isinstance(widget, PaperWindow) and widget.isVisible()
