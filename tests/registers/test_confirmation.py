"""Judicial confirmation: when it may be asked for, and what the court may answer."""

from datetime import date

import pytest

from db.registers import Case
from db.store.problems import Level
from db.store.trouble import Trouble
from tests.offices import agreed_case, walk

SIGNED = date(2024, 6, 12)
APPLIED = {"confirmation_applied_on": date(2024, 6, 20), "confirmation_court": "平坝区人民法院"}
ACTS = dict.fromkeys(("parties_signed_on", "mediator_signed_on", "sealed_on"), SIGNED)


def agreed(database, **values):
    """A case with an agreement in force since 12 June 2024; gives its id."""
    case = agreed_case(1)
    for name, value in (ACTS | values).items():
        setattr(case, name, value)
    with database.step("登记") as session:
        session.add(case)
    walk(database, case.id, "accept", "agree")
    return case.id


def loaded(database, number):
    with database.read() as session:
        return session.get(Case, number)


def offered(database, number):
    return [move.code for move in loaded(database, number).next_moves() if "confirm" in move.code]


def found(database, number, path, level):
    problems = loaded(database, number).problems()
    return [p.sentence for p in problems if (p.path, p.level) == (path, level)]


def test_the_whole_way_leaves_the_case_where_it_stands(database):
    number = agreed(database)
    assert offered(database, number) == ["confirmation"]
    walk(database, number, "confirmation", **APPLIED)
    assert offered(database, number) == [
        "confirmation_accepted",
        "confirmation_valid",
        "confirmation_dismissed",
        "confirmation_not_accepted",
        "confirmation_withdrawn",
    ]
    walk(database, number, "confirmation_accepted", confirmation_accepted_on=date(2024, 6, 22))
    decided = {
        "confirmation_decided_on": date(2024, 7, 2),
        "confirmation_number": "（2024）黔0403民特7号",
    }
    walk(database, number, "confirmation_valid", **decided)
    case = loaded(database, number)
    assert (case.state, case.confirmation_state) == ("agreed", "3")
    assert offered(database, number) == []
    assert any("强制执行" in sentence for sentence in case.advice())


def test_an_agreement_not_in_force_cannot_be_confirmed(database):
    number = agreed(database, sealed_on=None)
    assert offered(database, number) == []
    with pytest.raises(Trouble, match="不能申请司法确认"):
        walk(database, number, "confirmation", **APPLIED)


@pytest.mark.parametrize(
    "outside", [{"dispute_type": "01"}, {"dispute_type": "07"}, {"not_confirmable": True}]
)
def test_status_and_title_are_outside(database, outside):
    """Also where they are hidden in a dispute of another type."""
    number = agreed(database, **outside)
    assert offered(database, number) == []
    with database.step("补录") as session:
        session.get(Case, number).confirmation_state = "1"
    assert found(database, number, "confirmation_state", Level.WARN)


def test_it_cannot_be_asked_for_before_the_agreement_is_in_force(database):
    number = agreed(database)
    early = APPLIED | {"confirmation_applied_on": date(2024, 6, 11)}
    walk(database, number, "confirmation", **early | {"confirmation_applied_on": SIGNED})
    with database.step("改") as session:
        session.get(Case, number).confirmation_applied_on = early["confirmation_applied_on"]
    assert found(database, number, "confirmation_applied_on", Level.STOP) == [
        "申请日期早于协议生效日期（2024-06-12），请核对"
    ]


@pytest.mark.parametrize(("day", "doubted"), [(12, False), (13, True)])
def test_after_the_last_day_it_is_a_doubt_and_no_more(database, day, doubted):
    """What a court still took stands in its own papers."""
    number = agreed(database)
    late = APPLIED | {"confirmation_applied_on": date(2024, 7, day)}
    walk(database, number, "confirmation", **late)
    sentences = found(database, number, "confirmation_applied_on", Level.WARN)
    assert bool(sentences) is doubted
    assert all("2024-07-12" in sentence and "第三十三条" in sentence for sentence in sentences)


