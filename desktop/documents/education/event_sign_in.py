"""普法活动签到表: a page of lines to sign for each village, and where the count is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.store.links import captions
from desktop.documents.education.event_record import SHEET, time_of
from desktop.documents.lines_to_sign import lines_to_sign
from desktop.documents.office_form import finished, office_of
from desktop.documents.page import Document, Style, filled

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import LawEvent
    from desktop.documents.form import Sheet

TITLE = "普法活动签到表"
_PEOPLE = 38  # a page's
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
    paper.fields([("活动名称：", event.name or "")])
    paper.fields([("时间：", time_of(event))])
    paper.fields([("所在村居：", village), ("地点：", where)], columns=2)
    paper.gap(8)
    lines_to_sign(paper, [("", "")] * _PEOPLE, "村组或单位")
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
