"""The added-up tables on paper and as a workbook."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db.store.whole_file import file_name, write_whole
from desktop.documents.office_form import office_of
from desktop.documents.statistics.asked import Asked
from desktop.documents.statistics.whole import tables_sheet
from desktop.exchange.summary_workbook import summary_workbook

if TYPE_CHECKING:
    from db.figures.tables import Report
    from db.store.database import Database


def write_added_up(database: "Database", report: "Report", folder: Path) -> list[tuple[str, str]]:
    """Write PDF and workbook into a folder; gives each name and what it is.

    Raises:
        Trouble: the folder refuses.
    """
    asked = Asked(report.asked, report.cumulative, filled_by=database.user, filled_on=date.today())
    with database.read() as session:
        sheet = tables_sheet(session, report, asked)
        office = office_of(session).name
        book = summary_workbook(session, report, office, asked.name)
    stem = file_name(f"{report.title}-{asked.name}")
    write_whole(folder / f"{stem}.pdf", sheet.pdf)
    write_whole(folder / f"{stem}.xlsx", book.content)
    count = len(report.tables)
    return [(f"{stem}.pdf", f"{count} 张表，{sheet.pages} 页"), (f"{stem}.xlsx", f"{count} 张表")]
