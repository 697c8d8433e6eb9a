"""From the register to the report: composed in the office's words, with its letterhead, checked."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.annual_report.checking import check
from db.figures.annual_report.composed import Composed, Letterhead
from db.figures.annual_report.composing import set_out
from db.figures.annual_report.draft import Draft
from db.figures.annual_report.facts import gather
from db.figures.annual_report.findings import Finding, Level
from db.figures.annual_report.freezing import composed_of
from db.figures.annual_report.own_text import own_texts
from db.figures.annual_report.rows import annexes_of
from db.figures.annual_report.template import OwnText, Template, template
from db.figures.deadlines.waiting import live
from db.registers import AnnualReport
from db.store.problems import stopping
from db.store.trouble import Trouble


def report_of(session: Session, year: int, code: str | None = None) -> AnnualReport | None:
    """The report that the office keeps for a year, by its template; None asks for any."""
    query = select(AnnualReport).where(live(AnnualReport), AnnualReport.year == year)
    if code is not None:
        query = query.where(AnnualReport.template == code)
    return session.scalars(query.order_by(AnnualReport.id.desc()).limit(1)).first()


def begin(session: Session, year: int, code: str) -> AnnualReport:
    """Begin the report of a year with a template.

    Raises:
        Trouble: there is one already.
    """
    report = AnnualReport.fresh(year=year, template=code)
    for problem in stopping(session, report):
        raise Trouble(problem.sentence, wrong_input=True)
    session.add(report)
    return report


def draft(
    session: Session, year: int, made: Template, texts: Iterable[OwnText] = ()
) -> tuple[Draft, list[Finding]]:
    """A report without a record, and what the checks find.

    Raises:
        Trouble: there is no such year.
    """
    own = tuple(texts)
    facts = gather(session, year, made, own)
    composed = replace(set_out(made, own, facts), annexes=annexes_of(session, year))
    last = report_of(session, year - 1)
    drafted = Draft(made, own, facts, composed, None if last is None else _kept(session, last))
    return _with_problems(session, drafted)


def draft_of(
    session: Session, report: AnnualReport, code: str | None = None
) -> tuple[Draft, list[Finding]]:
    """The report of a record in its present words and figures, and what the checks find.

    Args:
        session: for looking.
        report: the record.
        code: another template to try; the office's words that it has no place for are left out.
    """
    made = template(code or report.template)
    own = own_texts(report)
    if made.code != report.template:
        own = tuple(text for text in own if made.statement(text.key) is not None)
    drafted, _ = draft(session, report.year, made, own)
    town = drafted.facts.words.get("town", "")
    composed = replace(
        drafted.composed,
        title=report.heading or drafted.composed.title,
        signed_by=report.signed_by or (f"{town}人民政府" if town else ""),
        dated=report.dated,
        letterhead=letterhead_of(report),
    )
    return _with_problems(session, replace(drafted, composed=composed))


def as_it_stands(session: Session, report: AnnualReport) -> Composed:
    """A draft as it is composed today, a final report as it was frozen."""
    newest = report.newest
    if report.state != "draft" and newest is not None:
        return composed_of(newest)
    return draft_of(session, report)[0].composed


def letterhead_of(report: AnnualReport) -> Letterhead:
    """What the formal paper has."""
    copied = (line.strip() for line in (report.copied_to or "").splitlines())
    return Letterhead(
        mark=report.mark or "",
        number=report.number or "",
        signer=report.signer or "",
        addressee=(report.addressee or "").rstrip("：:"),
        sealed=bool(report.sealed),
        note=(report.note or "").strip("（）()"),
        copied_to=tuple(filter(None, copied)),
        printed_by=report.printed_by or "",
        printed_on=report.printed_on,
    )


def _with_problems(session: Session, drafted: Draft) -> tuple[Draft, list[Finding]]:
    found = check(session, drafted)
    stopping = tuple(one.sentence for one in found if one.level is Level.ERROR)
    return replace(drafted, composed=replace(drafted.composed, problems=stopping)), found


def _kept(session: Session, report: AnnualReport) -> Composed:
    """A report of an earlier year as it was frozen, else as it is composed today."""
    newest = report.newest
    if newest is not None:
        return composed_of(newest)
    made, own = template(report.template), own_texts(report)
    return set_out(made, own, gather(session, report.year, made, own))
