"""接收报送: files with their verdicts, decisions, one step, receipts, and numbers put right."""

import json

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog

from db.registers import Parcel, ReceivedTable
from db.store.rights import READER, Rights
from desktop.exchange.merging.unsealing import Secrets
from desktop.exchange.parcel.manifest import PackedFile
from desktop.windows.pages import Pages
from desktop.windows.paper.paper_window import PaperWindow
from desktop.windows.parts import tasks
from desktop.windows.parts.empty import Empty
from desktop.windows.parts.file_drop import FileDrop
from desktop.windows.parts.notices import Toast, notices_of
from desktop.windows.receiving import page as page_module
from desktop.windows.receiving.correcting import Correcting
from desktop.windows.receiving.page import ReceivingPage
from desktop.windows.views import RECEIVING
from tests.offices import PASSWORD
from tests.townships import (
    Q4,
    bureau,
    everything,
    knows,
    on_stick,
    parcels_of,
    sent,
    table_file,
    taken,
)


@pytest.fixture
def county(tmp_path, data_folder, town, other):
    data_folder.mkdir()
    with bureau(tmp_path / "局", town, other) as database:
        yield database
        tasks.wait()


@pytest.fixture
def pin(monkeypatch):
    """Whoever is asked for secrets knows them; how often they were asked."""
    asked = []

    class Knows:
        secrets = Secrets(PASSWORD)

        def __init__(self, _parent, **wanted):
            asked.append(wanted)

        def exec(self):
            return QDialog.DialogCode.Accepted

    monkeypatch.setattr(page_module, "AskSecrets", Knows)
    return asked


@pytest.fixture
def page(qtbot, county, pin):
    shown = ReceivingPage(county, lambda *which: shown.opened.append(which))
    shown.opened = []
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    shown.show()
    return shown


def told(qtbot, page, act):
    """Do something that makes the page look at its files, and wait for what it tells."""
    before = page.outcome
    act()
    qtbot.waitUntil(lambda: page.outcome is not before, timeout=20_000)


def cells(model):
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def on_desk(tmp_path, **parcels):
    return on_stick(tmp_path / "stick", **{name: one.content for name, one in parcels.items()})


def test_files_get_their_verdicts_and_nothing_is_taken_yet(qtbot, page, town, tmp_path, pin):
    paths = on_desk(tmp_path, a=sent(town, table_file({"total": 5})))
    (tmp_path / "stick" / "b.p7m").write_bytes(b"nothing")
    told(qtbot, page, lambda: page.add_paths([*paths, tmp_path / "stick" / "b.p7m"]))
    first, second = cells(page.parcels)
    assert first == ["甲镇司法所", "1", "2024年第四季度", "可以收", "统计表：新报 1 张", "a.p7m"]
    assert second[3:] == ["没有收", "这不是报送包，或者已经损坏。", "b.p7m"]
    assert page.said.text() == ("可以收 1 个，没有收 1 个\n2024年第四季度还没有报来的：乙镇司法所")
    assert pin == [{"key": True, "phrase": False}]
    assert everything(page._database, Parcel) == []


@pytest.fixture
def two(town, other, tmp_path):
    """Files of two offices."""
    stores = {"a": town, "b": other}
    made = {name: sent(store, table_file({"total": 5})) for name, store in stores.items()}
    return on_desk(tmp_path, **made)


def test_who_may_only_look_is_told_why_no_file_is_taken(qtbot, county, two):
    county.rights = Rights("查阅的", READER)
    page = ReceivingPage(county, lambda *_: None)
    qtbot.addWidget(page)
    page.show()
    buttons = page.adding.add, page.adding.folder, page.answering.right
    assert not any(button.isEnabled() for button in buttons)
    assert {button.toolTip() for button in buttons} == {county.rights.against("parcel")}
    shown = [one.words.text() for one in page.findChildren(Empty) if one.isVisible()]
    assert shown == ["查阅的没有修改“报送包登记”的权限，需要时请所长在“使用人”里设置"]
    assert page.answering.added.isEnabled()
    assert page.findChildren(FileDrop) == []


