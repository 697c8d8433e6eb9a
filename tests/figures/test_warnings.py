"""Every kind of risk is found in the registers' data; a feedback is tracked until it is closed."""

from datetime import date, timedelta

import pytest

from db.figures.asking import value
from db.figures.catalogue import figure
from db.figures.period import Period
from db.figures.warnings import feed_back, found, shipped, warnings
from db.registers import (
    Finding,
    Inspection,
    LegalityReview,
    Place,
    RiskWarning,
    Staff,
    Training,
    WarningRule,
)
from db.registers.inspection import Officer
from db.registers.training import Attendee
from db.store.trouble import Trouble
from tests.enforcers import act, certify, make, staff

DAY = date(2024, 6, 5)


@pytest.fixture
def place(store):
    """A department with two good officers, 甲 and 乙."""
    with store.step("部门") as session:
        made = Place.fresh(name="综合执法办", kind="4")
        session.add(made)
        session.flush()
        for name in ("甲", "乙"):
            certify(session, staff(session, name, department_id=made.id).id, f"黔{name}")
    return made.id


def listed(store, day=DAY, kind=None):
    with store.read() as session:
        return [one for one in warnings(session, day) if kind in (None, one.kind)]


def kinds(store, day=DAY):
    return [one.kind for one in listed(store, day)]


def officer(store, name, place, **card):
    """One more of the department, with a certificate; gives the certificate's id."""
    with store.step(name) as session:
        one = staff(session, name, department_id=place)
        return certify(session, one.id, f"黔{name}", **card).id


def inspect(store, *names, day=DAY, **values):
    with store.step("检查") as session:
        people = {one.name: one.id for one in session.query(Staff)}
        one = Inspection.fresh(day=day, name="某超市", items="消防通道", **values)
        one.officers = [Officer.fresh(staff_id=people[name]) for name in names]
        session.add(one)
        session.flush()
        return one.id


def test_a_department_in_order_is_not_warned_of(store, place):
    inspect(store, "甲", "乙")
    assert listed(store) == []


def test_an_expired_certificate_from_the_day_after_its_last(store, place):
    officer(store, "丙", place, valid_to=DAY)
    assert kinds(store, DAY) == ["card_expiring"]
    (one,) = listed(store, DAY + timedelta(days=1))
    assert (one.kind, one.table, one.since) == ("card_expired", "card", DAY + timedelta(days=1))
    assert (one.department, one.basis) == ("综合执法办", "行政处罚法第四十二条")
    assert "丙" in one.sentence


def test_an_expiring_one_from_ninety_days_before(store, place):
    officer(store, "丙", place, valid_to=DAY + timedelta(days=90))
    assert kinds(store, DAY - timedelta(days=1)) == []
    (one,) = listed(store)
    assert (one.kind, one.since) == ("card_expiring", DAY)


def test_a_suspended_certificate_while_its_holder_is_on_post(store, place):
    card = officer(store, "丙", place)
    act(store, card, "suspend", act_on=DAY, suspend_reason="2", act_basis="决定")
    (one,) = listed(store)
    assert (one.kind, one.record_id, one.since) == ("card_suspended", card, DAY)
    with store.step("离岗") as session:
        person = session.query(Staff).filter_by(name="丙").one()
        person.enforcement_posts[0].until = DAY - timedelta(days=1)
    assert listed(store) == []


def test_somebody_on_post_without_a_certificate(store, place):
    with store.step("无证") as session:
        staff(session, "丁", department_id=place)
        staff(session, "辅", department_id=place, establishment="5")
    (one,) = listed(store)
    assert (one.kind, one.table, one.since) == ("card_missing", "staff", date(2019, 1, 1))


def test_an_inspection_by_one_officer_also_when_named_twice(store, place):
    numbers = [inspect(store, "甲"), inspect(store, "乙", "乙")]
    assert [one.record_id for one in listed(store, kind="inspection_single")] == numbers


def test_an_inspection_with_a_certificate_that_was_not_valid_that_day(store, place):
    officer(store, "丙", place, valid_to=date(2024, 6, 4))
    number = inspect(store, "甲", "丙", day=date(2024, 6, 5))
    inspect(store, "甲", "丙", day=date(2024, 6, 4))
    (one,) = listed(store, date(2024, 6, 6), "inspection_uncertified")
    assert (one.record_id, one.department) == (number, "综合执法办")
    assert one.sentence.endswith("丙当日没有有效的执法证")


