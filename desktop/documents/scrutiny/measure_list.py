"""问题与改进措施台账: a year's problems beside their measures, and what became of last year's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db.figures.pairs import pairs
from db.registers import Shortcoming
from db.store.links import captions
from desktop.documents.education.rolls import begun, keep_whole, seal
from desktop.documents.office_form import BLANK_DAY, finished, office_of, said
from desktop.documents.page import Cell, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from db.figures.pairs import Became, Pair, Pairs
    from db.registers.shortcoming import MeasureStep
    from desktop.documents.form import Sheet

TITLE = "问题与改进措施台账"
_HEADER = (
    "序号",
    "存在的问题",
    "原因",
    "改进措施",
    "具体举措",
    "责任部门",
    "完成期限",
    "权重",
    "进展",
)
_WIDTHS = (12, 51, 30, 51, 42, 24, 20, 12, 17)
_BEFORE = ("序号", "上年的问题", "上年的措施", "办理结果", "办理说明", "举措完成")
_BEFORE_WIDTHS = (12, 55, 55, 22, 90, 22)
_STYLE = Style(size=10)


def measure_list(session: Session, day: date) -> Sheet:
    """Both lists of the report side by side; a draft while a problem lacks its measure.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    found = pairs(session, day.year)
    missing = tuple(_missing(found))
    name = f"{office.township or office.name}{day.year}年{TITLE}"
    paper = begun(name, office, day, missing, (_summary(found), "justify"))
    paper.table(
        list(_rows(session, found)) or [[Cell("", span=len(_HEADER))]],
        widths=_WIDTHS,
        header=_HEADER,
        align=["center", *["left"] * 4, *["center"] * 4],
        style=_STYLE,
        pitch=14.0,
        least=22.0,
    )
    if found.before:
        paper.gap(10)
        first = len(paper.boxes)
        paper.heading(f"{day.year - 1}年问题的办理情况", indent=0.0)
        paper.table(
            [_became(place, one) for place, one in enumerate(found.before, 1)],
            widths=_BEFORE_WIDTHS,
            header=_BEFORE,
            align=["center", "left", "left", "center", "left", "center"],
            style=_STYLE,
            pitch=14.0,
            least=22.0,
        )
        keep_whole(paper, first)
    seal(paper, office, BLANK_DAY)
    return finished(paper, missing)


def _missing(found: Pairs) -> Iterator[str]:
    if not found.problems:
        yield f"{found.year}年还没有登记问题"
    for one in found.unpaired:
        yield f"第 {one.order} 个问题没有改进措施"
    for was in found.before:
        if not was.told:
            yield f"上年的“{was.heading}”没有写明办理结果"


def _summary(found: Pairs) -> str:
    paired = len(found.problems) - len(found.unpaired)
    carried = sum(one.carried_from is not None for one in found.problems)
    parts = [f"{found.year}年存在问题 {len(found.problems)} 个，改进措施 {paired} 条"]
    if carried:
        parts.append(f"其中从上年转来 {carried} 个")
    if found.before:
        solved = sum(was.solved for was in found.before)
        parts.append(f"上年问题 {len(found.before)} 个，已解决 {solved} 个")
    return "；".join(parts) + "。"


def _rows(session: Session, found: Pairs) -> Iterator[list[Cell]]:
    ids = [one.id for one in found.problems]
    query = select(Shortcoming).where(Shortcoming.id.in_(ids))
    records = {row.id: row for row in session.scalars(query)}
    for one in found.problems:
        yield from _pair(session, one, records[one.id].steps)


def _pair(session: Session, one: Pair, steps: Sequence[MeasureStep]) -> Iterator[list[Cell]]:
    """A row for each step; what belongs to the pair as a whole reaches down over them."""
    down = max(len(steps), 1)
    departments = captions(session, "place", [row.department_id for row in steps])
    whole = [
        Cell(str(one.order), down=down),
        Cell(_headed(one.heading, one.problem), down=down),
        Cell(one.causes, down=down),
        Cell(_headed(one.measure_heading, one.measure), down=down),
    ]
    if not steps:
        yield [*whole, *(Cell("") for _ in _HEADER[4:])]
    for place, row in enumerate(steps):
        cells = [
            Cell(row.what),
            Cell(departments.get(row.department_id or 0, "")),
            Cell(said(row, "due_on")),
            Cell(f"{row.weight}%" if row.weight is not None else ""),
            Cell("已完成" if row.done_on else f"{row.reached()}%"),
        ]
        yield cells if place else [*whole, *cells]


def _headed(heading: str, text: str) -> str:
    return f"{heading}：{text}" if heading and text else heading or text


def _became(place: int, was: Became) -> list[Cell]:
    steps = f"{was.done}/{was.steps}" if was.steps else ""
    note = was.note + ("（已转入本年）" if was.follower else "")
    return [
        Cell(str(place)),
        Cell(was.heading),
        Cell(was.measure_heading),
        Cell(was.outcome),
        Cell(note),
        Cell(steps),
    ]
