"""合法性审核台账: every review of a year in one list, as it is reported to the county."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from db.figures.asking import values
from db.figures.catalogue import figure
from db.figures.deadlines.waiting import live
from db.figures.period import Period
from db.registers import LegalityReview, Meeting
from db.registers.governing import AgendaItem
from db.store.links import captions
from desktop.documents.education.rolls import begun, seal
from desktop.documents.office_form import day_of, finished, office_of, said
from desktop.documents.page import Style

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from desktop.documents.form import Sheet

_HEAD = (
    "序号", "送审号", "送审事项", "类别", "送审部门", "送审日期", "审核意见", "出具日期",
    "采纳情况", "上会日期",
)  # fmt: skip
_WIDTHS = (1.6, 5.0, 7.4, 3.5, 5.2, 2.7, 2.9, 2.7, 2.8, 2.7)
_SAID = ("reviews.total", "reviews.on_time_rate", "reviews.coverage", "decisions.unreviewed")


def ledger(session: Session, day: date) -> Sheet:
    """The ledger of the year of ``day``: what was sent in, or reviewed, in it."""
    office, year = office_of(session), Period.year(day.year)
    figures = values(session, [figure(code) for code in _SAID], year)
    told = "，".join(f"{figures[code].figure.name} {figures[code].words}" for code in _SAID)
    title = f"{day.year}年合法性审核台账"
    paper = begun(title, office, year.last, (), (f"审核机构：{office.name}　　{told}", "left"))
    paper.table(
        _rows(session, year),
        widths=_WIDTHS,
        header=list(_HEAD),
        align=["center", "left", "left", *["center"] * 7],
        style=Style(size=9.5),
        least=24,
    )
    seal(paper, office, day_of(None))
    return finished(paper)


def _rows(session: Session, year: Period) -> list[list[str]]:
    cls = LegalityReview
    inside = (day.between(year.first, year.last) for day in (cls.sent_on, cls.opinion_on))
    query = (
        select(cls)
        .where(or_(*inside), live(cls), cls.state != "withdrawn")
        .order_by(cls.number_year, cls.number_no, cls.sent_on, cls.id)
    )
    reviews = list(session.scalars(query))
    departments = captions(session, "place", [review.department_id for review in reviews])
    met = _meetings(session)
    return [
        [
            str(number),
            review.number or "",
            review.subject,
            said(review, "category"),
            departments.get(review.department_id or 0, ""),
            _short(review.sent_on),
            said(review, "opinion") + ("\n（已修改）" if review.mended else ""),
            _short(review.opinion_on),
            said(review, "adoption"),
            _short(met.get(review.id)),
        ]
        for number, review in enumerate(reviews, start=1)
    ]


def _meetings(session: Session) -> dict[int, date]:
    """By review, the first meeting at which its item was discussed."""
    query = (
        select(AgendaItem.review_id, Meeting.day)
        .join_from(Meeting, AgendaItem, AgendaItem.owner_id == Meeting.id)
        .where(AgendaItem.review_id.is_not(None), live(Meeting), Meeting.state == "held")
        .order_by(Meeting.day.desc())
    )
    return {row.review_id: row.day for row in session.execute(query)}


def _short(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""
