"""合法性审核意见书: what was sent in, the opinion on it, and room for the department's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.legal_aid.ruled import Ruled, label, ticked, value
from desktop.documents.office_form import BLANK_DAY, day_of, finished, office_of, said, unfilled
from desktop.documents.page import Signer

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import LegalityReview
    from desktop.documents.form import Sheet

TITLE = "合法性审核意见书"
_HIGH = 96.0
"""The least height of the opinion in points: it can be added to by hand."""


def opinion(session: Session, review: LegalityReview) -> Sheet:
    """The opinion; a draft until it is issued.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    missing = unfilled(review, "opinion", "opinion_on", "reviewer_id")
    if review.state != "issued":
        missing.append("审核意见还没有出具")
    number = review.opinion_number or review.written_number() or ""
    form = Ruled(
        f"{TITLE}{number or f'（{review.subject}）'}",
        TITLE,
        office,
        number=number,
        missing=missing,
        made=review.opinion_on,
    )
    _sent(form, session, review)
    form.block("审核意见", ticked(review, "opinion"))
    form.block("意见内容", review.opinion_text or "", high=_HIGH)
    if review.adviser or review.adviser_opinion:
        by = "，".join(filter(None, (review.adviser, said(review, "adviser_on"))))
        words = "\n".join(filter(None, (review.adviser_opinion, by)))
        form.block("法律顾问\n意见", words)
    form.paper.gap(4)
    form.paper.signatures(
        [
            Signer(f"审核人：{said(review, 'reviewer_id', session)}（签名）", "reviewer"),
            Signer("审核机构负责人（签名）：", "head"),
        ],
        columns=2,
        office=office.name,
        day=day_of(review.opinion_on),
    )
    _answer(form, review)
    return finished(form.paper, missing, copies=2)


def _sent(form: Ruled, session: Session, review: LegalityReview) -> None:
    form.rows(
        [label("送审事项"), value(review.subject, 10)],
        [label("送审类别"), value(ticked(review, "category"), 10)],
        [
            label("送审部门"), value(said(review, "department_id", session), 4),
            label("送审日期"), value(said(review, "sent_on"), 4),
        ],
    )  # fmt: skip
    if review.returned_on:
        again = f"{day_of(review.returned_on)}退回补正：{review.return_reason or ''}"
        if review.resubmitted_on:
            again += f"；{day_of(review.resubmitted_on)}送回"
        form.block("补正情况", again)
    form.block("送审材料", review.materials or "")


def _answer(form: Ruled, review: LegalityReview) -> None:
    """The department says in ink what it took over; what is known already is ticked."""
    form.paper.gap(6)
    form.block("送审部门\n采纳情况", ticked(review, "adoption"))
    if review.adoption_note:
        form.block("未采纳的\n说明", review.adoption_note)
    form.paper.gap(4)
    form.paper.fields([("部门负责人（签名）：", ""), ("日期：", BLANK_DAY)], columns=2)
