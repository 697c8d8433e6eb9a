"""Lists of a register: searched, filtered, sorted and counted in the database."""

import json
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, literal_column, select
from sqlalchemy.orm import Session

from db.store.fields import Field
from db.store.kinds import ChoicesKind
from db.store.lines import Line, lines
from db.store.outline import restriction
from db.store.question import GIVEN_IDS, Question
from db.store.record import Record
from db.store.restricting import may_leave
from db.store.search import index
from db.store.search.asked import asked

_TESTS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "!=": lambda column, value: column.is_distinct_from(value),
    ">=": operator.ge,
    "<=": operator.le,
}
_AT_ONCE = 5000
_FEW = 1000
"""So many records are looked up and sorted sooner than a long index is walked."""
_READ_ANYWAY = 10_000
"""The same where what is found has to be read to be sure of it."""


@dataclass(frozen=True)
class Filter:
    """One condition: the field, one of = != >= <= ~ (contains), and the value (None: empty)."""

    name: str
    test: str
    value: Any

    def clause(self, cls: type[Record]) -> ColumnElement[bool]:
        """The condition in SQL."""
        column: Any = getattr(cls, self.name)
        if self.value is None:
            empty: ColumnElement[bool] = column.is_(None)
            return ~empty if self.test == "!=" else empty
        if isinstance(cls.fields[self.name].kind, ChoicesKind) and self.test == "=":
            among: ColumnElement[bool] = ("," + column + ",").contains(f",{self.value},")
            return among
        if self.test == "~":
            clause: ColumnElement[bool] = column.contains(str(self.value), autoescape=True)
            return clause
        tested: ColumnElement[bool] = _TESTS[self.test](column, self.value)
        return tested


class Questions(NamedTuple):
    """What a listing asks of the database.

    Attributes:
        number: how many records there are.
        few: the ids of what fulfils the conditions, as JSON, and null for many; None where there
            is no condition.
        picked: of given ids those in the list, in order. ``walked``: all ids, in order.
    """

    number: Question
    few: Question | None
    picked: Question
    walked: Question


