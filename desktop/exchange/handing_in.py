"""A period handed in: the PDF signed, the workbook, both in a parcel, all written and proven."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.store.progress import Progress, unwatched
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
from desktop.exchange.parcel.making import delivered, make_parcel, void
from desktop.exchange.parcel.manifest import About, PackedFile
from desktop.exchange.parcel.seal import refuse_unfit
from desktop.exchange.secret_marks import in_files, in_words, read_by_people
from desktop.exchange.summary_workbook import summary_workbook
from desktop.exchange.table_values import packed_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.figures.tables import Report
    from db.store.database import Database
    from desktop.documents.issue import Issued
    from desktop.documents.statistics.asked import Asked
    from desktop.exchange.drives.put import Phase
    from desktop.exchange.parcel.making import Made
    from desktop.exchange.parcel.seal import Seal
    from desktop.exchange.summary_workbook import Book

PURPOSE = "报送统计"
_STAGES = 2


@dataclass(frozen=True)
class Way:
    """How it goes out: into which folder, who can open the parcel, the signing key's pin.

    ``marks_read``: see ``prepare``.
    """

    folder: Path
    seal: Seal
    pin: str = field(repr=False)
    marks_read: bool = False


@dataclass(frozen=True)
class Prepared:
    """All that goes out, made and signed, and not yet written anywhere.

    Attributes:
        outgoing: PDF, workbook, parcel. ``made``: the parcel.
        receiver: who can open it, as its register says.
        said: a line on each of the three.
    """

    outgoing: tuple[Outgoing, ...]
    made: Made
    receiver: str
    said: tuple[str, ...]

    @property
    def about(self) -> Handed:
        """For whom and why."""
        return Handed(self.receiver, PURPOSE)

    def arrived(self, database: Database) -> None:
        """Note that the parcel was written and proven."""
        delivered(database, self.made.record_id)

    def given_up(self, database: Database, why: str) -> None:
        """Void the parcel; its number is used up."""
        void(database, self.made.record_id, why)


def prepare(
    database: Database,
    report: Report,
    asked: Asked,
    seal: Seal,
    pin: str,
    *,
    marks_read: bool = False,
    progress: Progress = unwatched,
) -> Prepared:
    """Sign the PDF, make the workbook, pack both and the numbers in a parcel.

    The paper is entered as issued, the parcel in its register.

    Args:
        database: the open store.
        report: the tables, as they were shown and checked.
        asked: period, people, reason.
        seal: who can open the parcel.
        pin: of the signing key.
        marks_read: people have read where marks of state secrets stand, and go on.
        progress: of the two stages that can be cancelled.

    Raises:
        Marked: there are marks that nobody has read yet.
        Trouble: errors without a reason, no certificate, a wrong pin.
        Cancelled: through ``progress``, before anything was entered.
    """
    database.rights.refuse_partial("报送的统计")
    with database.read() as session:
        refuse_unfit(session, seal)
        office = office_of(session).name
        progress(0, _STAGES)
        book = summary_workbook(session, report, office, asked.name)
    tables = packed_tables(report, asked.name)
    places = [*book.places, *in_files(tables), *in_words(_typed(report, asked))]
    secrecy = read_by_people(places, read=marks_read)
    progress(1, _STAGES)
    paper = issue(database, of_report(report), asked, pin)
    stem = file_name(f"统计汇总-{asked.name}")
    packed = [
        PackedFile(f"{stem}.pdf", paper.pdf),
        PackedFile(f"{stem}.xlsx", book.content, "workbook"),
        *tables,
    ]
    about = About("summary", asked.name, report.period.first, report.period.last, book.counts)
    made = make_parcel(database, packed, about, seal, pin, marks_read=True)
    return _prepared(database, paper, book, made, (report, asked, secrecy))


def _prepared(
    database: Database,
    paper: Issued,
    book: Book,
    made: Made,
    about: tuple[Report, Asked, str | None],
) -> Prepared:
    report, asked, secrecy = about
    records = sum(book.counts.values())
    title, stem = f"{asked.name}统计汇总", file_name(f"统计汇总-{asked.name}")
    outgoing = (
        Outgoing(f"{stem}.pdf", paper.pdf, title, extent="汇总数字", secrecy=secrecy),
        Outgoing(
            f"{stem}.xlsx", book.content, f"{title}工作簿", records, masked=True, secrecy=secrecy
        ),
        Outgoing(
            made.file_name,
            made.content,
            "报送包，内含以上两个文件",
            sequence=made.sequence,
            secrecy=secrecy,
        ),
    )
    said = (
        f"{paper.pages} 页，已电子签名",
        f"{len(report.tables)} 张统计表，{book.said}",
        f"报送包第 {made.sequence} 号，{len(report.tables) + 2} 个文件",
    )
    return Prepared(outgoing, made, _receiver(database, made), said)


def hand_in(database: Database, report: Report, asked: Asked, way: Way) -> list[tuple[str, str]]:
    """Write PDF, workbook, parcel and slip into a folder; gives each name and what it is.

    All three files are entered in 导出登记.

    Args:
        database: the open store.
        report: the tables, as they were shown and checked.
        asked: period, people, reason.
        way: the folder is there.

    Raises:
        Trouble: see ``prepare``, or the folder refuses; then the parcel is void.
    """
    ready = prepare(database, report, asked, way.seal, way.pin, marks_read=way.marks_read)
    try:
        drive = folder_as_drive(way.folder)
        done = hand_over(database, drive, ready.outgoing, ready.about, _unheard)
    except Trouble:
        ready.given_up(database, f"没有写到 {way.folder}")
        raise
    ready.arrived(database)
    slip = draft(database, form("stick_slip"), done.entries[-1])
    name = f"交接单-{file_name(f'统计汇总-{asked.name}')}.pdf"
    write_whole(way.folder / name, slip.pdf)
    names = [one.safe_name for one in ready.outgoing]
    said = list(zip(names, ready.said, strict=True))
    return [*said, (name, f"交接单，{slip.pages} 页，双方签名")]


def _typed(report: Report, asked: Asked) -> Iterator[tuple[str, str | None]]:
    """What people wrote beside the numbers, with its place."""
    yield "仍要报出的理由", asked.despite
    for filled in report.tables:
        yield f"{filled.table.title}的说明", filled.table.note
        if filled.held is not None:
            for line in (*filled.held.notes, *filled.held.corrections):
                yield f"{filled.table.title}的批注", line


def _receiver(database: Database, made: Made) -> str:
    from db.registers import Parcel

    with database.read() as session:
        return session.get_one(Parcel, made.record_id).receiver or ""


def _unheard(_number: int, _phase: Phase, _done: int, _total: int) -> None:
    """Nobody looks on."""
