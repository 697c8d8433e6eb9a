"""The charts of the summary: trend by month, by type, by village, against last year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.figures.asking import values
from db.figures.catalogue import figure
from db.figures.splitting import MONTH, split
from desktop.documents.statistics.drawn import Series, lying, upright

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.graphics.shapes import Drawing
    from sqlalchemy.orm import Session

    from db.figures.period import Period
    from db.figures.splitting import Part

CASES = "mediation.total"
COMPARED = (
    CASES,
    "mediation.resolved",
    "aid.applied",
    "aid.closed",
    "consultations.total",
    "education.events",
    "trainings.sessions",
    "inspections.visits",
)
"""Counts of events, at home in each register: what a year is compared by."""
_MOST = 15  # bars; the others together as one
_TALL = 190.0  # points of the trend
_NONE = "本期没有案件"


@dataclass(frozen=True)
class Chart:
    """A chart under its name; ``drawing`` is None where there is nothing to draw, as ``said``."""

    title: str
    drawing: Drawing | None
    said: str = ""


def charts(session: Session, period: Period, wide: float) -> Iterator[Chart]:
    """All four, of a width in points.

    Args:
        session: for looking.
        period: what was counted; the trend runs from January to its end.
        wide: points.

    Raises:
        MissingGlyph: a character that no font has.
    """
    yield trend(session, period, wide)
    yield _parted(session, period, "dispute_type", "各类纠纷（件）", wide)
    yield _parted(session, period, "place_id", "各村居的纠纷（件）", wide)
    yield against_last_year(session, period, wide)


def trend(session: Session, period: Period, wide: float) -> Chart:
    """Cases by month, with those of the year before."""
    year = period.cumulative()
    ago = year.year_ago()
    now, then = (
        [_number(part) for part in split(session, figure(CASES), MONTH, one)] for one in (year, ago)
    )
    kept = _kept(session, ago)
    labels = [f"{one.first.month}月" for one in year.months()]
    before = [Series(f"{ago.last.year}年", then)] if kept else []
    series = [*before, Series(f"{year.last.year}年", now)]
    title = f"{year.name}逐月调解案件（件）"
    return Chart(title, upright(labels, series, wide, _TALL))


def against_last_year(session: Session, period: Period, wide: float) -> Chart:
    """The year's main figures beside those of a year ago; a register not kept has a dash."""
    figures = [figure(code) for code in COMPARED]
    told = [values(session, figures, one) for one in (period.year_ago(), period)]
    series = [
        Series(
            one.name,
            [int(v.number or 0) if v.kept else None for v in found.values()],
        )
        for one, found in zip((period.year_ago(), period), told, strict=True)
    ]
    labels = [f"{one.name}（{one.unit}）" for one in figures]
    return Chart("与去年同期比较", lying(labels, series, wide))


def _parted(session: Session, period: Period, by: str, title: str, wide: float) -> Chart:
    parts = split(session, figure(CASES), by, period)
    counted = sorted(((_number(part), part.name) for part in parts), key=lambda one: -one[0])
    shown = [(number, name) for number, name in counted if number]
    if not shown:
        return Chart(title, None, _NONE)
    rest = sum(number for number, _ in shown[_MOST:])
    bars = shown[:_MOST] + ([(rest, f"其余 {len(shown) - _MOST} 项")] if rest else [])
    return Chart(title, lying([name for _, name in bars], [_series(bars)], wide))


def _series(bars: Sequence[tuple[int, str]]) -> Series:
    return Series("", [number for number, _ in bars])


def _number(part: Part) -> int:
    return int(part.value.number or 0)


def _kept(session: Session, period: Period) -> bool:
    return values(session, [figure(CASES)], period)[CASES].kept
