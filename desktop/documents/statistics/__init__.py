"""The forms of the statistics: the summary of a period, signed as one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.registers import ReportTable
from db.store.progress import Progress, unwatched
from desktop.documents.form import Form

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.documents.form import Sheet
    from desktop.documents.statistics.asked import Asked


def _summary(session: Session, asked: Asked, progress: Progress = unwatched) -> Sheet:
    from desktop.documents.statistics.whole import summary_sheet

    return summary_sheet(session, asked, progress)


SUMMARY = Form("summary", "工作统计汇总", ReportTable, _summary, over="period", watched=_summary)
"""Over a period (``Asked``): it is issued like any paper, and has no menu of a register."""