def test_an_inspection_on_the_day_of_an_act_is_given_the_benefit_of_the_doubt(store, place):
    with store.step("暂扣") as session:
        one = staff(session, "丙", department_id=place)
        card = certify(session, one.id, "黔丙")
        make(card, session, "suspend", act_on=DAY, suspend_reason="2", act_basis="决定")
    inspect(store, "甲", "丙", day=DAY)
    inspect(store, "甲", "丙", day=DAY + timedelta(days=1))
    days = [one.since for one in listed(store, DAY + timedelta(days=1), "inspection_uncertified")]
    assert days == [DAY + timedelta(days=1)]


def test_an_inspection_outside_the_list_as_far_back_as_is_looked(store, place):
    number = inspect(store, "甲", "乙", in_list=False)
    last = DAY + timedelta(days=shipped()["inspection_unlisted"].look_back)
    assert [one.record_id for one in listed(store, last)] == [number]
    assert listed(store, last + timedelta(days=1)) == []


def test_a_rectification_is_overdue_from_the_day_after_its_term(store, place):
    with store.step("问题") as session:
        one = Finding.fresh(
            found_on=date(2024, 5, 1), description="通道堵塞", name="某超市", due_on=DAY,
            department_id=place,
        )  # fmt: skip
        session.add(one)
    assert listed(store, DAY) == []
    (late,) = listed(store, DAY + timedelta(days=1))
    assert (late.kind, late.table, late.record_id) == ("rectification_overdue", "finding", one.id)
    with store.step("整改") as session:
        kept = session.get(Finding, one.id)
        kept.corrected_on = kept.rechecked_on = date(2024, 6, 6)
        kept.evidence, kept.verifier_id = "通道已畅通", 1
        next(move for move in Finding.moves if move.code == "correct").make(kept, session)
    assert listed(store, DAY + timedelta(days=1)) == []


def test_short_hours_from_ninety_days_before_the_year_ends(store, place):
    with store.step("培训") as session:
        training = Training.fresh(name="培训", starts_on=date(2024, 3, 1), hours=60)
        training.attendees = [Attendee.fresh(staff_id=1), Attendee.fresh(staff_id=2, hours=59)]
        session.add(training)
    assert listed(store, date(2024, 10, 1)) == []
    (one,) = listed(store, date(2024, 10, 2))
    assert (one.kind, one.table, one.record_id) == ("training_short", "place", place)
    said = "综合执法办有 1 人 2024年执法培训不够 60 学时：乙 59 学时"
    assert one.sentence == said
    assert [w.sentence for w in listed(store, date(2025, 3, 1))] == [said]
    assert "2024" not in "".join(w.sentence for w in listed(store, date(2025, 12, 1)))


def test_a_department_with_one_valid_certificate_cannot_inspect(store, place):
    act(store, 2, "suspend", act_on=DAY, suspend_reason="2", act_basis="决定")
    assert sorted(kinds(store)) == ["card_suspended", "department_thin"]
    (one,) = listed(store, kind="department_thin")
    assert (one.table, one.record_id) == ("place", place)


def test_a_weighty_decision_without_a_favourable_review_before_it(store, place):
    number = inspect(
        store, "甲", "乙", result="4", major=True, decided_on=DAY, decision_number="罚1号"
    )
    inspect(store, "甲", "乙", result="4", major=False, decided_on=DAY)
    (one,) = listed(store)
    assert (one.kind, one.record_id, one.department) == ("review_missing", number, "综合执法办")
    for day, opinion, why in (
        (DAY + timedelta(days=1), "1", "才出具"),
        (DAY, "3", "审核意见是"),
        (DAY, "1", None),
    ):
        with store.step("审核") as session:
            review = LegalityReview.fresh(
                subject="罚1号", category="3", sent_on=date(2024, 6, 1), state="issued",
                opinion=opinion, opinion_on=day,
            )  # fmt: skip
            session.add(review)
            session.flush()
            session.get(Inspection, number).review_id = review.id
        sentences = [line.sentence for line in listed(store)]
        assert len(sentences) == (why is not None)
        assert all(why in sentence for sentence in sentences)


def test_a_kind_that_the_office_switched_off_is_not_looked_for(store, place):
    inspect(store, "甲", in_list=False)
    assert sorted(kinds(store)) == ["inspection_single", "inspection_unlisted"]
    with store.step("规则") as session:
        session.add(WarningRule.fresh(kind="inspection_unlisted", in_use=False, basis="本县无清单"))
    assert kinds(store) == ["inspection_single"]
    with store.step("又用") as session:
        session.add(WarningRule.fresh(kind="inspection_unlisted", look_back=30, basis="本所"))
    assert len(kinds(store, DAY + timedelta(days=30))) == 2
    assert kinds(store, DAY + timedelta(days=31)) == ["inspection_single"]


