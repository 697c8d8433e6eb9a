"""What waits in governing: each thing from its day on, until it is done."""

from datetime import date, timedelta

from db.figures.deadlines import due, due_of
from db.registers import LegalityReview, MajorDecision, NormativeDocument, Place, Task
from db.registers.governing import TaskDelay

TODAY = date(2024, 6, 3)  # a Monday
ONE = timedelta(days=1)


def waits(database, *records, today=TODAY):
    """By rule: when it is due, and whose it is."""
    with database.step("登记") as session:
        session.add_all(records)
    with database.read() as session:
        return {(one.code, one.due_on, one.whose) for one in due(session, today)}


def test_a_task_waits_for_its_department_by_the_day_it_was_put_off_to(database):
    with database.step("单位") as session:
        office = Place.fresh(name="应急站", kind="4")
        session.add(office)
    off = Task.fresh(
        subject="甲", starts_on=TODAY, due_on=TODAY, department_id=office.id, leader="李某"
    )
    off.delays = [TaskDelay.fresh(reason="雨", new_due=TODAY + 30 * ONE)]
    assert waits(
        database,
        off,
        Task.fresh(subject="乙", starts_on=TODAY, due_on=TODAY + 31 * ONE),  # not brought up yet
        Task.fresh(subject="丙", starts_on=TODAY, due_on=TODAY, state="done"),
        Task.fresh(subject="丁", starts_on=TODAY, due_on=TODAY, state="cancelled"),
        Task.fresh(subject="戊", starts_on=TODAY - 9 * ONE, due_on=TODAY - ONE, state="going"),
    ) == {
        ("task_due", TODAY + 30 * ONE, "应急站　李某"),
        ("task_due", TODAY - ONE, ""),
    }


def test_a_review_waits_while_it_lies_with_the_office(database):
    def review(**values):
        return LegalityReview.fresh(subject="事", sent_on=date(2024, 5, 24), **values)

    assert waits(
        database,
        review(),
        review(category="2", state="reviewing"),
        review(due_on=date(2024, 6, 20)),
        review(state="returned", returned_on=date(2024, 5, 27)),
        review(state="issued"),
        review(
            state="reviewing", returned_on=date(2024, 5, 27), resubmitted_on=date(2024, 5, 31)
        ),
    ) == {
        ("review_opinion", date(2024, 5, 31), "司法所"),
        ("review_decision", date(2024, 6, 4), "司法所"),
        ("review_opinion", date(2024, 6, 20), "司法所"),
        ("review_opinion", date(2024, 6, 4), "司法所"),
    }  # fmt: skip


# Twenty working days from Monday 6 May 2024 end on the 31st: Saturday the 11th was worked.


def test_a_document_waits_to_be_published_filed_and_looked_at_before_it_expires(database):
    def document(**values):
        return NormativeDocument.fresh(name="办法", **values)

    published = date(2024, 5, 30)
    assert waits(
        database,
        document(signed_on=date(2024, 5, 6)),
        document(state="in_force", published_on=published, valid_until=date(2029, 5, 29)),
        document(
            state="in_force",
            published_on=date(2019, 9, 1),
            filed_on=date(2019, 9, 3),
            valid_until=date(2024, 8, 31),
        ),
        document(state="repealed", published_on=date(2019, 9, 1), ended_on=date(2024, 1, 1)),
    ) == {
        ("document_publication", date(2024, 5, 31), ""),
        ("normative_filing", date(2024, 6, 14), ""),
        ("normative_expiry", date(2024, 8, 31), ""),
    }


def test_a_decision_waits_to_be_published_unless_it_need_not(database):
    day = date(2024, 5, 6)
    assert waits(
        database,
        MajorDecision.fresh(name="甲", decided_on=day),
        MajorDecision.fresh(name="乙", decided_on=day, not_needed="2,6"),
        MajorDecision.fresh(name="丙", decided_on=day, published_on=day),
        MajorDecision.fresh(name="丁"),
    ) == {("document_publication", date(2024, 5, 31), "")}


def test_each_record_tells_what_waits_about_itself_alone(database):
    records = [
        Task.fresh(subject="甲", starts_on=TODAY, due_on=TODAY),
        LegalityReview.fresh(subject="事", sent_on=date(2024, 5, 24)),
        NormativeDocument.fresh(name="办法", state="in_force", published_on=date(2024, 5, 30)),
    ]
    everything = waits(database, *records, Task.fresh(subject="乙", starts_on=TODAY, due_on=TODAY))
    with database.read() as session:
        told = [
            {(one.code, one.due_on, one.whose) for one in due_of(session, TODAY, table, 1)}
            for table in ("task", "legality_review", "normative_document")
        ]
    assert all(len(part) == 1 for part in told)
    assert set.union(*told) == everything
