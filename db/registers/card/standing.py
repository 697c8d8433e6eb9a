"""How a certificate stood on any day, read off its log alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.registers.card.event import CardEvent

STATES = (
    ("new", "登记"),
    ("training", "待培训"),
    ("exam", "待考试"),
    ("issuing", "待核发"),
    ("valid", "有效"),
    ("suspended", "暂扣"),
    ("cancelled", "注销"),
    ("revoked", "吊销"),
    ("void", "遗失作废"),
    ("transferred", "调出"),
    ("withdrawn", "终止申领"),
)
COMING = ("new", "training", "exam", "issuing")
"""Not yet issued."""
HELD = ("valid", "suspended")
"""Issued, and nothing has ended it; whether it is expired only the date tells."""
ENDED = ("cancelled", "revoked", "void", "transferred", "withdrawn")
NAMES = dict(STATES)


@dataclass(frozen=True)
class Standing:
    """How a certificate stood from one act to the next.

    Attributes:
        day: of the act. ``kind``: which.
        state: after it; None before the first act.
        since: the day of the act that led to the state.
        number: on the card. ``valid_to``: the last day of its term.
    """

    day: date
    kind: str
    state: str | None
    since: date
    number: str | None = None
    valid_to: date | None = None

    def expired(self, day: date) -> bool:
        """Whether the term printed on the card is over."""
        return self.valid_to is not None and self.valid_to < day

    def valid(self, day: date) -> bool:
        """Whether one may enforce with it: in force, and not expired."""
        return self.state == "valid" and not self.expired(day)

    def why_not(self, day: date) -> str | None:
        """Why it is of no use on a day, in words; None when it is valid."""
        if self.valid(day):
            return None
        if self.state is None or self.state in COMING:
            return "当日尚未核发证件"
        if self.state == "valid":
            return f"证件有效期到 {self.valid_to} 为止，当日已过期"
        return f"证件已于 {self.since} {NAMES[self.state]}"


def standings(events: "Iterable[CardEvent]") -> list[Standing]:
    """One for each act, in their order.

    A correction holds from the act that it corrects: the card never said what was mistyped.
    """
    found: list[Standing] = []
    last = Standing(date.min, "", None, date.min)
    for event in events:
        last = Standing(
            event.day,
            event.kind,
            event.state_after,
            last.since if last.state == event.state_after else event.day,
            event.new_number or last.number,
            event.new_valid_to or last.valid_to,
        )
        if event.kind == "correct":
            found = list(_corrected(found, last))
        found.append(last)
    return found


def standing_on(events: "Iterable[CardEvent]", day: date) -> Standing:
    """The standing at the end of a day."""
    nothing = Standing(date.min, "", None, date.min)
    return next((s for s in reversed(standings(events)) if s.day <= day), nothing)


def _corrected(found: list[Standing], now: Standing) -> Iterator[Standing]:
    """Number and term written over those of the last card, from the day it was handed out."""
    issued = max(
        (place for place, one in enumerate(found) if one.kind in GIVES_CARD), default=len(found)
    )
    for place, one in enumerate(found):
        if place < issued:
            yield one
        else:
            yield replace(one, number=now.number, valid_to=now.valid_to)


GIVES_CARD = ("enrol", "issue", "replace", "transfer_in", "renew")
"""Acts by which a card with a number and a term comes into the holder's hand."""
