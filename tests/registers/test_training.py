"""Training: who took part counts once, for the session's hours or fewer."""

from datetime import date

from db.registers import Training
from db.registers.staff import EnforcementPost
from db.registers.training import Attendee
from db.store.problems import Level
from tests.enforcers import staff


def session_of(*attendees, hours=8, **values):
    training = Training.fresh(name="新法培训", starts_on=date(2024, 3, 1), hours=hours, **values)
    training.attendees = list(attendees)
    return training


def stops(training):
    return [p.sentence for p in training.problems() if p.level is Level.STOP]


def test_attendances_are_the_rows(database):
    with database.step("培训") as session:
        one = staff(session, "王某")
        training = session_of(
            Attendee.fresh(staff_id=one.id), Attendee.fresh(name="外来人", unit="某县局")
        )
        session.add(training)
    with database.read() as session:
        assert session.get(Training, training.id).attendances == 2


def test_a_number_from_a_sheet_of_signatures_counts_until_names_are_listed(database):
    with database.step("培训") as session:
        training = session_of(attendances=46)
        assert "attendees" not in {problem.path for problem in training.problems()}
        session.add(training)
    with database.step("名单") as session:
        kept = session.get(Training, training.id)
        assert kept.attendances == 46
        kept.attendees = [Attendee.fresh(name="外来人")]
    with database.read() as session:
        assert session.get(Training, training.id).attendances == 1


def test_nobody_is_counted_twice():
    training = session_of(Attendee.fresh(staff_id=1), Attendee.fresh(staff_id=1))
    assert stops(training) == ["同一人列了两次，人次会多计"] * 2
    namesakes = session_of(Attendee.fresh(name="李某"), Attendee.fresh(name="李某"))
    assert stops(namesakes) == []


def test_somebody_is_named():
    assert stops(session_of(Attendee.fresh())) == ["请选工作人员，外单位人员填写姓名"]


def test_who_left_early_has_fewer_hours():
    early = Attendee.fresh(staff_id=1, hours=3)
    training = session_of(early, Attendee.fresh(staff_id=2))
    assert [training.hours_of(row) for row in training.attendees] == [3, 8]
    early.hours = 9
    assert any("学时多于本期" in p.sentence for p in training.problems())


def test_it_does_not_end_before_it_begins():
    assert stops(session_of(ends_on=date(2024, 2, 28))) == ["结束日期早于开始日期，请核对"]


def test_everybody_on_a_post_that_day_is_listed_once_and_then_left_to_people(database):
    ended = [EnforcementPost.fresh(post="岗", since=date(2020, 1, 1), until=date(2024, 2, 29))]
    with database.step("培训") as session:
        one, _gone = staff(session, "在岗"), staff(session, "离岗", posts=ended)
        two = staff(session, "也在岗")
        training = session_of(scope="2")
        session.add(training)
    with database.step("改") as session:
        kept = session.get(Training, training.id)
        assert [row.staff_id for row in kept.attendees] == [one.id, two.id]
        kept.attendees.pop()
    with database.read() as session:
        assert session.get(Training, training.id).attendances == 1
