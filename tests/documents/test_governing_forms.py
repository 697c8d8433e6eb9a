"""The opinion on a legality review and the ledger of a year: what is on them, what is a draft."""

from datetime import date

import pytest

from db.registers import LegalityReview, Meeting, Place, Staff
from db.registers.governing import AgendaItem
from desktop.documents.forms import form
from desktop.documents.issue import draft
from tests.offices import new_store, settle
from tests.pdf_text import text_of


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as database:
        settle(database)
        yield database


def reviewed(store, **values):
    usual = {
        "subject": "农村道路硬化方案",
        "category": "2",
        "state": "issued",
        "sent_on": date(2024, 5, 20),
        "number_year": 2024,
        "number_no": 3,
        "opinion": "2",
        "opinion_on": date(2024, 5, 27),
        "opinion_text": "第三条建议修改。",
        "mended": True,
        "adoption": "1",
    }
    with store.step("登记") as session:
        staff = session.query(Staff).first() or Staff.fresh(name="审核甲")
        place = session.query(Place).first() or Place.fresh(name="规划建设管理站", kind="4")
        session.add_all([staff, place])
        session.flush()
        made = {"reviewer_id": staff.id, "department_id": place.id} | usual | values
        review = LegalityReview.fresh(**made)
        session.add(review)
    return review.id


def printed(store, code, subject):
    paper = draft(store, form(code), subject)
    return paper, "".join(text_of(paper.pdf).split())


def test_the_opinion_says_what_was_found_and_leaves_room_for_hands(store):
    paper, said = printed(store, "legality_opinion", reviewed(store))
    assert paper.missing == ()
    for word in (
        "（2024）合审第3号",
        "农村道路硬化方案",
        "☑重大行政决策",
        "规划建设管理站",
        "☑修改后合法",
        "□不合法",
        "第三条建议修改。",
        "审核人：审核甲（签名）",
        "审核机构负责人（签名）",
        "☑全部采纳",
        "测试镇司法所",
        "2024年5月27日",
    ):
        assert word in said, word
    assert "退回补正" not in said


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"state": "reviewing"}, "审核意见还没有出具"),
        ({"opinion": None}, "审核意见未填"),
        ({"reviewer_id": None}, "审核人未填"),
    ],
)
def test_an_opinion_that_is_not_out_is_a_draft(store, values, missing):
    paper, said = printed(store, "legality_opinion", reviewed(store, **values))
    assert missing in paper.missing
    assert "草稿" in said


def test_the_ledger_holds_each_review_of_the_year_with_its_meeting(store):
    first = reviewed(store)
    reviewed(store, number_no=4, subject="次年出具", opinion_on=date(2025, 1, 3))
    reviewed(store, number_no=None, subject="撤回了的", state="withdrawn")
    reviewed(store, number_year=2023, subject="上年的", sent_on=date(2023, 5, 1),
             opinion_on=date(2023, 5, 8))  # fmt: skip
    with store.step("登记") as session:
        meeting = Meeting.fresh(day=date(2024, 5, 30), name="会", state="held")
        meeting.agenda = [
            AgendaItem.fresh(subject="方案", kind="2", needs_review=True, review_id=first)
        ]
        session.add(meeting)
    _, said = printed(store, "legality_ledger", date(2024, 12, 31))
    for word in (
        "2024年合法性审核台账",
        "第3号",
        "5月30日",
        "次年出具",
        "合法性审核1件",
        "覆盖率100%",
    ):
        assert word in said, word
    assert "撤回了的" not in said
    assert "上年的" not in said
