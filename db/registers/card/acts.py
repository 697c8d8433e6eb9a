"""Acts on a certificate: what refuses each of them, and its line in the log."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from db.registers.card.event import CardEvent
from db.registers.card.settings import settings
from db.registers.card.standing import GIVES_CARD
from db.store.calendar import years_on
from db.store.moves import Move
from db.store.problems import Problem
from db.store.recorder import who

if TYPE_CHECKING:
    from db.registers.card.card import Card

TERM = ("number", "valid_from", "valid_to")
NEW_TERM = ("new_number", "new_valid_from", "new_valid_to")
BACK = ("act_returned_on", "act_received_by")
DECIDED = ("act_basis", "act_approved_by")
_COPIED = {
    "act_basis": "basis",
    "act_approved_by": "approved_by",
    "act_score": "score",
    "act_until": "until",
    "act_returned_on": "returned_on",
    "act_received_by": "received_by",
}
_REASONS = (
    "apply_reason",
    "renew_reason",
    "suspend_reason",
    "restore_reason",
    "cancel_reason",
    "revoke_reason",
    "void_reason",
    "transfer_reason",
    "correct_reason",
)
ACT_FIELDS = ("act_on", *_COPIED, *_REASONS, *NEW_TERM)
"""What an act asks: written into the log when it is made, and then blank again."""


def in_order(card: "Card") -> Iterator[Problem]:
    """Acts follow one another in time, and none is made before it happens."""
    day = card.act_on
    if day is None:
        return
    last = card.events[-1] if card.events else None
    if last is not None and day < last.day:
        name = CardEvent.fields["kind"].kind.format(last.kind)
        yield Problem("act_on", f"办理日期早于上一事项（{last.day} {name}），请核对")


def term(card: "Card") -> Iterator[Problem]:
    """The term of a card handed out for the first time."""
    yield from in_order(card)
    yield from _terms(card, "valid_from", "valid_to")


def new_term(card: "Card") -> Iterator[Problem]:
    """The term of the card that takes the old one's place."""
    yield from in_order(card)
    yield from _terms(card, "new_valid_from", "new_valid_to")


def _terms(card: "Card", first: str, last: str) -> Iterator[Problem]:
    start, end = getattr(card, first), getattr(card, last)
    if start and end and end <= start:
        yield Problem(last, "有效期止应晚于有效期起，请照证件填写")


def enrolled(card: "Card") -> Iterator[Problem]:
    """A card that was there before the program: its term, and no day to come."""
    yield from _terms(card, "valid_from", "valid_to")
    day = card.first_issued_on or card.valid_from
    if day and day > date.today():
        yield Problem("valid_from", "发证日期在今天之后，请核对")


def usual_term(day: date) -> dict[str, Any]:
    """The term of a card issued on a day, as the office's cards usually have it."""
    years = settings().valid_years
    last = {"valid_to": years_on(day, years) - timedelta(days=1)} if years else {}
    return {"valid_from": day, **last}


def replacing(card: "Card") -> Iterator[Problem]:
    """A replacement names the card that was lost."""
    yield from term(card)
    if card.replaces_id is None:
        yield Problem("replaces_id", "补发之前请先选定遗失作废的原证")


def suspending(card: "Card") -> Iterator[Problem]:
    """A suspension ends after it begins."""
    yield from in_order(card)
    if card.act_until and card.act_on and card.act_until <= card.act_on:
        yield Problem("act_until", "暂扣的期限应晚于办理日期；没有定期限的请留空")


def ministry(card: "Card") -> Iterator[Problem]:
    """Only cards of a ministry are filed with the justice bureau."""
    yield from in_order(card)
    if card.kind != "3":
        yield Problem("kind", "只有部委证需要备案")


def noted(kind: str) -> Callable[["Card", Session], None]:
    """Write the act into the log and blank what was asked."""

    def act(card: "Card", session: Session) -> None:
        asked = kind != "enrol"  # what stands there then is meant for the next act
        day = card.act_on if asked else card.first_issued_on or card.valid_from
        if kind in GIVES_CARD:
            _hand_out(card, kind, session, day)
        elif kind == "apply":
            card.refuse_unentitled(session)
        old = card.number
        values: dict[str, Any] = {}
        if asked:
            values = {there: getattr(card, here) for here, there in _COPIED.items()}
            values["reason"] = _reason(card)
        if kind in ("renew", "correct"):
            _take_new_term(card)
        if kind in (*GIVES_CARD, "correct"):
            values |= {f"new_{name}": getattr(card, name) for name in TERM}
            values["old_number"] = old if kind in ("renew", "correct") else None
        card.events.append(
            CardEvent.fresh(
                kind=kind,
                day=day,
                state_after=card.state,
                operator=who(session),
                **values,
            )
        )
        for name in ACT_FIELDS if asked else ():
            setattr(card, name, None)

    return act


def _hand_out(card: "Card", kind: str, session: Session, day: date | None) -> None:
    if day is None:
        raise RuntimeError("the move did not demand its date")
    if kind != "renew":
        card.refuse_unentitled(session)
        card.refuse_second(session, day)
    if kind == "replace":
        card.refuse_unless_lost(session)
    if card.first_issued_on is None:
        card.first_issued_on = day


def _take_new_term(card: "Card") -> None:
    for name in TERM:
        value = getattr(card, f"new_{name}")
        if value is not None:
            setattr(card, name, value)


def _reason(card: "Card") -> str | None:
    given = [type(card).fields[name].kind.format(getattr(card, name)) for name in _REASONS]
    return next(filter(None, given), None)


def move(
    code: str,
    label: str,
    before: tuple[str, ...],
    after: str,
    *asks: str,
    needs: tuple[str, ...] = (),
    kind: str = "",
    check: Any = in_order,
    forward: bool = False,
    first: Callable[[Any], bool] | None = None,
    proposes: Callable[[date], dict[str, Any]] | None = None,
    settles: str = "",
) -> Move:
    """A move that asks for its day and writes itself into the log."""
    asked = {"proposes": proposes, "first": first}
    more: dict[str, Any] = {name: test for name, test in asked.items() if test is not None}
    return Move(
        code,
        label,
        before,
        after,
        asks=("act_on", *asks),
        needs=("act_on", *needs),
        check=check,
        act=noted(kind or code),
        forward=forward,
        settles=settles,
        **more,
    )
