"""Notes what figures said when the office wrote its own words."""

import json

from sqlalchemy.orm import Session

from db.figures.annual_report.facts import gather
from db.figures.annual_report.template import DROPPED, OwnText, Template, template
from db.figures.annual_report.wording import codes_in
from db.registers import AnnualReport
from db.registers.annual_report import ReportText


def own_texts(report: AnnualReport) -> tuple[OwnText, ...]:
    """The office's own words of a report, in their order."""
    return tuple(
        OwnText(row.key, row.way, row.text or "", _noted(row.figures_then)) for row in report.texts
    )


def _noted(text: str | None) -> tuple[tuple[str, str], ...]:
    try:
        read = json.loads(text or "{}")
    except ValueError:
        return ()
    return tuple((str(k), str(v)) for k, v in read.items()) if isinstance(read, dict) else ()


def write(session: Session, report: AnnualReport, key: str, way: str, text: str = "") -> None:
    """Put the office's words in place of a statement, or behind it, or leave it out.

    Args:
        session: of a running step.
        report: belongs to it.
        key: of the statement.
        way: REWRITTEN, ADDED or DROPPED.
        text: with places for figures; blank takes earlier words back.

    Raises:
        KeyError: the template has no such statement.
    """
    made = template(report.template)
    if made.statement(key) is None:
        raise KeyError(key)
    report.texts = [row for row in report.texts if row.key != key or row.way != way]
    if text.strip() or way == DROPPED:
        then = _figures_now(session, report.year, made, text)
        report.texts.append(ReportText.fresh(key=key, way=way, text=text, figures_then=then))


def take_back(report: AnnualReport, key: str) -> None:
    """Let the template speak again: all that the office said of a statement goes.

    The report belongs to the session of a running step.
    """
    report.texts = [row for row in report.texts if row.key != key]


def _figures_now(session: Session, year: int, made: Template, text: str) -> str:
    """The printed words of a text's figures by code, as JSON."""
    alone = Template(made.code, made.name, "", ())
    found = gather(session, year, alone, (OwnText("", "", text),)).values
    said = {code: found[code].words for code in codes_in(text) if code in found}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)