def test_one_step_takes_them_in_and_one_undo_brings_them_back(qtbot, page, county, two):
    told(qtbot, page, lambda: page.add_paths(two))
    told(qtbot, page, page.take.click)
    assert [row[3] for row in cells(page.parcels)] == ["已收下", "已收下"]
    assert not page.take.isEnabled()
    assert page.answering.answer.isEnabled()
    assert len(everything(county, ReceivedTable)) == 2
    page.table.pressed_on.emit(0)
    assert page.opened == [("parcel", page.outcome.verdicts[0].parcel_id)]
    assert "已收下 2 个报送包" in page.findChildren(Toast)[-1].sentence
    told(qtbot, page, page._undo)
    assert everything(county, ReceivedTable) == []
    assert [row[3] for row in cells(page.parcels)] == ["可以收", "可以收"]
    assert not page.answering.answer.isEnabled()


def test_a_conflict_is_decided_with_the_space_bar(qtbot, page, county, town, tmp_path):
    taken(county, on_desk(tmp_path, a=sent(town, table_file({"total": 5}))))
    with county.step("更正") as session:
        from db.figures.received import PutRight, correct

        correct(session, 1, ("total", "total"), PutRight(6, "电话核实", "我"))
    path = on_desk(tmp_path, b=sent(town, table_file({"total": 7})))
    told(qtbot, page, lambda: page.add_paths(path))
    assert cells(page.parcels)[0][3] == "等待决定"
    assert not page.take.isEnabled()
    mine, theirs = cells(page.changes)
    title = "人民调解案件情况统计表"
    assert mine == [title, "本级上报总计 · 调解案件总数", "5", "7", "6", "请决定"]
    assert theirs == [title, "某村 · 调解案件总数", "5", "7", "", "用新报的"]
    page.differing.setCurrentIndex(page.changes.index(0, 0))
    told(qtbot, page, lambda: qtbot.keyClick(page.differing, Qt.Key.Key_Space))
    assert cells(page.changes)[0][5] == "留用原数"
    told(qtbot, page, lambda: qtbot.keyClick(page.differing, Qt.Key.Key_Space))
    assert cells(page.changes)[0][5] == "用新报的"
    told(qtbot, page, page.take.click)
    assert everything(county, ReceivedTable)[0].corrections == []


def test_receipts_are_written_and_filed_by_the_office(qtbot, page, county, town, tmp_path):
    told(qtbot, page, lambda: page.add_paths(
        on_desk(tmp_path, a=sent(town, table_file({"total": 5})))
    ))  # fmt: skip
    told(qtbot, page, page.take.click)
    folder = tmp_path / "回"
    folder.mkdir()
    page.answering.write_receipts(PASSWORD, folder)
    qtbot.waitUntil(lambda: any("回执已写好" in one for one in notices_of(page).sentences()))
    knows(town, county)
    at_town = ReceivingPage(town, lambda *_: None)
    qtbot.addWidget(at_town)
    told(qtbot, at_town, lambda: at_town.add_paths([folder]))
    assert cells(at_town.parcels)[0][3] == "可以登记"
    told(qtbot, at_town, at_town.take.click)
    assert parcels_of(town)[0].state == "received"


def test_dropped_files_are_opened(qtbot, page, town, tmp_path):
    (path,) = on_desk(tmp_path, a=sent(town, table_file({"total": 5})))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(300, 300), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    told(qtbot, page, lambda: QApplication.sendEvent(page.window().windowHandle(), drop))
    assert cells(page.parcels)[0][5] == "a.p7m"


def test_a_wrong_pin_is_told_and_asked_for_again(qtbot, page, town, tmp_path, monkeypatch):
    paths = on_desk(tmp_path, a=sent(town, table_file({"total": 5})))
    monkeypatch.setattr(page_module.AskSecrets, "secrets", Secrets("不是这一句口令"))
    page.add_paths(paths)
    qtbot.waitUntil(lambda: bool(notices_of(page).sentences()))
    assert "口令" in notices_of(page).sentences()[0]
    assert page.parcels.rowCount() == 0
    monkeypatch.setattr(page_module.AskSecrets, "secrets", Secrets(PASSWORD))
    told(qtbot, page, lambda: page.add_paths(paths))
    assert notices_of(page).sentences() == []  # it is no longer wrong


