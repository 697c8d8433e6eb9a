"""The whole summary as one PDF: cover, tables, charts, each on the paper it needs."""

from __future__ import annotations

from io import BytesIO
from itertools import accumulate
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.figures.returns import signed_report
from db.registers import Return
from db.store.anchors import chain_of, chain_of_content
from desktop.documents.footers import of_pages
from desktop.documents.form import Sheet
from desktop.documents.joined import joined
from desktop.documents.office_form import beside, office_of
from desktop.documents.page import AGREEMENT, Document, Style
from desktop.documents.pdfa import archival
from desktop.documents.statistics.charts import charts
from desktop.documents.statistics.cover import cover
from desktop.documents.statistics.one_table import table_paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from db.figures.tables import Filled, Finding, Report
    from db.store.progress import Progress
    from desktop.documents.footers import Foot, Footer
    from desktop.documents.page import Rendered
    from desktop.documents.statistics.asked import Asked

_CHARTS = "图表"


def summary_sheet(session: Session, asked: Asked, progress: Progress) -> Sheet:
    """The summary of a period, as signed or filled now; see ``made``.

    Raises:
        MissingGlyph: a character that no font has.
        Cancelled: through ``progress``.
    """
    filled = signed_report(session, asked.period, asked.cumulative, progress=progress)
    return made(session, filled, asked)


def made(session: Session, report: Report, asked: Asked) -> Sheet:
    """The summary of tables that are filled already: now, or when their period was frozen.

    Errors make it a draft, unless a reason is given; that stands on the cover.
    """
    office = office_of(session).name
    missing = () if asked.despite else report.errors
    draft = bool(missing)
    tables = [
        table_paper(filled, found, office, asked, draft=draft)
        for filled, found in zip(report.tables, report.findings, strict=True)
    ]
    parts = [*tables, _charts(session, report, office, asked, draft=draft)]
    titles = [*(one.table.title for one in report.tables), _CHARTS]
    counts = [one.render().pages for one in parts]

    def front(first: int) -> Document:
        pages = list(accumulate(counts[:-1], initial=first))
        contents = list(zip(titles, pages, strict=True))
        return cover(session, report, office, asked, contents, draft=draft)

    own = front(2).render().pages
    papers, counts = [front(own + 1), *parts], [own, *counts]
    chain = None if draft else _chain(session, report)
    papers[0].chain = chain  # the cover alone: tables that were checked stay as they were seen
    rendered = _numbered(papers, counts)
    titles = [report.title, *titles]
    whole = joined([(t, r.pdf) for t, r in zip(titles, rendered, strict=True)], papers[0].name)
    seal = rendered[0].places["seal"]
    pdf = archival(_described(whole, office, asked))
    return Sheet(pdf, papers[0].name, sum(counts), missing, beside(seal), 2, chain)


def _chain(session: Session, report: Report) -> str | None:
    """At the newest of its signed returns; while one is unsigned, at the newest change."""
    held = [table.held for table in report.tables]
    if not held or not all(one and one.digest for one in held):
        return chain_of_content(session)
    signed = select(Return).where(Return.digest.in_([one.digest for one in held if one]))
    newest = session.scalar(signed.order_by(Return.signed_at.desc()).limit(1))
    return chain_of(session, newest) if newest else None


def one_sheet(session: Session, filled: Filled, findings: Sequence[Finding], asked: Asked) -> Sheet:
    """One table alone, filled or blank; what is wrong with it stands below it.

    Raises:
        MissingGlyph: a character that no font has.
    """
    paper = table_paper(filled, findings, office_of(session).name, asked)
    done = paper.render()
    return Sheet(archival(done.pdf), paper.name, done.pages)


def tables_sheet(session: Session, report: Report, asked: Asked) -> Sheet:
    """The tables of a report alone, one behind the other, without cover and charts.

    Raises:
        MissingGlyph: a character that no font has.
    """
    office = office_of(session).name
    papers = [
        table_paper(filled, found, office, asked)
        for filled, found in zip(report.tables, report.findings, strict=True)
    ]
    counts = [one.render().pages for one in papers]
    rendered = _numbered(papers, counts)
    titles = [one.table.title for one in report.tables]
    name = f"{report.title}（{asked.name}）"
    whole = joined([(t, r.pdf) for t, r in zip(titles, rendered, strict=True)], name)
    return Sheet(archival(_described(whole, office, asked)), name, sum(counts))


def _numbered(papers: list[Document], counts: list[int]) -> list[Rendered]:
    """Each with its pages counted through the whole."""
    before, rendered = 0, []
    for paper, count in zip(papers, counts, strict=True):
        paper.footer = _from(before, sum(counts))
        rendered.append(paper.render())
        before += count
    return rendered


def _from(before: int, pages: int) -> Footer:
    def foot(page: int, _pages: int) -> Foot:
        return of_pages(page + before, pages)

    return foot


def _charts(
    session: Session, report: Report, office: str, asked: Asked, *, draft: bool
) -> Document:
    paper = Document(
        _CHARTS,
        author=office,
        subject=asked.name,
        sheet=AGREEMENT._replace(body=Style(size=12), pitch=21.0),
        watermark="草稿" if draft else "",
        made=asked.filled_on,
    )
    paper.title(f"{asked.name}{_CHARTS}", size=17, after=8)
    for chart in charts(session, report.period, paper.sheet.measure):
        paper.heading(chart.title, 1, indent=0)
        if chart.drawing is None:
            paper.paragraph(chart.said, indent=0)
        else:
            paper.image(chart.drawing)
        paper.gap(14)
    return paper


def _described(pdf: bytes, office: str, asked: Asked) -> bytes:
    """With author and subject, which joining leaves out; the same bytes each time."""
    import pikepdf

    target = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        file.Root.Lang = pikepdf.String("zh-CN")
        with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:creator"] = [office]
            metadata["dc:description"] = asked.name
        file.save(target, deterministic_id=True)
    return target.getvalue()
