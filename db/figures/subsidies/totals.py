"""Subsidies added up per committee and per mediator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.registers import Mediator, SubsidyClaim
from db.store.links import captions


@dataclass(frozen=True)
class Part:
    """What falls to a committee or a mediator: ``amount`` in fen, ``where`` of a mediator."""

    name: str
    cases: int
    amount: int
    where: str = ""


def by_committee(claims: Iterable[SubsidyClaim]) -> list[Part]:
    """What is to be paid for the cases of each committee, as things stand; the most first."""
    cases: dict[str, list[int]] = {}
    for claim in claims:
        cases.setdefault(claim.committee or "", []).append(claim.due())
    return _most_first(Part(name, len(parts), sum(parts)) for name, parts in cases.items())


def by_mediator(session: Session, claims: Sequence[SubsidyClaim]) -> list[Part]:
    """What each mediator gets, as things stand; the most first."""
    parts: dict[int, list[int]] = {}
    places: dict[int, dict[str, None]] = {}
    for claim in claims:
        for row in claim.shares:
            part = row.amount if row.payable is None else row.payable
            parts.setdefault(row.mediator_id, []).append(part)
            places.setdefault(row.mediator_id, {})[claim.committee or ""] = None
    names = captions(session, Mediator.__tablename__, list(parts))
    return _most_first(
        Part(names.get(number, ""), len(some), sum(some), "、".join(places[number]))
        for number, some in parts.items()
    )


def _most_first(parts: Iterable[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: (-part.amount, part.where, part.name))
