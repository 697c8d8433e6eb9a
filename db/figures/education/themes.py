"""The themes of a year, each with its events: what was missed, what comes, what is arranged."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.registers.education import COUNTED, EventTheme, LawEvent, LawTheme


class Standing(Enum):
    """How far a theme's events are."""

    MISSED = "已过，没有活动"
    OPEN = "还没有安排"
    PLANNED = "已安排"
    HELD = "已开展"


@dataclass(frozen=True)
class ThemeEvent:
    """One event of a theme."""

    id: int
    name: str
    starts_on: date
    state: str
    audience: int | None

    @property
    def held(self) -> bool:
        """Whether it took place."""
        return self.state in COUNTED


@dataclass(frozen=True)
class Outlook:
    """A theme and its events, those called off left out."""

    theme: LawTheme
    events: tuple[ThemeEvent, ...]
    today: date

    @property
    def standing(self) -> Standing:
        """An event planned for a day that is past and never held does not count."""
        if any(event.held for event in self.events):
            return Standing.HELD
        if any(event.starts_on >= self.today for event in self.events):
            return Standing.PLANNED
        last = self.theme.last_day()
        return Standing.MISSED if last and last < self.today else Standing.OPEN


def outlook(session: Session, year: int, today: date) -> list[Outlook]:
    """Every theme of the year by its days, with its events by theirs."""
    themes = session.scalars(
        select(LawTheme)
        .where(live(LawTheme), LawTheme.year == year)
        .order_by(LawTheme.starts_on, LawTheme.id)
    ).all()
    rows = session.execute(
        select(
            EventTheme.theme_id,
            LawEvent.id,
            LawEvent.name,
            LawEvent.starts_on,
            LawEvent.state,
            LawEvent.audience_number,
        )
        .join(LawEvent, LawEvent.id == EventTheme.owner_id)
        .where(
            live(LawEvent),
            LawEvent.state != "cancelled",
            EventTheme.theme_id.in_([theme.id for theme in themes]),
        )
        .order_by(LawEvent.starts_on, LawEvent.id)
    )
    found: dict[int, dict[int, ThemeEvent]] = {theme.id: {} for theme in themes}
    for row in rows:
        found[row.theme_id][row.id] = ThemeEvent(
            row.id, row.name, row.starts_on, row.state, row.audience_number
        )
    return [Outlook(theme, tuple(found[theme.id].values()), today) for theme in themes]
