"""An applicant's whole way through the window: asked, applied, decided by the county, archived."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from db.registers import AidStandard, Consultation, LegalAid, Person, Staff
from db.store.check import check
from desktop.documents import seals
from desktop.documents.forms import form, forms_for
from desktop.documents.issue import draft
from desktop.windows.main_window import MainWindow
from desktop.windows.paper.paper_window import PaperWindow
from desktop.windows.record.children import Rows
from tests.journeys.hands import confirm, put, there
from tests.offices import PASSWORD, new_store, settle
from tests.pdf_text import text_of
from tests.windows.desks import main_window


@pytest.fixture
def window(qtbot, tmp_path: Path, data_folder: Path) -> Iterator[MainWindow]:
    database = new_store(tmp_path)
    settle(database)
    with database.step("准备") as session:
        session.add(Staff.fresh(name="李站长"))
        session.add(AidStandard.fresh(year=2024, amount=120_000, basis="测试文件"))
        seals.make_own(session, "测试镇司法所", PASSWORD)
    with main_window(qtbot, database) as made:
        yield made


def fill(cell, text):
    """Type into a line or a box, choose from a list, tick chips."""
    editor = cell.editor
    if hasattr(editor, "combo"):
        editor.combo.setCurrentText(text)
        editor._left()
    elif hasattr(editor, "chips"):
        for word in text.split("、"):
            editor.chips.toggled.emit(cell.spec.kind.parse(word))
    elif hasattr(editor, "box"):
        editor.box.setPlainText(text)
    else:
        put(editor.line, text)


class Desktop:
    """One register's open record, as people work on it."""

    def __init__(self, window, table) -> None:
        window.pages.new_record(table)
        self.pane = window.pages.register_page(table).pane
        self.pane.form.be_short(short=False)

    @property
    def record(self):
        return self.pane.record

    def cell(self, name):
        parts = (part for _, part in there(self.pane.form) if not isinstance(part, Rows))
        return next(part.cells[name] for part in parts if name in part.cells)

    def rows(self, name):
        parts = (part for _, part in there(self.pane.form) if isinstance(part, Rows))
        return next(part for part in parts if part.spec.name == name)

    def write(self, **values):
        for name, text in values.items():
            fill(self.cell(name), text)

    def add(self, rows, **values):
        self.rows(rows).add()
        self.change(rows, **values)

    def change(self, rows, **values):
        card = self.rows(rows).cards[-1]
        card.open()
        for name, text in values.items():
            fill(card._grid.cells[name], text)

    def act(self, label, **asked):
        """Make a move by its button or the entry of 其他处理; gives where the record stands."""
        moves = self.pane.moves
        if not moves._next.isHidden() and moves._next.text().startswith(label):
            moves._next.click()
        else:
            {found.text(): found for found in moves._others.menu().actions()}[label].trigger()
        for name, text in asked.items():
            fill(self.pane.panel._grid.cells[name], text)
        confirm(self.pane)
        return self.record.state


def paper(window, code, record_id):
    """The form as it is printed, without anything missing."""
    made = draft(window.database, form(code), record_id)
    assert made.missing == (), code
    return text_of(made.pdf)


