"""法律顾问服务情况: a year's hours and lectures in each village, and where they were too few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.figures.education.advisers import QUARTERS, advice
from db.figures.education.expected import expected
from desktop.documents.education.rolls import begun, seal
from desktop.documents.office_form import day_of, finished, office_of, said
from desktop.documents.page import Cell, Style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from db.figures.education.advisers import Advice
    from desktop.documents.form import Sheet

TITLE = "法律顾问服务情况"
_HEADER = (
    "序号", "姓名", "执业机构", "村居", *(f"{month}月" for month in range(1, 13)),
    "合计", "讲座（次）", "不足的月份和季度",
)  # fmt: skip
_WIDTHS = (10, 15, 32, 18, *(12,) * 12, 11, 17, 40)
_STYLE = Style(size=9.5)


def adviser_service(session: Session, day: date) -> Sheet:
    """The year up to the day, an adviser and a village a row; lying.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    found = advice(session, day.year, day)
    missing = () if found else (f"{day.year}年没有为村（社区）服务的法律顾问",)
    name = f"{office.township or office.name}{TITLE}"
    lines = (f"（{day.year}年，截至{day_of(day)}）", "center"), (_summary(found), "justify")
    paper = begun(name, office, day, missing, *lines)
    paper.table(
        [_row(number, one) for number, one in enumerate(found, start=1)]
        or [[Cell("", span=len(_HEADER))]],
        widths=_WIDTHS,
        header=_HEADER,
        align=["center", "center", "left"] + ["center"] * 15 + ["left"],
        style=_STYLE,
        pitch=13.5,
        least=22.0,
    )
    paper.paragraph(f"各月为服务小时数。要求：{expected().adviser_basis}。", indent=0.0)
    seal(paper, office, day_of(day))
    return finished(paper, missing)


def _summary(found: Sequence[Advice]) -> str:
    people = len({one.adviser.id for one in found})
    villages = len({one.village_id for one in found})
    hours = sum(sum(one.hours) for one in found)
    lectures = sum(sum(one.lectures) for one in found)
    thin = sum(bool(one.thin_months or one.thin_quarters) for one in found)
    verdict = f"{thin}处服务不足" if thin else "已满的月份和季度都达到要求"
    return (
        f"法律顾问{people}名，服务村（社区）{villages}个；"
        f"服务{hours}小时，讲座{lectures}次；{verdict}。"
    )


def _row(number: int, one: Advice) -> list[Cell]:
    months = (Cell(str(hours) if hours else "") for hours in one.hours)
    return [
        Cell(str(number)),
        Cell(one.adviser.name),
        Cell(one.adviser.unit_name or said(one.adviser, "kind")),
        Cell(one.village),
        *months,
        Cell(str(sum(one.hours))),
        Cell(str(sum(one.lectures))),
        Cell(_thin(one)),
    ]


def _thin(one: Advice) -> str:
    months = "、".join(f"{month}月" for month in one.thin_months)
    quarters = "、".join(f"第{QUARTERS[quarter - 1]}季度" for quarter in one.thin_quarters)
    parts = (months and f"{months}时长", quarters and f"{quarters}讲座")
    return "；".join(filter(None, parts))
