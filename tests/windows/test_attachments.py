"""The attachments of a record as people use them: drop, paste, look, describe, remove, save out."""

import io
import tempfile

import pytest
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from sqlalchemy import event

from db.registers import Case, Mediator
from db.store.attachments import NewFile, attach, attachments_of
from db.store.check import check
from desktop.exchange.attaching import take_in
from desktop.windows.attachments import acts
from desktop.windows.attachments.acts import AskToLeave
from desktop.windows.attachments.details import AttachmentDetails
from desktop.windows.attachments.window import AttachmentWindow
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import Notices, Toast
from tests.offices import agreed, new_store
from tests.pictures import PLACE, located, pdf, photo, zipped
from tests.windows.pages import cell, opened, press, type_in


@pytest.fixture
def store(tmp_path, data_folder):
    data_folder.mkdir()
    with new_store(tmp_path) as database:
        agreed(database)
        yield database
        tasks.wait()


@pytest.fixture
def scans(tmp_path):
    """A photo, a scan, and a photo that calls itself a scan."""
    folder = tmp_path / "scans"
    folder.mkdir()
    contents = {"现场.jpg": located(), "协议.pdf": pdf(3), "假的.pdf": photo()}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def shown(qtbot, store, cls=Case, record_id=1):
    page = opened(qtbot, store, cls, record_id)
    page.pane.head.attachments.click()
    return page, page.pane.attachments


def names(store, table="mediation", record_id=1):
    with store.read() as session:
        return [one.name for one in attachments_of(session, table, record_id)]


