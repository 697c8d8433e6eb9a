"""Certificates in figures: who holds one on a day, what became of them, training in hours."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.words import said_percent
from db.registers import Card, Staff, Training
from db.registers.card import NAMES, settings
from db.store.links import captions

ENFORCING = ("1", "3")
"""Kinds that one enforces with: 行政执法证, 部委证; not those for supervising others."""


@dataclass(frozen=True)
class Holder:
    """One of the staff with the certificate that counts; ids lead to both records.

    ``note`` says in words why somebody stands in a list: the post, or what is wrong.
    """

    staff_id: int
    name: str
    department: str
    post: str
    card_id: int | None = None
    number: str = ""
    valid_to: date | None = None
    note: str = ""


@dataclass(frozen=True)
class OnPost:
    """持证上岗 on a day; both numbers are told with the ratio, and no national rule gives it.

    Attributes:
        day: at whose end.
        on_post: the denominator: on an enforcement post, auxiliaries left out.
        certified: the numerator: those of them with a valid certificate.
        uncertified: those without, with the reason.
        auxiliaries: on a post, but not of the regular staff: in neither number.
        off_post: valid certificate, but no post: in neither number.
        expiring: of valid certificates, those whose term ends soon.
    """

    day: date
    on_post: tuple[Holder, ...]
    certified: tuple[Holder, ...]
    uncertified: tuple[Holder, ...]
    auxiliaries: tuple[Holder, ...]
    off_post: tuple[Holder, ...]
    expiring: tuple[Holder, ...]

    @property
    def rate(self) -> float | None:
        """持证上岗率; None while nobody is on a post."""
        return len(self.certified) / len(self.on_post) if self.on_post else None

    @property
    def percent(self) -> str:
        """The rate as it is printed: 100%, 96.4%; never rounded up to 100."""
        if self.rate is None:
            return "—"
        tenths = len(self.certified) * 1000 // len(self.on_post)
        return said_percent(Decimal(tenths) / 10)


def on_post(session: Session, day: date) -> OnPost:
    """Who is on an enforcement post at the end of a day, and with which certificate."""
    held = _held(session)
    certified, uncertified, auxiliaries, off_post = [], [], [], []
    for staff, department in _staff(session):
        cards = held.get(staff.id, [])
        valid = next((card for card in reversed(cards) if card.valid_on(day)), None)
        row = _holder(staff, department, valid, day)
        regular = staff.may_hold_certificate() or (valid is not None and valid.exception_basis)
        if not staff.on_enforcement_post(day):
            if valid is not None:
                off_post.append(_holder(staff, department, valid, day, _off_post(staff, day)))
        elif not regular:
            auxiliaries.append(row)
        elif valid is not None:
            certified.append(row)
        else:
            uncertified.append(_holder(staff, department, None, day, _why_none(cards, day)))
    everyone = (*certified, *off_post)
    return OnPost(
        day,
        on_post=tuple(sorted((*certified, *uncertified), key=_by_name)),
        certified=tuple(certified),
        uncertified=tuple(uncertified),
        auxiliaries=tuple(auxiliaries),
        off_post=tuple(off_post),
        expiring=tuple(
            sorted(
                (row for row in everyone if _soon(row, day)),
                key=lambda row: (row.valid_to or date.max, row.staff_id),
            )
        ),
    )


@dataclass(frozen=True)
class Hours:
    """The training of one officer in a year, in 学时."""

    staff_id: int
    name: str
    hours: int
    wanted: int

    @property
    def short(self) -> int:
        """What is missing; 0 when it is enough."""
        return max(self.wanted - self.hours, 0)


def training_hours(session: Session, year: int, day: date) -> list[Hours]:
    """The hours of everybody on an enforcement post on ``day``, fewest first."""
    sum_of = Counter[int]()
    for training in _trainings(session, year):
        for row in training.attendees:
            if row.staff_id is not None:
                sum_of[row.staff_id] += training.hours_of(row)
    wanted = settings().training_hours
    found = [
        Hours(staff.id, staff.name, sum_of[staff.id], wanted)
        for staff, _ in _staff(session)
        if staff.on_enforcement_post(day) and staff.may_hold_certificate()
    ]
    return sorted(found, key=lambda row: (row.hours, row.staff_id))


def _trainings(session: Session, year: int) -> list[Training]:
    """The sessions that began in a year."""
    query = select(Training).where(
        Training.deleted_at.is_(None),
        Training.starts_on.between(date(year, 1, 1), date(year, 12, 31)),
    )
    return list(session.scalars(query.order_by(Training.starts_on, Training.id)))


def cards(session: Session) -> list[Card]:
    """Every certificate with its log, oldest first."""
    return list(session.scalars(select(Card).where(Card.deleted_at.is_(None)).order_by(Card.id)))


def _held(session: Session) -> dict[int, list[Card]]:
    found: dict[int, list[Card]] = {}
    for card in cards(session):
        if card.kind in ENFORCING:
            found.setdefault(card.staff_id, []).append(card)
    return found


def _staff(session: Session) -> Iterable[tuple[Staff, str]]:
    query = select(Staff).where(Staff.deleted_at.is_(None)).order_by(Staff.id)
    found = list(session.scalars(query))
    places = captions(session, "place", [staff.department_id for staff in found])
    return [(staff, places.get(staff.department_id or 0, "")) for staff in found]


def _holder(staff: Staff, department: str, card: Card | None, day: date, note: str = "") -> Holder:
    posts = (row.post for row in staff.enforcement_posts if row.covers(day))
    standing = card.standing_on(day) if card is not None else None
    return Holder(
        staff.id,
        staff.name,
        department,
        next(posts, staff.post or ""),
        card.id if card is not None else None,
        (standing.number or "") if standing else "",
        standing.valid_to if standing else None,
        note,
    )


def _why_none(cards: list[Card], day: date) -> str:
    """How the newest certificate that had a life by then stood; the plainest word for none."""
    stood = [card.standing_on(day) for card in cards]
    begun = [standing for standing in stood if standing.state not in (None, "withdrawn")]
    if not begun:
        return "没有证件"
    last = begun[-1]
    if last.state in ("training", "exam", "issuing"):
        return f"证件{NAMES[last.state]}"
    return last.why_not(day) or ""


def _off_post(staff: Staff, day: date) -> str:
    if staff.left_on is not None and staff.left_on < day:
        return f"{staff.left_on} 离职"
    ended = [row.until for row in staff.enforcement_posts if row.until and row.until < day]
    return f"{max(ended)} 离开执法岗位" if ended else "不在执法岗位"


def _soon(row: Holder, day: date) -> bool:
    return row.valid_to is not None and (row.valid_to - day).days <= settings().expiring_days


def _by_name(row: Holder) -> tuple[str, str, int]:
    return row.department, row.name, row.staff_id
