"""A kept report on paper: with its letterhead, or as it is published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.figures.annual_report.composed import Composed, Letterhead
from db.figures.annual_report.reports import as_it_stands
from desktop.documents.annual_report.paper import sheet_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import AnnualReport
    from desktop.documents.form import Papers, Sheet


def published(composed: Composed) -> Composed:
    """The report without what only the formal paper has."""
    head = composed.letterhead
    return replace(composed, letterhead=Letterhead(sealed=head.sealed, note=head.note))


def _formal(session: Session, report: AnnualReport) -> Sheet:
    return _named(as_it_stands(session, report), "年度报告公文")


def _public(session: Session, report: AnnualReport) -> Sheet:
    return _named(published(as_it_stands(session, report)), "年度报告公开文本")


def _named(composed: Composed, form: str) -> Sheet:
    """The sheet under the form's name; the document itself has the report's title."""
    return replace(sheet_of(composed), name=f"{form} {composed.title}")


PAPERS: Papers = {"annual_report": _formal, "annual_report_public": _public}
