"""Days are counted as 民法典 art. 201-203 says, over real holidays."""

from datetime import date

import pytest

from db.figures.calendar import after_days, after_months, is_holiday

VECTORS = [
    ("2024-06-05", "2024-07-05", "2024-07-05"),
    ("2024-04-10", "2024-05-10", "2024-05-10"),
    ("2024-03-01", "2024-03-31", "2024-04-01"),
    ("2024-09-05", "2024-10-05", "2024-10-08"),
    ("2024-01-12", "2024-02-11", "2024-02-18"),
    ("2023-12-02", "2024-01-01", "2024-01-02"),
]


@pytest.mark.parametrize(("event", "raw", "last"), VECTORS)
def test_thirty_days(event: str, raw: str, last: str) -> None:
    counted = after_days(date.fromisoformat(event), 30)
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
    assert after_months(date.fromisoformat(start), months).day == date.fromisoformat(end)


def test_a_make_up_workday_is_no_holiday() -> None:
    assert is_holiday(date(2024, 2, 18)) == (False, True)


def test_a_year_without_announced_holidays_is_said_to_be_uncertain() -> None:
    far = after_days(date(2199, 5, 1), 30)
    assert not far.certain
    assert far.day.weekday() < 5
