"""One statistics table as on paper: its head of several levels, its rows, what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.figures.tables import headings, main_unit
from db.figures.tables.filled import LEAF, PART, RECEIVED
from desktop.documents.flow import Bond
from desktop.documents.office_form import day_of
from desktop.documents.page import Cell, Document, Style
from desktop.documents.statistics.columns import placed
from desktop.documents.table import Grid, table_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.figures.tables import Filled, Finding, Held
    from db.figures.tables.layout import Column
    from desktop.documents.galley import Text
    from desktop.documents.statistics.asked import Asked
    from desktop.documents.statistics.columns import Band

_STYLE = Style(size=8.5)
_NOTE = Style(size=9.5)
_PITCH, _PAD, _LEAST = 11.5, 3.0, 19.0
_TIED = 2  # rows that stay with the signatures
_MARK = "※"
"""Before a number that an error stands against: in print it must show without colour."""


def table_paper(
    filled: Filled,
    findings: Sequence[Finding],
    office: str,
    asked: Asked,
    *,
    draft: bool = False,
) -> Document:
    """The table's own pages; the caller numbers them.

    Raises:
        MissingGlyph: a character that no font has.
    """
    unit = _unit(filled)
    wrong = {cell for one in findings for cell in one.cells if one.level == "error"}
    sheet, bands = placed(filled, unit, _STYLE)
    paper = Document(
        f"{filled.table.title}（{'空白' if asked.blank else asked.name}）",
        author=office,
        subject=asked.name,
        sheet=sheet,
        watermark="草稿" if draft else "",
        made=asked.filled_on,
    )
    for number, band in enumerate(bands):
        if number:
            paper.new_page()
        paper.title(filled.table.title + ("（续表）" if number else ""), size=17, after=4)
        _above(paper, filled, office, asked)
        paper.boxes += table_rows(*_ruled(filled, band, unit, wrong, blank=asked.blank))
    last = len(paper.boxes) - _TIED
    paper.gap(4)
    _below(paper, filled, findings, asked)
    for box in paper.boxes[last:-1]:  # nobody signs a page without a number on it
        box.bond = Bond.STRONG
    return paper


def _unit(filled: Filled) -> str:
    return filled.table.unit or main_unit(filled.shown_columns)


def _above(paper: Document, filled: Filled, office: str, asked: Asked) -> None:
    unit = _unit(filled)
    when = "　　年　　季度" if asked.blank else asked.name
    said = [("填报单位：", office), ("统计期间：", when)]
    if unit and not filled.table.unit:
        said.append(("单位：", f"{unit}（另注明的除外）"))
    elif unit:
        said.append(("单位：", unit))
    pen = paper.sheet.body
    paper.sheet = paper.sheet._replace(body=_NOTE)
    paper.fields(said, columns=[3, 2, 2][: len(said)])
    paper.sheet = paper.sheet._replace(body=pen)
    paper.gap(4)


def _below(paper: Document, filled: Filled, findings: Sequence[Finding], asked: Asked) -> None:
    if filled.table.note:
        paper.paragraph(f"说明：{filled.table.note}", indent=0, style=_NOTE)
    if not asked.blank:
        for level, word in (("error", "核对不符"), ("warning", "需要说明")):
            for one in findings:
                if one.level == level:
                    mark = _MARK if level == "error" else ""
                    paper.paragraph(f"{mark}{word}：{one.sentence}。", indent=0, style=_NOTE)
        _words_of(paper, filled)
    paper.gap(4)
    body = paper.sheet.body
    paper.sheet = paper.sheet._replace(body=Style(size=10.5), pitch=22.0)
    _people(paper, None if asked.blank else filled.held, asked)
    paper.sheet = paper.sheet._replace(body=body)
    if filled.held is not None and filled.held.digest and not asked.blank:
        words = f"数据摘要（SHA-256）：{filled.held.digest}"
        paper.paragraph(words, indent=0, style=_NOTE)


def _words_of(paper: Document, filled: Filled) -> None:
    """What was noted on figures that a return holds, and what it corrects."""
    held = filled.held
    for word, lines in (("批注", held.notes), ("更正", held.corrections)) if held else ():
        for number, line in enumerate(lines, start=1):
            count = f"{word}{number}" if len(lines) > 1 else word
            paper.paragraph(f"{count}：{line}", indent=0, style=_NOTE)


def _people(paper: Document, held: Held | None, asked: Asked) -> None:
    """Who answers for the table: those who signed it, else those who are asked for."""
    if held is None or held.signed_at is None:
        said = [
            ("单位负责人：", asked.head),
            ("填表人：", asked.filled_by),
            ("填报日期：", day_of(asked.filled_on)),
        ]
        paper.fields(said, columns=[4, 4, 5])
        return
    again = f"（第{held.revision}版）" if held.revision > 1 else ""
    said = [
        ("单位负责人：", held.head),
        ("审核人：", held.checked_by),
        ("填表人：", held.filled_by),
        ("签发日期：", f"{day_of(held.signed_at.date())}{again}"),
    ]
    paper.fields(said, columns=[4, 3, 3, 5])


def _ruled(
    filled: Filled, band: Band, unit: str, wrong: set[tuple[str, str]], *, blank: bool
) -> tuple[Grid, list[list[Text | Cell]], list[list[Text | Cell]]]:
    edges = [sum(band.widths[:at]) for at in range(len(band.widths) + 1)]
    aligns = ["left", *["right"] * len(band.columns)]
    grid = Grid(edges, aligns, _STYLE, _PITCH, _PAD, _LEAST)
    rows = list(_rows(filled, band.columns, wrong, blank=blank))
    return grid, rows, _heads(filled, band.columns, unit)


def _heads(filled: Filled, columns: Sequence[Column], unit: str) -> list[list[Text | Cell]]:
    levels = headings(columns, unit)
    heads: list[list[Text | Cell]] = [
        [Cell(one.words, span=one.span, down=one.down) for one in level] for level in levels
    ]
    heads[0].insert(0, Cell(filled.table.corner, down=len(levels)))
    return heads


def _rows(
    filled: Filled, columns: Sequence[Column], wrong: set[tuple[str, str]], *, blank: bool
) -> Iterator[list[Text | Cell]]:
    for row in filled.rows:
        style = None if row.kind in (PART, LEAF, RECEIVED) else _STYLE.bold
        cells: list[Text | Cell] = [Cell(row.printed, style=style)]
        for column in columns:
            words = "" if blank else filled.cell(row.key, column.code).words
            if (row.key, column.code) in wrong and not blank:
                cells.append(Cell(f"{_MARK}{words}", style=_STYLE.bold.underlined))
            else:
                cells.append(Cell(words, style=style))
        yield cells
