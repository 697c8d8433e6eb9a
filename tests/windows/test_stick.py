"""The ceremony of the stick in its window: found, written, read back, ejected, then pulled out."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from db.registers import ExportLog
from db.store.database import Database
from desktop.exchange import handing
from desktop.exchange.drives import finding
from desktop.exchange.drives.drive import Drive, folder_as_drive
from desktop.exchange.drives.eject import BUSY, Ejected
from desktop.exchange.outgoing import About, Outgoing
from desktop.windows.paper.paper_window import PaperWindow
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import notices_of
from desktop.windows.stick.window import StickWindow
from desktop.windows.store.acts import StoreActs
from tests.offices import new_store, settle

CONTENT = bytes(range(256)) * 9000
LOCKED = Drive(Path("/media/a/备用"), "备用", "", 8 * 2**30, 2**30, "exfat", True, "/dev/sdc1")


@pytest.fixture
def store(tmp_path, data_folder):
    data_folder.mkdir()
    with new_store(tmp_path) as database:
        settle(database)
        yield database


@pytest.fixture
def plugged(monkeypatch) -> list[Drive]:
    """What is plugged in; the tests plug in and pull out."""
    now: list[Drive] = []
    monkeypatch.setattr(finding, "drives", lambda: list(now))
    return now


@pytest.fixture
def stick(tmp_path: Path) -> Drive:
    folder = tmp_path / "stick"
    folder.mkdir()
    return replace(folder_as_drive(folder), label="所里U盘", serial="1A2B-3C4D", device="/dev/sdx")


@pytest.fixture
def here(plugged: list[Drive], stick: Drive) -> Drive:
    """The stick, plugged in."""
    plugged.append(stick)
    return stick


@pytest.fixture
def window(qtbot, store: Database, plugged) -> StickWindow:
    parent = QMainWindow()
    qtbot.addWidget(parent)
    files = [Outgoing("包.fqp", CONTENT, "季度报送包", 158)]
    made = StickWindow(parent, store, files, About(purpose="报送"))
    qtbot.addWidget(made)
    made.show()
    made.kept_alive = parent  # Qt deletes a window that nobody holds
    yield made
    made.choose.watch(on=False)
    tasks.wait()


def looked(qtbot, window: StickWindow, rows: int) -> None:
    qtbot.waitUntil(lambda: not window.choose._looking, timeout=10_000)
    window.choose.look_again()
    qtbot.waitUntil(lambda: len(window.choose.sticks.drives) == rows, timeout=10_000)


def ready(qtbot, window: StickWindow) -> None:
    looked(qtbot, window, 1)
    qtbot.waitUntil(window.choose.go.isEnabled, timeout=10_000)


def ejecting(monkeypatch, *answers: Ejected) -> None:
    given = iter(answers)
    monkeypatch.setattr(handing, "eject", lambda _drive: next(given))


def held(monkeypatch) -> Event:
    """Writing begins only once this is set."""
    hand_over, free = handing.hand_over, Event()

    def waiting(*given):
        assert free.wait(20)
        return hand_over(*given)

    monkeypatch.setattr(handing, "hand_over", waiting)
    return free


def entry(store: Database) -> ExportLog:
    with store.read() as session:
        return session.query(ExportLog).one()


def test_sticks_come_and_go_while_the_window_is_open(qtbot, window, plugged, stick):
    looked(qtbot, window, 0)
    assert window.choose.empty.isVisible()
    assert "插入U盘" in window.choose.empty.text()
    assert not window.choose.go.isEnabled()
    plugged.append(stick)
    ready(qtbot, window)
    assert not window.choose.empty.isVisible()
    assert window.choose.drive == stick  # the only one is chosen
    plugged.insert(0, LOCKED)
    looked(qtbot, window, 2)
    assert window.choose.drive == stick  # it stays chosen in its new row
    window.choose.sticks.selectRow(0)
    qtbot.waitUntil(lambda: "只读" in window.choose.said.text(), timeout=10_000)
    assert not window.choose.go.isEnabled()
    plugged.clear()
    looked(qtbot, window, 0)
    assert window.choose.drive is None
    assert window.choose.said.text() == ""


def test_pull_it_out_is_said_only_when_the_system_let_go(qtbot, window, here, store, monkeypatch):
    ejecting(monkeypatch, Ejected(False, BUSY), Ejected(True, "可以拔出了"))
    ready(qtbot, window)
    window.choose.receiver.setText("平坝区司法局")
    qtbot.mouseClick(window.choose.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.over, timeout=20_000)
    assert (here.root / "包.fqp").read_bytes() == CONTENT
    assert window.over.verdict.text() == "已写好并核对"
    assert "关闭" in window.over.sentence.text()
    assert entry(store).short_code in window.over.codes.text()
    assert (entry(store).verified, entry(store).ejected) == (True, False)
    window.over.eject.click()
    qtbot.waitUntil(lambda: window.over.verdict.text() == "可以拔出了", timeout=10_000)
    assert window.over.verdict.property("kind") == "verdict-good"
    assert not window.over.eject.isVisible()
    assert entry(store).ejected
    assert entry(store).receiver == "平坝区司法局"


def test_a_failure_leads_back_with_its_sentence(qtbot, window, here):
    ready(qtbot, window)
    here.root.rmdir()
    window.write()
    qtbot.waitUntil(lambda: window._task is None, timeout=20_000)
    assert window.pages.currentWidget() is window.choose
    assert "拔出" in notices_of(window).sentences()[0]


def test_escape_cancels_and_the_old_file_stays(qtbot, window, here, monkeypatch):
    (here.root / "包.fqp").write_bytes(b"old")
    ready(qtbot, window)
    assert "已有“包.fqp”" in window.choose.said.text()
    pressed = held(monkeypatch)
    window.write()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    pressed.set()
    qtbot.waitUntil(lambda: window._task is None, timeout=20_000)
    assert window.isVisible()
    assert "已取消" in notices_of(window).sentences()[0]
    assert [path.read_bytes() for path in here.root.iterdir()] == [b"old"]


def test_a_program_that_locks_itself_waits_for_the_stick(qtbot, window, here, monkeypatch):
    ejecting(monkeypatch, Ejected(True, "可以拔出了"))
    ready(qtbot, window)
    free = held(monkeypatch)
    window.write()
    assert not window.close()
    free.set()
    qtbot.waitUntil(lambda: window._task is None, timeout=20_000)
    assert (here.root / "包.fqp").read_bytes() == CONTENT
    assert window.close()


def test_what_an_earlier_pull_left_is_offered_to_be_removed(qtbot, window, here):
    left = here.root / "旧包.fqp.part"
    left.write_bytes(b"half")
    ready(qtbot, window)
    assert "旧包.fqp.part" in window.choose.said.text()
    assert window.choose.tidy.isVisible()
    window.choose.tidy.click()
    qtbot.waitUntil(lambda: not window.choose.tidy.isVisible(), timeout=10_000)
    assert not left.exists()


def test_a_plain_folder_will_do_and_the_slip_is_shown(qtbot, window, tmp_path):
    folder = tmp_path / "共享"
    folder.mkdir()
    window.choose.take_folder(folder)
    qtbot.waitUntil(window.choose.go.isEnabled, timeout=10_000)
    window.write()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.over, timeout=20_000)
    assert "不用弹出" in window.over.sentence.text()
    assert not window.over.eject.isVisible()
    window.over.printed.emit()
    qtbot.waitUntil(lambda: bool(window.findChildren(PaperWindow)), timeout=20_000)
    (paper,) = window.findChildren(PaperWindow)
    assert paper.paper.name == "U盘交接单（季度报送包）"
    paper.close()


def test_what_was_on_the_stick_before_is_a_click_away(qtbot, window, store, here):
    handing.hand_over(store, here, [Outgoing("旧.fqp", b"x", "旧包")], About(), lambda *_: None)
    ready(qtbot, window)
    assert "写过 1 个文件" in window.choose.said.text()
    window.choose.been.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(PaperWindow)), timeout=20_000)
    (paper,) = window.findChildren(PaperWindow)
    assert paper.paper.name == "U盘使用清单（所里U盘）"
    paper.close()


def test_progress_says_what_is_done_to_which_file(window, stick):
    from desktop.exchange.drives.put import Phase

    window.going.begin(stick)
    window.going.hear(0, Phase.READING, 2**20, 4 * 2**20)
    assert window.going.file.text() == "正在读回核对　包.fqp"
    assert window.going.bar.value() == 250
    assert "1.0 MB / 4.0 MB" in window.going.speed.text()


def test_a_backup_goes_onto_a_stick_as_a_pair(qtbot, store, here, monkeypatch):
    ejecting(monkeypatch, Ejected(True, "可以拔出了"))
    parent = QMainWindow()
    qtbot.addWidget(parent)
    parent.show()
    StoreActs(parent, store, lambda: True).back_up_to_stick()
    qtbot.waitUntil(lambda: bool(parent.findChildren(StickWindow)), timeout=30_000)
    (window,) = parent.findChildren(StickWindow)
    ready(qtbot, window)
    window.write()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.over, timeout=30_000)
    ends = sorted(path.name.split("-", 2)[-1].split(".", 1)[1] for path in here.root.iterdir())
    assert ends == ["db", "db.keys"]
    window.accept()
