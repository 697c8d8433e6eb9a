"""法治文化阵地台账: what stood on a day, where, who keeps it, and how fresh its content is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db.figures.asking import value
from db.figures.behind import ids
from db.figures.catalogue import figure
from db.figures.period import Period
from db.registers.education import CulturePlace
from db.store.codes import codes
from desktop.documents.education.rolls import begun, seal
from desktop.documents.office_form import day_of, finished, office_of, said
from desktop.documents.page import Cell, Style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desktop.documents.form import Sheet

TITLE = "法治文化阵地台账"
_HEADER = (
    "序号", "名称", "类型", "所在村居", "位置", "建成日期", "面积或块数", "管护人", "状态",
    "最近更新", "当年更新",
)  # fmt: skip
_WIDTHS = (10, 38, 30, 20, 42, 23, 23, 17, 13, 23, 18)


def place_roll(session: Session, day: date) -> Sheet:
    """Every place that stood at the end of the day, kind by kind, with the year's updates.

    The directory of places is published (法治宣传教育法 art. 52); this is the office's own copy.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    here = ids(session, figure("education.places"), Period.to_date(day))
    query = select(CulturePlace).where(CulturePlace.id.in_(here))
    found = session.scalars(query.order_by(CulturePlace.kind, CulturePlace.id)).all()
    missing = () if found else (f"{day_of(day)}没有登记的阵地",)
    name = f"{office.township or office.name}{TITLE}"
    lines = (f"（截至{day_of(day)}）", "center"), (_summary(session, found, day), "justify")
    paper = begun(name, office, day, missing, *lines)
    paper.table(
        [_row(session, number, place, day) for number, place in enumerate(found, start=1)]
        or [[Cell("", span=len(_HEADER))]],
        widths=_WIDTHS,
        header=_HEADER,
        align=["center", "left", "center", "center", "left"] + ["center"] * 6,
        style=Style(size=10),
        pitch=14.0,
        least=24.0,
    )
    seal(paper, office, day_of(day))
    return finished(paper, missing)


def _summary(session: Session, found: Sequence[CulturePlace], day: date) -> str:
    table = codes("culture_place_kind")
    kinds = dict.fromkeys(place.kind for place in found)
    parts = [f"{table.name(k)}{sum(p.kind == k for p in found)}个" for k in kinds]
    renewed = value(session, figure("education.updates"), Period.to_date(day)).number
    split = f"，其中{'、'.join(parts)}" if len(parts) > 1 else ""
    return f"共有法治文化阵地{len(found)}个{split}；{day.year}年以来更新内容{renewed}次。"


def _row(session: Session, number: int, place: CulturePlace, day: date) -> list[Cell]:
    done = [row.day for row in place.updates if row.day <= day]
    this_year = sum(one.year == day.year for one in done)
    return [
        Cell(str(number)),
        Cell(place.name),
        Cell(said(place, "kind")),
        Cell(said(place, "village_id", session)),
        Cell(place.location or ""),
        Cell(place.built_on.isoformat()),
        Cell(place.size or ""),
        Cell(place.keeper or ""),
        Cell(place.condition_on(day)),
        Cell(max(done).isoformat() if done else ""),
        Cell(f"{this_year}次"),
    ]