@pytest.mark.parametrize("code", ["confirmation_valid", "confirmation_withdrawn"])
def test_no_answer_comes_before_the_application(database, code):
    number = agreed(database)
    walk(database, number, "confirmation", **APPLIED)
    answer = {
        "confirmation_decided_on": date(2024, 6, 19),
        "confirmation_number": "（2024）黔0403民特7号",
        "confirmation_reason": "双方改为当场付清",
    }
    with pytest.raises(Trouble, match="裁定或撤回日期早于申请日期"):
        walk(database, number, code, **answer)
    assert loaded(database, number).confirmation_state == "1"


def test_a_ruling_does_not_come_before_the_court_took_the_case(database):
    number = agreed(database)
    walk(database, number, "confirmation", **APPLIED)
    walk(database, number, "confirmation_accepted", confirmation_accepted_on=date(2024, 6, 22))
    with pytest.raises(Trouble, match="裁定或撤回日期早于法院受理日期"):
        walk(
            database,
            number,
            "confirmation_valid",
            confirmation_decided_on=date(2024, 6, 21),
            confirmation_number="（2024）黔0403民特7号",
        )


def test_a_dismissal_wants_its_reason_and_tells_the_other_ways(database):
    number = agreed(database)
    walk(database, number, "confirmation", **APPLIED)
    decided = {
        "confirmation_decided_on": date(2024, 7, 2),
        "confirmation_number": "（2024）黔0403民特7号",
    }
    with pytest.raises(Trouble, match="原因"):
        walk(database, number, "confirmation_dismissed", **decided)
    reason = {"confirmation_reason": "调解协议内容不明确"}
    walk(database, number, "confirmation_dismissed", **decided, **reason)
    case = loaded(database, number)
    assert case.confirmation_state == "4"
    (sentence,) = case.advice()
    assert "重新调解" in sentence
    assert "起诉" in sentence
    assert offered(database, number) == []


def test_after_a_dismissal_the_parties_may_agree_anew_and_ask_again(database):
    number = agreed(database)
    walk(database, number, "confirmation", **APPLIED)
    assert "mediate_again" not in [move.code for move in loaded(database, number).next_moves()]
    decided = {
        "confirmation_decided_on": date(2024, 7, 2),
        "confirmation_number": "（2024）黔0403民特7号",
        "confirmation_reason": "调解协议内容不明确",
    }
    walk(database, number, "confirmation_dismissed", **decided)
    before = loaded(database, number)
    walk(database, number, "mediate_again")
    case = loaded(database, number)
    assert (case.state, case.number) == ("accepted", before.number)
    assert (case.agreed_on, case.effective_on, case.confirmation_state) == (None, None, None)
    assert [term.text for term in case.terms] == [term.text for term in before.terms]
    assert list(case.advice()) == []
    assert case.dossier_note == (
        "2024-07-02 法院裁定驳回司法确认申请，（2024）黔0403民特7号，调解协议内容不明确，"
        "双方重新调解。"
    )
    walk(database, number, "agree", agreed_on=date(2024, 7, 9))
    assert offered(database, number) == []  # nobody signed the new one yet
    walk(database, number, "signed", **dict.fromkeys(ACTS, date(2024, 7, 9)))
    walk(
        database, number, "confirmation", **APPLIED | {"confirmation_applied_on": date(2024, 7, 10)}
    )
    assert loaded(database, number).confirmation_state == "1"


def test_what_was_withdrawn_may_be_asked_for_again(database):
    number = agreed(database)
    walk(database, number, "confirmation", **APPLIED)
    gone = {"confirmation_decided_on": date(2024, 6, 25), "confirmation_reason": "材料不全"}
    walk(database, number, "confirmation_withdrawn", **gone)
    assert offered(database, number) == ["confirmation"]
    again = APPLIED | {"confirmation_applied_on": date(2024, 7, 1)}
    walk(database, number, "confirmation", **again)
    case = loaded(database, number)
    assert (case.confirmation_state, case.confirmation_applied_on) == ("1", date(2024, 7, 1))
    assert (case.confirmation_decided_on, case.confirmation_reason) == (None, None)


def test_an_act_is_taken_back_like_any_step(database):
    number = agreed(database)
    walk(database, number, "confirmation", **APPLIED)
    database.undo()
    case = loaded(database, number)
    assert (case.confirmation_state, case.confirmation_applied_on) == (None, None)
