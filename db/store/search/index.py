"""The search index: an FTS5 table over all registers, beside the history and made from the records.

It is derived data. Each step keeps it in its own transaction (``keep``, for every row that the
history notes), and it can be made anew at any time (``remake``). It stores tokens alone, not the
text; a row's number holds register and record.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    column,
    func,
    literal,
    or_,
    select,
    table,
)

from db.store.progress import Progress, unwatched
from db.store.published import PUBLISHED
from db.store.record import Row
from db.store.search.asked import asked
from db.store.search.grams import tokens_of
from db.store.search.pinyin import warm

if TYPE_CHECKING:
    from db.store.history import Change

INDEX = "search_1"
"""Its number is that of the rule by which texts become tokens; another rule, another number."""
_REGISTERS = "search_register"
BITS = 32
_AT_ONCE = 2000
_HOW = "content='', contentless_delete=1, detail=none, tokenize='ascii'"
_MADE = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5 (tokens, {_HOW})",
    f"CREATE TABLE IF NOT EXISTS {_REGISTERS} (id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
)
_TOLD = ("caption", "found_by")
_TABLE = table(INDEX, column("rowid"), column(INDEX))
_NAMES = table(_REGISTERS, column("id"), column("name"))


def is_made(connection: Connection) -> bool:
    """Whether the file has an index by the rule of today; asked behind the window, at opening.

    So that no key waits for it later, the table of sounds is read here.
    """
    warm()
    known = "SELECT 1 FROM sqlite_master WHERE name = ?"
    return connection.exec_driver_sql(known, (INDEX,)).first() is not None


def remake(
    connection: Connection, registers: Iterable[str], progress: Progress = unwatched
) -> None:
    """Make the index anew from the records; cut short it leaves none, and an opening makes it.

    Args:
        connection: that may write, in no transaction.
        registers: tables of all records, people's own ones included.
        progress: of records; may cancel.
    """
    old = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE search_%'"
    with connection.begin():
        for name in connection.exec_driver_sql(old).scalars().all():
            connection.exec_driver_sql(f'DROP TABLE "{name}"')
    with connection.begin():
        for statement in _MADE:
            connection.exec_driver_sql(statement)
        _fill(connection, list(registers), progress)


def _fill(connection: Connection, tables: list[str], progress: Progress) -> None:
    sizes = [_highest(connection, name) for name in tables]
    done = 0
    for name, size in zip(tables, sizes, strict=True):
        for rows in _all_of(connection, name):
            _put(connection, name, rows)
            progress(done + rows[-1][0], sum(sizes))
        done += size


def keep(connection: Connection, changes: "Iterable[Change]") -> None:
    """Bring the index up to what was changed just now, in the same transaction."""
    touched: dict[str, dict[int, Any]] = {}
    for change in changes:
        said = change.content
        if change.action == "edit" and said.keys().isdisjoint(_TOLD):
            continue
        if is_searched(change.table):
            texts: Any = None
            if change.action == "add":
                texts = [said.get(name, "") for name in _TOLD]
            elif change.action == "edit":
                texts = connection.exec_driver_sql(_one(change.table), (change.row_id,)).first()
            touched.setdefault(change.table, {})[change.row_id] = texts
    for name, rows in touched.items():
        _put(connection, name, [(number, *texts) for number, texts in rows.items() if texts])
        first = _first(connection, name)
        gone = [(first + number,) for number, texts in rows.items() if not texts]
        if gone:
            connection.exec_driver_sql(f"DELETE FROM {INDEX} WHERE rowid = ?", gone)  # noqa: S608


def forget(connection: Connection) -> None:
    """Write the index anew without what was taken out of it, for the destruction of records."""
    connection.exec_driver_sql(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('optimize')")  # noqa: S608


def tables(own: Iterable[Any]) -> list[str]:
    """The tables of all records, with those of the registers that the store itself defines."""
    shipped = [name for name in Row.metadata.tables if is_searched(name)]
    return [*shipped, *(cls.__tablename__ for cls in own)]


def is_searched(name: str) -> bool:
    """Whether the table holds records."""
    known = Row.metadata.tables.get(name)
    return "found_by" in known.c if known is not None else name in PUBLISHED


@lru_cache(64)
def found(cls: Any, typed: str) -> Select[Any]:
    """The ids of a register's records that hold all that was typed."""
    among = hits(cls, asked(typed).match)
    told = (cls.found_by, cls.caption)
    again = [
        or_(
            *(column.contains(word, autoescape=True) for column in told),  # nearly always, and fast
            func.holds(word, 0, *told) == literal(1),
        )
        for word in typed.split()
        if not asked(word).exact
    ]
    return select(cls.id).where(cls.id.in_(among), *again) if again else among


def hits(cls: Any, match: Any) -> Select[Any]:
    """The ids of a register's records that answer to a question in FTS5's words."""
    number = func.coalesce(func.max(_NAMES.c.id), 0).op("<<")(BITS)  # once, not for each row
    first = select(number).where(_NAMES.c.name == cls.__tablename__).scalar_subquery()
    here = _TABLE.c.rowid.between(first, first + ((1 << BITS) - 1))
    return select((_TABLE.c.rowid - first).label("id")).where(here, _matches(match))


def registers_with(connection: Connection, typed: str) -> frozenset[str]:
    """The tables of all registers in which the index finds what was typed."""
    shelf = _TABLE.c.rowid.op(">>")(BITS)
    those = select(shelf).where(_matches(asked(typed).match)).distinct()
    return frozenset(connection.scalars(select(_NAMES.c.name).where(_NAMES.c.id.in_(those))))


def _matches(match: Any) -> ColumnElement[bool]:
    return _TABLE.c[INDEX].op("MATCH", is_comparison=True)(match)


def first_of(connection: Connection, name: str) -> int:
    """Where the register's rows begin; 0 for one that was never indexed."""
    query = f"SELECT id FROM {_REGISTERS} WHERE name = ?"  # noqa: S608
    return (connection.exec_driver_sql(query, (name,)).scalar() or 0) << BITS


def firsts(connection: Connection) -> dict[str, int]:
    """``first_of`` every register that was indexed."""
    found = connection.exec_driver_sql(f"SELECT name, id FROM {_REGISTERS}")  # noqa: S608 - ours
    return {name: number << BITS for name, number in found}


def _first(connection: Connection, name: str) -> int:
    known = first_of(connection, name)
    if not known:
        added = f"INSERT INTO {_REGISTERS} (name) VALUES (?)"  # noqa: S608
        known = (connection.exec_driver_sql(added, (name,)).lastrowid or 0) << BITS
    return known


def _put(connection: Connection, name: str, rows: Iterable[Any]) -> None:
    first = _first(connection, name)
    told = [(first + number, " ".join(tokens_of(*texts))) for number, *texts in rows]
    if told:
        added = f"INSERT OR REPLACE INTO {INDEX} (rowid, tokens) VALUES (?, ?)"  # noqa: S608
        connection.exec_driver_sql(added, told)


def _all_of(connection: Connection, name: str) -> Iterator[Any]:
    last = -1
    query = f'SELECT id, caption, found_by FROM "{name}" WHERE id > ? ORDER BY id LIMIT {_AT_ONCE}'  # noqa: S608
    while rows := connection.exec_driver_sql(query, (last,)).all():
        yield rows
        last = rows[-1][0]


def _highest(connection: Connection, name: str) -> int:
    return connection.exec_driver_sql(f'SELECT max(id) FROM "{name}"').scalar() or 0  # noqa: S608


def _one(name: str) -> str:
    return f'SELECT caption, found_by FROM "{name}" WHERE id = ?'  # noqa: S608
