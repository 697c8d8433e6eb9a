"""The recorder: every row that a flush writes is noted in the history of the running step."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, object_session

from db.store.history import Change, StepWriter
from db.store.history_values import held
from db.store.kinds import RowsKind
from db.store.record import Child, Record, Row, register
from db.store.shared import link_up
from db.store.trouble import Trouble

_WRITER, _NOTED = "writer", "noted"
_KEPT = "已经记下的事项不能改动或删去，请另记一项更正"


def record_changes(session: Session, writer: StepWriter) -> None:
    """From now on the session's records are settled before each flush and noted after it."""
    session.info[_WRITER] = writer
    session.info[_NOTED] = []
    event.listen(session, "before_flush", _settle)
    event.listen(session, "after_flush", _write)
    event.listen(session, "do_orm_execute", _refuse_bulk)


def who(session: Session) -> str:
    """Who makes the running step."""
    said: str = session.info[_WRITER].who
    return said


def chain_key(session: Session) -> bytes:
    """The key of the history's digests, for the running step."""
    key: bytes = session.info[_WRITER].key
    return key


def note(session: Session, changes: Iterable[Change]) -> None:
    """Note what was written past the session, in the running step."""
    session.info[_WRITER].note(changes)


def refuse_changes(session: Session) -> None:
    """From now on the session can only look; what passes it by, the file itself refuses."""
    event.listen(session, "before_flush", _refuse)


def _refuse(*_: Any) -> None:
    raise RuntimeError("rows change within a step only")


def _settle(session: Session, *_: Any) -> None:
    _keep_logs(session)
    touched = _touched(session)
    for record in touched:
        _refuse_binning(session, record)
        _settle_one(session, record)
    for record in link_up(session, touched):
        _settle_one(session, record)


def _settle_one(session: Session, record: Record) -> None:
    if not inspect(record).persistent:
        record.created_by = session.info[_WRITER].who
    record.settle()


def _refuse_binning(session: Session, record: Record) -> None:
    """Nothing goes into the recycle bin, or out of it, that others rest on."""
    state = inspect(record)
    if state.persistent and state.attrs.deleted_at.history.has_changes():
        for sentence in record.against_binning(session):
            raise Trouble(sentence)


def _keep_logs(session: Session) -> None:
    """Refuse to change what may only be added to."""
    for row in (*session.dirty, *session.deleted):
        attributes = inspect(row).attrs
        if isinstance(row, Child) and row.append_only and inspect(row).persistent:
            changed = any(attributes[name].history.has_changes() for name in type(row).fields)
            if changed or row in session.deleted:
                raise Trouble(_KEPT)
        elif isinstance(row, Record):  # rows taken out of it are not among the deleted yet
            for field in type(row).fields.values():
                log = field.kind.row if isinstance(field.kind, RowsKind) else None
                if log and log.append_only and attributes[field.name].history.deleted:
                    raise Trouble(_KEPT)


def _write(session: Session, *_: Any) -> None:
    session.info[_WRITER].note(session.info[_NOTED])
    session.info[_NOTED] = []


def _refuse_bulk(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise RuntimeError("within a step rows change one by one, or history would miss it")


def _touched(session: Session) -> set[Record]:
    """Records that changed, and those whose child rows did; those that go are left as they are."""
    new, gone = session.new, session.deleted
    changed = [row for row in (*new, *session.dirty) if row in new or session.is_modified(row)]
    records = {row for row in changed if isinstance(row, Record)}
    for row in (*changed, *gone):
        if isinstance(row, Child) and row.owner_id is not None:
            owner = session.get(register(row.owner), row.owner_id)
            if owner is not None:
                records.add(owner)
    return {record for record in records if record not in gone}


def _note(row: Any, change: Change | None) -> None:
    session = object_session(row)
    if session is None or _WRITER not in session.info:
        raise RuntimeError("rows change within a step only")
    if change is not None:
        session.info[_NOTED].append(change)


def _whole(row: Any, action: str, value_of: Callable[[str], Any]) -> Change:
    table = type(row).__table__
    values = ((column, value_of(column.key)) for column in table.columns)
    content = {column.key: _said(column, value) for column, value in values if value is not None}
    return Change(table.name, row.id, action, content)


def _said(column: Any, value: Any) -> Any:
    """The value as the history holds it; another type would be another value once read back."""
    if value is None:
        return None
    if type(value) is not column.type.python_type or getattr(value, "tzinfo", None):
        raise TypeError(f"{column} cannot hold {value!r}")
    return held(value)


@event.listens_for(Row, "after_insert", propagate=True)
def _added(_mapper: Mapper[Any], _connection: Any, row: Any) -> None:
    _note(row, _whole(row, "add", lambda name: getattr(row, name)))


@event.listens_for(Row, "before_delete", propagate=True)
def _removed(_mapper: Mapper[Any], _connection: Any, row: Any) -> None:
    """As it was loaded: what was changed before it went was never saved."""
    attributes = inspect(row).attrs

    def loaded(name: str) -> Any:
        past = attributes[name].history
        return next(iter(past.deleted or past.unchanged or ()), None)

    _note(row, _whole(row, "remove", loaded))


@event.listens_for(Row, "after_update", propagate=True)
def _edited(_mapper: Mapper[Any], _connection: Any, row: Any) -> None:
    state = inspect(row)
    table = type(row).__table__
    content: dict[str, Any] = {}
    for column in table.columns:
        past = state.attrs[column.key].history
        before, after = (
            _said(column, side[0]) if side else None for side in (past.deleted, past.added)
        )
        if past.added and before != after:
            content[column.key] = [before, after]
    _note(row, Change(table.name, row.id, "edit", content) if content else None)
