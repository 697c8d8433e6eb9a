"""年度普法计划: the year's themes, when, who leads, what is planned, and what was held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.figures.education import Outlook, outlook
from db.store.codes import codes
from db.store.links import captions
from desktop.documents.education.rolls import begun, seal
from desktop.documents.office_form import BLANK_DAY, finished, office_of
from desktop.documents.page import Cell, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from db.registers.education import LawTheme
    from desktop.documents.form import Sheet

TITLE = "年度普法计划"
_HEADER = ("序号", "时间", "主题", "宣传的法律法规", "牵头单位", "计划开展的活动", "开展情况")
_WIDTHS = (10, 24, 34, 40, 24, 45, 80)
_PARTS = ("一", "二", "三", "四", "五")


def law_plan(session: Session, day: date) -> Sheet:
    """The plan of the year in which the day lies; a draft while the year has no themes.

    What was held stands beside what was planned, so that the plan can be looked through at any
    time of the year. The day of signing is left to the hand; an electronic signature carries it.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    found = outlook(session, day.year, day)
    missing = () if found else (f"{day.year}年还没有普法主题",)
    name = f"{office.township or office.name}{day.year}{TITLE}"
    paper = begun(name, office, day, missing, (_summary(found, day.year), "justify"))
    leads = captions(session, "place", [row.theme.lead_id for row in found])
    paper.table(
        list(_rows(found, leads)) or [[Cell("", span=len(_HEADER))]],
        widths=_WIDTHS,
        header=_HEADER,
        align=["center", "center", "left", "left", "center", "left", "left"],
        style=Style(size=10),
        pitch=14.0,
        least=22.0,
    )
    if any(_guessed(row.theme) for row in found):
        paper.paragraph("注：标“*”的日期按往年推定，以当年通知为准。", indent=0.0)
    seal(paper, office, BLANK_DAY)
    return finished(paper, missing)


def _summary(found: Sequence[Outlook], year: int) -> str:
    counts = [
        f"{entry.name}{number}个"
        for entry in codes("theme_kind").entries
        if (number := sum(row.theme.kind == entry.code for row in found))
    ]
    events = {event.id: event for row in found for event in row.events}.values()
    held = [event for event in events if event.held]
    parts = [f"{year}年共安排普法主题{len(found)}个"]
    if counts:
        parts[0] += f"，其中{'、'.join(counts)}"
    if held:
        reached = sum(event.audience or 0 for event in held)
        parts.append(f"围绕上述主题已开展活动{len(held)}场，受众{reached}人次")
    return "；".join(parts) + "。"


def _rows(found: Sequence[Outlook], leads: dict[int, str]) -> Iterator[list[Cell]]:
    kinds = codes("theme_kind")
    order = [entry.code for entry in kinds.entries]
    number = 0
    here = sorted({row.theme.kind for row in found}, key=order.index)
    for part, kind in zip(_PARTS, here, strict=False):
        title = f"{part}、{kinds.name(kind)}"
        yield [Cell(title, span=len(_HEADER), align="left", style=Style(size=10.5).bold)]
        for row in found:
            if row.theme.kind == kind:
                number += 1
                yield _row(number, row, leads)


def _row(number: int, row: Outlook, leads: dict[int, str]) -> list[Cell]:
    theme = row.theme
    return [
        Cell(str(number)),
        Cell(_days(theme)),
        Cell(theme.name),
        Cell(theme.laws or ""),
        Cell(leads.get(theme.lead_id or 0, "")),
        Cell(_planned(row)),
        Cell(_held(row)),
    ]


def _days(theme: LawTheme) -> str:
    first, last = theme.starts_on, theme.last_day() or theme.starts_on
    guess = "*" if _guessed(theme) else ""
    if first == last:
        return f"{first.month}月{first.day}日{guess}"
    if first.day == 1 and (last - first).days >= 27 and first.month == last.month:
        return f"{first.month}月{guess}"
    return f"{first.month}月{first.day}日至\n{last.month}月{last.day}日{guess}"


def _guessed(theme: LawTheme) -> bool:
    """Whether its days follow from other years; people who looked them up change the remark."""
    return "往年推定" in (theme.note or "")


def _planned(row: Outlook) -> str:
    """What people wrote, and the events entered that are still to come."""
    coming = [
        f"{event.name}（{event.starts_on.month}月{event.starts_on.day}日）"
        for event in row.events
        if not event.held
    ]
    return "\n".join(filter(None, (row.theme.planned, *coming)))


def _held(row: Outlook) -> str:
    return "\n".join(
        f"{event.starts_on.month}月{event.starts_on.day}日 {event.name}"
        f"（{event.audience or 0}人次）"
        for event in row.events
        if event.held
    )
