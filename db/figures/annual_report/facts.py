"""What a report is composed of: values of its figures, the year, the town, rows to be repeated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.annual_report.rows import rows_of
from db.figures.annual_report.template import OwnText, Template
from db.figures.annual_report.wording import LAST_YEAR, codes_in
from db.figures.asking import Value, values
from db.figures.catalogue import figure
from db.figures.figure import Figure
from db.figures.period import Period
from db.registers import Office
from db.store.trouble import Trouble


@dataclass(frozen=True)
class Facts:
    """Everything that the words of a report can say.

    Attributes:
        year: of the report.
        words: town, district, office, head.
        values: by code, ``code@last`` for those of the year before.
        unknown: codes that no figure has, or that give no value, with the sentence that says so.
        rows: what is repeated, by name; each row is words by name.
    """

    year: int
    words: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    unknown: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)

    @property
    def numbers(self) -> dict[str, int | Decimal | None]:
        """The exact numbers by code; none of a register that was not kept."""
        return {code: one.number if one.kept else None for code, one in self.values.items()}


def gather(session: Session, year: int, template: Template, texts: Iterable[OwnText] = ()) -> Facts:
    """Ask for everything that a template and the office's own words say.

    Raises:
        Trouble: there is no such year.
    """
    period = Period.year(year)
    own = [code for text in texts for code in codes_in(text.text)]
    asked = dict.fromkeys([c for one in template.statements for c in one.codes] + own)
    found: dict[str, Value] = {}
    unknown: dict[str, str] = {}
    for last in (False, True):
        known: dict[str, Figure] = {}
        for code in (one for one in asked if one.endswith(LAST_YEAR) == last):
            try:
                known[code] = figure(code.removesuffix(LAST_YEAR))
            except Trouble as error:
                unknown[code] = error.sentence
        when = period.year_ago() if last else period
        _ask(session, known, when, found, unknown)
    return Facts(year, _words(session), found, unknown, rows_of(session, year))


def _ask(
    session: Session,
    known: Mapping[str, Figure],
    period: Period,
    found: dict[str, Value],
    unknown: dict[str, str],
) -> None:
    """Ask all together; where one of them cannot be counted, each by itself."""
    try:
        answer = values(session, known.values(), period)
        found.update({code: answer[one.code] for code, one in known.items()})
    except Trouble:
        for code, one in known.items():
            try:
                found[code] = values(session, (one,), period)[one.code]
            except Trouble as error:
                unknown[code] = error.sentence


def _words(session: Session) -> dict[str, str]:
    office = session.scalar(select(Office).where(Office.deleted_at.is_(None)).limit(1))
    if office is None:
        return {}
    return {
        "town": office.township or "",
        "district": office.district or "",
        "office": office.name or "",
        "head": office.head or "",
    }