def test_clearing_puts_all_away(qtbot, page, town, tmp_path):
    told(qtbot, page, lambda: page.add_paths(
        on_desk(tmp_path, a=sent(town, table_file({"total": 5})))
    ))  # fmt: skip
    page.clear.click()
    assert page.parcels.rowCount() == 0
    assert not page.take.isEnabled()
    assert page.incoming == []


def test_an_empty_folder_is_told(qtbot, page, tmp_path):
    (tmp_path / "空").mkdir()
    page.add_paths([tmp_path / "空"])
    qtbot.waitUntil(lambda: bool(notices_of(page).sentences()))
    assert "没有报送包" in notices_of(page).sentences()[0]


def test_the_sums_are_shown_as_on_paper(qtbot, page, county, town, tmp_path):
    page.answering.added.click()
    assert "还没有收到任何单位的报表" in notices_of(page).sentences()[0]
    taken(county, on_desk(tmp_path, a=sent(town, table_file({"total": 5}))))
    page.answering.added.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(PaperWindow)), timeout=20_000)
    (window,) = page.findChildren(PaperWindow)
    assert "下级报送汇总（2024年第四季度）" in window.windowTitle()
    window.close()


def test_a_number_is_put_right_with_a_reason(qtbot, page, county, town, tmp_path):
    taken(county, on_desk(tmp_path, a=sent(town, table_file({"total": 5}))))
    dialog = Correcting(page, county)
    qtbot.addWidget(dialog)
    assert dialog.theirs.text() == "5"
    dialog.number.setText("6")
    dialog.keep()
    assert "原因" in dialog._wrong.text()
    dialog.why.setText("电话核实，漏报一件")
    dialog.keep()
    (kept,) = everything(county, ReceivedTable)
    assert [(one.theirs, one.ours, one.place) for one in kept.corrections] == [
        ("5", "6", "本级上报总计 · 调解案件总数")
    ]
    again = Correcting(page, county)
    qtbot.addWidget(again)
    assert again.theirs.text() == "5，已更正为 6"


def test_an_amount_is_put_right_in_yuan(qtbot, page, county, town, tmp_path):
    columns = [{"code": "total", "title": "总数", "unit": "件"}]
    columns += [{"code": "amount", "title": "协议涉及金额", "unit": "分"}]
    rows = [{"code": "total", "title": "总计", "values": [5, 1_234_500]}]
    kept = {
        "table": "mediation",
        "title": "调解",
        "period": Q4.period,
        "columns": columns,
        "rows": rows,
    }
    paper = PackedFile("tables/mediation.json", json.dumps(kept).encode(), "table")
    taken(county, on_desk(tmp_path, a=sent(town, paper)))
    dialog = Correcting(page, county)
    qtbot.addWidget(dialog)
    assert "元" not in dialog._note.text()
    dialog.column.setCurrentIndex(1)
    assert (dialog.theirs.text(), dialog.number.text()) == ("12,345.00", "12,345.00")
    assert "金额以元填写" in dialog._note.text()
    dialog.number.setText("1.28万")
    dialog.why.setText("电话核实")
    dialog.keep()
    (one,) = everything(county, ReceivedTable)[0].corrections
    assert (one.theirs, one.ours, one.place) == ("1234500", "1280000", "总计 · 协议涉及金额（分）")
    again = Correcting(page, county)
    qtbot.addWidget(again)
    again.column.setCurrentIndex(1)
    assert again.theirs.text() == "12,345.00，已更正为 12,800.00"


def test_it_stands_in_the_sidebar(qtbot, county):
    pages = Pages(county)
    qtbot.addWidget(pages)
    pages.turn_to(RECEIVING)
    assert isinstance(pages.currentWidget(), ReceivingPage)
    tasks.wait()
