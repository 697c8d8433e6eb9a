"""The cases of a period that may be claimed and were not yet, and why the others may not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.registers import Case, Committee, Mediator, SubsidyClaim, SubsidyScheme
from db.registers.mediation.duplicates import alike
from db.registers.subsidy import Suggestion, over_cap, paid_in_month, suggest
from db.store.links import captions
from db.store.progress import Progress, unwatched

_CLOSED = ("closed", "filed")
_ENDING = ("agreed", "performed", "failed", "ended")
"""Where a case stands that was mediated and not yet closed."""


@dataclass(frozen=True)
class Offer:
    """A case that may be claimed.

    Attributes:
        case_id, caption: which case. ``number``, ``name``: the two parts of its caption.
        committee: its name. ``closed_on``: the day the case was closed.
        found: scheme, grade and why, amount and shares.
        whom: the mediators and their shares, in words.
        doubts: what should be looked at before it is claimed.
    """

    case_id: int
    caption: str
    number: str
    name: str
    committee: str
    closed_on: date
    found: Suggestion
    whom: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Barred:
    """A case that may not be claimed yet, or not at all; ``why`` in words."""

    case_id: int
    number: str
    name: str
    committee: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Claimable:
    """The cases of a period that were not claimed."""

    offers: tuple[Offer, ...]
    barred: tuple[Barred, ...]


def claimable(
    session: Session,
    first: date,
    last: date,
    *,
    earlier: bool = False,
    progress: Progress = unwatched,
) -> Claimable:
    """Look through the cases closed from ``first`` to ``last``, and those about to be closed.

    Args:
        session: for looking.
        first: of the period, included.
        last: of the period, included.
        earlier: also the cases closed before it, since the first scheme there is.
        progress: told after each case.
    """
    query = select(Case).where(live(Case), _of_period(session, first, last, earlier=earlier))
    query = query.where(~exists().where(_same_case(), live(SubsidyClaim)))
    cases = session.scalars(query.order_by(Case.closed_on, Case.id)).all()
    committees = captions(session, Committee.__tablename__, [case.committee_id for case in cases])
    offers: list[Offer] = []
    barred: list[Barred] = []
    for place, case in enumerate(cases, start=1):
        found = suggest(session, case)
        where = committees.get(case.committee_id or 0, "")
        name = case.dossier_name or ""
        if found.against or case.closed_on is None:
            barred.append(Barred(case.id, case.number or "", name, where, found.against))
        else:
            number, day = case.number or "", case.closed_on
            doubts = tuple(_doubts(session, case))
            whom = ""
            offers.append(
                Offer(case.id, case.caption, number, name, where, day, found, whom, doubts)
            )
        progress(place, len(cases))
    return Claimable(tuple(_told(session, offers)), tuple(barred))


def _of_period(session: Session, first: date, last: date, *, earlier: bool) -> ColumnElement[bool]:
    since = first
    if earlier:
        oldest = select(func.min(SubsidyScheme.valid_from)).where(live(SubsidyScheme))
        since = min(session.scalar(oldest) or first, first)
    mediated = func.coalesce(Case.performed_on, Case.agreed_on, Case.ended_on)
    return or_(
        and_(Case.state.in_(_CLOSED), Case.closed_on.between(since, last)),
        and_(Case.state.in_(_ENDING), mediated.between(since, last)),
    )


def _same_case() -> ColumnElement[bool]:
    same: ColumnElement[bool] = SubsidyClaim.case_id == Case.id
    return same


def _doubts(session: Session, case: Case) -> Iterator[str]:
    for other in alike(session, case, Case):
        yield f"可能与 {other.caption} 是同一纠纷，反复调解只补贴一次"


def _told(session: Session, offers: Iterable[Offer]) -> Iterator[Offer]:
    """With the mediators' names, and a doubt where one gets beyond the cap of a month.

    What was claimed before counts, and the offers in their order, as if all of them were claimed.
    """
    offers = list(offers)
    ids = [number for offer in offers for number, _ in offer.found.shares]
    names = captions(session, Mediator.__tablename__, ids)
    sums: dict[tuple[int, int, int], int] = {}
    for offer in offers:
        day, scheme, doubts = offer.closed_on, offer.found.scheme, [*offer.doubts]
        for number, part in offer.found.shares:
            month = (number, day.year, day.month)
            if month not in sums:
                sums[month] = paid_in_month(session, number, day)
            sums[month] += part
            cap = scheme.monthly_cap if scheme else None
            if cap is not None and sums[month] > cap:
                doubts.append(over_cap(names.get(number, ""), day, sums[month], cap))
        yield replace(offer, whom=_whom(offer.found, names), doubts=tuple(doubts))


def _whom(found: Suggestion, names: dict[int, str]) -> str:
    """张三；two with what each gets: 张三 50.00、李四 50.00."""
    if len(found.shares) == 1:
        return names.get(found.shares[0][0], "")
    return "、".join(f"{names.get(n, '')} {part / 100:,.2f}" for n, part in found.shares)
