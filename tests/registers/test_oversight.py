"""Proposals, petitions, legal cases, screenings: what speaks against them."""

from datetime import date

import pytest

from db.registers import LegalCase, Petition, Proposal, Screening
from db.registers.oversight import DeputyTalk, ScreeningCase
from db.store.problems import Level
from tests.offices import agreed_case

HANDED = date(2024, 3, 1)


def keep(database, *records):
    with database.step("登记") as session:
        session.add_all(records)
    return records[-1]


def paths(record, level=Level.MISSING):
    return [p.path for p in record.problems() if p.level is level]


def against(database, record, level=Level.WARN):
    with database.read() as session:
        return [p.sentence for p in record.conflicts(session) if p.level is level]


def proposal(**values):
    known = {"name": "修路", "lead": "代表甲", "handed_on": HANDED, "kind": "1", "number": "第1号"}
    return Proposal.fresh(**(known | values))


@pytest.mark.parametrize(("day", "late"), [(date(2024, 3, 12), False), (date(2024, 3, 13), True)])
def test_what_was_sent_to_the_wrong_unit_goes_back_within_seven_working_days(database, day, late):
    said = against(database, proposal(returned_on=day, returned_reason="属县交通局"))
    assert bool(said) is late
    assert not late or "7 个工作日（2024-03-12）" in said[0]


def test_an_answer_wants_a_talk_before_it_a_class_and_an_opinion():
    answered = proposal(replied_on=date(2024, 5, 20))
    assert paths(answered) == ["talks", "result", "opinion"]
    answered.talks = [DeputyTalk.fresh(day=date(2024, 5, 21))]
    answered.result, answered.opinion = "A", "1"
    assert paths(answered) == ["talks"]
    answered.talks[0].day = date(2024, 5, 20)
    assert paths(answered) == []


def test_dissatisfaction_is_worked_on_again():
    answered = proposal(replied_on=date(2024, 5, 20), result="C", opinion="3")
    answered.talks = [DeputyTalk.fresh(day=date(2024, 4, 2))]
    assert paths(answered) == ["second_on"]
    answered.second_on = date(2024, 5, 19)
    assert paths(answered, Level.STOP) == ["second_on"]


def test_a_number_stands_once_in_a_session(database):
    keep(database, proposal(session="四次会议"))
    assert against(database, proposal(session="四次会议"))
    assert against(database, proposal(session="五次会议")) == []
    assert against(database, proposal(session="四次会议", kind="2")) == []


def test_a_petition_ends_after_it_came_and_with_a_result():
    came = Petition.fresh(matter="宅基地边界", received_on=HANDED, handled_on=date(2024, 2, 29))
    assert paths(came, Level.STOP) == ["handled_on"]
    came.handled_on = HANDED
    assert paths(came) == ["result"]
    came.persons = 0
    assert paths(came, Level.STOP) == ["persons"]


def test_a_lost_case_is_corrected_and_a_hearing_says_who_came():
    case = LegalCase.fresh(kind="2", matter="不服处罚", accepted_on=HANDED)
    case.heard_on = date(2024, 4, 1)
    assert paths(case) == ["head_present"]
    case.head_present, case.decided_on, case.result = True, date(2024, 5, 6), "2"
    assert paths(case) == ["corrected_on"]
    case.result = "1"
    assert paths(case) == []
    case.heard_on = date(2024, 2, 1)
    assert paths(case, Level.STOP) == ["heard_on"]


def test_a_screening_settles_no_more_than_it_found_and_says_how_it_prevented():
    made = Screening.fresh(place="天龙村", day=HANDED, found=2, settled=1, prevented=1)
    made.cases = [ScreeningCase.fresh(case_id=1)]
    assert (paths(made, Level.WARN), paths(made)) == ([], ["measures"])
    made.settled = 2
    assert paths(made, Level.WARN) == ["found"]
    made.cases.append(ScreeningCase.fresh(case_id=1))
    assert "cases" in paths(made, Level.STOP)


def test_a_case_comes_from_one_screening(database):
    case = keep(database, agreed_case(1)).id
    first, second = (Screening.fresh(place=place, day=HANDED, found=1) for place in "甲乙")
    for one in (first, second):
        one.cases = [ScreeningCase.fresh(case_id=case)]
    keep(database, first)
    assert against(database, first) == []
    assert "已列在“2024-03-01 甲”里" in against(database, second)[0]
