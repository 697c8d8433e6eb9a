"""Emergencies, talks, checks, study: what their registers refuse, doubt and call missing."""

from datetime import date, timedelta

import pytest

from db.registers import (
    Drill,
    EmergencyPlan,
    EmergencyTeam,
    Finding,
    Incident,
    InternalCheck,
    LawStudy,
    LegalAdviser,
    Person,
    Place,
    Talk,
)
from db.registers.emergency import DrillBody, IncidentNotice, PlanRevision, TeamMember
from db.store.problems import Level, all_problems

DAY = date(2024, 3, 1)


def keep(store, *records):
    with store.step("登记") as session:
        session.add_all(records)
    return records[-1].id


def said(record, level=Level.STOP):
    return {found.path for found in record.problems() if found.level is level}


def told(store, record, level=Level.WARN):
    with store.read() as session:
        found = all_problems(session, session.get(type(record), record.id))
    return [one.sentence for one in found if one.level is level]


def plan(**values):
    return EmergencyPlan.fresh(**({"name": "防汛预案", "kind": "1", "issued_on": DAY} | values))


def test_a_plan_says_who_acts_how_and_with_what():
    assert "parts" in said(plan(parts="1,2"), Level.MISSING)
    assert "parts" not in said(plan(parts="1,2,3"), Level.MISSING)
    [word] = [p.sentence for p in plan(parts="2").problems() if p.path == "parts"]
    assert word == "预案还没有写明响应流程、资源调配"


def test_only_the_general_plan_is_of_no_class():
    assert "kind" in said(plan(kind=None), Level.MISSING)
    assert "kind" not in said(plan(kind=None, scope="1"), Level.MISSING)


def test_a_plan_is_filed_and_repealed_after_it_was_issued():
    eve = DAY - timedelta(days=1)
    assert said(plan(filed_on=eve, repealed_on=eve)) == {"filed_on", "repealed_on"}
    assert said(plan(filed_on=DAY, repealed_on=DAY)) == set()


def test_the_last_issue_is_that_of_the_plan_or_of_a_revision_issued_anew():
    one = plan()
    assert one.last_issue() == DAY
    assert one.last_revision() is None
    one.revisions = [
        PlanRevision.fresh(day=date(2024, 9, 1), issued_anew=False),
        PlanRevision.fresh(day=date(2024, 6, 1)),
    ]
    assert one.last_issue() == date(2024, 6, 1)
    assert one.last_revision() == date(2024, 9, 1)


def test_a_second_plan_of_one_name_is_doubted_while_the_first_is_in_force(store):
    first = plan()
    keep(store, first)
    second = plan(issued_on=date(2024, 5, 1))
    keep(store, second)
    assert any("修订记录" in word for word in told(store, second))
    with store.step("废止") as session:
        session.get(EmergencyPlan, first.id).repealed_on = date(2024, 5, 1)
    assert not any("修订记录" in word for word in told(store, second))


def test_a_member_of_the_team_is_a_person_known_by_name_and_telephone(store):
    team = EmergencyTeam.fresh(name="综合应急队", set_up_on=DAY)
    phone = "13800000001"
    team.members = [TeamMember.fresh(name="王某", phone=phone)]
    known = Person.fresh(name="王某", phone=phone)
    keep(store, known)
    keep(store, team)
    with store.read() as session:
        [member] = session.get(EmergencyTeam, team.id).members
        assert member.person_id == known.id
        assert session.get(EmergencyTeam, team.id).members_number == 1


def test_a_member_twice_in_a_team_would_be_counted_twice():
    team = EmergencyTeam.fresh(name="队", set_up_on=DAY)
    team.members = [TeamMember.fresh(name="王某"), TeamMember.fresh(name="王某")]
    assert "members" in said(team, Level.WARN)
    team.members[0].until = DAY
    assert "members" not in said(team, Level.WARN)


