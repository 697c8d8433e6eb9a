"""Days are counted as 民法典 art. 201-203 says, over real holidays and what the office enters."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.registers import DayOff
from db.store.calendar import Calendar
from tests.offices import new_store

SHIPPED = Calendar()
VECTORS = [
    ("2024-06-05", "2024-07-05", "2024-07-05"),
    ("2024-04-10", "2024-05-10", "2024-05-10"),
    ("2024-03-01", "2024-03-31", "2024-04-01"),
    ("2024-09-05", "2024-10-05", "2024-10-08"),
    ("2024-01-12", "2024-02-11", "2024-02-18"),
    ("2023-12-02", "2024-01-01", "2024-01-02"),
]
days = st.dates(date(2005, 1, 1), date(2040, 12, 31))
lengths = st.integers(0, 70)


@pytest.mark.parametrize(("event", "raw", "last"), VECTORS)
def test_thirty_days(event: str, raw: str, last: str) -> None:
    counted = SHIPPED.after_days(date.fromisoformat(event), 30)
    assert (counted.raw.isoformat(), counted.day.isoformat()) == (raw, last)
    assert counted.certain


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-11-30", 3, "2025-02-28"),
        ("2024-12-16", 1, "2025-01-16"),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day(start: str, months: int, end: str) -> None:
    assert SHIPPED.after_months(date.fromisoformat(start), months).day == date.fromisoformat(end)


def test_a_make_up_workday_is_no_holiday() -> None:
    assert SHIPPED.works(date(2024, 2, 18))
    assert SHIPPED.announced(2024)


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("2024-02-02", 1, "2024-02-04"),  # a Sunday that was worked for the Spring Festival
        ("2024-02-02", 7, "2024-02-18"),  # over the festival to the other such Sunday
        ("2024-09-27", 3, "2024-10-08"),  # Sunday 29th worked, 1st to 7th off
        ("2024-06-05", 7, "2024-06-17"),  # over the Dragon Boat Festival, Monday the 10th
        ("2024-10-11", 1, "2024-10-12"),  # a Saturday that was worked
        ("2024-06-08", 0, "2024-06-11"),
    ],
)
def test_working_days_count_make_up_workdays_and_pass_holidays(
    start: str, number: int, end: str
) -> None:
    counted = SHIPPED.after_working_days(date.fromisoformat(start), number)
    assert counted.day.isoformat() == end
    assert counted.certain


@given(days, lengths)
def test_the_end_is_a_working_day_and_never_before_the_count(start: date, number: int) -> None:
    for end in (
        SHIPPED.after_days(start, number),
        SHIPPED.after_working_days(start, number),
        SHIPPED.after_months(start, number),
    ):
        assert SHIPPED.works(end.day)
        assert start <= end.raw <= end.day
    passed = SHIPPED.after_working_days(start, number).day - start
    worked = [SHIPPED.works(start + timedelta(days=n)) for n in range(1, passed.days + 1)]
    if number:
        assert sum(worked) == number


@given(days, lengths, lengths)
def test_a_longer_period_never_ends_sooner(start: date, one: int, other: int) -> None:
    shorter, longer = sorted((one, other))
    for count in (SHIPPED.after_days, SHIPPED.after_working_days, SHIPPED.after_months):
        assert count(start, shorter).day <= count(start, longer).day


@given(days, lengths)
def test_working_days_are_never_fewer_than_days(start: date, number: int) -> None:
    assert SHIPPED.after_days(start, number).day <= SHIPPED.after_working_days(start, number).day


def test_a_year_without_announced_holidays_is_said_to_be_uncertain() -> None:
    far = SHIPPED.after_days(date(2199, 5, 1), 30)
    assert far.doubtful == (2199,)
    assert far.day.weekday() < 5


def test_only_days_that_the_count_looks_at_make_it_uncertain() -> None:
    last = max(year for year in range(2020, 2100) if SHIPPED.announced(year))
    start = date(last, 12, 1)
    assert SHIPPED.after_working_days(start, 5).certain
    assert SHIPPED.after_working_days(start, 60).doubtful == (last + 1,)
    assert SHIPPED.after_days(start, 60).doubtful == (last + 1,)


def test_the_end_of_time_is_no_bug() -> None:
    for count in (SHIPPED.after_days, SHIPPED.after_working_days, SHIPPED.after_months):
        assert count(date(9999, 12, 20), 30).day <= date.max


def test_the_office_makes_a_day_off_or_worked() -> None:
    wednesday, saturday = date(2024, 6, 12), date(2024, 6, 15)
    changed = Calendar({wednesday: False, saturday: True})
    start = date(2024, 6, 11)
    assert SHIPPED.after_working_days(start, 3).day == date(2024, 6, 14)
    assert changed.after_working_days(start, 3).day == saturday
    assert changed.after_days(start, 1).day == date(2024, 6, 13)
    assert changed.after_days(start, 4).day == saturday


def test_what_the_office_enters_is_read_and_announces_a_year(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        with store.step("春节") as session:
            session.add_all(
                [
                    DayOff.fresh(day=date(2187, 2, 5), until=date(2187, 2, 11), kind="rest"),
                    DayOff.fresh(day=date(2187, 2, 7), kind="work"),
                    DayOff.fresh(day=date(2187, 2, 3), kind="work"),  # a Saturday
                ]
            )
        with store.read() as session:
            calendar = DayOff.calendar(session)
        worked = [day for day in range(1, 15) if calendar.works(date(2187, 2, day))]
        assert worked == [1, 2, 3, 7, 12, 13, 14]
        assert calendar.after_days(date(2187, 2, 1), 8).day == date(2187, 2, 12)
        assert not calendar.announced(2187)
        with store.step("其余") as session:
            session.add_all(DayOff.fresh(day=date(2187, *d)) for d in ((1, 1), (5, 1), (10, 1)))
        with store.read() as session:
            assert DayOff.calendar(session).announced(2187)
