"""Counting of days: 民法典 art. 201-203, on the calendar of the State Council's holidays."""

from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar


@dataclass(frozen=True)
class Deadline:
    """A counted day.

    Attributes:
        raw: where the count itself ends.
        day: the deadline: the day after the holidays when ``raw`` is a holiday (art. 203).
        certain: False when the holidays of that year are not announced yet; then week-ends alone
            were taken for holidays.
    """

    raw: date
    day: date
    certain: bool = True


def after_days(start: date, days: int) -> Deadline:
    """``days`` after the event; the day of the event is not counted (art. 201)."""
    return _moved(start + timedelta(days=days))


def after_months(start: date, months: int) -> Deadline:
    """The same-numbered day ``months`` later, or that month's last day (art. 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return _moved(date(year, month + 1, min(start.day, last)))


def is_holiday(day: date) -> tuple[bool, bool]:
    """Whether a day is a week-end or public holiday, and whether that is certain."""
    try:
        return chinese_calendar.is_holiday(day), True
    except NotImplementedError:
        return day.weekday() >= 5, False


def _moved(raw: date) -> Deadline:
    day, certain = raw, True
    while True:
        holiday, known = is_holiday(day)
        certain = certain and known
        if not holiday:
            return Deadline(raw, day, certain)
        day += timedelta(days=1)
