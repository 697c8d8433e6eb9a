"""Which record of the store a row of the sheet is, asked for many rows at once."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Session

from db.store.outline import peek
from db.store.record import Record

Key = tuple[str, ...]


def keys_of(cls: type[Record]) -> tuple[Key, ...]:
    """The fields by which a record is recognised, the surest first."""
    columns = cls.__table__.columns
    found: list[Key] = []
    number = cls.fields.get("number")
    if number is not None and (number.computed is not None or cls.name_field == "number"):
        found.append(("number",))
    found.extend((name,) for name in cls.fields if name in columns and columns[name].unique)
    found.extend(cls.identified_by)
    return tuple(dict.fromkeys(found))


class Known:
    """Records of the store by their keys, and the rows of the sheet that came before."""

    def __init__(self, session: Session, cls: type[Record]) -> None:
        self._session: Session = session
        self._cls: Any = cls
        self.keys = keys_of(cls)
        self._uids: dict[str, tuple[int, bool]] = {}
        self._held: dict[tuple[Key, tuple[Any, ...]], int] = {}
        self._unique = list(_unique_columns(cls))
        self._values: dict[tuple[Key, tuple[Any, ...]], bool] = {}
        self._seen: dict[tuple[Key, tuple[Any, ...]], int] = {}

    def prefetch(self, records: list[Record], uids: Iterable[str]) -> None:
        """Look up what these records might be."""
        cls = self._cls
        wanted = [uid for uid in uids if uid]
        if wanted:
            query = select(cls.uid, cls.id, cls.deleted_at).where(cls.uid.in_(wanted))
            for uid, number, deleted_at in self._session.execute(query):
                self._uids[uid] = (number, deleted_at is not None)
        for key in self.keys:
            for values, number, _gone in self._rows(key, records, live=True):
                self._held.setdefault((key, values), number)
        for key in self._unique:
            for values, _number, gone in self._rows(key, records, live=False):
                self._values[key, values] = gone

    def by_uid(self, uid: str | None) -> tuple[int, bool] | None:
        """Id and whether it lies in the recycle bin, None for an unknown mark."""
        return self._uids.get(uid) if uid else None

    def find(self, record: Record) -> int | None:
        """The live record that this one is, by the first key that knows it."""
        surest = self._cls.identified_by[0] if self._cls.identified_by else ()
        for key in self.keys:
            values = tuple([peek(record, name) for name in key])
            if any(value in (None, "") for value in values):
                continue
            number = self._held.get((key, values))
            if number is not None and not (key != surest and self._says_other(number, record)):
                return number
        return None

    def collides(self, record: Record) -> Iterator[tuple[str, str]]:
        """Unique values that stand in the store already, as (field, sentence)."""
        for key in self._unique:
            values = tuple([peek(record, name) for name in key])
            if not any(value is None for value in values) and (key, values) in self._values:
                word = "回收站里的记录" if self._values[key, values] else "另一条记录"
                label = self._cls.fields[key[-1]].label
                yield key[-1], f"{label}与{word}相同，不能再登记"

    def met(self, record: Record, line: int) -> tuple[str, int] | None:
        """A line above with the same surest key, as (field, line); remembers this one."""
        found = None
        for key in dict.fromkeys((*self.keys[:1], *self._unique)):
            values = tuple([peek(record, name) for name in key])
            if any(value in (None, "") for value in values):
                continue
            before = self._seen.setdefault((key, values), line)
            if before != line:
                found = found or (key[-1], before)
        return found

    def _says_other(self, number: int, record: Record) -> bool:
        """Whether the ID number or credit code of that record is another one."""
        names = self._cls.identified_by[0] if self._cls.identified_by else ()
        if not names:
            return False
        columns = [getattr(self._cls, name) for name in names]
        held = self._session.execute(select(*columns).where(self._cls.id == number)).one()
        mine = [getattr(record, name) for name in names]
        return any(a and b and a != b for a, b in zip(held, mine, strict=True))

    def _rows(
        self, key: Key, records: list[Record], *, live: bool
    ) -> Iterator[tuple[tuple[Any, ...], int, bool]]:
        cls = self._cls
        columns = [getattr(cls, name) for name in key]
        query = select(cls.id, cls.deleted_at, *columns)
        for name, column in zip(key, columns, strict=True):
            wanted = {peek(record, name) for record in records} - {None, ""}
            if not wanted:
                return
            query = query.where(column.in_(wanted))
        if live:
            query = query.where(cls.deleted_at.is_(None))
        for number, deleted_at, *values in self._session.execute(query.order_by(cls.id)):
            yield tuple(values), number, deleted_at is not None


def _unique_columns(cls: type[Record]) -> Iterator[Key]:
    table: Any = cls.__table__
    for name in cls.fields:
        if name in table.columns and table.columns[name].unique:
            yield (name,)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and len(constraint.columns) > 1:
            yield tuple(column.key for column in constraint.columns)


class Alike:
    """Tells which new records another one may speak against, so that only these are asked."""

    def __init__(self, session: Session, cls: type[Record]) -> None:
        self._session: Session = session
        self._cls: Any = cls
        self._paths = cls.compared_by or ()
        self._known: set[tuple[str, Any]] = set()

    def prefetch(self, records: list[Record]) -> None:
        """Look up which of these records' values stand in the store."""
        for path in self._paths:
            wanted = {value for record in records for value in _values(record, path)}
            column = _column(self._cls, path)
            if wanted:
                found = self._session.scalars(select(column).where(column.in_(wanted)).distinct())
                self._known.update((path, value) for value in found)

    def may_be(self, record: Record) -> bool:
        """Whether a record shares a value with one of the store or one met before."""
        mine = {(path, value) for path in self._paths for value in _values(record, path)}
        known = not mine.isdisjoint(self._known)
        self._known |= mine
        return known


def _values(record: Record, path: str) -> Iterator[Any]:
    rows, _, name = path.rpartition(".")
    for row in peek(record, rows) if rows else (record,):
        value = peek(row, name)
        if value not in (None, ""):
            yield value


def _column(cls: type[Record], path: str) -> Any:
    rows, _, name = path.rpartition(".")
    kind: Any = cls.fields[rows].kind if rows else None
    return getattr(kind.row if kind else cls, name)
