"""Counting of days: 民法典 art. 201-203, on the calendar of the State Council's holidays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)
_FIXED = ((1, 1), (5, 1), (10, 1))
"""Holidays with a day of their own; where all are entered, the whole year was (see DayOff)."""


@dataclass(frozen=True)
class Deadline:
    """A counted day.

    Attributes:
        raw: where the count itself ends.
        day: the deadline: the day after the holidays when ``raw`` is a holiday (art. 203).
        doubtful: the years whose holidays are not announced yet, though the count depends on
            them; then week-ends alone were taken for holidays.
    """

    raw: date
    day: date
    doubtful: tuple[int, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the holidays of all its years are announced."""
        return not self.doubtful


class Calendar:
    """Which days are worked: what the office entered, then the library, then week-ends alone.

    Args:
        changed: days that the office entered, True where they are worked.
    """

    def __init__(self, changed: Mapping[date, bool] | None = None) -> None:
        self._changed = dict(changed or {})
        self._known: dict[int, bool] = {}

    def works(self, day: date) -> bool:
        """Whether a day is worked; make-up workdays are."""
        entered = self._changed.get(day)
        if entered is not None:
            return entered
        known = _in_library(day)
        return day.weekday() < 5 if known is None else known

    def sure(self, day: date) -> bool:
        """Whether it is announced that a day is worked or off."""
        return day in self._changed or self.announced(day.year)

    def announced(self, year: int) -> bool:
        """Whether library or office know the holidays of a year."""
        if year not in self._known:
            self._known[year] = _in_library(date(year, 1, 1)) is not None or all(
                self._changed.get(date(year, *fixed)) is False for fixed in _FIXED
            )
        return self._known[year]

    def after_days(self, start: date, days: int) -> Deadline:
        """``days`` after the event; the day of the event is not counted (art. 201)."""
        return self._moved(_plus(start, days))

    def after_months(self, start: date, months: int) -> Deadline:
        """The same-numbered day ``months`` later, or that month's last day (art. 202)."""
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        if year >= date.max.year:
            return Deadline(date.max, date.max)
        following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
        return self._moved(date(year, month + 1, min(start.day, (following - _DAY).day)))

    def after_working_days(self, start: date, days: int) -> Deadline:
        """The ``days``-th working day after the event, the day of the event not counted."""
        day, left, passed = start, days, []
        while left and day < date.max:
            day += _DAY
            left -= self.works(day)
            passed.append(day)
        return self._moved(day, passed)

    def _moved(self, raw: date, passed: Iterable[date] = ()) -> Deadline:
        looked_at = [*passed, raw]
        while not self.works(looked_at[-1]) and looked_at[-1] < date.max:
            looked_at.append(looked_at[-1] + _DAY)
        doubtful = {day.year for day in looked_at if not self.sure(day)}
        return Deadline(raw, looked_at[-1], tuple(sorted(doubtful)))


@cache
def _in_library(day: date) -> bool | None:
    """Whether a day is worked, None beyond the library's years; it searches them all each time."""
    import chinese_calendar  # at first use: registers are read at every start

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def _plus(start: date, days: int) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def years_on(day: date, years: int) -> date:
    """The same day so many years on; of 29 February, the last of that month."""
    year = min(day.year + years, date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
