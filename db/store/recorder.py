"""The recorder: every row that a flush writes is noted in the history of the running step."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, object_session

from db.store.history import Change, StepWriter, held, whole_row
from db.store.record import Child, Record, Row

_WRITER, _NOTED = "writer", "noted"


def record_changes(session: Session, writer: StepWriter) -> None:
    """From now on the session's records are settled before each flush and noted after it."""
    session.info[_WRITER] = writer
    session.info[_NOTED] = []
    event.listen(session, "before_flush", _settle)
    event.listen(session, "after_flush", _write)
    event.listen(session, "do_orm_execute", _refuse_bulk)


def _settle(session: Session, *_: Any) -> None:
    for record in list(_touched(session)):
        if not inspect(record).persistent:
            record.created_by = session.info[_WRITER].who
        record.settle()


def _write(session: Session, *_: Any) -> None:
    session.info[_WRITER].note(session.info[_NOTED])
    session.info[_NOTED] = []


def _refuse_bulk(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise RuntimeError("within a step rows change one by one, or history would miss it")


def _touched(session: Session) -> Iterator[Record]:
    """Records that changed, and those whose child rows did."""
    changed = [*session.new, *session.dirty, *session.deleted]
    owners = {
        (row.owner, row.owner_id) for row in changed if isinstance(row, Child) and row.owner_id
    }
    for row in {*session.new, *session.dirty, *session.identity_map.values()}:
        if isinstance(row, Record) and (
            row in session.new
            or session.is_modified(row)
            or (owners and (type(row).__tablename__, row.id) in owners)
        ):
            yield row


def _note(row: Any, change: Change | None) -> None:
    session = object_session(row)
    if session is None or _WRITER not in session.info:
        raise RuntimeError("rows change within a step only")
    if change is not None:
        session.info[_NOTED].append(change)


def _whole(row: Any, action: str) -> Change:
    table = type(row).__table__
    values = {column.key: getattr(row, column.key) for column in table.columns}
    return Change(table.name, row.id, action, whole_row(table, values))


@event.listens_for(Row, "after_insert", propagate=True)
def _added(_mapper: Mapper[Any], _connection: Any, row: Any) -> None:
    _note(row, _whole(row, "add"))


@event.listens_for(Row, "before_delete", propagate=True)
def _removed(_mapper: Mapper[Any], _connection: Any, row: Any) -> None:
    _note(row, _whole(row, "remove"))


@event.listens_for(Row, "after_update", propagate=True)
def _edited(_mapper: Mapper[Any], _connection: Any, row: Any) -> None:
    state = inspect(row)
    table = type(row).__table__
    content: dict[str, Any] = {}
    for column in table.columns:
        past = state.attrs[column.key].history
        before, after = (held(side[0]) if side else None for side in (past.deleted, past.added))
        if past.added and before != after:
            content[column.key] = [before, after]
    _note(row, Change(table.name, row.id, "edit", content) if content else None)
