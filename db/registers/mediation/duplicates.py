"""Cases that may be the same dispute entered twice."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from db.registers.mediation.rows import Party

if TYPE_CHECKING:
    from db.registers.mediation.case import Case

NEAR = timedelta(days=180)
"""Cases registered this close together may be one."""

_Key = tuple[str, str]


def alike(session: Session, case: "Case", cls: type["Case"]) -> Iterator[Row[str, date]]:
    """Live cases of the same kind between the same people around the same time.

    Gives rows of caption and day of registration, newest first; two parties at least must agree,
    by ID number where both have one, else by name.
    """
    registered: date | None = case.registered_on
    mine = {_key(party.name, party.id_number) for party in case.parties if party.name}
    if registered is None or len(mine) < 2:
        return
    first, second = sorted(mine)[:2]
    one, other = aliased(Party), aliased(Party)
    query = (
        select(cls.caption, cls.registered_on)
        .join(one, one.owner_id == cls.id)
        .join(other, other.owner_id == cls.id)
        .where(
            cls.deleted_at.is_(None),
            cls.id != (case.id or 0),
            cls.state != "void",
            cls.registered_on.between(registered - NEAR, registered + NEAR),
            cls.dispute_type == case.dispute_type,
            getattr(one, first[0]) == first[1],
            getattr(other, second[0]) == second[1],
        )
        .order_by(cls.registered_on.desc())
        .limit(1)
    )
    yield from session.execute(query)


def _key(name: str, id_number: str | None) -> _Key:
    return ("id_number", id_number) if id_number else ("name", name)
