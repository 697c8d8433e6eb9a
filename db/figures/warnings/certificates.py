"""Risks about certificates and training: people on an enforcement post, and their departments."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from db.figures.certificates import (
    ENFORCING,
    Holder,
    Hours,
    OnPost,
    cards,
    on_post,
    training_hours,
)
from db.figures.warnings.risk import Risk
from db.figures.warnings.rules import Rule
from db.registers import Card, Staff
from db.registers.card import settings
from db.store.links import captions

_LEAST = 2
"""Officers that an inspection takes (行政处罚法第四十二条)."""
_DAY = timedelta(days=1)


def risks(session: Session, today: date, rules: Mapping[str, Rule]) -> Iterator[Risk]:
    """Certificates expired, expiring, suspended or missing; departments with fewer than two."""
    found = on_post(session, today)
    held: dict[int, list[Card]] = defaultdict(list)
    for card in cards(session):
        if card.kind in ENFORCING:
            held[card.staff_id].append(card)
    for holder in found.uncertified:
        yield _uncertified(session, holder, held[holder.staff_id], today)
    certified = {holder.staff_id for holder in found.certified}
    for holder in found.expiring:
        if holder.staff_id in certified:
            yield _expiring(session, holder, today)
    yield from _departments(session, found)
    if "training_short" in rules:
        yield from _hours(session, today, rules["training_short"])


def _uncertified(session: Session, holder: Holder, mine: list[Card], today: date) -> Risk:
    """By how the newest certificate that had a life by then stands."""
    staff = session.get_one(Staff, holder.staff_id)
    since = min(row.since for row in staff.enforcement_posts if row.covers(today))
    said = f"{holder.name}（{holder.post}）在执法岗位：{holder.note}"
    lived = [card for card in mine if card.standing_on(today).state not in (None, "withdrawn")]
    standing = lived[-1].standing_on(today) if lived else None
    if standing is not None and standing.state == "suspended":
        card = lived[-1]
        return _of_card("card_suspended", card, staff, standing.since, said)
    if standing is not None and standing.valid_to is not None and standing.expired(today):
        return _of_card("card_expired", lived[-1], staff, standing.valid_to + _DAY, said)
    if standing is not None:
        since = max(since, standing.since)
    place = staff.department_id
    return Risk("card_missing", "staff", staff.id, staff.caption, place, since, said)


def _expiring(session: Session, holder: Holder, today: date) -> Risk:
    staff = session.get_one(Staff, holder.staff_id)
    card = session.get_one(Card, holder.card_id)
    last = holder.valid_to or today
    said = f"{holder.name}（{holder.post}）的执法证 {last} 到期，还有 {(last - today).days} 日"
    since = last - timedelta(days=settings().expiring_days)
    return _of_card("card_expiring", card, staff, since, said)


def _of_card(kind: str, card: Card, staff: Staff, since: date | None, said: str) -> Risk:
    return Risk(kind, "card", card.id, card.caption, staff.department_id, since, said)


def _departments(session: Session, found: OnPost) -> Iterator[Risk]:
    """Departments that enforce, with fewer valid certificates than an inspection takes."""
    valid: dict[int, int] = {}
    for holder in found.on_post:
        place = session.get_one(Staff, holder.staff_id).department_id
        if place is not None:
            valid.setdefault(place, 0)
    for holder in found.certified:
        place = session.get_one(Staff, holder.staff_id).department_id
        if place is not None:
            valid[place] += 1
    names = captions(session, "place", valid)
    for place, number in valid.items():
        if number < _LEAST:
            name = names.get(place, "")
            said = f"{name}持有效执法证的在岗人员 {number} 人，不能单独开展检查"
            yield Risk("department_thin", "place", place, name, place, None, said)


def _hours(session: Session, today: date, rule: Rule) -> Iterator[Risk]:
    """This year's when its end is near; that of the year before for as long as it is looked at.

    A year of which no training was entered says nothing: the register was not kept yet.
    """
    first = today - timedelta(days=rule.look_back)
    for year in range(first.year, today.year + 1):
        end = date(year, 12, 31)
        if end < first or (end - today).days > rule.ahead:
            continue
        rows = training_hours(session, year, min(end, today))
        if end >= today or any(row.hours for row in rows):
            short = [row for row in rows if row.short]
            yield from _short(session, year, end - timedelta(days=rule.ahead), short)


def _short(session: Session, year: int, since: date, rows: Sequence[Hours]) -> Iterator[Risk]:
    """One for each department with all of its people; those of none stand by themselves."""
    together: dict[int, list[Hours]] = defaultdict(list)
    for row in rows:
        staff = session.get_one(Staff, row.staff_id)
        if staff.department_id is not None:
            together[staff.department_id].append(row)
            continue
        said = f"{row.name} {year}年执法培训 {row.hours} 学时，还差 {row.short} 学时"
        caption = staff.caption
        yield Risk("training_short", "staff", staff.id, caption, None, since, said, str(year))
    names = captions(session, "place", together)
    for place, few in together.items():
        name = names.get(place, "")
        people = "、".join(f"{row.name} {row.hours} 学时" for row in few)
        wanted = f"{year}年执法培训不够 {few[0].wanted} 学时"
        said = f"{name}有 {len(few)} 人 {wanted}：{people}"
        yield Risk("training_short", "place", place, name, place, since, said, str(year))