def move(store, number, code, **values):
    with store.step(code) as session:
        warning = session.get(RiskWarning, number)
        for name, given in values.items():
            setattr(warning, name, given)
        next(one for one in RiskWarning.moves if one.code == code).make(warning, session)


def fed_back(store, place, day=DAY):
    (one,) = listed(store, day)
    with store.step("反馈") as session:
        return feed_back(
            session, one.key, day, due_on=day + timedelta(days=10), department_id=place
        )


def test_a_feedback_lives_until_it_is_closed(store, place):
    card = officer(store, "丙", place, valid_to=date(2024, 5, 31))
    warning = fed_back(store, place)
    (one,) = listed(store)
    assert (one.table, one.record_id, one.state) == ("risk_warning", warning.id, "已反馈")
    assert one.number == "（）执监字〔2024〕第1号"
    assert not one.gone
    act(
        store, card, "renew", act_on=DAY, renew_reason="1", new_number="黔新",
        new_valid_from=DAY, new_valid_to=date(2029, 6, 4),
    )  # fmt: skip
    (one,) = listed(store)
    assert one.gone
    move(store, warning.id, "reply", replied_on=DAY, reply="已换发")
    move(store, warning.id, "close", closed_on=DAY, outcome="新证已核对")
    assert listed(store) == []
    with store.read() as session:
        year = Period.year(2024)
        words = [
            value(session, figure(code), year).words
            for code in ("warnings.fed_back", "warnings.closed", "warnings.closed_rate")
        ]
    assert words == ["1条", "1条", "100%"]


def test_a_list_of_an_earlier_day_tells_how_far_it_had_come_then(store, place):
    inspect(store, "甲")
    warning = fed_back(store, place)
    replied, closed = DAY + timedelta(days=2), DAY + timedelta(days=4)
    move(store, warning.id, "reply", replied_on=replied, reply="已改")
    move(store, warning.id, "close", closed_on=closed, outcome="核实")
    told = {
        day: [one.state for one in listed(store, DAY + timedelta(days=day))] for day in range(5)
    }
    assert told == {0: ["已反馈"], 1: ["已反馈"], 2: ["已回复"], 3: ["已回复"], 4: []}
    assert listed(store, DAY - timedelta(days=1)) == []


def test_what_is_still_so_comes_back_and_what_is_past_does_not(store, place):
    inspect(store, "甲")
    past = fed_back(store, place)
    move(store, past.id, "close_early", closed_on=DAY, outcome="已批评教育，今后两人检查")
    assert listed(store) == []
    officer(store, "丙", place, valid_to=date(2024, 5, 31))
    still = fed_back(store, place)
    move(store, still.id, "close_early", closed_on=DAY, outcome="催办")
    assert kinds(store) == ["card_expired"]


def test_a_risk_is_fed_back_once_and_only_while_it_is_there(store, place):
    officer(store, "丙", place, valid_to=date(2024, 5, 31))
    key = listed(store)[0].key
    fed_back(store, place)
    for day, said in ((DAY, "正在办理"), (date(2024, 5, 1), "不存在")):
        with pytest.raises(Trouble, match=said), store.step("再次") as session:
            feed_back(session, key, day, due_on=day, department_id=place)
    with store.read() as session:
        assert session.query(RiskWarning).count() == 1


def test_days_of_a_feedback_are_in_their_order(store, place):
    inspect(store, "甲")
    (one,) = listed(store)
    with pytest.raises(Trouble, match="回复期限早于反馈日期"), store.step("反馈") as session:
        feed_back(session, one.key, DAY, due_on=DAY - timedelta(days=1), department_id=place)
    warning = fed_back(store, place)
    with pytest.raises(Trouble, match="回复日期早于反馈日期"):
        move(store, warning.id, "reply", replied_on=DAY - timedelta(days=1), reply="早")
    with pytest.raises(Trouble, match="不能办结"):
        move(store, warning.id, "close", closed_on=DAY, outcome="没有回复")


def test_every_kind_that_is_shipped_is_looked_for_or_noted_by_hand(store, place):
    with store.step("人工") as session:
        session.add(RiskWarning.fresh(sentence="群众反映执法不规范", since=DAY))
    (one,) = listed(store)
    assert (one.kind, one.state, one.gone) == ("other", "待反馈", False)
    with store.read() as session:
        assert found(session, DAY) == {}
