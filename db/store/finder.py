"""Finding a record while its name or number is typed: first what begins so, by its own index.

What holds it in any part, or sounds so (``zs`` for 张三), is told by the search index after that.

This is asked at every key, so SQLAlchemy writes each question once and the driver runs it: its
own way of asking takes ten times as long as the answer (``tests/bench/finding.py``).
"""

import unicodedata
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.orm import Session, aliased

from db.store.fields import Field
from db.store.kinds import LinkKind
from db.store.outline import restriction
from db.store.record import Record, register
from db.store.search import index
from db.store.search.asked import asked

_NUMBERS = ("id_number", "credit_code", "phone")
_GIVEN: Any = literal_column("?")
_LAST = chr(0x10FFFF)  # after every other character
_SMALL = 2_000
"""A register of so many records is looked through whole at each key; a larger one in need only."""
_MOST = 2_000
"""Of those that the index names, so many are looked at."""


class Candidate(NamedTuple):
    """A record that may be meant."""

    cls: type[Record]
    row: tuple[Any, ...]
    """Id, caption, and the columns that tell it from its namesakes, as the file holds them."""

    @property
    def id(self) -> int:
        """Its number in the register."""
        number: int = self.row[0]
        return number

    @property
    def caption(self) -> str:
        """What it is called."""
        return str(self.row[1])

    @property
    def words(self) -> str:
        """What tells it apart: 男　天龙村　138****1234."""
        return "　".join(filter(None, map(_hint, _told_apart(self.cls), self.row[2:])))


def candidates(
    session: Session, cls: type[Record], typed: str, limit: int = 20, *, field: str = ""
) -> list[Candidate]:
    """Records whose name, or a number of theirs, begins with what was typed.

    Where nothing begins so, and in a small register anyway, those that merely hold it, or sound
    like it, follow. Whoever may not see the register is offered nothing of it.

    Args:
        session: for looking.
        cls: the register.
        typed: as people type it; nothing gives the first records.
        limit: how many at most.
        field: the one field that is being typed, where that is known; else all are tried.
    """
    if not may_see(session, cls):
        return []
    typed = typed.strip()
    cursor: Any = session.connection().connection.cursor()
    if not typed:
        return _found(cls, cursor.execute(_all(cls, limit)))
    found: list[Candidate] = []
    for column, start in _ranges(cls, typed, field):
        rows = cursor.execute(_starting(cls, column, limit), (start, start + _LAST))
        found += _found(cls, rows)
    if found and field:
        return found
    if not found or (len(found) < limit and _is_small(cls, cursor)):
        meant = asked(typed, typing=True)
        found += _found(cls, cursor.execute(_holding(cls, limit), (meant.match, typed, typed)))
    return list({one.row[0]: one for one in found}.values())[:limit]


def may_see(session: Session, cls: type[Record]) -> bool:
    """Whether whoever looks may look at the register."""
    from db.store.rights import rights_in  # it stands on what stands on links

    return rights_in(session).may_see(cls)


def _found(cls: type[Record], rows: Any) -> list[Candidate]:
    return [Candidate(cls, row) for row in rows]


def _ranges(cls: type[Record], typed: str, only: str) -> list[tuple[str, str]]:
    """The columns that may begin so, each with what to look for."""
    if only == cls.name_field:
        return [(_name_column(cls), typed)]
    plain = "".join(unicodedata.normalize("NFKC", typed).split())
    squeezed = plain.replace("-", "").upper()
    ranges = [] if only or squeezed.isdecimal() else [(_name_column(cls), typed)]
    for name, code in _number_columns(cls) if squeezed.isascii() else ():
        if only in ("", name):
            ranges.append((name, plain if code == "phone" else squeezed))
    return ranges or [(_name_column(cls), typed)]


@cache
def _name_column(cls: type[Record]) -> str:
    """Its own name where that is kept sorted: a whole name then stands before longer ones."""
    column = cls.__table__.columns[cls.name_field]
    return cls.name_field if column.index or column.unique else "caption"


@cache
def _number_columns(cls: type[Record]) -> list[tuple[str, str]]:
    return [
        (field.name, field.kind.code)
        for field in cls.fields.values()
        if field.kind.code in _NUMBERS and cls.__table__.columns[field.name].index
    ]


@cache
def _all(cls: type[Record], limit: int) -> str:
    return _written(_columns(cls, limit).order_by(cls.caption, cls.id))


@cache
def _starting(cls: type[Record], name: str, limit: int) -> str:
    column: Any = getattr(cls, name)
    span = column.between(_GIVEN, _GIVEN)
    return _written(_columns(cls, limit).where(span).order_by(column, cls.id))


@cache
def _holding(cls: type[Record], limit: int) -> str:
    """What is called so before what merely holds it; of very many some are looked at."""
    among = cls.id.in_(index.hits(cls, _GIVEN).limit(_MOST))
    held = func.holds(_GIVEN, 1, cls.caption, cls.found_by) == 1
    called = func.begins(_GIVEN, cls.caption).desc()
    name: Any = getattr(cls, _name_column(cls))
    return _written(_columns(cls, limit).where(among, held).order_by(called, name, cls.id))


@cache
def _newest(cls: type[Record]) -> str:
    return _written(select(func.max(cls.id)))


def _columns(cls: type[Record], limit: int) -> Select[Any]:
    """Id, caption and what tells apart, linked records by their captions; the live ones alone."""
    query: Any = select(cls.id, cls.caption)
    for field in _told_apart(cls):
        if isinstance(field.kind, LinkKind):
            other = aliased(register(field.kind.table))
            query = query.add_columns(other.caption)
            query = query.outerjoin(other, other.id == getattr(cls, field.name))
        else:
            query = query.add_columns(getattr(cls, field.name))
    # Hidden from their indexes, as in lists: nearly all records are live and may be told of.
    blank = [cls.deleted_at, *(getattr(cls, one) for one in (restriction(cls),) if one)]
    live: Select[Any] = query.where(*(func.coalesce(one, one).is_(None) for one in blank))
    return live.limit(limit)


def _written(query: Select[Any]) -> str:
    """The question in SQL, with a ``?`` for each text looked for.

    The limit is written out: as a parameter SQLite would plan anew each time.
    """
    return str(query.compile(dialect=dialect(), compile_kwargs={"literal_binds": True}))


@cache
def _told_apart(cls: type[Record]) -> tuple[Field, ...]:
    return tuple(cls.fields[name] for name in cls.told_apart)


def _is_small(cls: type[Record], cursor: Any) -> bool:
    (last,) = cursor.execute(_newest(cls)).fetchone()
    return (last or 0) <= _SMALL


def _hint(field: Field, value: Any) -> str:
    """Enough to tell namesakes apart, and no more than that."""
    if value is None:
        return ""
    text = str(value)
    if not isinstance(field.kind, LinkKind):
        text = field.kind.format(value)
    return field.kind.masked(text) if field.sensitive else text
