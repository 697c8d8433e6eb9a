"""Subsidies counted and added up: of a period, per committee, per mediator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.figures.education.counted import Counted, ids
from db.registers import Mediator, SubsidyClaim
from db.store.links import captions

_FLOWS: tuple[tuple[str, str, Any, Any], ...] = (
    ("claimed", "申报", SubsidyClaim.declared_on, SubsidyClaim.amount),
    ("granted", "核定", SubsidyClaim.approved_on, SubsidyClaim.granted),
    ("paid", "发放", SubsidyClaim.paid_on, SubsidyClaim.granted),
)


@dataclass(frozen=True)
class Part:
    """What falls to a committee or a mediator: ``amount`` in fen, ``where`` of a mediator."""

    name: str
    cases: int
    amount: int
    where: str = ""


def flows(session: Session, since: date, until: date) -> list[Counted]:
    """Claims made, granted, paid and refused in a period: their numbers, then amounts in fen."""
    found: list[Counted] = []
    for code, name, day, amount in _FLOWS:
        rows = _rows(session, day.between(since, until), amount)
        behind = ids(SubsidyClaim, (row.id for row in rows))
        whole = sum(row[1] or 0 for row in rows)
        found.append(Counted(f"subsidy_{code}", f"补贴{name}", len(rows), "件", behind))
        found.append(Counted(f"subsidy_{code}_fen", f"补贴{name}金额", whole, "分", behind))
    refused = SubsidyClaim.refused_on.between(since, until)
    rows = _rows(session, refused, SubsidyClaim.amount)
    behind = ids(SubsidyClaim, (row.id for row in rows))
    return [*found, Counted("subsidy_refused", "不予补贴", len(rows), "件", behind)]


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


def _rows(session: Session, when: ColumnElement[bool], amount: Any) -> list[Any]:
    query = select(SubsidyClaim.id, amount).where(live(SubsidyClaim), when)
    return list(session.execute(query.order_by(SubsidyClaim.id)))
