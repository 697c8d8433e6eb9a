"""What waits about emergencies and measures, and from which day on it is said."""

from datetime import date

from db.figures.deadlines import due
from db.registers import DeadlineRule, Drill, EmergencyPlan, Incident, Place, Shortcoming
from db.registers.emergency import PlanRevision
from db.registers.shortcoming import MeasureStep

ISSUED = date(2024, 3, 1)


def keep(store, *records):
    with store.step("登记") as session:
        session.add_all(records)
    return records[-1].id


def told(store, today, what=""):
    """(what, caption, day, whose) of everything that is brought up on a day."""
    with store.read() as session:
        return [
            (one.what, one.caption, one.due_on, one.whose)
            for one in due(session, today)
            if what in one.what
        ]


def plan(**values):
    known = {"name": "防汛预案", "kind": "1", "scope": "3", "issued_on": ISSUED}
    return EmergencyPlan.fresh(**(known | values))


def test_a_plan_is_filed_within_twenty_working_days(store):
    """March 2024 has 20 working days after the 1st that end on the 29th."""
    number = keep(store, plan(in_charge="应急办"))
    assert told(store, ISSUED) == [("应急预案备案", "防汛预案", date(2024, 3, 29), "应急办")]
    with store.step("备案") as session:
        session.get(EmergencyPlan, number).filed_on = date(2024, 3, 20)
    assert told(store, ISSUED) == []


def test_a_plan_issued_anew_is_filed_anew_and_one_with_a_new_telephone_is_not(store):
    one = plan(filed_on=date(2024, 3, 20))
    one.revisions = [PlanRevision.fresh(day=date(2024, 9, 2), issued_anew=False)]
    number = keep(store, one)
    assert told(store, date(2024, 9, 3)) == []
    with store.step("重新印发") as session:
        session.get(EmergencyPlan, number).revisions[0].issued_anew = True
    assert [row[0] for row in told(store, date(2024, 9, 3))] == ["应急预案备案"]
    with store.step("废止") as session:
        session.get(EmergencyPlan, number).repealed_on = date(2024, 9, 3)
    assert told(store, date(2024, 9, 3)) == []


def test_a_plan_is_revised_by_the_day_it_says_itself(store):
    coming = date(2026, 3, 1)
    number = keep(store, plan(filed_on=ISSUED, next_revision_on=coming))
    assert told(store, date(2025, 12, 30)) == []
    assert told(store, date(2025, 12, 31)) == [("修订应急预案", "防汛预案", coming, "")]
    with store.step("修订") as session:
        row = PlanRevision.fresh(day=coming, issued_anew=False)
        session.get(EmergencyPlan, number).revisions = [row]
    assert told(store, date(2026, 4, 1)) == []


def test_a_special_plan_is_drilled_every_three_years(store):
    number = keep(store, plan(scope="2", filed_on=ISSUED), plan(name="总体", scope="1"))
    special = number - 1
    drill = "演练专项应急预案"
    assert told(store, date(2026, 11, 30), drill) == []
    first = [(drill, "防汛预案", date(2027, 3, 1), "")]
    assert told(store, date(2026, 12, 1), drill) == first
    keep(store, Drill.fresh(name="演练", held_on=date(2026, 6, 1), plan_id=special))
    assert told(store, date(2027, 3, 1), drill) == []
    assert [row[2] for row in told(store, date(2029, 6, 1), drill)] == [date(2029, 6, 1)]


def test_an_office_where_slopes_slide_drills_more_often(store):
    keep(store, plan(scope="2", filed_on=ISSUED))
    own = DeadlineRule.fresh(
        rule="emergency_drill", n=12, unit_of_count="months", valid_from=ISSUED, basis="本镇多滑坡"
    )
    keep(store, own)
    [row] = told(store, date(2025, 2, 1))
    assert row[2] == date(2025, 3, 3)  # the 1st is a Saturday


def test_personal_data_waits_for_its_end_once_the_emergency_is_over(store):
    incident = Incident.fresh(name="山洪", happened_on=ISSUED, personal_data=True)
    number = keep(store, incident, Incident.fresh(name="无信息", happened_on=ISSUED)) - 1
    assert told(store, date(2024, 12, 31)) == []
    with store.step("结束") as session:
        session.get(Incident, number).ended_on = date(2024, 6, 3)
        session.get(Incident, number + 1).ended_on = date(2024, 6, 3)
    [row] = told(store, date(2024, 6, 4))
    assert row == ("销毁突发事件中收集的个人信息", "2024-03-01 山洪", date(2024, 7, 3), "")
    with store.step("销毁") as session:
        session.get(Incident, number).data_destroyed_on = date(2024, 6, 20)
    assert told(store, date(2024, 12, 31)) == []


def test_a_step_waits_while_its_problem_is_open(store):
    place = keep(store, Place.fresh(name="党政办", kind="4"))
    one = Shortcoming.fresh(year=2024, heading="思想认识", problem="甲", measure="乙")
    by = date(2024, 11, 30)  # a Saturday: what people promised is not moved
    one.steps = [
        MeasureStep.fresh(what="通报", department_id=place, due_on=by),
        MeasureStep.fresh(what="考核", due_on=by, done_on=ISSUED),
        MeasureStep.fresh(what="没有期限"),
    ]
    number = keep(store, one)
    assert told(store, date(2024, 10, 30)) == []
    said = "2024年第1个问题 思想认识：通报"
    assert told(store, date(2024, 10, 31)) == [("完成改进措施的举措", said, by, "党政办")]
    for state in ("done", "carried"):
        with store.step(state) as session:
            session.get(Shortcoming, number).state = state
        assert told(store, date(2024, 12, 31)) == []
