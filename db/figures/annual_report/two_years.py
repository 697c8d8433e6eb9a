"""A report's figures beside those of the year before: this year, last, by how much they changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from db.figures.annual_report.freezing import FrozenFigure, figures_of
from db.figures.annual_report.reports import report_of
from db.figures.annual_report.wording import LAST_YEAR
from db.figures.asking import Value, values
from db.figures.words import percent, said_percent


@dataclass(frozen=True)
class Change:
    """One figure of two years.

    Attributes:
        now, then: as printed; blank where it has no value.
        change: +58, -3; of rates in percentage points; blank where one year has none.
        rate: 107.4%; blank for rates and where there was nothing.
        reported: what last year's report printed, where it printed it and says otherwise.
    """

    code: str
    name: str
    now: str
    then: str
    change: str = ""
    rate: str = ""
    reported: str = ""


def two_years(session: Session, figures: Mapping[str, Value]) -> list[Change]:
    """Each figure that a report prints beside the year before, as the registers give it today.

    Args:
        session: for looking.
        figures: of ``Composed``; those of the year before are passed over.
    """
    now = {code: value for code, value in figures.items() if not code.endswith(LAST_YEAR)}
    if not now:
        return []
    period = next(iter(now.values())).period
    then = values(session, [one.figure for one in now.values()], period.year_ago())
    last = report_of(session, period.year_ago().first.year)
    frozen = figures_of(last.newest) if last is not None and last.newest is not None else {}
    return [_change(code, value, then[code], frozen.get(code)) for code, value in now.items()]


def _change(code: str, value: Value, before: Value, frozen: FrozenFigure | None) -> Change:
    reported = frozen.words if frozen is not None and frozen.words != before.words else ""
    known = value.kept and before.kept
    change, rate = _difference(value, before) if known else ("", "")
    return Change(code, value.figure.name, value.words, before.words, change, rate, reported)


def _difference(value: Value, before: Value) -> tuple[str, str]:
    if value.number is None or before.number is None:
        return "", ""
    if value.figure.measure.in_percent:
        return f"{Decimal(value.number) - Decimal(before.number):+}个百分点", ""
    now, then = value.shown or 0, before.shown or 0
    rate = percent(int(value.number - before.number), int(before.number))
    return f"{now - then:+}", "" if rate is None else said_percent(rate)
