"""Destruction: records past their term leave the file for good, and so does what history holds.

档案法 art. 21 forbids destruction that nobody authorised, 个人信息保护法 art. 47 asks for deletion
once the purpose is met: registers decide when (``db.registers.retention``), this is how.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, ForeignKey, Table, delete, select
from sqlalchemy.orm import Session

from db.store.attachments import Attachment
from db.store.blobs import BLOB
from db.store.defining import own_registers, shipped, tables_of
from db.store.history import CHANGE, ERASED, Change, erase, told_tables
from db.store.history_values import whole_row
from db.store.kinds import RowsKind
from db.store.record import Record, register
from db.store.record_history import rows_of
from db.store.recorder import chain_key, note
from db.store.rewriting import MARK_ERASED
from db.store.rights import rights_in
from db.store.search import index

_Key = tuple[str, int]


def destroy(session: Session, records: Iterable[_Key]) -> int:
    """Remove records with all that is theirs, and erase it from the history; gives the rows.

    Theirs are child rows, attachments with their contents, records that only tell of them
    (``Record.tied_by``), and persons who are known by them alone (``db.store.shared``). That they
    were there stays provable: the digests of the chain remain.

    Args:
        session: of the running step.
        records: table and id of each; what else links to them keeps the step from being saved.

    Raises:
        Trouble: somebody else than the head asks.
    """
    rights_in(session).refuse_others("销毁")
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql("PRAGMA secure_delete = ON")
    connection.exec_driver_sql(MARK_ERASED)
    rows = [part for record in records for part in _parts(session, *record)]
    rows += list(_known_by(session, rows))
    contents = _contents(connection, rows)
    for table, number in rows:
        _remove(session, table, number)
        erase(connection, chain_key(session), table.name, number)
    _drop_contents(connection, contents)
    index.forget(connection)
    session.info[ERASED] = True
    return len(rows)


def others(session: Session, records: Iterable[_Key]) -> Iterator[str]:
    """Which records link to one of these without being among them: 补贴申领第 3 条……."""
    going = set(records)
    for table, number in sorted(going):
        for column in _links_to(session, table):
            owner = _owner_of(column.table)
            here = column.table.c.owner_id if owner != column.table.name else column.table.c.id
            for other in session.scalars(select(here).where(column == number).distinct()):
                if (owner, other) not in going:
                    yield f"{register(owner).title}第 {other} 条"


def _links_to(session: Session, table: str) -> Iterator[Any]:
    """Columns by which other records, or their child rows, point at a table."""
    for other in (*told_tables(), *tables_of(own_registers(session).every)):
        for column in other.columns:
            targets = {key.column.table.name for key in column.foreign_keys if _is_key(key)}
            if table in targets and column.key != "owner_id":
                yield column


def _is_key(key: ForeignKey) -> bool:
    return key.column.key == "id"


def _owner_of(table: Table) -> str:
    column = table.c.get("owner_id")
    if column is None:
        return table.name
    return next(iter(column.foreign_keys)).column.table.name


def _parts(session: Session, table: str, number: int) -> Iterator[tuple[Table, int]]:
    """Every row that is, or ever was, part of the record: children, what is tied to it, itself."""
    cls = register(table)
    owned: list[tuple[Any, dict[str, Any]]] = [
        (field.kind.row, {"owner_id": number})
        for field in cls.fields.values()
        if isinstance(field.kind, RowsKind) and field.kind.row is not None
    ]
    owned.append((Attachment, {"table_name": table, "record_id": number}))
    owned += [
        (other, dict(zip(other.tied_by, (table, number), strict=True)))
        for other in shipped()
        if issubclass(other, Record) and other.tied_by
    ]
    for part, owner in owned:
        for row in rows_of(session, part.__tablename__, owner):
            yield part.__table__, row
    yield cls.__table__, number  # type: ignore[misc]


def _known_by(session: Session, rows: list[tuple[Table, int]]) -> Iterator[tuple[Table, int]]:
    """Shared records, such as persons, that saving these rows made, and that nobody else touched.

    个人信息保护法 art. 47: who is known from a destroyed consultation alone goes with it. Whoever
    has a link, a file or a change from anywhere else stays.
    """
    going = {(table.name, number) for table, number in rows}
    steps = {step for row in going for step in _steps(session, *row)}
    shared = (one for row in rows for one in _shared(session, *row))
    for table, number in dict.fromkeys(shared):
        alone = (
            (table.name, number) not in going
            and steps.issuperset(_steps(session, table.name, number))
            and all(
                (column.table.name, other) in going
                for column in _links_to(session, table.name)
                for other in session.scalars(select(column.table.c.id).where(column == number))
            )
        )
        if alone and list(_parts(session, table.name, number)) == [(table, number)]:
            yield table, number


def _shared(session: Session, table: Table, number: int) -> Iterator[tuple[Table, int]]:
    """What a row's links that carry fields point at."""
    for column in table.columns:
        spec = column.info.get("field")
        if spec is not None and spec.carries:
            found = session.scalar(select(column).where(table.c.id == number))
            if found is not None:
                yield next(iter(column.foreign_keys)).column.table, found


def _steps(session: Session, table: str, number: int) -> Iterator[int]:
    """The steps that changed a row."""
    here = CHANGE.c.table_name == table, CHANGE.c.row_id == number
    yield from session.scalars(select(CHANGE.c.step_id).where(*here))


def _remove(session: Session, table: Table, number: int) -> None:
    """Past the session: the row of a log may not go by any other way."""
    here = table.c.id == number
    row = session.connection().execute(select(table).where(here)).mappings().first()
    if row is not None:
        session.connection().execute(delete(table).where(here))
        note(session, [Change(table.name, number, "remove", whole_row(table, row))])


def _contents(connection: Connection, rows: Iterable[tuple[Table, int]]) -> set[str]:
    """The SHA-256 of all that was ever attached by these rows."""
    numbers = [row for table, row in rows if table.name == Attachment.__tablename__]
    found: set[str] = set()
    for number in numbers:
        told = select(CHANGE.c.content).where(
            CHANGE.c.table_name == Attachment.__tablename__,
            CHANGE.c.row_id == number,
            CHANGE.c.action == "add",
            CHANGE.c.content.is_not(None),
        )
        found.update(json.loads(content)["sha256"] for content in connection.scalars(told))
    return found


def _drop_contents(connection: Connection, digests: Iterable[str]) -> None:
    """Those that no attachment has, nor any that undo could bring back."""
    for digest in digests:
        held = select(Attachment.id).where(Attachment.sha256 == digest).limit(1)
        told = select(CHANGE.c.id).where(
            CHANGE.c.table_name == Attachment.__tablename__,
            CHANGE.c.content.contains(digest),
        )
        if connection.scalar(held) is None and connection.scalar(told.limit(1)) is None:
            connection.execute(delete(BLOB).where(BLOB.c.sha256 == digest))
