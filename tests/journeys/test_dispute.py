"""A dispute's whole way through the window: typed, accepted, agreed, signed, verified, closed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.registers import Case, Paper
from db.store.check import check
from desktop.documents import seals
from desktop.documents.forms import form
from desktop.documents.issue import draft
from desktop.windows.app import Desk
from desktop.windows.main_window import MainWindow
from desktop.windows.paper.paper_window import PaperWindow
from desktop.windows.parts import tasks
from desktop.windows.record.children import Rows
from desktop.windows.signing.verify_window import VerifyWindow
from tests.journeys.hands import confirm, put, there
from tests.offices import PASSWORD, new_store, settle


@pytest.fixture
def window(qtbot, tmp_path: Path, data_folder: Path) -> Iterator[MainWindow]:
    database = new_store(tmp_path)
    settle(database)
    with database.step("证书") as session:
        seals.make_own(session, "测试镇司法所", PASSWORD)
    desk = Desk(database.path)
    made = MainWindow(desk, database)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.let_go()
    tasks.wait()
    database.close()


def choose(editor, text):
    editor.combo.setCurrentText(text)
    editor._left()


def test_from_the_form_to_a_signed_agreement(qtbot, window, tmp_path):
    pages = window.pages
    pages.new_record("mediation")
    pages.register_page("mediation").pane.form.be_short(short=False)
    pane = pages.register_page("mediation").pane

    def grid(name):
        return next(
            part
            for _, part in there(pane.form)
            if not isinstance(part, Rows) and name in part.cells
        )

    def rows(name):
        return next(p for _, p in there(pane.form) if isinstance(p, Rows) and p.spec.name == name)

    def editor(name):
        return grid(name).cells[name].editor

    put(editor("registered_on").line, "2024-06-03")
    put(editor("committee_id").line, "测试镇")
    choose(editor("source"), "依申请调解")
    choose(editor("dispute_type"), "邻里纠纷")
    for name in ("王𬀩", "李四"):
        rows("parties").add()
        card = rows("parties").cards[-1]
        put(card._grid.cells["name"].editor.line, name)
        put(card._grid.cells["address"].editor.line, "天龙村一组")
    editor("facts").box.setPlainText("双方因通道堆放杂物发生争议。")
    assert pane.save()

    pane.moves._next.click()
    put(pane.panel._grid.cells["accepted_on"].editor.line, "2024-06-05")
    confirm(pane)
    assert pane.record.number == "（2024）测人调字第1号"

    rows("mediators").add()
    put(rows("mediators").cards[0]._grid.cells["mediator_id"].editor.line, "甲调解员")
    rows("meetings").add()
    put(rows("meetings").cards[0]._grid.cells["held_on"].editor.line, "2024-06-11")
    choose(rows("meetings").cards[0]._grid.cells["outcome"].editor, "调解成功")
    rows("terms").add()
    term = rows("terms").cards[0]._grid.cells
    term["text"].editor.box.setPlainText("李四于2024年6月30日前清走杂物并赔偿1,000元。")
    put(term["amount"].editor.line, "1000")
    put(term["due_on"].editor.line, "20240630")
    assert pane.save()
    assert pane.record.amount == 100_000

    pane.moves._next.click()
    choose(pane.panel._grid.cells["agreement_form"].editor, "书面协议")
    put(pane.panel._grid.cells["agreed_on"].editor.line, "2024-6-11")
    choose(pane.panel._grid.cells["performance_way"].editor, "一次性限期履行")
    confirm(pane)
    assert pane.record.state == "agreed"

    agreement = form("agreement")
    paper = PaperWindow(
        window, window.database, agreement, pane.record_id, draft(window.database, agreement, 1)
    )
    qtbot.addWidget(paper)
    assert not paper.paper.missing
    paper.sign(PASSWORD)
    qtbot.waitUntil(lambda: paper.paper.signed, timeout=20_000)
    file = tmp_path / f"{paper.paper.name}.pdf"
    file.write_bytes(paper.paper.pdf)
    verify = VerifyWindow(window.database)
    qtbot.addWidget(verify)
    verify.verify(file)
    qtbot.waitUntil(lambda: verify.verdict is not None, timeout=20_000)
    assert verify.verdict.kind.name == "INTACT"

    for field, day in (
        ("parties_signed_on", "2024-06-12"),
        ("performed_on", "2024-06-28"),
        ("closed_on", "2024-07-01"),
    ):
        pane.moves._next.click()
        put(pane.panel._grid.cells[field].editor.line, day)
        confirm(pane)
    assert pane.record.state == "closed"
    assert pane.record.effective_on == date(2024, 6, 12), "one day is said for all three acts"
    assert pane.moves._next.text() == "归档(&G)"

    window.acts.undo()
    qtbot.waitUntil(lambda: pane.record.state == "performed", timeout=10_000)
    window.acts.redo()
    qtbot.waitUntil(lambda: pane.record.state == "closed", timeout=10_000)
    with window.database.read() as session:
        assert session.query(Case).count() == 1
        assert session.query(Paper).one().case_id == pane.record_id
    assert check(window.database).sound
