"""Lists of a register: searched, filtered, sorted and counted in the database."""

import json
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from db.store.fields import Field
from db.store.kinds import ChoicesKind, LinkKind, RowsKind
from db.store.links import captions
from db.store.outline import restriction
from db.store.record import Record
from db.store.restricting import may_leave
from db.store.search import index
from db.store.trouble import Trouble

_TESTS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "!=": lambda column, value: column.is_distinct_from(value),
    ">=": operator.ge,
    "<=": operator.le,
}
_AT_ONCE = 5000
_FEW = 1000
"""So many records are looked up and sorted sooner than a long index is walked."""
_CONDITION = re.compile(r"(.+?)(!=|>=|<=|=|~)(.*)", re.DOTALL)  # the first test in it counts


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
    columns: tuple[Field, ...] = field(default=())
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
        return bool(self._clauses())

    def most(self, session: Session) -> int:
        """No list of this register is longer; asked by its index in no time."""
        return session.scalar(select(func.max(self.cls.id))) or 0

    def count(self, session: Session) -> int:
        """How many records there are."""
        clauses, blank = self._clauses(), self._blank()
        number = select(func.count()).select_from(self.cls)
        if not clauses and len(blank) == 1:
            number = number.where(blank[0].is_(None))  # the index of the bin counts the others too
        else:
            number = self._narrowed(number, *clauses)
        return session.scalar(number) or 0

    def keys(self, session: Session, at_once: int = _AT_ONCE) -> Iterator[list[int]]:
        """The ids of all records in order, some at a time: who holds them reads any page by them.

        A million ids are eight megabytes and come in about a second, and no page is looked for by
        counting the rows before it.
        """
        return self._ids(session, at_once, None)

    def withheld(self, session: Session) -> int:
        """How many of the records may not leave the house (``db.store.restricting``)."""
        seen, leaving = (replace(self, outward=way) for way in (False, True))
        return seen.count(session) - leaving.count(session)

    def ids(self) -> Select[Any]:
        """The ids of the records, for a query that asks about them."""
        return self._narrowed(select(self.cls.id), *self._clauses())

    def page(self, session: Session, offset: int, limit: int) -> Sequence[Any]:
        """``rows`` from a place on; a negative limit gives all that follow."""
        asked = self._keys(session).offset(offset).limit(limit)
        return self.rows(session, session.scalars(asked).all())

    def rows(self, session: Session, ids: Sequence[int]) -> list[Any]:
        """Rows of (id, caption, the listed fields' values), links as ids, in the order of ``ids``.

        A record that is gone has none.
        """
        return self._rows(session, self._row_query, ids)

    def texts(self, session: Session, rows: Sequence[Any]) -> list[list[str]]:
        """What people see of the rows, column by column; each linked register is asked once."""
        shown = []
        for place, spec in enumerate(self.columns, start=2):
            values = [row[place] for row in rows]
            if isinstance(spec.kind, LinkKind):
                names = captions(session, spec.kind.table, values)
                shown.append([names.get(value, "") for value in values])
            else:
                shown.append([spec.kind.format(value) for value in values])
        return [list(row) for row in zip(*shown, strict=True)]

    def masked(self, session: Session, rows: Sequence[Any]) -> list[list[str]]:
        """As ``texts``, with of sensitive values only what anybody may see."""
        return [
            [
                spec.kind.masked(text) if spec.sensitive else text
                for spec, text in zip(self.columns, cells, strict=True)
            ]
            for cells in self.texts(session, rows)
        ]

    def batches(
        self, session: Session, fields: Sequence[Field], at_once: int, limit: int | None = None
    ) -> Iterator[Sequence[Any]]:
        """Rows of (id, uid, caption, the fields' values), some at a time; without ``limit`` all."""
        values = [getattr(self.cls, f.name) for f in fields]
        query = self._by_key(self.cls.id, self.cls.uid, self.cls.caption, *values)
        for ids in self._ids(session, at_once, limit):
            yield self._rows(session, query, ids)

    def records(self, session: Session, limit: int | None = None) -> Sequence[Record]:
        """The records themselves, in the list's order; ``limit`` None gives all."""
        found: list[Record] = []
        for ids in self._ids(session, _AT_ONCE, limit):
            them = session.scalars(select(self.cls).where(self._one_of(ids)))
            by_id = {record.id: record for record in them}
            found += (by_id[number] for number in ids)
        return found

    def _ids(self, session: Session, at_once: int, limit: int | None) -> Iterator[list[int]]:
        """From the driver itself: a million ids through the ORM take six times as long."""
        cursor: Any = session.connection().execute(self._keys(session).limit(limit)).cursor
        while found := cursor.fetchmany(at_once):
            yield [number for (number,) in found]

    @cached_property
    def _row_query(self) -> Select[Any]:
        """Written once: writing it takes longer than the answer."""
        values = [getattr(self.cls, f.name) for f in self.columns]
        return self._by_key(self.cls.id, self.cls.caption, *values)

    def _by_key(self, *columns: Any) -> Select[Any]:
        chosen = func.json_each(bindparam("ids")).table_valued("value")
        return select(*columns).where(self.cls.id.in_(select(chosen.c.value)))

    def _rows(self, session: Session, query: Select[Any], ids: Sequence[int]) -> list[Any]:
        asked = session.connection().execute(query, {"ids": json.dumps(list(ids))})
        found = {row[0]: row for row in asked}
        return [found[number] for number in ids if number in found]

    def _keys(self, session: Session) -> Select[Any]:
        """The ids in order, by indexes alone: no row is looked up to tell its id.

        What only a few fulfil is found first and then sorted. Else the order's index is walked, and
        each condition says by its own which ids pass. Left to itself the database would find all
        by one condition, look every row up and sort them.
        """
        ordered = select(self.cls.id).order_by(*self._order())
        clauses = self._clauses()
        if not clauses:
            return self._narrowed(ordered)
        few = session.scalars(self._narrowed(select(self.cls.id), *clauses).limit(_FEW + 1)).all()
        if len(few) <= _FEW:
            return ordered.where(self._one_of(few))
        return self._narrowed(ordered, None, *clauses)

    def _narrowed(
        self, query: Select[Any], by: ColumnElement[bool] | None = None, *also: ColumnElement[bool]
    ) -> Select[Any]:
        """What stands in the list, found ``by`` one condition, or by what else the query says."""
        number = self.cls.id + 0  # no index finds by this, so it chooses none
        for column in self._blank():
            query = query.where(number.not_in(self._those(column.is_not(None))))
        query = query.where(*(number.in_(self._those(clause)) for clause in also))
        return query if by is None else query.where(by)

    def _those(self, clause: ColumnElement[bool]) -> Select[Any]:
        return select(self.cls.id).where(clause).correlate(None)

    def _one_of(self, ids: Iterable[int]) -> ColumnElement[bool]:
        """As one value: there may be more than a query takes variables."""
        chosen = func.json_each(json.dumps(list(ids))).table_valued("value")
        return self.cls.id.in_(select(chosen.c.value))

    def _clauses(self) -> list[ColumnElement[bool]]:
        """What a record must fulfil to stand in the list."""
        bin_: Any = self.cls.deleted_at
        clauses: list[ColumnElement[bool]] = [bin_.is_not(None)] if self.deleted else []
        if self.search.strip():
            clauses.append(index.found(self.cls, self.search))
        if self.only is not None:
            clauses.append(self._one_of(sorted(self.only)))
        if self.outward:
            clauses += may_leave(self.cls)
        return [*clauses, *(f.clause(self.cls) for f in self.filters)]

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


def find_field(cls: Any, word: str) -> Field:
    """The field of a record or child class by name or Chinese label.

    Raises:
        Trouble: there is none; the sentence lists those there are.
    """
    for spec in cls.fields.values():
        if word in (spec.name, spec.label):
            found: Field = spec
            return found
    labels = "、".join(spec.label for spec in cls.fields.values())
    raise Trouble(f"没有“{word}”这一栏（有：{labels}）", wrong_input=True)


def filter_from_text(cls: type[Record], text: str) -> tuple[Field, str, str]:
    """``受理日期>=2024-01-01`` as (field, test, value text); the caller parses links.

    Raises:
        Trouble: no known field or test in the text.
    """
    match = _CONDITION.fullmatch(text)
    if match:
        word, test, value = match.groups()
        spec = find_field(cls, word.strip())
        if not isinstance(spec.kind, RowsKind):
            return spec, test, value.strip()
    raise Trouble(f"条件“{text}”看不懂，请写成 栏目=值，例如 状态=调解中", wrong_input=True)
