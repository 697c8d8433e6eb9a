"""What stands in the answer to a proposal, and when it is a draft."""

from datetime import date

import pytest

from db.registers import Office, Place, Proposal
from db.registers.oversight import DeputyTalk
from desktop.documents.forms import form, forms_for
from desktop.documents.issue import draft
from tests.offices import new_store
from tests.pdf_text import text_of


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as made:
        with made.step("登记") as session:
            session.add(Office.fresh(name="测试镇司法所", short_name="测", township="测试镇"))
        yield made


def keep(store, **values):
    known = {
        "name": "关于修路的建议",
        "lead": "周某",
        "number": "第12号",
        "session": "镇人大四次会议",
        "handed_on": date(2024, 3, 1),
        "replied_on": date(2024, 5, 20),
        "result": "B",
        "reply": "已经开工。\n年底完工。",
        "contact": "陈某",
    }
    made = Proposal.fresh(**(known | values))
    made.talks = [DeputyTalk.fresh(day=date(2024, 4, 2), way="1")]
    with store.step("登记") as session:
        session.add(made)
    return draft(store, form("proposal_reply"), made.id)


def test_the_answer_names_session_number_result_and_talks(store):
    paper = keep(store, signers="李某")
    said = text_of(paper.pdf)
    for part in (
        "关于镇人大四次会议第12号建议的答复",
        "周某代表等：",
        "您提出的《关于修路的建议》收悉",
        "年底完工。",
        "2024年4月2日面商",
        "办理结果类别：B类",
        "测试镇人民政府",
        "建议提案办理征询意见表",
        "□满意",
    ):
        assert part in said
    assert paper.missing == ()


def test_a_motion_is_addressed_to_the_member_by_the_unit_in_charge(store):
    with store.step("登记") as session:
        session.add(Place.fresh(name="测试镇规划站", kind="4"))
    said = text_of(keep(store, kind="2", main_id=1, lead="吴某委员").pdf)
    assert "周某" not in said
    assert "吴某委员：" in said
    assert "第12号提案的答复" in said
    assert "测试镇规划站" in said


def test_what_is_not_answered_yet_is_a_draft_and_what_was_returned_has_no_answer(store):
    assert keep(store, reply=None, result=None).missing == (
        "办理结果类别未填",
        "答复内容未填",
    )
    assert forms_for(Proposal, Proposal.fresh(returned_on=date(2024, 3, 5))) == []
    assert [one.code for one in forms_for(Proposal, Proposal.fresh())] == ["proposal_reply"]
