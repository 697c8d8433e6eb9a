"""What waits about enforcement certificates: terms, yearly checks, cards to take back, training."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy.orm import Session

from db.figures.certificates import cards, on_post, training_hours
from db.figures.deadlines.waiting import Waiting
from db.registers import Card, Staff
from db.registers.card import HELD

_CARD, _STAFF = Card.__tablename__, Staff.__tablename__
_CHECKED = ("enrol", "issue", "replace", "transfer_in", "renew", "yearly_check")
"""Acts at which the justice bureau saw the card."""


def waiting(session: Session, today: date) -> Iterator[Waiting]:
    """Everything of the registers 行政执法证 and 执法培训 that waits."""
    held = [card for card in cards(session) if card.state in HELD]
    for card in held:
        if card.state == "valid":
            yield from _term(card, today)
    yield from _off_post(session, held, today)
    yield from _uncertified(session, {card.staff_id for card in held}, today)
    yield from _training(session, today)


def waiting_of(session: Session, today: date, number: int) -> Iterator[Waiting]:
    """What waits about one card; what its holder waits for stands with the holder."""
    card = session.get(Card, number)
    if card is None or card.deleted_at is not None or card.state not in HELD:
        return
    if card.state == "valid":
        yield from _term(card, today)
    yield from _off_post(session, [card], today)


def _term(card: Card, today: date) -> Iterator[Waiting]:
    who = card.name or ""
    if card.valid_to is not None:
        yield Waiting(
            _CARD, card.id, card.caption, "card_expiry", card.valid_to, who, card.valid_to
        )
    seen = [row.day for row in card.events if row.kind in _CHECKED]
    if seen and card.valid_on(today):
        yield Waiting(_CARD, card.id, card.caption, "card_yearly_check", max(seen), who)


def _off_post(session: Session, held: list[Card], today: date) -> Iterator[Waiting]:
    """Cards still out whose holders left their posts."""
    for card in held:
        staff = session.get(Staff, card.staff_id)
        if staff is None or staff.on_enforcement_post(today):
            continue
        over = [row.until for row in staff.enforcement_posts if row.until and row.until < today]
        if left := staff.left_on or max(over, default=None):  # else to come, or not entered yet
            yield Waiting(_CARD, card.id, card.caption, "card_off_post", left, staff.name)


def _uncertified(session: Session, holders: set[int], today: date) -> Iterator[Waiting]:
    """People on an enforcement post without any certificate in force."""
    for person in on_post(session, today).uncertified:
        staff = session.get(Staff, person.staff_id)
        if staff is not None and staff.id not in holders:
            since = min(row.since for row in staff.enforcement_posts if row.covers(today))
            said = f"{staff.name}：{person.note}"
            yield Waiting(_STAFF, staff.id, said, "card_missing", since, staff.name)


def _training(session: Session, today: date) -> Iterator[Waiting]:
    """Those whose hours of the year are still short."""
    end = date(today.year + 1, 1, 1) - timedelta(days=1)
    for row in training_hours(session, today.year, today):
        if row.short:
            said = f"{row.name}：已有 {row.hours} 学时，还差 {row.short} 学时"
            yield Waiting(_STAFF, row.staff_id, said, "training_hours", end, row.name, end)
