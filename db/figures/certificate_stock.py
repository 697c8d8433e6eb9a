"""The stock of valid certificates over a period: what was there, came, went, and what is left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from db.figures.certificates import cards
from db.registers import Card
from db.registers.card import Standing, standings
from db.store.codes import codes

CAME = {
    "issue": "核发",
    "replace": "补发",
    "enrol": "登记在册",
    "transfer_in": "调入",
    "restore": "发还",
    "renew": "过期后换发",
}
WENT = {
    "cancel": "注销",
    "revoke": "吊销",
    "void": "遗失作废",
    "suspend": "暂扣",
    "transfer": "调出",
}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """A certificate behind a number, and why it stands there."""

    card_id: int
    caption: str
    day: date
    said: str


@dataclass(frozen=True)
class Flow:
    """The certificates that came or went by one kind of act."""

    kind: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Stock:
    """What must balance over a period, both days included.

    opening + came = closing + went, unless a certificate ran out and nobody acted: it is valid no
    longer, and nothing in the log says so.

    Attributes:
        first, last: the period.
        opening: valid at the end of the day before. ``closing``: at the end of the last day.
        came, went: what the log says of the period.
        apart: acts in the period on certificates that were not valid then: in neither sum.
        causes: why it does not balance.
        expired: all that have run out by the last day and still want an act, older ones included.
    """

    first: date
    last: date
    opening: tuple[Entry, ...]
    closing: tuple[Entry, ...]
    came: tuple[Flow, ...]
    went: tuple[Flow, ...]
    apart: tuple[Entry, ...]
    causes: tuple[Entry, ...]
    expired: tuple[Entry, ...]

    @property
    def difference(self) -> int:
        """0 when it balances."""
        here = len(self.opening) + sum(len(flow.entries) for flow in self.came)
        return here - len(self.closing) - sum(len(flow.entries) for flow in self.went)

    def said(self) -> str:
        """收支不平 in one sentence; empty when it balances."""
        if not self.difference:
            return ""
        named = "、".join(f"{entry.caption} {entry.said}" for entry in self.causes)
        return f"收支不平：差 {self.difference} 张（{named or '办理记录不全'}）"


def stock(session: Session, first: date, last: date) -> Stock:
    """The identity for a period, counted from the logs."""
    walks = [_Walk(card, first, last) for card in cards(session)]
    for walk in walks:
        walk.go()
    return Stock(
        first,
        last,
        opening=tuple(w.entry(first - _DAY, "") for w in walks if w.card.valid_on(first - _DAY)),
        closing=tuple(w.entry(last, "") for w in walks if w.card.valid_on(last)),
        came=tuple(_flows(CAME, (walk.came for walk in walks))),
        went=tuple(_flows(WENT, (walk.went for walk in walks))),
        apart=tuple(entry for walk in walks for entry in walk.apart),
        causes=tuple(w.entry(w.lapsed, f"{w.lapsed - _DAY} 到期未办理") for w in walks if w.lapsed),
        expired=tuple(_expired(walks, last)),
    )


class _Walk:
    """One certificate through the period. ``lapsed`` is the day it ran out unacted upon."""

    def __init__(self, card: Card, first: date, last: date) -> None:
        self.card, self.first, self.last = card, first, last
        self.came: list[tuple[str, Entry]] = []
        self.went: list[tuple[str, Entry]] = []
        self.apart: list[Entry] = []
        self.lapsed: date | None = None
        self.valid = card.valid_on(first - _DAY)
        self.now = card.standing_on(first - _DAY)

    def go(self) -> None:
        """Act by act."""
        for step in standings(self.card.events):
            if self.first <= step.day <= self.last:
                self._run_out(step.day)
                self._act(step)
                self.now = step
        self._run_out(self.last)

    def entry(self, day: date, said: str) -> Entry:
        """The certificate as an entry."""
        return Entry(self.card.id, self.card.caption, day, said)

    def _run_out(self, day: date) -> None:
        """Notes that the term was over by that day, if the certificate was valid till then."""
        end = self.now.valid_to
        if self.valid and self.now.state == "valid" and end is not None and end < day:
            self.valid, self.lapsed = False, end + _DAY

    def _act(self, step: Standing) -> None:
        before, after = self.now.state == "valid", step.state == "valid"
        entry = self.entry(step.day, codes("card_event").name(step.kind))
        if before and not after:
            if self.valid or self.lapsed:
                self.went.append((step.kind, entry))
            else:
                self.apart.append(self.entry(step.day, f"过期后{entry.said}"))
            self.valid, self.lapsed = False, None
        elif after and not before:
            self.came.append((step.kind, entry))
            self.valid = True  # if its term is over already, it runs out on the spot
        elif after and not self.valid and step.valid(step.day):
            if self.lapsed is None:
                self.came.append((step.kind, entry))
            self.valid, self.lapsed = True, None
        elif self.now.state == "suspended" != step.state:
            self.apart.append(self.entry(step.day, f"暂扣后{entry.said}"))


def _flows(titles: dict[str, str], found: Iterable[list[tuple[str, Entry]]]) -> Iterator[Flow]:
    by_kind: dict[str, list[Entry]] = {kind: [] for kind in titles}
    for walked in found:
        for kind, entry in walked:
            by_kind.setdefault(kind, []).append(entry)
    for kind, entries in by_kind.items():
        title = titles.get(kind) or codes("card_event").name(kind)
        yield Flow(kind, title, tuple(sorted(entries, key=lambda e: (e.day, e.card_id))))


def _expired(walks: Iterable[_Walk], last: date) -> Iterator[Entry]:
    for walk in walks:
        standing = walk.card.standing_on(last)
        if standing.state == "valid" and standing.expired(last):
            yield walk.entry(last, f"{standing.valid_to} 到期未办理")