def test_a_drill_is_assessed_and_what_is_bad_becomes_a_problem_to_put_right(store):
    drill = Drill.fresh(name="转移避险", held_on=DAY, hazard="01", people=20)
    drill.bodies = [DrillBody.fresh(name="卫生院", people=15), DrillBody.fresh(name="村", people=6)]
    assert {"conclusion", "rated_plan", "rated_equipment"} <= said(drill, Level.MISSING)
    assert "people" in said(drill, Level.WARN)
    drill.people, drill.rated_people = 21, "3"
    keep(store, drill)
    assert told(store, drill) == ["评为需要改进的，请按“登记问题”登记到问题整改里"]
    keep(store, Finding.fresh(description="集合慢", found_on=DAY, source="5", drill_id=drill.id))
    assert told(store, drill) == []


def test_measures_in_an_emergency_name_their_law_and_the_public_is_told():
    incident = Incident.fresh(name="山体滑坡", happened_on=DAY, measures="转移群众")
    assert {"legal_basis", "notices"} <= said(incident, Level.MISSING)
    incident.legal_basis = "突发事件应对法"
    incident.notices = [IncidentNotice.fresh(day=DAY - timedelta(days=1))]
    assert not {"legal_basis", "notices"} & said(incident, Level.MISSING)
    assert said(incident) == {"notices[0].day"}


def test_destroying_personal_data_leaves_a_note_of_how():
    incident = Incident.fresh(name="山体滑坡", happened_on=DAY, personal_data=True)
    assert "data_kept" in said(incident, Level.MISSING)
    assert "data_destroyed_how" not in said(incident, Level.MISSING)
    incident.data_destroyed_on = DAY
    assert "data_destroyed_how" in said(incident, Level.MISSING)


@pytest.mark.parametrize(("people", "doubted"), [(1, True), (2, False), (None, False)])
def test_a_collective_talk_has_more_than_one_listener(people, doubted):
    talk = Talk.fresh(held_on=DAY, led_by="书记", with_whom="班子成员", people=people)
    assert ("people" in said(talk, Level.WARN)) is doubted


def test_an_internal_check_tells_how_many_of_its_problems_are_put_right(store):
    place = keep(store, Place.fresh(name="党政办", kind="4"))
    check = InternalCheck.fresh(
        day=DAY, department_id=place, content="合同审查", checked_by="张三、李四"
    )
    keep(store, check)
    assert told(store, check) == []
    known = {"source": "3", "found_on": DAY, "internal_check_id": check.id}
    one = Finding.fresh(description="没有台账", **known)
    keep(store, one, Finding.fresh(description="没有会签", **known))
    assert one.department_id == place
    assert told(store, check) == ["发现问题 2 个，已整改 0 个"]
    with store.step("整改") as session:
        for finding in session.query(Finding):
            finding.state = "corrected"
    assert told(store, check) == []


@pytest.mark.parametrize(
    ("numbers", "paths"),
    [
        ((116, 115, 115), set()),
        ((116, 116, 116), set()),
        ((116, 117, 115), {"taken"}),
        ((116, 115, 116), {"passed"}),
        ((None, 5, 5), set()),
        ((-1, None, None), {"expected"}),
    ],
)
def test_no_more_pass_an_exam_than_sit_it_nor_sit_it_than_should(numbers, paths):
    expected, taken, passed = numbers
    exam = LawStudy.fresh(
        held_on=DAY, kind="5", topic="法律考试", expected=expected, taken=taken, passed=passed
    )
    assert said(exam) == paths


def test_an_exam_has_no_audience_and_a_lecture_no_exam_unless_there_was_one():
    shown = LawStudy.fields
    exam, lecture = LawStudy.fresh(kind="5"), LawStudy.fresh(kind="3")
    assert not shown["present"].shown_when(exam)
    assert not shown["taken"].shown_when(lecture)
    lecture.exam = True
    assert shown["taken"].shown_when(lecture)


def test_an_adviser_of_the_government_serves_no_village():
    known = {"name": "陈律师", "contract_from": DAY, "contract_to": DAY}
    assert "villages" in said(LegalAdviser.fresh(**known), Level.MISSING)
    own = LegalAdviser.fresh(engaged_by="2", **known)
    assert "villages" not in said(own, Level.MISSING)
    assert not LegalAdviser.fields["villages"].shown_when(own)
