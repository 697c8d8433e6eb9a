"""The way of a mediation case: what each move demands, and numbers without gaps."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.registers import Case
from db.registers.mediation import Meeting, Party, Term
from db.store.check import check
from db.store.moves import next_step, way_to
from db.store.problems import Level
from db.store.trouble import Trouble
from tests.offices import agreed_case, self_check, walk

DAY = date(2024, 7, 1)


def registered(database, **values):
    """A saved case that is ready for acceptance and agreement; gives its id."""
    with database.step("登记纠纷") as session:
        case = agreed_case(values.pop("committee_id", 1))
        for name, value in values.items():
            setattr(case, name, value)
        session.add(case)
    return case.id


def loaded(database, number):
    with database.read() as session:
        return session.get(Case, number)


def move(code):
    return next(found for found in Case.moves if found.code == code)


def hindered(database, number, code):
    """The sentence with which a move is refused; nothing may have changed."""
    before = loaded(database, number)
    with pytest.raises(Trouble) as caught:
        walk(database, number, code)
    after = loaded(database, number)
    assert {n: getattr(after, n) for n in Case.__table__.columns.keys()} == {  # noqa: SIM118
        n: getattr(before, n)
        for n in Case.__table__.columns.keys()  # noqa: SIM118
    }
    return caught.value.sentence


# ---- the whole way ----


def test_from_registration_to_closing(database):
    number = registered(database)
    assert loaded(database, number).number is None
    assert loaded(database, number).caption == "张三与李四邻里纠纷"
    walk(database, number, "accept")
    case = loaded(database, number)
    assert (case.state, case.number) == ("accepted", "（2024）测人调字第1号")
    walk(database, number, "agree")
    assert loaded(database, number).performance_state == "1"
    walk(database, number, "perform", performed_on=DAY)
    assert loaded(database, number).performance_state == "3"
    walk(database, number, "close", closed_on=DAY)
    case = loaded(database, number)
    assert case.state == "closed"
    said = {
        "filed_by": "张三",
        "checked_by": "李四",
        "retention": "2",
        "gaps_reason": "当事人不愿留复印件",
    }
    said |= {"checks": self_check()}
    walk(database, number, "file", filed_on=DAY, archived_on=DAY, **said)
    case = loaded(database, number)
    assert case.next_moves() == []
    assert case.caption == "（2024）测人调字第1号 张三与李四邻里纠纷"
    assert check(database).sound


def test_every_state_of_the_strip_leads_to_the_next_by_one_forward_move():
    for here, there in pairwise(Case.strip):
        forward = [m for m in Case.moves if here in m.before and m.forward]
        assert [m.after for m in forward] == [there]


def test_an_agreement_that_is_not_performed_is_closed_with_a_note(database):
    number = registered(database)
    walk(database, number, "accept", "agree")
    assert "结案日期" in hindered(database, number, "close_unperformed")
    walk(database, number, "close_unperformed", closed_on=DAY, closing_note="当事人已起诉。")
    assert loaded(database, number).state == "closed"


@pytest.mark.parametrize(
    ("code", "values", "state"),
    [
        ("fail", {"ended_on": DAY, "other_routes": "仲裁、诉讼"}, "failed"),
        ("end", {"ended_on": DAY, "ending_reason": "1"}, "ended"),
        ("void", {"void_reason": "重复登记"}, "void"),
    ],
)
def test_ways_out_of_mediation(database, code, values, state):
    number = registered(database)
    walk(database, number, "accept")
    assert "请先填写" in hindered(database, number, code)
    walk(database, number, code, **values)
    case = loaded(database, number)
    assert case.state == state
    assert case.number_no == 1, "a number once given stays"
    if state != "void":
        walk(database, number, "close", closed_on=DAY)
        assert loaded(database, number).state == "closed"


def test_a_refused_case_gets_no_number(database):
    number = registered(database)
    assert "不予受理原因" in hindered(database, number, "refuse")
    with database.step("改") as session:
        session.get(Case, number).refused_on = date(2024, 6, 2)
    assert "不予受理日期早于登记日期" in hindered(database, number, "refuse")
    walk(database, number, "refuse", refusal_reason="1", refused_on=DAY)
    case = loaded(database, number)
    assert (case.state, case.number) == ("refused", None)
    walk(database, registered(database), "accept")


def test_a_move_from_another_state_is_refused_in_words(database):
    number = registered(database)
    assert hindered(database, number, "close") == "“张三与李四邻里纠纷”现在是“登记”，不能结案"
    walk(database, number, "accept")
    assert "不能受理" in hindered(database, number, "accept")


def test_the_way_to_a_state_is_the_straight_one(database):
    case = loaded(database, registered(database))
    assert [m.code for m in way_to(case, "closed")] == ["accept", "agree", "perform", "close"]
    assert [m.code for m in way_to(case, "failed")] == ["accept", "fail"]
    assert way_to(case, "registered") == []


# ---- what moves demand ----


@pytest.mark.parametrize("name", ["accepted_on", "committee_id", "source", "dispute_type"])
def test_acceptance_needs(database, name):
    number = registered(database, **{name: None})
    assert f"受理之前请先填写{Case.fields[name].label}" in hindered(database, number, "accept")


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        ("", "至少登记两方"),
        ("1", "至少登记两方"),
        ("11", "申请人和被申请人"),
        ("23", "申请人和被申请人"),
    ],
)
def test_acceptance_needs_two_sides(database, roles, sentence):
    number = registered(database, parties=[Party.fresh(role=r, name=f"某{r}") for r in roles])
    assert sentence in hindered(database, number, "accept")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"facts": None}, "主要事实和争议事项"),
        ({"agreement_form": None}, "协议形式"),
        ({"agreed_on": None}, "协议日期"),
        ({"performance_way": None}, "履行方式"),
        ({"meetings": []}, "调解成功"),
        ({"meetings": [Meeting.fresh(held_on=DAY, outcome="3")]}, "调解成功"),
        ({"terms": []}, "协议条款"),
        ({"agreed_on": date(2024, 6, 4)}, "早于受理日期"),
    ],
    ids=["facts", "form", "day", "way", "no meeting", "meeting to go on", "terms", "too early"],
)
def test_an_agreement_needs(database, values, sentence):
    number = registered(database, **values)
    walk(database, number, "accept")
    assert sentence in hindered(database, number, "agree")


def test_what_is_not_performed_at_once_needs_a_date(database):
    loose = {"performance_due": None, "terms": [Term.fresh(text="李四清走杂物。")]}
    number = registered(database, **loose)
    walk(database, number, "accept")
    assert "履行期限" in hindered(database, number, "agree")
    walk(database, number, "agree", performance_way="1")


def test_instalments_want_their_days(database):
    loose = {"performance_due": None, "terms": [Term.fresh(text="分两次付清。")]}
    number = registered(database, performance_way="3", **loose)
    walk(database, number, "accept")
    assert "每一期的履行期限" in hindered(database, number, "agree")


def test_what_was_performed_in_full_is_not_closed_as_unperformed(database):
    number = registered(database)
    walk(database, number, "accept", "agree")
    with database.step("修改") as session:
        session.get(Case, number).performance_state = "3"
    with pytest.raises(Trouble, match="请办理“履行完毕”"):
        walk(database, number, "close_unperformed", closed_on=DAY, closing_note="某")


def test_dates_stand_in_their_order(database):
    number = registered(database)
    walk(database, number, "accept", "agree")
    early = date(2024, 6, 1)
    with database.step("改") as session:
        session.get(Case, number).performed_on = early
    assert "履行日期早于协议日期" in hindered(database, number, "perform")
    walk(database, number, "perform", performed_on=DAY)
    with database.step("改") as session:
        session.get(Case, number).closed_on = early
    assert "结案日期早于受理日期" in hindered(database, number, "close")


def test_acceptance_before_registration_stops():
    case = agreed_case(1, occurred_on=None)
    case.accepted_on = case.registered_on - timedelta(days=1)
    assert [p.path for p in case.stopping()] == ["accepted_on"]
    case.accepted_on = case.registered_on
    assert case.stopping() == []


def test_a_meeting_before_the_case_was_accepted_is_doubted():
    case = agreed_case(1)
    assert not [one for one in case.problems() if "早于受理日期" in one.sentence]
    case.meetings.append(Meeting.fresh(held_on=case.accepted_on - timedelta(days=1)))
    found = [one for one in case.problems() if "早于受理日期" in one.sentence]
    assert [(one.path, one.level) for one in found] == [("meetings[1].held_on", Level.WARN)]


def test_a_day_to_come_is_doubted():
    case = agreed_case(1)
    case.closed_on = date.today() + timedelta(days=1)
    doubts = [p for p in case.problems() if p.level is Level.WARN]
    assert [p.path for p in doubts] == ["closed_on"]


def test_one_person_on_both_sides_is_doubted():
    case = agreed_case(1)
    case.parties[1].id_number = case.parties[0].id_number
    assert any("身份证号相同" in p.sentence and p.level is Level.WARN for p in case.problems())


def test_a_doubtful_id_number_does_not_stop_a_case(database):
    number = registered(database)
    with database.step("改") as session:
        session.get(Case, number).parties[0].id_number = "520403198001010017"
    case = loaded(database, number)
    paths = [p.path for p in case.problems() if p.level is Level.WARN]
    assert "parties[0].id_number" in paths
    walk(database, number, "accept")


def test_words_that_nobody_can_enforce_are_doubted():
    case = agreed_case(1)
    case.terms.append(Term.fresh(text="尽快付清余款"))
    assert [p.path for p in case.problems() if p.level is Level.WARN] == ["terms[1].text"]


# ---- what is computed ----


@given(st.permutations([date(2024, 6, 11), date(2024, 6, 12), date(2024, 6, 14)]))
def test_a_written_agreement_takes_effect_with_the_last_of_its_three_acts(days):
    case = agreed_case(1)
    assert case.effective() is None
    case.parties_signed_on, case.mediator_signed_on, case.sealed_on = days
    assert case.effective() == date(2024, 6, 14)
    for name in ("parties_signed_on", "mediator_signed_on", "sealed_on"):
        kept = getattr(case, name)
        setattr(case, name, None)
        assert case.effective() is None
        setattr(case, name, kept)


def test_an_agreement_is_signed_and_sealed_as_the_next_step(database):
    number = registered(database)
    walk(database, number, "accept", "agree")
    case = loaded(database, number)
    signing = next_step(case, case.next_moves())
    assert signing.label == "登记签名盖章"
    assert signing.proposes(DAY) == {"mediator_signed_on": DAY, "sealed_on": DAY}
    walk(database, number, "signed", parties_signed_on=DAY, **signing.proposes(DAY))
    case = loaded(database, number)
    assert (case.state, case.effective_on) == ("agreed", DAY)
    assert next_step(case, case.next_moves()).label == "履行完毕"
    assert "申请司法确认" in [move.label for move in case.next_moves()]
    case.agreement_form = "oral"
    assert "登记签名盖章" not in [move.label for move in case.next_moves()]


def test_an_oral_agreement_takes_effect_at_once():
    case = agreed_case(1)
    case.agreement_form = "oral"
    assert case.effective() == case.agreed_on


def test_people_are_the_parties_or_the_larger_number_given():
    case = agreed_case(1)
    assert case.people() == 2
    case.persons_involved = 30
    assert case.people() == 30
    case.persons_involved = 1
    assert case.people() == 2


def test_the_amount_is_the_sum_of_the_terms(database):
    number = registered(database)
    assert loaded(database, number).amount is None
    with database.step("改") as session:
        case = session.get(Case, number)
        case.terms[0].amount = 1_280_000
        case.terms.append(Term.fresh(text="再付。", amount=20))
    assert loaded(database, number).amount == 1_280_020
    with database.step("改") as session:
        case = session.get(Case, number)
        case.terms.pop()
    assert loaded(database, number).amount == 1_280_000


def test_the_name_of_the_dispute_follows_its_parties(database):
    number = registered(database)
    with database.step("改") as session:
        case = session.get(Case, number)
        case.parties[1].name = "王五"
        case.dispute_type = "1001"
    case = loaded(database, number)
    assert case.dossier_name.startswith("张三与王五")
    assert "李四" not in case.found_by


def test_an_id_number_fills_sex_and_birth_date_and_never_overwrites(database):
    number = registered(database)
    party = loaded(database, number).parties[0]
    assert (party.sex, party.born_on) == ("1", date(1880, 1, 1))
    with database.step("改") as session:
        session.get(Case, number).parties[0].born_on = date(1880, 2, 1)
    assert loaded(database, number).parties[0].born_on == date(1880, 2, 1)
