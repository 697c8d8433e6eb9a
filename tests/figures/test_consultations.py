"""Consultations in 人次: one by one, at events, at activities, and never twice."""

from datetime import date

import pytest

from db.registers import Consultation, LawEvent, LegalActivity
from tests.counted import counted
from tests.offices import keep

YEAR = date(2024, 1, 1), date(2024, 12, 31)
DAY = date(2024, 5, 1)


def asked(**values):
    return Consultation.fresh(day=DAY, **values)


def event(**values):
    return LawEvent.fresh(
        **{"name": "集中宣传", "starts_on": DAY, "place": "场坝", "state": "held", **values}
    )


def totals(database):
    every = counted(database, "consultations.total", *YEAR)
    there = ("events", "activities")
    at_events = (counted(database, f"consultations.{one}", *YEAR).value for one in there)
    return every.value, sum(at_events)


def test_one_by_one_and_a_day_of_many(database):
    keep(database, asked(), asked(persons=25), asked(persons=3))
    assert totals(database) == (29, 0)


@pytest.mark.parametrize(
    ("counted", "single", "number"), [(40, 5, 40), (None, 5, 5), (3, 5, 5), (40, 0, 40)]
)
def test_what_was_asked_at_an_event_is_part_of_its_number(database, counted, single, number):
    (held,) = keep(database, event(consultations=counted))
    if single:
        keep(database, asked(persons=single, event_id=held))
    keep(database, asked(persons=2))
    assert totals(database) == (number + 2, number)


def test_an_activity_counts_like_an_event(database):
    (own,) = keep(database, LegalActivity.fresh(held_on=DAY, place="村委会", consultations=3))
    keep(database, asked(persons=2, activity_id=own))
    assert totals(database) == (3, 3)


def test_what_was_asked_at_an_event_that_was_called_off_still_counts(database):
    (planned,) = keep(database, event(state="cancelled", consultations=9))
    keep(database, asked(persons=4, event_id=planned))
    assert totals(database) == (4, 0)


def test_the_records_behind_are_named_once(database):
    (held,) = keep(database, event(consultations=40))
    alone, _ = keep(database, asked(), asked(event_id=held))
    behind = counted(database, "consultations.total", *YEAR).behind
    assert behind == (("consultation", alone), ("law_event", held))