def test_from_a_question_to_the_archive(qtbot, window):
    asked = Desktop(window, "consultation")
    asked.write(
        day="2024-03-01",
        name="王𬀩",
        phone="0851-00000001",
        matter="劳动报酬和劳动争议",
        content="工地欠三个月工资，怎么办？",
        answer="可以申请劳动仲裁；属于农民工讨薪，可以申请法律援助。",
        path="申请法律援助",
    )
    assert asked.pane.save()
    assert "王𬀩" in paper(window, "aid_consultation", asked.record.id)

    aid = Desktop(window, "legal_aid")
    aid.write(
        applied_on="2024-03-04",
        name="王𬀩",
        id_number="520403198001010016",
        phone="0851-00000001",
        address="天龙村一组",
        categories="农民工、农民",
        primary_category="农民工",
        cause="劳动关系或劳动报酬",
        nature="民事",
        aid_form="劳动争议调解与仲裁代理",
        facts="在工地做木工，工资三个月未付，有结算单。",
        check_way="个人诚信承诺",
        promised_on="2024-03-04",
    )
    aid.add("members", relation="本人", name="王𬀩", monthly_income="1500")
    aid.add("members", relation="女儿", name="王小", monthly_income="0")
    assert aid.pane.save()
    number = aid.record.id
    assert aid.record.born_on is not None, "told by the ID number"
    with window.database.read() as session:
        assert session.query(Person).filter_by(name="王𬀩").count() == 1, "asked and applied"
    assert "☑农民工" in paper(window, "aid_application", number)

    assert aid.act("接收申请", received_on="2024-03-04") == "registered", "no papers yet"
    aid.pane.panel.cancel()
    aid.add("materials", name="身份证")
    assert aid.act("接收申请", received_on="2024-03-04", aid_form="劳动争议调解与仲裁代理") == (
        "received"
    )
    assert aid.record.number == "（测）援申字〔2024〕第1号"
    assert (aid.record.per_head_income, aid.record.within_standard) == (75_000, True)
    assert "第二联" in paper(window, "aid_receipt", number)

    aid.add("supplements", asked_on="2024-03-05", items="工资结算单", due_on="2024-03-12")
    assert aid.act("通知补正") == "supplement"
    assert "一、工资结算单" in paper(window, "aid_supplement", number)
    aid.change("supplements", supplied_on="2024-03-06")
    assert aid.act("材料已补齐") == "received"
    assert aid.act(
        "初审",
        opinion="符合条件，建议给予法律援助",
        opinion_reason="农民工讨薪，人均收入在标准以内。",
        reviewed_on="2024-03-07",
        reviewer_id="李站长",
    ) == ("reviewed")
    sign(qtbot, window, "aid_review", number)
    assert aid.act("转交县机构", agency="测试县法律援助中心", forwarded_on="2024-03-08") == (
        "forwarded"
    )
    assert "回执" in paper(window, "aid_forwarding", number)

    granted = {"agency_received_on": "2024-03-11", "grant_number": "测援决字〔2024〕第9号"}
    assert aid.act("县机构决定给予", granted_on="2024-03-01", **granted) == "forwarded"
    said = [label.text() for label in aid.pane.panel.findChildren(QLabel)]
    assert any("给予决定日期（2024-03-01）早于" in text for text in said)
    aid.pane.panel.cancel()
    assert aid.act("县机构决定给予", granted_on="2024-03-14", **granted) == "granted"
    aid.add("lawyers", name="赵律师", since="2024-03-15")
    grant = "给予法律援助决定书"
    aid.add("deliveries", document=grant, recipient="王𬀩", delivered_on="2024-03-15")
    assert aid.act("县机构指派", assigned_on="2024-03-15", firm="测试律师事务所") == "assigned"
    assert grant in paper(window, "aid_delivery", number)
    assert aid.act("已签协议", agreement_on="2024-03-18") == "signed"
    assert aid.act(
        "结案",
        closed_on="2024-05-20",
        closing_way="仲裁裁决",
        result="裁决支付工资12,800元，已履行。",
        gained="12800",
    ) == ("closed")
    aid.add("visits", visited_on="2024-05-30", satisfaction="满意", service="办理及时")
    aid.add("subsidies", payee="赵律师", standard="1500", paid_on="2024-07-01")
    assert aid.pane.save()
    assert "☑满意" in paper(window, "aid_visit", number)
    assert "壹仟伍佰元整" in paper(window, "aid_payment", number)
    assert aid.act("归档", filed_on="2024-07-05") == "filed"
    assert aid.pane.moves._next.isHidden()
    every = {known.code for known in forms_for(LegalAid)}
    assert {known.code for known in forms_for(LegalAid, aid.record)} == every

    window.pages.open_record("consultation", asked.record.id)
    qtbot.waitUntil(lambda: not window.pages.beginning.busy)
    fill(asked.cell("aid_id"), "（测）援申字〔2024〕第1号")
    assert asked.pane.save()
    window.acts.undo()
    window.acts.redo()
    with window.database.read() as session:
        assert session.query(Consultation).one().aid_id == number
        assert session.query(LegalAid).one().state == "filed"
    assert check(window.database).sound


def sign(qtbot, window, code, record_id):
    """Sign a paper of the office in its window."""
    known = form(code)
    made = PaperWindow(
        window, window.database, known, record_id, draft(window.database, known, record_id)
    )
    qtbot.addWidget(made)
    assert not made.paper.missing
    made.sign(PASSWORD)
    qtbot.waitUntil(lambda: made.paper.signed, timeout=20_000)
    made.close()
