"""法律明白人: stock on a day, its growth, villages with too few, who lacks training or review."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.figures.education.counted import Counted, ids
from db.figures.education.expected import expected
from db.registers.education import GuideReview, GuideTraining, LegalGuide
from db.registers.mediator import Mediator
from db.registers.place import Place

_VILLAGE = "1"
"""行政村 in codes/place_kind.toml."""


@dataclass(frozen=True)
class Growth:
    """A stock, the one before it, and what came and went between them.

    Attributes:
        now, before: the stocks.
        joined, left: the flow between the two days; ``before + joined - left`` is ``now``.
    """

    now: Counted
    before: Counted
    joined: int
    left: int

    @property
    def net(self) -> int:
        """The net change."""
        return self.now.value - self.before.value

    @property
    def rate(self) -> Decimal | None:
        """Net change over the stock before, in per cent to one decimal; None without a stock."""
        if not self.before.value:
            return None
        share = Decimal(self.net * 100) / Decimal(self.before.value)
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def balanced(self) -> bool:
        """Whether the flow explains the change."""
        return self.before.value + self.joined - self.left == self.now.value


@dataclass(frozen=True)
class Village:
    """A village and its guides on a day."""

    id: int
    name: str
    guides: int


def guides(session: Session, day: date) -> Counted:
    """法律明白人 in post at the end of the day; who is a mediator as well counts here once."""
    query = select(LegalGuide.id).where(live(LegalGuide), _in_post(day))
    found = session.scalars(query.order_by(LegalGuide.id)).all()
    return Counted("education.guides", LegalGuide.title, len(found), "名", ids(LegalGuide, found))


def growth(session: Session, day: date, before: date | None = None) -> Growth:
    """How the stock grew since ``before``, by default the end of the year before."""
    start = before or date(day.year - 1, 12, 31)
    came = and_(LegalGuide.certified_on > start, LegalGuide.certified_on <= day)
    went = and_(LegalGuide.left_on > start, LegalGuide.left_on <= day)
    joined, left = (
        session.scalar(select(func.count()).where(live(LegalGuide), condition)) or 0
        for condition in (came, went)
    )
    return Growth(guides(session, day), guides(session, start), joined, left)


def villages(session: Session, day: date) -> list[Village]:
    """Every administrative village with its guides on the day, those without any included."""
    number = func.count(LegalGuide.id)
    query = (
        select(Place.id, Place.name, number)
        .outerjoin(
            LegalGuide,
            and_(LegalGuide.village_id == Place.id, live(LegalGuide), _in_post(day)),
        )
        .where(
            live(Place),
            Place.kind == _VILLAGE,
            or_(Place.valid_from.is_(None), Place.valid_from <= day),
            or_(Place.valid_to.is_(None), Place.valid_to > day),
        )
        .group_by(Place.id)
        .order_by(Place.id)
    )
    return [Village(*row) for row in session.execute(query)]


def thin_villages(session: Session, day: date) -> list[Village]:
    """Villages with fewer guides than expected (3)."""
    least = expected().guides_in_a_village
    return [village for village in villages(session, day) if village.guides < least]


def untrained(session: Session, year: int) -> Counted:
    """In post at the end of the year, and without a training in it."""
    trained = exists().where(
        GuideTraining.owner_id == LegalGuide.id,
        GuideTraining.day.between(date(year, 1, 1), date(year, 12, 31)),
    )
    return _without(session, year, trained, "education.guides.untrained", "当年未参加培训")


def unreviewed(session: Session, year: int) -> Counted:
    """In post at the end of the year, and not reviewed for it."""
    reviewed = exists().where(GuideReview.owner_id == LegalGuide.id, GuideReview.year == year)
    return _without(session, year, reviewed, "education.guides.unreviewed", "当年未考核")


def also_mediators(session: Session, day: date) -> Counted:
    """Guides in post on the day who are mediators too now, found by the person they share."""
    mediating = exists().where(
        Mediator.person_id == LegalGuide.person_id, Mediator.deleted_at.is_(None), Mediator.active
    )
    query = select(LegalGuide.id).where(live(LegalGuide), _in_post(day), mediating)
    found = session.scalars(query.order_by(LegalGuide.id)).all()
    return Counted(
        "education.guides.mediators", "兼任人民调解员", len(found), "名", ids(LegalGuide, found)
    )


def _without(
    session: Session, year: int, done: ColumnElement[bool], code: str, name: str
) -> Counted:
    query = select(LegalGuide.id).where(live(LegalGuide), _in_post(date(year, 12, 31)), ~done)
    found = session.scalars(query.order_by(LegalGuide.id)).all()
    return Counted(code, name, len(found), "名", ids(LegalGuide, found))


def _in_post(day: date) -> ColumnElement[bool]:
    staying = or_(LegalGuide.left_on.is_(None), LegalGuide.left_on > day)
    return (LegalGuide.certified_on <= day) & staying
