"""Anchors: the short code of a step, printed on paper, proves the history up to it from outside.

A chain inside one file proves nothing to who holds the file's key: he can take the newest steps
away, or write all of it anew. A code on paper that lies elsewhere cannot be taken back.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, and_, or_, select, true, type_coerce
from sqlalchemy.orm import Session

from db.store.history import CHANGE, STEP
from db.store.kinds import RowsKind
from db.store.paper_code import ALPHABET, grouped, plain_code
from db.store.record import Record

_CHAIN = re.compile("[0-9a-f]{64}")
_LETTERS, _GROUP = 16, 4  # 16 letters of 5 bits: 80 bits of the chain's digest
_carriers: dict[type[Record], ColumnElement[bool]] = {}


@dataclass(frozen=True)
class Anchor:
    """A paper or file outside this computer that carries the chain as it stood then."""

    chain: str
    day: str
    said: str


@dataclass(frozen=True)
class Place:
    """The step whose chain an anchor shows."""

    step: int
    at: str


def anchor_code(chain: str | None) -> str:
    """The first 80 bits of a chain as four groups of four letters; none to be misread.

    Empty for what is no chain.
    """
    if not chain or not _CHAIN.fullmatch(chain):
        return ""
    bits = int(chain[: _LETTERS * 5 // 4], 16)
    letters = [ALPHABET[bits >> 5 * place & 31] for place in reversed(range(_LETTERS))]
    return grouped("".join(letters), _GROUP)


def beginning_of(code: str) -> str | None:
    """The beginning of the chain that has the code; None for what is no code."""
    letters = plain_code(code)
    if len(letters) != _LETTERS:
        return None
    bits = 0
    for letter in letters:
        bits = bits << 5 | ALPHABET.index(letter)
    return f"{bits:0{_LETTERS * 5 // 4}x}"


def carries_anchors(cls: Any, when: ColumnElement[bool] | None = None) -> None:
    """The records of a register (``when``: those of them) went out with ``chain_head`` on them."""
    _carriers[cls] = true() if when is None else when


def known(connection: Connection) -> Iterator[Anchor]:
    """The anchors that the registers tell of, register by register."""
    for cls, when in _carriers.items():
        table: Any = cls.__table__
        day = table.c[str(cls.newest_first)]
        day = type_coerce(day, String)  # a forged one may be anything
        columns = (table.c.chain_head.label("chain"), day.label("day"), table.c.caption)
        for row in connection.execute(
            select(*columns).where(table.c.chain_head.is_not(None), when)
        ):
            if _CHAIN.fullmatch(str(row.chain)):  # else forged, and found so by its history
                yield Anchor(row.chain, str(row.day), f"{cls.title}“{row.caption}”")


def places(connection: Connection, chains: Iterable[str]) -> dict[str, Place]:
    """The steps of those chains that the history holds."""
    wanted = set(chains)
    if not wanted:
        return {}
    rows = connection.execute(select(STEP.c.chain, STEP.c.id, STEP.c.at))
    return {row.chain: Place(row.id, row.at) for row in rows if row.chain in wanted}


def place_of(connection: Connection, code: str) -> Place | None:
    """The step that a code from paper belongs to; None when this history has none such."""
    beginning = beginning_of(code)
    if beginning is None:
        return None
    asked = select(STEP.c.id, STEP.c.at).where(STEP.c.chain.startswith(beginning)).limit(1)
    row = connection.execute(asked).first()
    return Place(row.id, row.at) if row else None


def chain_of(session: Session, record: Record) -> str | None:
    """The chain at the step that touched a record or its rows last: fixed until it is touched.

    So a paper that is printed again without a change carries the same code.
    """
    ids = {(record.__tablename__, record.id)}
    for spec in type(record).fields.values():
        if isinstance(spec.kind, RowsKind):
            ids |= {(row.__tablename__, row.id) for row in getattr(record, spec.name)}
    rows = [
        and_(CHANGE.c.table_name == table, CHANGE.c.row_id == row) for table, row in sorted(ids)
    ]
    newest = select(CHANGE.c.step_id).where(or_(*rows)).order_by(CHANGE.c.step_id.desc()).limit(1)
    return _chain_at(session, newest)


def chain_of_content(session: Session) -> str | None:
    """The chain at the newest step that changed more than what the program itself notes down.

    Printing and exporting do not move it, so a summary printed twice carries the same code.
    """
    logs = [cls.__tablename__ for cls in _carriers]
    others = select(CHANGE.c.step_id).where(CHANGE.c.table_name.not_in(logs))
    return _chain_at(session, others.order_by(CHANGE.c.step_id.desc()).limit(1))


def _chain_at(session: Session, step: Any) -> str | None:
    return session.scalar(select(STEP.c.chain).where(STEP.c.id == step.scalar_subquery()))
