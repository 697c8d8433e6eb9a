"""The office's calendar, for whoever counts a period."""

from sqlalchemy.orm import Session

from db.registers import DayOff
from db.store.calendar import Calendar, Deadline, after_days, after_months, is_holiday

__all__ = [
    "Calendar",
    "Deadline",
    "after_days",
    "after_months",
    "is_holiday",
    "office_calendar",
]


def office_calendar(session: Session) -> Calendar:
    """The calendar with what the office entered."""
    return DayOff.calendar(session)
