"""A register goes out by the window: how it is asked, what is shown before, what is said after."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog

from db.registers import Case, ExportLog, Mediator, Place
from db.store.database import Database
from db.store.listing import Listing
from desktop.exchange.rows_out import Wish
from desktop.windows.exporting import button as button_module
from desktop.windows.exporting.button import ExportButton
from desktop.windows.exporting.dialog import AskExport
from desktop.windows.parts import memory, tasks
from desktop.windows.parts.notices import Toast, notices_of
from tests.exchange.sheets import read_back
from tests.offices import agreed, new_store
from tests.windows.pages import opened, press


@pytest.fixture
def store(tmp_path: Path, data_folder: Path) -> Iterator[Database]:
    data_folder.mkdir()
    with new_store(tmp_path) as database:
        agreed(database)
        with database.step("改") as session:
            mediator = session.get(Mediator, 1)
            mediator.id_number, mediator.phone = "520403188001010017", "13812341234"
        yield database


def asked(qtbot, store, cls) -> AskExport:
    dialog = AskExport(store, Listing(cls), None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def lines(dialog: AskExport) -> str:
    table = dialog.preview.table
    return "\n".join(
        table.item(row, column).text()
        for row in range(table.rowCount())
        for column in range(table.columnCount())
    )


def sheets(dialog: AskExport) -> list[str]:
    box = dialog.preview.sheets
    return [box.itemText(number) for number in range(box.count())]


def test_the_preview_shows_what_leaves(qtbot, store):
    dialog = asked(qtbot, store, Mediator)
    assert "138****1234" in lines(dialog)
    assert dialog.wish.masked
    dialog.complete.setChecked(True)
    assert sheets(dialog) == ["人民调解员", "任职"]
    assert "52*************017" in lines(dialog)
    dialog.masked.setChecked(False)
    assert "520403188001010017" in lines(dialog)
    assert "居民身份证法第十九条" in dialog._said.text()
    dialog.masked.setChecked(True)
    assert "520403188001010017" not in lines(dialog)


def test_the_preview_begins_where_secrets_stand(qtbot, store):
    dialog = asked(qtbot, store, Case)
    assert not dialog.masked.isEnabled()  # the list of cases tells nothing of the kind
    dialog.complete.setChecked(True)
    assert dialog.masked.isEnabled()
    assert dialog.preview.sheets.currentText() == "当事人"
    assert "52*************017" in lines(dialog)
    dialog.preview.sheets.setCurrentIndex(0)
    assert "（2024）测人调字第1号" in lines(dialog)


def test_masking_is_never_remembered_and_the_kind_is(qtbot, store):
    dialog = asked(qtbot, store, Mediator)
    dialog.masked.setChecked(False)
    dialog.kind.setCurrentIndex(dialog.kind.findData(".csv"))
    dialog.accept()
    again = asked(qtbot, store, Mediator)
    assert (again.masked.isChecked(), again.ending) == (True, ".csv")


def answer(monkeypatch, path: Path | None, *, fill=lambda _dialog: None) -> None:
    """People agree to the first dialog and choose the path in the second."""

    def first(dialog):
        fill(dialog)
        dialog.accept()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(AskExport, "exec", first)
    code = QDialog.DialogCode.Accepted if path else QDialog.DialogCode.Rejected
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: code)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(path)])


def test_what_the_list_shows_is_written_and_told(qtbot, store, tmp_path, monkeypatch):
    page = opened(qtbot, store, Mediator)
    page.search("甲")
    path = tmp_path / "调解员.xlsx"

    def fill(dialog):
        dialog.use.setText("报县局")

    answer(monkeypatch, path, fill=fill)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    press(qtbot, page, Qt.Key.Key_E, control | shift)
    qtbot.waitUntil(lambda: page.window().findChild(Toast) is not None)
    toast = page.window().findChild(Toast)
    assert toast.sentence == "已导出 1 名到 调解员.xlsx"
    (row,) = read_back(path)["人民调解员"]
    assert row["姓名"] == "甲调解员"
    with store.read() as session:
        (entry,) = session.query(ExportLog).all()
    assert (entry.purpose, entry.masked, entry.chosen) == ("报县局", True, "查找“甲”")
    assert memory.word("export/folder") == str(tmp_path)
    opened_at = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened_at.append(url.toLocalFile())
    )
    next(
        b for b in toast.findChildren(object) if getattr(b, "text", str)() == "打开所在文件夹"
    ).click()
    assert opened_at == [str(tmp_path)]


def test_the_name_says_when_people_can_be_recognised(qtbot, store, tmp_path, monkeypatch):
    page, proposed = opened(qtbot, store, Mediator), []

    def where(_page, _title, name, ending, _folder):
        proposed.append(f"{name}{ending}")

    monkeypatch.setattr(button_module, "ask_where", where)
    for masked in (True, False):
        answer(monkeypatch, None, fill=lambda d, on=masked: d.masked.setChecked(on))
        page.export.click()
        qtbot.waitUntil(lambda: not page.export._asking.busy)
    today = date.today()
    assert proposed == [f"人民调解员 {today}.xlsx", f"人民调解员 {today}（含个人信息）.xlsx"]


def test_csv_says_what_stayed(qtbot, store, tmp_path, monkeypatch):
    page = opened(qtbot, store, Case)
    answer(monkeypatch, tmp_path / "案.csv", fill=lambda d: d.complete.setChecked(True))
    page.export.click()
    qtbot.waitUntil(lambda: page.window().findChild(Toast) is not None)
    assert "附表" in notices_of(page.window()).sentences()[0]


def test_second_thoughts_write_nothing(qtbot, store, tmp_path, monkeypatch):
    page = opened(qtbot, store, Case)
    answer(monkeypatch, None)
    page.export.click()
    tasks.wait()
    with store.read() as session:
        assert session.query(ExportLog).count() == 0


def test_an_empty_list_says_so(qtbot, store):
    page = opened(qtbot, store, Place)
    page.export.click()
    assert page.window().findChild(Toast).sentence == "没有可导出的村居与单位记录"


def test_marks_of_secrecy_are_shown_before_a_file_is_written(qtbot, store, tmp_path, monkeypatch):
    from desktop.windows.exporting.ask_marks import AskMarks

    with store.step("写") as session:
        session.get(Case, 1).facts = "附机密★文件一份。"
    seen: list[str] = []

    def answer(result):
        def exec_(self):
            seen.append(self.places.toPlainText())
            return result

        monkeypatch.setattr(AskMarks, "exec", exec_)

    page = opened(qtbot, store, Case)
    path = tmp_path / "出.xlsx"
    wish = Wish(Listing(Case), masked=False)
    for result, there in (
        (QDialog.DialogCode.Rejected, False),
        (QDialog.DialogCode.Accepted, True),
    ):
        answer(result)
        page.findChild(ExportButton)._export(wish, path, "")
        tasks.wait()
        qtbot.waitUntil(lambda expected=there: path.exists() is expected and len(seen) > expected)
    assert "机密" in seen[0]
