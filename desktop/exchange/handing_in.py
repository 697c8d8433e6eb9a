"""A period handed in: the PDF signed, the workbook, both in a parcel, all written and proven."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.store.trouble import Trouble
from db.store.whole_file import file_name, write_whole
from desktop.documents.forms import form
from desktop.documents.issue import draft, issue
from desktop.documents.office_form import office_of
from desktop.documents.statistics import of_report
from desktop.exchange.drives.drive import folder_as_drive
from desktop.exchange.handing import hand_over
from desktop.exchange.outgoing import About as Handed
from desktop.exchange.outgoing import Outgoing
from desktop.exchange.parcel.making import delivered, make_parcel, refuse_unfit, void
from desktop.exchange.parcel.manifest import About, PackedFile
from desktop.exchange.summary_workbook import summary_workbook
from desktop.exchange.table_values import packed_tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from db.figures.tables import Report
    from db.store.database import Database
    from desktop.documents.statistics.asked import Asked
    from desktop.exchange.drives.put import Phase
    from desktop.exchange.parcel.making import Made, Seal


@dataclass(frozen=True)
class Way:
    """How it goes out: into which folder, who can open the parcel, the signing key's pin."""

    folder: Path
    seal: Seal
    pin: str = field(repr=False)


def hand_in(database: Database, report: Report, asked: Asked, way: Way) -> list[tuple[str, str]]:
    """Write PDF, workbook, parcel and slip into a folder; gives each name and what it is.

    The paper is entered as issued, the parcel in its register, all three files in 导出登记.

    Args:
        database: the open store.
        report: the tables, as they were shown and checked.
        asked: period, people, reason.
        way: the folder is there.

    Raises:
        Trouble: errors without a reason, no certificate, a wrong pin, or the folder refuses;
            a parcel that was made and not written is void.
    """
    folder = way.folder
    with database.read() as session:
        refuse_unfit(session, way.seal)
    paper = issue(database, of_report(report), asked, way.pin)
    with database.read() as session:
        office = office_of(session).name
        workbook, counts = summary_workbook(session, report, office, asked.name)
    title = f"{asked.name}统计汇总"
    stem = file_name(f"统计汇总-{asked.name}")
    packed = [
        PackedFile(f"{stem}.pdf", paper.pdf),
        PackedFile(f"{stem}.xlsx", workbook, "workbook"),
        *packed_tables(report, asked.name),
    ]
    about = About("summary", asked.name, report.period.first, report.period.last, counts)
    made = make_parcel(database, packed, about, way.seal, way.pin)
    records = sum(counts.values())
    outgoing = [
        Outgoing(f"{stem}.pdf", paper.pdf, title, extent="汇总数字"),
        Outgoing(f"{stem}.xlsx", workbook, f"{title}工作簿", records, masked=True),
        Outgoing(made.file_name, made.content, "报送包，内含以上两个文件", sequence=made.sequence),
    ]
    entry = _written(database, folder, outgoing, made, _receiver(database, made))
    slip = draft(database, form("stick_slip"), entry)
    name = f"交接单-{stem}.pdf"
    write_whole(folder / name, slip.pdf)
    return [
        (outgoing[0].safe_name, f"{paper.pages} 页，已电子签名"),
        (
            outgoing[1].safe_name,
            f"{len(report.tables)} 张统计表，背后的记录 {records} 条（隐去个人信息）",
        ),
        (outgoing[2].safe_name, f"报送包第 {made.sequence} 号，{len(packed)} 个文件"),
        (name, f"交接单，{slip.pages} 页，双方签名"),
    ]


def _written(
    database: Database, folder: Path, outgoing: Sequence[Outgoing], made: Made, receiver: str
) -> int:
    """Write and prove the files; gives the entry of the parcel in 导出登记."""
    about = Handed(receiver, "报送统计")
    try:
        done = hand_over(database, folder_as_drive(folder), outgoing, about, _unheard)
    except Trouble:
        void(database, made.record_id, f"没有写到 {folder}")
        raise
    delivered(database, made.record_id)
    return done.entries[-1]


def _receiver(database: Database, made: Made) -> str:
    from db.registers import Parcel

    with database.read() as session:
        return session.get_one(Parcel, made.record_id).receiver or ""


def _unheard(_number: int, _phase: Phase, _done: int, _total: int) -> None:
    """Nobody looks on."""
