"""Problems put right: ordered under a number, rechecked, overdue, given longer, handed over."""

from datetime import date, timedelta

import pytest

from db.registers import Campaign, Enterprise, Finding, Inspection
from db.registers.inspection import Officer
from db.store.counters import keep_ahead
from db.store.problems import Level
from db.store.trouble import Trouble
from tests.enforcers import staff
from tests.filled import credit_code

FOUND, DUE = date(2024, 6, 5), date(2024, 6, 20)


@pytest.fixture
def session(database):
    with database.step("问题") as opened:
        yield opened


def finding(session, **values):
    """A problem of a shop, saved."""
    given = {"found_on": FOUND, "description": "通道堵塞", "name": "某超市", "due_on": DUE}
    one = Finding.fresh(**(given | values))
    session.add(one)
    session.flush()
    return one


def make(one, session, code, **values):
    for name, value in values.items():
        setattr(one, name, value)
    next(move for move in Finding.moves if move.code == code).make(one, session)
    session.flush()


def order(one, session, day=FOUND):
    make(one, session, "order", ordered_on=day, basis="某办法")


def put_right(one, session, done, seen):
    verifier = staff(session, "复查员")
    make(
        one, session, "correct", corrected_on=done, rechecked_on=seen, evidence="已清理",
        verifier_id=verifier.id,
    )  # fmt: skip


def test_orders_are_numbered_through_the_year_and_begin_anew(session):
    days = (FOUND, FOUND, date(2025, 1, 2))
    numbers = []
    for day in days:
        one = finding(session, found_on=day, due_on=day + timedelta(days=9), credit_code=None)
        order(one, session, day)
        numbers.append(one.number)
    assert numbers == [
        "（测）责改字〔2024〕第1号", "（测）责改字〔2024〕第2号", "（测）责改字〔2025〕第1号",
    ]  # fmt: skip


def test_an_order_is_given_once_to_somebody_outside_with_a_ground(session):
    one = finding(session, name=None)
    with pytest.raises(Trouble, match="整改单位或个人"):
        order(one, session)
    one.name = "某超市"
    order(one, session)
    assert "order" not in [move.code for move in one.next_moves()]
    inside = finding(session, source="3", name=None, responsible="某人")
    assert "order" not in [move.code for move in inside.next_moves()]
    bare = finding(session)
    with pytest.raises(Trouble, match="请先填写依据"):
        make(bare, session, "order", ordered_on=FOUND)


def test_it_is_put_right_when_somebody_has_seen_it(session):
    one = finding(session)
    with pytest.raises(Trouble, match="请先填写复查人"):
        make(one, session, "correct", corrected_on=DUE, rechecked_on=DUE, evidence="已清理")
    with pytest.raises(Trouble, match="复查日期早于整改完成日期"):
        put_right(one, session, DUE, DUE - timedelta(days=1))
    put_right(one, session, DUE, DUE)
    assert one.state == "corrected"


def test_overdue_only_after_the_last_day_and_then_another_term_or_another_body(session):
    one = finding(session)
    verifier = staff(session, "复查员").id
    with pytest.raises(Trouble, match="还没有逾期"):
        make(one, session, "fail", rechecked_on=DUE, verifier_id=verifier)
    make(one, session, "fail", rechecked_on=DUE + timedelta(days=1))
    assert one.state == "overdue"
    with pytest.raises(Trouble, match="应晚于复查日期"):
        make(one, session, "extend", due_on=DUE + timedelta(days=1), extension_reason="停业")
    make(one, session, "extend", due_on=DUE + timedelta(days=2))
    assert one.state == "open"
    make(one, session, "transfer", transferred_on=DUE, transferred_to="区应急局")
    assert one.state == "transferred"
    make(one, session, "reopen", reopening_reason="退回镇里办理")
    assert (one.state, one.transferred_to) == ("open", None)


@pytest.mark.parametrize("name", ["due_on", "ordered_on", "rechecked_on", "corrected_on"])
def test_no_day_lies_before_the_finding(session, name):
    one = finding(session, due_on=None)
    setattr(one, name, FOUND - timedelta(days=1))
    assert name in {p.path for p in one.problems() if p.level is Level.STOP}
    setattr(one, name, FOUND)
    assert name not in {p.path for p in one.problems() if p.level is Level.STOP}


def test_what_is_missing_is_told_not_refused(session):
    one = finding(session, name=None, due_on=None)
    missing = {p.path for p in one.problems() if p.level is Level.MISSING}
    assert missing == {"name", "due_on"}


def test_an_inspection_tells_whom_and_in_which_campaign(session):
    campaign = Campaign.fresh(name="夏季行动", field="02", starts_on=FOUND)
    session.add(campaign)
    session.flush()
    inspection = Inspection.fresh(
        day=FOUND, name="某超市", credit_code=credit_code(7), items="消防", campaign_id=campaign.id
    )
    inspection.officers = [Officer.fresh(staff_id=staff(session, "甲").id)]
    session.add(inspection)
    session.flush()
    one = finding(session, name=None, inspection_id=inspection.id)
    told = (one.name, one.credit_code, one.campaign_id)
    assert told == ("某超市", credit_code(7), campaign.id)
    assert session.query(Enterprise).count() == 1
    other = finding(session, name="另一家", inspection_id=inspection.id, description="另一个")
    assert other.credit_code is None
    again = finding(session, inspection_id=inspection.id)
    assert "同一个问题" in next(again.conflicts(session)).sentence


def test_an_order_of_an_inspection_waits_for_its_problem(session):
    inspection = Inspection.fresh(day=FOUND, name="某超市", items="消防", result="3")
    session.add(inspection)
    session.flush()
    missing = [p for p in inspection.conflicts(session) if p.level is Level.MISSING]
    assert [problem.path for problem in missing] == ["result"]
    finding(session, inspection_id=inspection.id)
    assert not [p for p in inspection.conflicts(session) if p.level is Level.MISSING]


def test_an_old_ledger_keeps_its_numbers_and_the_counter_goes_on(session):
    one = finding(session, corrected_on=DUE)
    assert not list(one.take_over({"number": "（测）责改字〔2024〕第17号"}, session))
    assert (one.number_year, one.number_no, one.number_text) == (2024, 17, "测")
    assert one.state == "corrected"
    assert one.written_number() == "（测）责改字〔2024〕第17号"
    keep_ahead(session, one.counted())
    following = finding(session)
    order(following, session)
    assert following.number == "（测）责改字〔2024〕第18号"
    told = list(following.take_over({"number": "十七"}, session))
    assert [problem.path for problem in told] == ["number"]
