"""The way of an application: what each move demands, impossible days, numbers without gaps."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from db.registers import LegalAid
from db.registers.legal_aid import AidVisit, Delivery, Lawyer, Objection, Subsidy, Supplement
from db.store.check import check
from db.store.moves import way_to
from db.store.problems import Level
from db.store.trouble import Trouble
from tests.applicants import DAY, application, day, go, loaded, registered

WAY = ("receive", "review", "forward", "grant", "assign", "sign", "close", "file")
NOT_YET = dict.fromkeys(("granted_on", "assigned_on", "agreement_on", "closed_on"))
ENDED = NOT_YET | {"refused_on": day(8), "refusal_reason": "不属于援助范围。"}


def refused_with(database, number, code, **values):
    """The sentence with which a move is refused; nothing may have changed."""
    before = loaded(database, number)
    with pytest.raises(Trouble) as caught:
        go(database, number, code, **values)
    columns = list(LegalAid.__table__.columns.keys())
    after = loaded(database, number)
    assert [getattr(after, n) for n in columns] == [getattr(before, n) for n in columns]
    return caught.value.sentence


def objection(**values):
    return Objection.fresh(filed_on=day(12), reasons="收入计算有误", **values)


# ---- the whole way ----


def test_from_the_application_to_the_archive(database):
    number = registered(database)
    assert loaded(database, number).number is None
    states = [go(database, number, code).state for code in WAY]
    assert tuple(states) == LegalAid.strip[1:]
    aid = loaded(database, number)
    assert aid.caption == "（测）援申字〔2024〕第1号 张三 劳动关系或劳动报酬"
    assert aid.next_moves() == []
    assert check(database).sound


def test_every_state_of_the_strip_leads_to_the_next_by_one_forward_move():
    for here, there in pairwise(LegalAid.strip):
        assert [m.after for m in LegalAid.moves if here in m.before and m.forward] == [there]
    assert [move.code for move in way_to(application(), "filed")] == list(WAY)


def test_numbers_are_given_with_the_receipt_without_gaps_and_begin_anew_each_year(database):
    first, second, later = (registered(database) for _ in range(3))
    go(database, second, "receive")
    go(database, first, "receive")
    go(database, first, "void", void_reason="重复登记")
    third = registered(database)
    go(database, third, "receive")
    moved = {"applied_on": date(2025, 1, 6), "received_on": date(2025, 1, 6)}
    with database.step("改") as session:
        aid = session.get(LegalAid, later)
        for column in LegalAid.__table__.columns.keys():  # noqa: SIM118
            if column.endswith("_on") and column != "born_on":
                setattr(aid, column, None)
        for name, value in moved.items():
            setattr(aid, name, value)
    go(database, later, "receive")
    numbers = [loaded(database, n).number for n in (second, first, third, later)]
    assert numbers == [
        "（测）援申字〔2024〕第1号",
        "（测）援申字〔2024〕第2号",
        "（测）援申字〔2024〕第3号",
        "（测）援申字〔2025〕第1号",
    ]


# ---- what moves demand ----


@pytest.mark.parametrize(
    ("before", "code", "lacking", "said"),
    [
        ((), "receive", {"received_on": None}, "本站接收日期"),
        ((), "receive", {"cause": None}, "案由"),
        ((), "receive", {"aid_form": None}, "申请的援助形式"),
        ((), "receive", {"materials": []}, "申请材料"),
        (WAY[:1], "review", {"opinion": None}, "初审意见"),
        (WAY[:1], "review", {"opinion_reason": None}, "初审理由"),
        (WAY[:1], "review", {"check_way": None}, "核查方式"),
        (WAY[:2], "forward", {"agency": None}, "受理的法律援助机构"),
        (WAY[:2], "forward", {"forwarded_on": None}, "转交日期"),
        (WAY[:3], "grant", {"agency_received_on": None}, "县机构收到日期"),
        (WAY[:3], "grant", {"grant_number": None}, "给予决定书文号"),
        (WAY[:3], "refuse", NOT_YET | {"refused_on": day(8)}, "不予援助的理由"),
        (WAY[:4], "assign", {"firm": None}, "承办单位"),
        (WAY[:4], "assign", {"lawyers": []}, "法律援助人员"),
        (WAY[:5], "sign", {"agreement_on": None}, "签订协议日期"),
        (WAY[:6], "close", {"closing_way": None}, "结案方式"),
        (WAY[:6], "terminate", {"terminated_on": day(20)}, "终止的情形"),
        (WAY[:7], "file", {"filed_on": None}, "归档日期"),
        (WAY[:1], "withdraw", {"withdrawn_on": day(3)}, "撤回原因"),
    ],
)
def test_each_move_says_what_it_needs(database, before, code, lacking, said):
    number = registered(database)
    go(database, number, *before)
    assert said in refused_with(database, number, code, **lacking)


def test_what_is_missing_is_asked_for_once_and_brought(database):
    number = registered(database)
    go(database, number, "receive")
    assert "补充通知" in refused_with(database, number, "ask_supplement")
    notice = [Supplement.fresh(asked_on=day(1), items="工资欠条")]
    assert "补充期限" in refused_with(database, number, "ask_supplement", supplements=notice)
    with database.step("通知") as session:
        aid = session.get(LegalAid, number)
        aid.supplements = [Supplement.fresh(asked_on=day(1), items="工资欠条", due_on=day(8))]
    assert go(database, number, "ask_supplement").state == "supplement"
    assert "还没有补齐" in refused_with(database, number, "supplemented")
    with database.step("补齐") as session:
        session.get(LegalAid, number).supplements[0].supplied_on = day(1)
    assert go(database, number, "supplemented", "review").state == "reviewed"


def test_who_brings_nothing_has_withdrawn(database):
    notice = [Supplement.fresh(asked_on=day(1), items="工资欠条", due_on=day(8))]
    number = registered(database, supplements=notice)
    go(database, number, "receive", "ask_supplement")
    aid = go(database, number, "lapse", withdrawn_on=day(9))
    assert aid.state == "withdrawn"
    assert "视为撤回" in aid.withdrawn_reason


def test_a_second_notice_of_the_station_is_doubted_the_agencys_is_not():
    aid = application()
    aid.supplements = [
        Supplement.fresh(asked_on=day(1), items=text, due_on=day(8)) for text in "甲乙"
    ]
    assert any("一次性" in p.sentence and p.level is Level.WARN for p in aid.problems())
    aid.supplements[1].asked_by = "2"
    assert not any("一次性" in p.sentence for p in aid.problems())


# ---- objections, termination ----


def test_a_refusal_is_objected_to_and_upheld(database):
    number = registered(database, **ENDED)
    go(database, number, *WAY[:3], "refuse")
    assert "登记异议" in refused_with(database, number, "object")
    go(database, number, "object", objections=[objection()])
    assert "维持" in refused_with(database, number, "uphold")
    decided = [objection(decided_on=day(15), outcome="1")]
    assert "责令改正" in refused_with(database, number, "correct", objections=decided)
    go(database, number, "uphold", objections=[objection(decided_on=day(15), outcome="1")])
    assert go(database, number, "file").state == "filed"


def test_a_refusal_that_is_corrected_leads_back_to_the_straight_way(database):
    number = registered(database, **ENDED)
    go(database, number, *WAY[:3], "refuse")
    go(database, number, "object", objections=[objection()])
    done = [objection(decided_on=day(15), outcome="2")]
    aid = go(database, number, "correct", objections=done, granted_on=day(18))
    assert (aid.state, aid.refused_on) == ("granted", day(8))
    days = {"assigned_on": day(19), "agreement_on": day(20), "closed_on": day(60)}
    assert go(database, number, *WAY[4:], **days).state == "filed"


def test_a_termination_that_is_overturned_stays_in_the_objection(database):
    number = registered(database, closed_on=None)
    go(database, number, *WAY[:6])
    ended = {"termination_ground": "6", "terminated_on": day(30), "termination_number": "测终1号"}
    go(database, number, "terminate", **ended)
    go(database, number, "object", objections=[Objection.fresh(filed_on=day(33))])
    done = {"filed_on": day(33), "decided_on": day(36), "outcome": "2"}
    with database.step("审查决定") as session:
        session.get(LegalAid, number).objections = [Objection.fresh(**done)]
    assert "终止决定已改正" in refused_with(database, number, "correct")
    aid = go(database, number, "restore")
    assert (aid.state, aid.terminated_on) == ("signed", None)
    assert f"{day(30)}" in aid.objections[-1].note
    assert "测终1号" in aid.objections[-1].note


def test_only_advice_and_drafting_end_without_an_agreement(database):
    number = registered(database, agreement_on=None)
    go(database, number, *WAY[:5])
    assert "不签协议" in refused_with(database, number, "close_simple")
    assert go(database, number, "close_simple", aid_form="2").state == "closed"


# ---- impossible days ----


@pytest.mark.parametrize(("early", "late"), list(pairwise((
    "applied_on", "received_on", "reviewed_on", "forwarded_on", "agency_received_on",
    "granted_on", "assigned_on", "agreement_on", "closed_on",
))))  # fmt: skip
def test_a_day_before_the_one_it_follows_stops_and_both_are_named(early, late):
    aid = application()
    assert aid.stopping() == []
    wrong = getattr(aid, early) - timedelta(days=1)
    setattr(aid, late, wrong)
    sentences = [p.sentence for p in aid.stopping() if p.path == late]
    assert len(sentences) == 1
    assert str(wrong) in sentences[0]
    assert str(getattr(aid, early)) in sentences[0]
    assert LegalAid.fields[early].label in sentences[0]


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"granted_on": DAY - timedelta(days=1)}, "granted_on"),
        (NOT_YET | {"refused_on": DAY - timedelta(days=1)}, "refused_on"),
        ({"terminated_on": day(7)}, "terminated_on"),
        ({"withdrawn_on": DAY - timedelta(days=1)}, "withdrawn_on"),
        ({"filed_on": day(59)}, "filed_on"),
        ({"born_on": day(1)}, "applied_on"),
    ],
)
def test_a_decision_before_the_application_and_its_like_stop(values, path):
    assert path in [p.path for p in application(**values).stopping()]


def test_impossible_days_keep_a_move_from_being_made(database):
    number = registered(database)
    go(database, number, *WAY[:3])
    said = refused_with(database, number, "grant", granted_on=DAY - timedelta(days=1))
    assert "给予决定日期（2024-03-03）早于" in said


def test_in_urgent_cases_the_papers_may_follow_the_aid():
    early = {"assigned_on": day(1), "agreement_on": day(1)}
    assert "assigned_on" in [p.path for p in application(**early).stopping()]
    urgent = {"urgent": True, "urgent_ground": "1", "urgent_on": DAY, "formalities_due": day(15)}
    assert application(**early, **urgent).stopping() == []
    assert "assigned_on" in [
        p.path for p in application(**urgent, assigned_on=DAY - timedelta(days=1)).stopping()
    ]


def test_a_day_to_come_is_doubted():
    tomorrow = date.today() + timedelta(days=1)
    aid = application(closed_on=tomorrow, filed_on=None)
    assert [p.path for p in aid.problems() if p.level is Level.WARN] == ["closed_on"]


def test_rows_of_handling_begin_with_what_the_case_says():
    aid = LegalAid.fresh(name="张三", address="一组", refused_on=day(8), refusal_number="不予3号")
    aid.lawyers = [Lawyer.fresh(name="王律师", identity="2"), Lawyer.fresh(name="赵律师")]
    assert AidVisit.begins(aid) == {"visited": "张三"}
    assert Objection.begins(aid) == {"against": "不予法律援助决定 不予3号"}
    aid.terminated_on = day(9)
    assert Objection.begins(aid) == {"against": "终止法律援助决定"}
    aid.terminated_on = aid.refused_on = None
    assert Objection.begins(aid) == {}
    assert Delivery.begins(aid) == {"recipient": "张三", "address": "一组"}
    aid.deliveries = [Delivery.fresh(recipient="李四", address="二组", deliverer="陈所长")]
    assert Delivery.begins(aid)["recipient"] == "李四"
    assert Subsidy.begins(aid) == {"payee": "王律师", "identity": "2"}
    aid.subsidies = [Subsidy.fresh(payee="王律师")]
    assert Subsidy.begins(aid)["payee"] == "赵律师"
    aid.subsidies.append(Subsidy.fresh(payee="赵律师"))
    assert Subsidy.begins(aid) == {}


def test_the_first_lawyer_begins_with_the_assignment_a_later_one_with_nothing():
    aid = LegalAid.fresh(firm="测试律师事务所", assigned_on=day(9))
    assert Lawyer.begins(aid) == {"firm": "测试律师事务所", "since": day(9)}
    aid.lawyers = [Lawyer.fresh(name="王律师")]
    assert Lawyer.begins(aid) == {}
