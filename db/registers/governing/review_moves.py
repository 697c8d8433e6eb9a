"""The way of a legality review: taken in, its papers completed, the opinion issued."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.registers.governing.gate import ISSUED, relying
from db.store.moves import Move
from db.store.problems import Problem

if TYPE_CHECKING:
    from db.registers.governing.review import LegalityReview

STATES = (
    ("sent", "送审"),
    ("reviewing", "审核中"),
    ("returned", "退回补正"),
    (ISSUED, "已出具意见"),
    ("withdrawn", "撤回送审"),
)


def _allocate(review: "LegalityReview", session: Session) -> None:
    review.allocate(review.sent_on, session)


def _issue(review: "LegalityReview", _session: Session) -> None:
    if not review.opinion_number:
        review.opinion_number = review.written_number()


def _complete_again(review: "LegalityReview") -> Iterator[Problem]:
    back, again = review.returned_on, review.resubmitted_on
    if back and again and again < back:
        yield Problem("resubmitted_on", "补正送回的日期早于退回日期，请核对")


def _nothing_rests_on_it(review: "LegalityReview", session: Session) -> Iterator[Problem]:
    for item in relying(session, review.id):
        said = f"{item.caption}的议题“{item.subject}”凭这份意见上会，不能收回；请先改会议的议题"
        yield Problem("opinion", said)


MOVES = (
    Move("take_in", "收件审核", ("sent",), "reviewing", needs=("sent_on",), act=_allocate),
    Move(
        "issue",
        "出具意见",
        ("reviewing",),
        ISSUED,
        needs=("reviewer_id", "opinion", "opinion_on"),
        asks=("reviewer_id", "opinion", "opinion_text", "opinion_on", "opinion_number"),
        act=_issue,
    ),
    Move(
        "send_back",
        "退回补正",
        ("sent", "reviewing"),
        "returned",
        needs=("returned_on", "return_reason"),
        asks=("returned_on", "return_reason"),
        forward=False,
    ),
    Move(
        "complete",
        "补正送回",
        ("returned",),
        "reviewing",
        needs=("resubmitted_on",),
        asks=("resubmitted_on",),
        check=_complete_again,
        act=_allocate,
        forward=False,
    ),
    Move(
        "take_back",
        "收回意见",
        (ISSUED,),
        "reviewing",
        conflicts=_nothing_rests_on_it,
        forward=False,
    ),
    Move("withdraw", "撤回送审", ("sent", "reviewing", "returned"), "withdrawn", forward=False),
)
