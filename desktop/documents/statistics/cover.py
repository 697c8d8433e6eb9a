"""The first page of the summary: what is in it, the main figures, what was checked, signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.figures.asking import values
from db.figures.catalogue import figure
from desktop.documents.office_form import day_of
from desktop.documents.page import AGREEMENT, MM, Document, Signer, Style
from desktop.documents.statistics.charts import COMPARED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from db.figures.asking import Value
    from db.figures.tables import Report
    from desktop.documents.statistics.asked import Asked

_SHEET = AGREEMENT._replace(
    body=Style(size=12), pitch=21.0, top=20 * MM, bottom=20 * MM, left=22 * MM, right=22 * MM
)
_SMALL = Style(size=10.5)
_MAIN = (*COMPARED, "mediation.amount", "mediation.rate", "mediators.total", "certificates.valid")


def cover(
    session: Session,
    report: Report,
    office: str,
    asked: Asked,
    contents: Sequence[tuple[str, int]],
    *,
    draft: bool,
) -> Document:
    """The cover.

    Args:
        session: for looking.
        report: filled and checked.
        office: its full name.
        asked: period, people, reason.
        contents: each part and its first page.
        draft: an error stands against signing it.
    """
    paper = Document(
        f"{report.title}（{asked.name}）",
        author=office,
        subject=asked.name,
        sheet=_SHEET,
        watermark="草稿" if draft else "",
        made=asked.filled_on,
    )
    paper.title(report.title, size=22, after=6)
    paper.paragraph(f"（{asked.name}）", align="center")
    paper.gap(6)
    paper.fields([("填报单位：", office)])
    paper.gap(6)
    _figures(paper, session, report)
    paper.gap(8)
    _contents(paper, contents)
    paper.gap(8)
    _checked(paper, report, asked)
    paper.gap(8)
    paper.signatures(
        [
            Signer("单位负责人（签名）：", "head", asked.head),
            Signer("填表人（签名）：", "clerk", asked.filled_by),
        ],
        columns=2,
        office=office,
        day=day_of(asked.filled_on),
        lines=1,
    )
    return paper


def _contents(paper: Document, contents: Sequence[tuple[str, int]]) -> None:
    """In two columns, read downwards."""
    half = -(-len(contents) // 2)
    cells = [[title, str(page)] for title, page in contents] + [["", ""]] * (len(contents) % 2)
    paper.table(
        [left + right for left, right in zip(cells[:half], cells[half:], strict=True)],
        widths=[8, 1, 8, 1],
        header=["内容", "页", "内容", "页"],
        align=["left", "center", "left", "center"],
        style=_SMALL,
        pitch=14.0,
    )


def _figures(paper: Document, session: Session, report: Report) -> None:
    """The main figures with those of the period before and of a year ago."""
    figures = [figure(code) for code in _MAIN]
    before = [] if report.cumulative else [report.asked.before()]
    spans = (report.period, *before, report.period.year_ago())
    told = [values(session, figures, one) for one in spans]
    paper.table(
        [[one.name, one.unit, *(_words(found[one.code]) for found in told)] for one in figures],
        widths=[3.2, 1.2, *[2.6] * len(spans)],
        header=["主要指标", "单位", *(one.name for one in spans)],
        align=["left", "center", *["right"] * len(spans)],
        style=_SMALL,
        pitch=14.0,
    )


def _words(value: Value) -> str:
    """Exact, as a table has it; a sentence may round."""
    exact = value.kept and value.number is not None and not value.figure.measure.in_percent
    return str(value.shown) if exact else value.words


def _checked(paper: Document, report: Report, asked: Asked) -> None:
    count = len(report.tables)
    warnings = sum(map(len, report.findings)) - len(report.errors)
    if not report.errors:
        said = f"，{warnings}处需要说明（见各表）" if warnings else ""
        paper.paragraph(f"核对：{count}张表没有核对不符{said}。", indent=0, style=_SMALL)
        return
    paper.paragraph(f"核对不符{len(report.errors)}处：", indent=0, style=_SMALL.bold)
    for number, sentence in enumerate(report.errors, start=1):
        paper.paragraph(f"{number}．{sentence}。", indent=0, hanging=2, style=_SMALL)
    if asked.despite:
        paper.paragraph(f"仍然报出的理由：{asked.despite}", indent=0, style=_SMALL.bold)
