"""Lists of a register: searched, filtered, sorted and counted in the database."""

import json
import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from db.store.fields import Field
from db.store.kinds import ChoicesKind, LinkKind, RowsKind
from db.store.links import captions
from db.store.outline import restriction
from db.store.record import Record
from db.store.search.index import found
from db.store.trouble import Trouble

_TESTS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "!=": lambda column, value: column.is_distinct_from(value),
    ">=": operator.ge,
    "<=": operator.le,
}
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
    never in an ``outward`` one, which leaves the house.
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

    def count(self, session: Session) -> int:
        """How many records there are."""
        return session.scalar(select(func.count()).select_from(self._chosen().subquery())) or 0

    def page(self, session: Session, offset: int, limit: int) -> Sequence[Any]:
        """Rows of (id, caption, the listed fields' values), links as ids."""
        values = [getattr(self.cls, f.name) for f in self.columns]
        query = self._narrowed(select(self.cls.id, self.cls.caption, *values), in_order=True)
        return session.execute(query.order_by(*self._order()).offset(offset).limit(limit)).all()

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
        own = (self.cls.id, self.cls.uid, self.cls.caption)
        query = self._narrowed(select(*own, *values), in_order=True)
        query = query.order_by(*self._order()).limit(limit)
        return session.execute(query.execution_options(yield_per=at_once)).partitions()

    def records(self, session: Session, limit: int | None = None) -> Sequence[Record]:
        """The records themselves, in the list's order; ``limit`` None gives all."""
        query = self._narrowed(select(self.cls), in_order=True).order_by(*self._order())
        return session.scalars(query.limit(limit)).all()

    def place_of(self, session: Session, record_id: int) -> int | None:
        """Where in the list a record stands, from 0; None when the list does not hold it."""
        number = func.row_number().over(order_by=self._order()).label("place")
        numbered = self._narrowed(select(self.cls.id, number)).subquery()
        place = session.scalar(select(numbered.c.place).where(numbered.c.id == record_id))
        return None if place is None else place - 1

    def _chosen(self) -> Select[Any]:
        return self._narrowed(select(self.cls.id))

    def _narrowed(self, query: Select[Any], *, in_order: bool = False) -> Select[Any]:
        bin_: Any = self.cls.deleted_at
        if in_order and not self.deleted:
            # Hidden from the index: nearly all records are live, so it would find everything and
            # sort it, where the order's own index gives the first rows at once (40 times faster).
            bin_ = func.coalesce(bin_, bin_)
        query = query.where(bin_.is_not(None) if self.deleted else bin_.is_(None))
        if self.search.strip():
            query = query.where(found(self.cls, self.search))
        kept_only = restriction(self.cls)
        if kept_only and (self.outward or not self._asks_for(kept_only)):
            query = query.where(getattr(self.cls, kept_only).is_(None))
        if self.only is not None:  # as one value: there may be more than a query takes variables
            chosen = func.json_each(json.dumps(sorted(self.only))).table_valued("value")
            query = query.where(self.cls.id.in_(select(chosen.c.value)))
        return query.where(*(f.clause(self.cls) for f in self.filters))

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
