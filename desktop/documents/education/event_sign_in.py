"""普法活动签到表: a page of lines to sign for each village, and where the count is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.store.links import captions
from desktop.documents.education.event_record import SHEET
from desktop.documents.office_form import day_of, finished, office_of
from desktop.documents.page import Document, Style, filled

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import LawEvent
    from desktop.documents.form import Sheet

TITLE = "普法活动签到表"
_LINES = 19  # a page's; each takes two people
_SMALL = Style(size=12)


def event_sign_in(session: Session, event: LawEvent) -> Sheet:
    """The sheets of one event: whoever signs gives no number and no address.

    Args:
        session: for looking.
        event: saved; those in several villages get a page for each, which are counted apart.
    """
    office = office_of(session)
    paper = Document(
        f"{TITLE}（{event.called()}）",
        author=office.name,
        subject=event.called(),
        sheet=SHEET,
        made=event.starts_on,
    )
    ids = [event.village_id, *(row.village_id for row in event.villages)]
    known = captions(session, "place", ids)
    villages = list(dict.fromkeys(known[number] for number in ids if number in known)) or [""]
    for place, village in enumerate(villages):
        if place:
            paper.new_page()
        first = place == 0
        _page(paper, event, village, where=event.place or "" if first else "", many=villages[1:])
    return finished(paper)


def _page(paper: Document, event: LawEvent, village: str, *, where: str, many: list[str]) -> None:
    """The place that the event names is that of its first village."""
    paper.title(TITLE, size=20.0, after=8.0)
    days = day_of(event.starts_on)
    if event.ends_on and event.ends_on != event.starts_on:
        days += f"至{day_of(event.ends_on)}"
    paper.fields([("活动名称：", event.name or "")])
    paper.fields([("时间：", " ".join(filter(None, (days, event.hours))))])
    paper.fields([("所在村居：", village), ("地点：", where)], columns=2)
    paper.gap(8)
    rows = [
        [str(line + 1), "", "", "", str(line + 1 + _LINES), "", "", ""] for line in range(_LINES)
    ]
    paper.table(
        rows,
        widths=[1.1, 1.8, 2.8, 2.3] * 2,
        header=["序号", "姓名", "村组或单位", "签名"] * 2,
        align=["center", "left", "left", "left"] * 2,
        style=Style(size=10.5),
        least=26,
    )
    paper.gap(6)
    here = "本村居" if many else ""
    paper.paragraph(
        [
            f"{here}签到",
            filled("", 3),
            "人，未签到",
            filled("", 3),
            "人（□清点　□估算），共",
            filled("", 3),
            "人。",
        ],
        indent=0,
        style=_SMALL,
    )
    paper.gap(4)
    paper.paragraph(["记录人（签名）：", filled("", 8)], indent=0, style=_SMALL)
