"""The dossier at the foot of a case: its rows, scans where they belong, self-check and filing."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from db.registers import Case
from db.store.attachments import attachments_of
from db.store.rights import READER, Rights
from desktop.documents import forms
from desktop.exchange.attaching import take_in
from desktop.windows.attachments.window import AttachmentWindow
from desktop.windows.paper.paper_window import PaperWindow
from desktop.windows.parts import in_turns, tasks
from desktop.windows.parts.notices import Notices
from desktop.windows.parts.rows import Sentence
from tests.offices import agreed, new_store, self_check, walk
from tests.pictures import photo
from tests.windows.pages import cell, opened, press, rows

DAY = date(2024, 6, 12)


@pytest.fixture
def store(tmp_path, data_folder):
    data_folder.mkdir()
    with new_store(tmp_path) as database:
        number = agreed(database, parties_signed_on=DAY, mediator_signed_on=DAY, sealed_on=DAY)
        walk(database, number, "perform", performed_on=DAY)
        walk(database, number, "close", closed_on=DAY)
        yield database
        tasks.wait()


def panel_of(qtbot, store):
    page = opened(qtbot, store, Case, 1)
    return page, page.pane.form.dossier


def line(panel, name):
    return next(one for one in panel.lines if name in one.accessibleName())


def choose(monkeypatch, tmp_path, name="证件.jpg"):
    path = tmp_path / name
    path.write_bytes(photo(700, 500))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))


def test_each_row_says_what_stands_there_and_what_is_lacking(qtbot, store):
    take_in(store, "mediation", 1, [("现场.jpg", photo())], purpose="证据")
    take_in(store, "mediation", 1, [("别的.jpg", photo(30, 30))])
    _, panel = panel_of(qtbot, store)
    assert "缺" in line(panel, "当事人身份证明").accessibleName()
    assert "扫描件 1 个 1 页" in line(panel, "证据材料").accessibleName()
    assert "按需" in line(panel, "授权委托书").accessibleName()
    assert "由登记生成，✓" in line(panel, "人民调解协议书").accessibleName()
    assert "还缺 1 项必须的文书：当事人身份证明" in panel._said.text()
    assert "别的.jpg" in panel._rest.text()


def test_a_scan_attached_at_its_row_stands_there_at_once(qtbot, store, tmp_path, monkeypatch):
    choose(monkeypatch, tmp_path)
    page, panel = panel_of(qtbot, store)
    press(qtbot, page, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
    assert page.window().focusWidget() is line(panel, "当事人身份证明")
    press(qtbot, page, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: "✓" in line(panel, "当事人身份证明").accessibleName(), timeout=10_000)
    assert page.window().focusWidget() is line(panel, "当事人身份证明")
    with store.read() as session:
        assert [one.purpose for one in attachments_of(session, "mediation", 1)] == [
            "当事人身份证明"
        ]
    assert "都有了" in panel._said.text()


def test_the_cursor_stays_in_the_form_when_the_dossier_comes_below_it(qtbot, store, monkeypatch):
    """The first record that was opened by Enter had it in the dossier, a screen further down."""
    page = opened(qtbot, store, Case)
    monkeypatch.setattr(in_turns, "MOMENT", 0)  # the dossier comes after the cursor went in
    page.table.stand_first()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "还缺" in page.pane.form.dossier._said.text())
    assert page.pane.form.where() == "registered_on"


def test_a_row_opens_its_scans_or_its_paper_or_asks_which(qtbot, store, monkeypatch):
    take_in(store, "mediation", 1, [("证件.jpg", photo())], purpose="身份证")
    page, panel = panel_of(qtbot, store)
    line(panel, "当事人身份证明").click()
    scan = panel.findChild(AttachmentWindow)
    assert scan.file.name == "证件.jpg"
    scan.close()
    line(panel, "人民调解协议书").click()
    qtbot.waitUntil(lambda: page.findChild(PaperWindow) is not None, timeout=20_000)
    assert "人民调解协议书" in page.findChild(PaperWindow).windowTitle()
    page.findChild(PaperWindow).close()
    take_in(store, "mediation", 1, [("裁定.jpg", photo(50, 50))], purpose="民事裁定书")
    with store.step("申请") as session:
        session.get(Case, 1).confirmation_state = "1"
    line(panel, "司法确认").click()
    menu = panel.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == [
        "预览司法确认申请书",
        "查看扫描件（1 个）",
    ]
    menu.close()


def test_the_self_check_is_proposed_and_people_finish_it(qtbot, store):
    page, panel = panel_of(qtbot, store)
    panel.check.click()
    points = rows(page, "checks").items
    assert [row.result for row in points] == ["1", "2", None, None, None, "2", None]
    assert points[1].note == "缺当事人身份证明"
    assert page.pane.form.where() == "checks[2].result"
    for row in points:
        row.result = row.result or "1"
    page.pane.form.refresh()
    assert page.pane.save()
    assert panel.check.isHidden()


def test_who_is_led_to_the_self_check_finds_its_points_there(qtbot, store):
    page, _panel = panel_of(qtbot, store)
    page.pane.moves.go()
    said = page.pane.panel.findChildren(Sentence)
    next(one for one in said if "归档自查" in one.text()).click()
    assert len(rows(page, "checks").items) == 7
    assert page.pane.form.where() == "checks[2].result"


def test_who_may_only_read_is_offered_nothing_that_writes(qtbot, store):
    store.rights = Rights("查阅员", READER)
    page, panel = panel_of(qtbot, store)
    clips = [button for button in panel.findChildren(QPushButton) if "附上" in button.toolTip()]
    assert clips
    assert panel.check.isHidden()
    assert all(button.isHidden() for button in clips)
    line(panel, "当事人身份证明").click()
    assert "没有修改" in page.window().findChild(Notices).sentences()[-1]
    assert not page.pane.dirty


def test_filing_is_asked_for_the_reason_of_a_gap(qtbot, store):
    page, _panel = panel_of(qtbot, store)
    with store.step("自查") as session:
        session.get(Case, 1).checks = self_check()
    pane = page.pane
    pane.moves._next.click()
    for name, value in (("filed_by", "王"), ("checked_by", "李"), ("retention", "2")):
        setattr(pane.record, name, value)
    pane.record.filed_on = pane.record.archived_on = DAY
    pane.form.refresh()
    against = pane.panel.look_again()
    assert [problem.path for problem in against] == ["gaps_reason"]
    assert "当事人身份证明" in against[0].sentence
    pane.record.gaps_reason = "证件遗失，无法补齐"
    pane.form.refresh()
    pane.panel.confirm()
    assert pane.record.state == "filed"
    assert cell(page, "gaps_reason") is not None


def test_a_case_without_a_number_has_no_dossier_yet(qtbot, store):
    with store.step("登记") as session:
        session.add(Case.fresh(summary="新"))
    page = opened(qtbot, store, Case, 2)
    assert page.pane.form.dossier.isHidden()


def test_the_preview_is_the_dossier(qtbot, store):
    assert forms.form("dossier").title == "人民调解卷宗"
    page, panel = panel_of(qtbot, store)
    asked = []
    page.pane.form.paper_asked.connect(lambda form: asked.append(form.code))
    page.pane.form.paper_asked.disconnect(page.pane._show_paper)
    panel.preview.click()
    assert asked == ["dossier"]
