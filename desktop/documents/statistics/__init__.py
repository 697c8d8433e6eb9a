"""The forms of the statistics: the summary of a period, signed as one file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.registers import ReceivedTable, ReportTable
from db.store.progress import Progress, unwatched
from desktop.documents.form import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from db.figures.tables import Filled, Finding, Report
    from desktop.documents.form import Sheet
    from desktop.documents.statistics.asked import Asked


def _filled_now(session: Session, asked: Asked, progress: Progress = unwatched) -> Sheet:
    from desktop.documents.statistics.whole import summary_sheet

    return summary_sheet(session, asked, progress)


SUMMARY = Form(
    "summary", "工作统计汇总", ReportTable, _filled_now, over="period", watched=_filled_now
)
"""Over a period (``Asked``): it is issued like any paper, and has no menu of a register."""


def _added_up(session: Session, asked: Asked, progress: Progress = unwatched) -> Sheet:
    from db.figures.received import report_of_all
    from desktop.documents.statistics.whole import tables_sheet

    report = report_of_all(session, asked.period, asked.cumulative, progress=progress)
    return tables_sheet(session, report, asked)


RECEIVED = Form(
    "received_summary", "下级报送汇总", ReceivedTable, _added_up, over="period", watched=_added_up
)
"""Over a period: what other offices handed in, added up with our own."""


def of_report(report: Report) -> Form:
    """The summary of tables as they were filled: what people saw and checked is what is signed."""

    def render(session: Session, asked: Asked) -> Sheet:
        from desktop.documents.statistics.whole import made

        return made(session, report, asked)

    return replace(SUMMARY, render=render, watched=None)


def of_table(filled: Filled, findings: Sequence[Finding]) -> Form:
    """One table as it was filled, or its blank."""

    def render(session: Session, asked: Asked) -> Sheet:
        from desktop.documents.statistics.whole import one_sheet

        return one_sheet(session, filled, findings, asked)

    return Form("statistics_table", filled.table.title, ReportTable, render, over="period")