def drop(page, spot, paths):
    """Files let go over the window, as the system tells it; gives whether they were taken."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    held.setText("\n".join(map(str, paths)))
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    window = page.window().windowHandle()
    enter = QDragEnterEvent(spot, copy, held, left, none)
    QApplication.sendEvent(window, enter)
    veiled = page.pane._drop_place.veil.isVisible()
    let_go = QDropEvent(QPointF(spot), copy, held, left, none, QEvent.Type.Drop)
    QApplication.sendEvent(window, let_go)
    assert not page.pane._drop_place.veil.isVisible()
    return veiled


def sentences(page):
    return page.window().findChild(Notices).sentences()


def toast(page):
    """The word at the foot, empty when there is none."""
    return next((part.sentence for part in reversed(page.window().findChildren(Toast))), "")


def test_files_dropped_on_a_text_field_are_attached_and_the_false_one_is_named(qtbot, store, scans):
    page = opened(qtbot, store, Case, 1)
    field = cell(page, "registered_on").findChild(QLineEdit)
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty())
    before = field.text()
    assert drop(page, field.mapTo(page.window(), QPoint(5, 5)), scans)
    panel = page.pane.attachments
    qtbot.waitUntil(lambda: toast(page) == "已附上 2 个文件", timeout=10_000)
    assert field.text() == before
    assert names(store) == ["现场.jpg", "协议.pdf"]
    assert "名字说它是PDF 文件，内容却是JPEG 图片" in sentences(page)[0]
    assert page.pane.head.attachments.text() == "附件 2"
    assert panel.isVisible()
    assert panel._total.text().startswith("2 个，4 页，")
    assert [one.name for one in panel.list.chosen()] == ["现场.jpg", "协议.pdf"]


def test_files_dropped_beside_the_record_are_not_taken(qtbot, store, scans):
    page = opened(qtbot, store, Case, 1)
    assert not drop(page, page.table.mapTo(page.window(), QPoint(5, 5)), scans)
    tasks.wait()
    assert names(store) == []


def test_a_new_record_is_saved_before_a_file_is_attached(qtbot, store, scans):
    page, panel = shown(qtbot, store, Mediator)
    page.new_record()
    panel.add(scans[:1])
    assert "先把这条记录填好保存，再附文件" in sentences(page)
    page.pane.record.name = "丙调解员"
    page.pane.form.refresh()
    panel.add(scans[:1])
    qtbot.waitUntil(lambda: panel.list.count() == 1, timeout=10_000)
    assert names(store, "mediator", page.pane.record_id) == ["现场.jpg"]


def test_pictures_and_files_are_pasted(qtbot, store, scans):
    page, panel = shown(qtbot, store)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    press(qtbot, page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: panel.list.count() == 1, timeout=10_000)
    assert names(store)[0].startswith("粘贴的图片 ")
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(scans[1]))])
    QApplication.clipboard().setMimeData(copied)
    panel.paste()
    qtbot.waitUntil(lambda: panel.list.count() == 2, timeout=10_000)
    QApplication.clipboard().setText("几个字")
    panel.paste()
    assert "剪贴板里没有文件或图片" in toast(page)


def test_removing_is_undone(qtbot, store, scans):
    take_in(store, "mediation", 1, scans)
    page, panel = shown(qtbot, store)
    panel.list.setCurrentRow(0)
    panel.list.setFocus()
    press(qtbot, page, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    assert names(store) == ["协议.pdf"]
    assert toast(page) == "已移除“现场.jpg”"
    store.undo()
    assert [one.name for one in panel.list.files()] == ["现场.jpg", "协议.pdf"]
    assert page.pane.head.attachments.text() == "附件 2"
    assert check(store).sound


def test_order_and_words_change(qtbot, store, scans, monkeypatch):
    take_in(store, "mediation", 1, scans)
    page, panel = shown(qtbot, store)
    panel.list.setCurrentRow(0)
    panel.list.setFocus()
    press(qtbot, page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert names(store) == ["协议.pdf", "现场.jpg"]
    assert [one.name for one in panel.list.chosen()] == ["现场.jpg"]

    def fill(dialog):
        type_in(qtbot, dialog.name, "门前/通道")
        type_in(qtbot, dialog.purpose, "现场照片")
        type_in(qtbot, dialog.taken_on, "三月")
        dialog.accept()
        assert not dialog.values
        type_in(qtbot, dialog.taken_on, "2024-03-16")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(AttachmentDetails, "exec", fill)
    panel.describe()
    one = panel.list.files()[1]
    assert (one.name, one.purpose, str(one.taken_on)) == (
        "门前／通道.jpg",
        "现场照片",
        "2024-03-16",
    )


def test_it_is_looked_at_inside_and_nothing_is_written(qtbot, store, scans, monkeypatch):
    take_in(store, "mediation", 1, [*scans, ("笔录.docx", zipped("word/document.xml"))])
    _, panel = shown(qtbot, store)
    written = []

    def noting(file, mode="r", *rest, **options):
        if set(mode) & set("wax+"):
            written.append(file)
        return open(file, mode, *rest, **options)  # noqa: PTH123 - it is what we stand in for

    monkeypatch.setattr(io, "open", noting)  # pathlib and tempfile go this way
    with tempfile.TemporaryFile("w"):
        assert len(written) == 1  # and are heard
    written.clear()
    panel.list.setCurrentRow(1)
    panel.open()
    window = panel.findChild(AttachmentWindow)
    qtbot.waitUntil(lambda: 0 in window.view.pictures, timeout=10_000)
    assert (len(window.view.sheets), window.windowTitle()) == (3, "协议.pdf")
    window.turn(-1)
    qtbot.waitUntil(lambda: 0 in window.view.pictures, timeout=10_000)
    image = window.view.pictures[0]
    left, right = image.pixelColor(20, 100), image.pixelColor(image.width() - 20, 100)
    assert left.red() > 150 > left.blue()
    assert right.blue() > 150 > right.red()
    window.turn(-1)
    assert window.place == 0
    window.turn(2)
    assert "打不开" in window._cannot.text()
    assert not window._before.isHidden()
    assert not window._after.isEnabled()
    window.close()
    assert written == []


def test_it_leaves_only_when_asked_and_without_its_place(
    qtbot, store, scans, tmp_path, monkeypatch
):
    take_in(store, "mediation", 1, scans)
    page, panel = shown(qtbot, store)
    asked = []

    def agree(dialog):
        asked.append(dialog.original.isVisibleTo(dialog))
        return AskToLeave.DialogCode.Accepted

    monkeypatch.setattr(AskToLeave, "exec", agree)
    out = tmp_path / "出.jpg"
    monkeypatch.setattr(acts, "ask_where", lambda *_: out)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    panel.list.setCurrentRow(0)
    panel.save_out()
    qtbot.waitUntil(out.exists, timeout=10_000)
    qtbot.waitUntil(lambda: "已存出 1 个附件" in toast(page))
    assert PLACE not in out.read_bytes()
    panel.list.selectAll()
    panel.save_out()
    qtbot.waitUntil((tmp_path / "协议.pdf").exists, timeout=10_000)
    assert PLACE not in (tmp_path / "现场.jpg").read_bytes()
    assert asked == [True, True]


def picture(number):
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(number * 4)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")
    small = buffer.data().data()
    return NewFile(f"{number}.jpg", "image/jpeg", b"x" * 10**6 + bytes([number]), small, 1)


def test_fifty_attachments_are_not_loaded_with_their_record(qtbot, store):
    with store.step("附上 50 个文件") as session:
        attach(session, "mediation", 1, [picture(number) for number in range(50)])
    asked = []

    def hear(_connection, _cursor, statement, *_):
        asked.append(statement)

    event.listen(store.engine, "before_cursor_execute", hear)
    page = opened(qtbot, store, Case, 1)
    tasks.wait()
    qtbot.wait(100)
    assert page.pane.head.attachments.text() == "附件 50"
    assert asked
    assert not [one for one in asked if "blob" in one]  # opened, counted, and nothing read
    panel = page.pane.attachments
    page.pane.head.attachments.click()
    qtbot.waitUntil(lambda: sum(1 for p in panel.list.pictures.values() if p) > 0, timeout=10_000)
    tasks.wait()
    assert not [one for one in asked if "blob.content" in one]  # small pictures alone
    fetched = [digest for digest, one in panel.list.pictures.items() if one is not None]
    assert len(fetched) < 50
    panel.list.scrollToBottom()
    last = panel.list.files()[-1].sha256
    qtbot.waitUntil(lambda: panel.list.pictures[last] is not None, timeout=10_000)
    assert not panel.list.pictures[last].isNull()


def test_the_panel_stays_as_it_was_left(qtbot, store):
    page, panel = shown(qtbot, store)
    assert panel.isVisible()
    assert panel._stack.currentIndex() == 1  # says what to do
    again = opened(qtbot, store, Mediator, 1)
    assert again.pane.attachments.isVisible()
    press(qtbot, again, Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier)
    assert not again.pane.attachments.isVisible()
    assert page.pane.head.attachments.isChecked()
