"""What stands on the forms of certificates and training, and when they cannot be signed."""

from datetime import date

import pytest

from db.registers import Card, Office, Paper, Training
from db.registers.training import Attendee
from db.store.trouble import Trouble
from desktop.documents import seals
from desktop.documents.forms import form, forms_for
from desktop.documents.issue import draft, examine, issue
from desktop.documents.signing.verdict import Kind
from tests.enforcers import act, certify, staff
from tests.offices import PASSWORD, new_store
from tests.pdf_text import text_of

DAY = date(2024, 12, 31)


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as made:
        with made.step("登记") as session:
            session.add(Office.fresh(name="测试镇司法所", short_name="测", township="测试镇"))
            one = staff(session, "王珺玥", post="科员", sex="2")
            certify(session, one.id, "黔1", issuer="省司法厅", valid_to=date(2024, 12, 30))
            certify(session, staff(session, "李某").id, "黔2")
            staff(session, "辅某", establishment="5")
        yield made


def text(store, code, subject):
    return text_of(draft(store, form(code), subject).pdf)


def cancelled(store, **values):
    act(store, 2, "cancel", act_on=date(2024, 5, 6), cancel_reason="3", **values)


def test_the_receipt_shows_the_card_and_leaves_room_to_sign(store):
    said = text(store, "card_receipt", 1)
    for part in ("王珺玥", "黔1", "省司法厅", "2020年1月1日", "2024年12月30日", "领证人（签名）"):
        assert part in said


def test_the_decision_names_reason_day_and_the_card_handed_back(store):
    cancelled(
        store,
        act_basis="天府函〔2024〕9号",
        act_approved_by="县司法局",
        act_returned_on=date(2024, 5, 7),
        act_received_by="陈所长",
    )
    said = text(store, "card_ending", 2)
    assert "因退休，依据天府函〔2024〕9号，经县司法局批准，自2024年5月6日起注销。" in said
    assert "2024年5月7日收到李某交回的行政执法证一张，证号黔2。" in said
    assert "收证人陈所长（签名）" in said


def test_before_the_card_is_back_the_receipt_has_a_blank_day(store):
    cancelled(store)
    assert "年月日收到李某交回的" in text(store, "card_ending", 2)


def test_each_state_has_its_papers(store):
    def codes(number):
        with store.read() as session:
            return {known.code for known in forms_for(Card, session.get(Card, number))}

    assert codes(2) == {"card_receipt"}
    cancelled(store)
    assert codes(2) == {"card_receipt", "card_ending"}
    with store.step("登记") as session:
        new = Card.fresh(staff_id=1)
        session.add(new)
    assert codes(new.id) == set()


def test_the_roster_lists_both_numbers_and_cannot_be_signed_unbalanced(store):
    with store.step("证书") as session:
        seals.make_own(session, "测试镇司法所", PASSWORD)
    roster = form("card_roster")
    assert draft(store, roster, date(2024, 12, 30)).missing == ()
    paper = draft(store, roster, DAY)
    said = text_of(paper.pdf)
    assert "执法岗位人员2人，其中持有效行政执法证1人，持证上岗率50%" in said
    assert "在执法岗位、没有有效证件：1人" in said
    assert "辅助人员（不计入上岗率）：1人" in said
    assert paper.missing == ("收支不平：差 1 张（王珺玥 行政执法证 黔1 2024-12-30 到期未办理）",)
    with pytest.raises(Trouble, match="收支不平"):
        issue(store, roster, DAY, PASSWORD)
    act(store, 1, "cancel", act_on=DAY, cancel_reason="8")
    signed = issue(store, roster, DAY, PASSWORD)
    with store.read() as session:
        trust = seals.trust_of(session, "测试")
        assert examine(signed.pdf, trust, session).kind is Kind.INTACT
        assert session.query(Paper).one().name == "行政执法持证人员名册（2024-12-31）"


def test_the_year_s_receipts_are_one_line_each(store):
    act(
        store, 2, "renew",
        act_on=date(2024, 4, 1), renew_reason="3", new_number="黔新",
        new_valid_from=date(2024, 4, 1), new_valid_to=date(2029, 3, 31),
    )  # fmt: skip
    said = text(store, "card_handed_out", DAY)
    assert "2024年行政执法证领取登记簿" in said
    assert "2024-04-01李某" in said
    assert "本年共领取1张" in said
    assert "本年共领取0张" in text(store, "card_handed_out", date(2023, 1, 1))


def test_the_sign_in_sheet_lists_who_is_expected_and_has_lines_for_others(store):
    with store.step("培训") as session:
        training = Training.fresh(name="新法学习", number="3", starts_on=DAY, hours=8)
        training.attendees = [
            Attendee.fresh(staff_id=1),
            Attendee.fresh(name="外来人", unit="某村委会"),
        ]
        session.add(training)
    said = text(store, "training_sign_in", training.id)
    for part in ("新法学习（3）", "王珺玥", "外来人", "某村委会", "应到2人"):
        assert part in said
    assert said.count("签名") == 3
    assert "8外来人" not in said
