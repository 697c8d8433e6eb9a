"""Registers that people define: what a store defines, its tables, and by which names it is known.

A definition is a record of a register that is ``Defining``. The table it gets is named by its
permanent code, so that two stores in one process never mean different registers by one name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateColumn

from db.store.codes import CodeTable, define, derive
from db.store.definition import Definition, codes_of, made
from db.store.kinds import parts
from db.store.published import PUBLISHED
from db.store.record import Record, Row

_IN_SESSION = "own registers"


class Defining(Record):
    """A record that says what another register is."""

    __abstract__ = True

    def definition(self) -> Definition | None:
        """The register it defines; None for none, or while it says too little."""
        return None

    @classmethod
    def code_tables(cls, own: "OwnRegisters") -> Iterator[CodeTable]:
        """The code tables that follow from what a store defines; overridden by registers.

        Those of one name come from one register.
        """
        del own
        yield from ()


@dataclass(frozen=True)
class OwnRegisters:
    """The registers that one store defines.

    Attributes:
        every: all of them, by the order of their definitions.
        in_force: those whose definition is not in the recycle bin.
        definitions: the records that define anything, detached, those in the bin left out.
        binned: those in the bin.
    """

    every: tuple[type[Record], ...] = ()
    in_force: tuple[type[Record], ...] = ()
    definitions: tuple[Defining, ...] = ()
    binned: tuple[Defining, ...] = ()


def shipped() -> Iterator[type[Row]]:
    """Every class of records and child rows that the program itself has."""
    for mapper in Row.registry.mappers:
        if mapper.class_.metadata is Row.metadata:
            yield mapper.class_


def own_registers(session: Session) -> OwnRegisters:
    """Those in force for the session's store."""
    found: OwnRegisters = session.info.get(_IN_SESSION, OwnRegisters())
    return found


def session_info(own: OwnRegisters) -> dict[str, Any]:
    """What a session is given, so that ``own_registers`` knows."""
    return {_IN_SESSION: own}


def defining_tables() -> frozenset[str]:
    """The tables in which definitions lie, rows of theirs included."""
    return frozenset(part.__tablename__ for cls in _definers() for part in parts(cls))


def defined(connection: Connection) -> OwnRegisters:
    """The registers that the store's definitions say."""
    every: list[type[Record]] = []
    live: list[type[Record]] = []
    definitions: list[Defining] = []
    binned: list[Defining] = []
    with Session(connection) as session:
        for definer in _definers():
            for record in session.scalars(select(definer).order_by(definer.id)):
                definition = record.definition()
                (definitions if record.deleted_at is None else binned).append(record)
                if definition is not None:
                    every.append(made(definition))
                    if record.deleted_at is None:
                        live.append(every[-1])
        session.expunge_all()
    return OwnRegisters(tuple(every), tuple(live), tuple(definitions), tuple(binned))


def lacking(connection: Connection, own: OwnRegisters) -> bool:
    """Whether a table or column is not there yet."""
    return any(
        {column.name for column in table.columns} - columns_there(connection, table.name)
        for table in tables_of(own.every)
    )


def make_room(connection: Connection, own: OwnRegisters) -> None:
    """Make the tables, columns and indexes that are lacking.

    Nothing is ever dropped: a column or table whose definition went stays with what it holds.
    """
    for table in tables_of(own.every):
        _ensure(connection, table)


_OPEN: dict[int, OwnRegisters] = {}
"""What each open store defines, the one that was opened or changed last at the end."""


def put_in_force(store: object, own: OwnRegisters) -> None:
    """From now on what a store defines is known by name; once the step is kept."""
    _OPEN.pop(id(store), None)
    _OPEN[id(store)] = own
    _make_known(own)


def let_go(store: object) -> None:
    """A store was closed: what another one that is open defines is known again."""
    if _OPEN.pop(id(store), None) is not None:
        _make_known(latest())


def latest() -> OwnRegisters:
    """What the store defines that was opened or changed last; for what knows no session."""
    return next(reversed(_OPEN.values()), OwnRegisters())


def _make_known(own: OwnRegisters) -> None:
    for cls in own.every:
        PUBLISHED[cls.__tablename__] = cls
        define(codes_of(cls))
    derive(table for definer in _definers() for table in definer.code_tables(own))


def _definers() -> list[Any]:
    return [cls for cls in shipped() if issubclass(cls, Defining)]


def columns_there(connection: Connection, table: str) -> frozenset[str]:
    """The columns that a table has in the file; none where it is not there."""
    there = inspect(connection)
    if not there.has_table(table):
        return frozenset()
    return frozenset(column["name"] for column in there.get_columns(table))


def _ensure(connection: Connection, table: Any) -> None:
    known = columns_there(connection, table.name)
    if not known:
        table.create(connection)
        return
    for column in table.columns:
        if column.name not in known:
            said = [f"ALTER TABLE {table.name} ADD COLUMN", _sql(connection, column)]
            said += [f"REFERENCES {key.column.table.name} (id)" for key in column.foreign_keys]
            connection.exec_driver_sql(" ".join(said))
    indexed = {index["name"] for index in inspect(connection).get_indexes(table.name)}
    for index in table.indexes:
        if index.name not in indexed:
            index.create(connection)


def _sql(connection: Connection, column: Any) -> str:
    return str(CreateColumn(column).compile(connection))


def tables_of(classes: Iterable[type[Record]]) -> list[Any]:
    """Their tables."""
    return [cls.__table__ for cls in classes]