@dataclass(frozen=True)
class Listing:
    """A register's list as people see it: which records, in which order.

    ``only`` narrows it to records by id: those behind a figure. What may only be kept
    (``Field.restricts``) stands in it where a filter asks for it, or a figure counts it;
    never in an ``outward`` one, which leaves the house, nor do records that name it.
    """

    cls: type[Record]
    search: str = ""
    filters: tuple[Filter, ...] = ()
    sort: str | None = None
    descending: bool = False
    deleted: bool = False
    columns: tuple[Field, ...] = field(default=(), hash=False)
    only: frozenset[int] | None = None
    outward: bool = False

    def __post_init__(self) -> None:
        if not self.columns:
            listed = tuple(f for f in self.cls.fields.values() if f.listed)
            object.__setattr__(self, "columns", listed)

    def sorted_by(self, name: str | None, *, descending: bool = False) -> "Listing":
        """The same records in another order."""
        return replace(self, sort=name, descending=descending)

    @property
    def narrows(self) -> bool:
        """Whether it leaves out any live record on people's wish."""
        return bool(self._sets())

    def most(self, session: Session) -> int:
        """No list of this register is longer; asked by its index in no time."""
        return session.scalar(select(func.max(self.cls.id))) or 0

    def count(self, session: Session) -> int:
        """How many records there are."""
        (number,) = self._asked.number.ask(session).fetchone()
        return int(number)

    def keys(self, session: Session, at_once: int = _AT_ONCE) -> Iterator[list[int]]:
        """The ids of all records in order, some at a time: who holds them reads any page by them.

        A million ids are four megabytes and come in about a second, and no page is looked for by
        counting the rows before it.
        """
        return self._ids(session, at_once)

    def withheld(self, session: Session) -> int:
        """How many of the records may not leave the house (``db.store.restricting``)."""
        seen, leaving = (replace(self, outward=way) for way in (False, True))
        return seen.count(session) - leaving.count(session)

    def ids(self) -> Select[Any]:
        """The ids of the records, for a query that asks about them."""
        return self._narrowed(self._sets())

    def first(self, session: Session, most: int) -> tuple[int, list[int]]:
        """How many records there are, and the ids of the first of them."""
        few = self._few(session)
        if few is not None:
            ids = [*chain(*self._ordered(session, few, _AT_ONCE))]
            return len(ids), ids[:most]
        return self.count(session), [*chain(*self._ordered(session, None, most, _part(most)))]

    def page(self, session: Session, offset: int, limit: int) -> list[int]:
        """Ids from a place on; a negative limit gives all that follow."""
        return [*chain(*self._ids(session, _AT_ONCE, _part(limit, offset)))]

    def lines(self, session: Session, ids: Sequence[int], *, masked: bool = True) -> list[Line]:
        """Records as people see them, in the order of ``ids``; one that is gone has no line."""
        return lines(session, self.cls, self.columns, ids, masked=masked)

    def batches(
        self, session: Session, fields: Sequence[Field], at_once: int, limit: int | None = None
    ) -> Iterator[Sequence[Any]]:
        """Rows of (id, uid, caption, the fields' values), some at a time; without ``limit`` all."""
        values = [getattr(self.cls, f.name) for f in fields]
        query = select(self.cls.id, self.cls.uid, self.cls.caption, *values)
        query = query.where(self.cls.id.in_(GIVEN_IDS))
        for ids in self._ids(session, at_once, _part(limit)):
            asked = session.execute(query, {"ids": json.dumps(ids)})
            found = {row.id: row for row in asked}
            yield [found[number] for number in ids]

    def records(self, session: Session, limit: int | None = None) -> Sequence[Record]:
        """The records themselves, in the list's order; ``limit`` None gives all."""
        found: list[Record] = []
        for ids in self._ids(session, _AT_ONCE, _part(limit)):
            them = session.scalars(select(self.cls).where(self._one_of(ids)))
            by_id = {record.id: record for record in them}
            found += (by_id[number] for number in ids)
        return found

    def _ids(self, session: Session, at_once: int, part: str = "") -> Iterator[list[int]]:
        return self._ordered(session, self._few(session), at_once, part)

    def _ordered(
        self, session: Session, few: str | None, at_once: int, part: str = ""
    ) -> Iterator[list[int]]:
        """The ids in order, by indexes alone: no row is looked up to tell its id.

        What only a few fulfil is found first and then sorted. Else the order's index is walked, and
        each condition says by its own which ids pass. Left to itself the database would find all
        by one condition, look every row up and sort them.
        """
        ask = self._asked.walked if few is None else self._asked.picked
        cursor = ask.ask(session, part, ids=few)
        while found := cursor.fetchmany(at_once):
            yield [number for (number,) in found]

    def _few(self, session: Session) -> str | None:
        """The ids, as JSON, of what fulfils the conditions; None for many, or no condition."""
        ask = self._asked.few
        found: str | None = ask.ask(session).fetchone()[0] if ask else None
        return found

    @cached_property
    def _asked(self) -> Questions:
        """Written once for all listings that ask the same, unless many ids stand in them."""
        return _written(self) if self.only is None else self.questions()

    def questions(self) -> Questions:
        """What it asks, in SQL."""
        sets = self._sets()
        ordered = select(self.cls.id).order_by(*self._order())
        return Questions(
            number=Question(lambda: self._narrowed(sets, func.count())),
            few=Question(lambda: self._some(*sets)) if sets else None,
            picked=Question(lambda: self._picked(ordered)),
            walked=Question(lambda: self._passing(ordered, self.cls.id, sets)),
        )

    def _some(self, by: Select[Any], *also: Select[Any]) -> Select[Any]:
        """The ids as JSON, null for many; the bin is looked at later."""
        few = _FEW if asked(self.search).exact else _READ_ANYWAY
        most: Any = literal_column(str(few + 1))  # as a parameter SQLite would plan anew each time
        base = by.subquery()
        passing = (base.c.id.in_(some) for some in also)
        some = select(base.c.id).where(*passing).limit(most).subquery()
        return select(case((func.count() <= few, func.json_group_array(some.c.id))))

    def _picked(self, query: Select[Any]) -> Select[Any]:
        """Of the ids that are given, those in the list: their rows are looked up anyway."""
        blank = (func.coalesce(column, column).is_(None) for column in self._blank())
        return query.where(self.cls.id.in_(GIVEN_IDS), *blank)

    def _narrowed(self, sets: list[Select[Any]], what: Any = None) -> Select[Any]:
        """What is found by the first condition, if there is one, and passes the others."""
        if not sets and what is not None and len(self._blank()) == 1:
            (blank,) = self._blank()  # the index of the bin counts the others too
            return select(what).select_from(self.cls).where(blank.is_(None))
        base: Any = sets[0].subquery() if sets else self.cls
        number = base.c.id if sets else base.id
        query = select(number if what is None else what).select_from(base)
        return self._passing(query, number, sets[1:])

    def _passing(self, query: Select[Any], number: Any, sets: list[Select[Any]]) -> Select[Any]:
        """Of what the query finds, that which no blank keeps out, and all the sets hold."""
        number = number + 0  # no index finds by this, so it chooses none
        for column in self._blank():
            blank = select(self.cls.id).where(column.is_not(None)).correlate(None)
            query = query.where(number.not_in(blank))
        return query.where(*(number.in_(some) for some in sets))

    def _one_of(self, ids: Iterable[int]) -> ColumnElement[bool]:
        """As one value: there may be more than a query takes variables."""
        chosen = func.json_each(json.dumps(list(ids))).table_valued("value")
        return self.cls.id.in_(select(chosen.c.value))

    def _sets(self) -> list[Select[Any]]:
        """The ids of what fulfils each condition; a record must stand in all of them."""
        bin_: Any = self.cls.deleted_at
        clauses: list[ColumnElement[bool]] = [bin_.is_not(None)] if self.deleted else []
        if self.only is not None:
            clauses.append(self._one_of(sorted(self.only)))
        if self.outward:
            clauses += may_leave(self.cls)
        clauses += (f.clause(self.cls) for f in self.filters)
        sets = [select(self.cls.id).where(clause).correlate(None) for clause in clauses]
        return [index.found(self.cls, self.search), *sets] if self.search.strip() else sets

    def _blank(self) -> list[Any]:
        """The columns of which one, once filled, keeps a record out."""
        blank = [] if self.deleted else [self.cls.deleted_at]
        kept_only = restriction(self.cls)
        if kept_only and (self.outward or not self._asks_for(kept_only)):
            blank.append(getattr(self.cls, kept_only))
        return blank

    def _asks_for(self, name: str) -> bool:
        return self.deleted or self.only is not None or any(f.name == name for f in self.filters)

    def _order(self) -> tuple[ColumnElement[Any], ...]:
        if self.sort is None:
            newest = self.cls.newest_first
            if newest is None:
                return (self.cls.caption.asc(), self.cls.id.asc())
            return (getattr(self.cls, newest).desc(), self.cls.id.desc())
        column: Any = getattr(self.cls, self.sort)
        if self.descending:
            return (column.desc(), self.cls.id.desc())
        return (column.asc(), self.cls.id.asc())


@lru_cache(200)
def _written(listing: Listing) -> Questions:
    return listing.questions()


def _part(limit: int | None, offset: int = 0) -> str:
    """Some of an answer, in SQL; None or less than nothing gives all."""
    return f" LIMIT {-1 if limit is None else limit:d} OFFSET {offset:d}"
