"""What the page of the yearly report asks, and what the store answers; read behind the window."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.registers import AnnualReport

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.figures.annual_report.draft import Draft
    from db.figures.annual_report.findings import Finding
    from db.figures.annual_report.two_years import Change
    from db.figures.asking import Value


@dataclass(frozen=True)
class Answer:
    """All that the page shows at once.

    Attributes:
        kept: every report there is, newest year first, as id and name.
        report: the one that is shown; None while there is none.
        draft, findings: it in today's words and figures.
        years: its figures of this year and last.
        may_change: whether the person at the desk may write reports.
        newest: the report of the latest year.
    """

    kept: tuple[tuple[int, str], ...] = ()
    report: AnnualReport | None = None
    draft: "Draft | None" = None
    findings: "tuple[Finding, ...]" = ()
    years: "tuple[Change, ...]" = ()
    may_change: bool = True
    newest: AnnualReport | None = None

    @property
    def locked(self) -> bool:
        """Whether its words stay as they are: it is final, or the person may only look."""
        return not self.may_change or self.report is None or self.report.state != "draft"

    def tones(self) -> dict[str, str]:
        """The worst that was found of each statement."""
        from db.figures.annual_report.findings import Level

        tones: dict[str, str] = {}
        for one in self.findings:
            if one.level is not Level.NOTE and tones.get(one.key) != "error":
                tones[one.key] = "error" if one.level is Level.ERROR else "doubt"
        return tones


@dataclass(frozen=True)
class Opened:
    """Records behind a figure: what they are in it, their register, their ids."""

    role: str
    table: str
    ids: frozenset[int]


def answered(session: "Session", chosen: int | None, *, may_change: bool = True) -> Answer:
    """The report of that id, else the newest."""
    from db.figures.annual_report.reports import as_it_stands, draft_of
    from db.figures.annual_report.two_years import two_years

    live = select(AnnualReport).where(AnnualReport.deleted_at.is_(None))
    newest = live.order_by(AnnualReport.year.desc(), AnnualReport.id.desc())
    reports = list(session.scalars(newest))
    if not reports:
        return Answer(may_change=may_change)
    report = next((one for one in reports if one.id == chosen), reports[0])
    draft, findings = draft_of(session, report)
    if report.state != "draft":  # the words and figures that were frozen, not those of today
        now, kept_words = draft.composed, as_it_stands(session, report)
        shown = replace(kept_words, figures=now.figures, left_out=now.left_out)
        draft = replace(draft, composed=shown)
    kept = tuple((one.id, _called(one)) for one in reports)
    years = tuple(two_years(session, draft.composed.figures))
    return Answer(kept, report, draft, tuple(findings), years, may_change, reports[0])


def _called(report: AnnualReport) -> str:
    """Year and template: 2024年 分领域报告."""
    kind = AnnualReport.fields["template"].kind
    return f"{report.year}年　{kind.format(report.template)}"


def opened(session: "Session", value: "Value") -> tuple[Opened, ...]:
    """The records behind a figure, by what they are in it and by register."""
    from db.figures.behind import records

    found: dict[tuple[str, str], set[int]] = {}
    for group in records(session, value.figure, value.period):
        for row in group.rows:
            found.setdefault((group.role, row.table), set()).add(row.id)
    return tuple(Opened(role, table, frozenset(ids)) for (role, table), ids in found.items())
