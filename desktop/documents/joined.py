"""Many papers as one: in one PDF for one job, each from a page of its own, odd when duplex."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from db.registers.users.access_log import note_whole
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble
from desktop.documents.issue import drafted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.store.database import Database
    from desktop.documents.form import Form
    from desktop.documents.issue import Issued

MOST = 500
"""Papers in one job."""


@dataclass(frozen=True)
class Skipped:
    """A record whose paper is not printed, and why."""

    name: str
    reason: str

    def sentence(self) -> str:
        """名称：原因."""
        return f"{self.name}：{self.reason}"


@dataclass(frozen=True)
class Batch:
    """The papers of one job; what is still a draft stands among the skipped."""

    title: str
    papers: tuple[Issued, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def pages(self) -> int:
        """Of all papers, one copy each."""
        return sum(paper.pages for paper in self.papers)

    def parts(self) -> list[tuple[int, int]]:
        """How many pages each paper has, and how many copies of it are wanted."""
        return [(paper.pages, paper.copies) for paper in self.papers]

    def pdf(self, *, duplex: bool = False) -> bytes:
        """All papers in one file."""
        return joined([(one.name, one.pdf) for one in self.papers], self.title, duplex=duplex)

    def sentence(self) -> str:
        """12 件可以打印，共 30 页；3 件已略过."""
        told = f"{len(self.papers)} 件可以打印，共 {self.pages} 页"
        return f"{told}；{len(self.skipped)} 件还不能打印，已略过" if self.skipped else told


def collect(
    database: Database, form: Form, ids: Sequence[int], progress: Progress = unwatched
) -> Batch:
    """Render the form for each record; drafts, and records that have no such paper, are skipped.

    Raises:
        Trouble: too many at once, or sensitive fields that the person may not see.
        Cancelled: through ``progress``.
    """
    if len(ids) > MOST:
        raise Trouble(f"一次最多打印 {MOST} 件，请缩小范围（选了 {len(ids)} 件）", wrong_input=True)
    note_whole(database, f"{form.title}{len(ids)}件", form.cls.__tablename__)
    papers, skipped = [], []
    with database.read() as session:
        for place, number in enumerate(ids):
            progress(place, len(ids))
            record = session.get(form.cls, number)
            if record is None or record.deleted_at is not None:
                continue
            if not form.offered(record):
                skipped.append(Skipped(record.called(), f"没有{form.title}"))
                continue
            try:
                paper = drafted(session, form, number)
            except Trouble as trouble:  # a character that no font has stops this paper alone
                skipped.append(Skipped(record.called(), trouble.sentence))
                continue
            if paper.missing:
                skipped.append(Skipped(record.called(), "；".join(paper.missing)))
            else:
                papers.append(paper)
    return Batch(f"{form.title}{len(papers)}件", tuple(papers), tuple(skipped))


def joined(papers: Sequence[tuple[str, bytes]], title: str, *, duplex: bool = False) -> bytes:
    """One PDF of several, a bookmark for each; equal papers give equal bytes.

    Args:
        papers: names and PDFs, in order.
        title: the file's title.
        duplex: a blank page follows each paper of an odd number of pages, so that no two papers
            share a sheet.
    """
    import pikepdf

    target = BytesIO()
    with pikepdf.new() as whole:
        marks = []
        for name, pdf in papers:
            if duplex and len(whole.pages) % 2:
                box = whole.pages[-1].mediabox
                whole.add_blank_page(page_size=(float(box[2]), float(box[3])))
            marks.append(pikepdf.OutlineItem(name, len(whole.pages)))
            with pikepdf.open(BytesIO(pdf)) as one:
                whole.pages.extend(one.pages)
        with whole.open_outline() as outline:
            outline.root.extend(marks)
        with whole.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
        whole.save(target, deterministic_id=True)
    return target.getvalue()
