"""Undo and redo: history replayed backwards, as new steps, also after a restart."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from db.store.history import CHANGE, STEP, Change, StepWriter, Turn
from db.store.history_values import held, restored
from db.store.record import Row, register
from db.store.trouble import Trouble


@dataclass(frozen=True)
class Offer:
    """What undo or redo would take back: the step, and its name for the menu."""

    step_id: int
    name: str


def offered(connection: Connection, which: str) -> Offer | None:
    """What can be undone (``undo``) or redone (``redo``) now; nothing from a destruction back."""
    top = STEP.c.undo_top if which == "undo" else STEP.c.redo_top
    last = connection.execute(select(top).order_by(STEP.c.id.desc()).limit(1)).scalar()
    erased = select(CHANGE.c.id).where(CHANGE.c.step_id == last, CHANGE.c.content.is_(None))
    if last is None or connection.execute(erased.limit(1)).first() is not None:
        return None
    return Offer(last, _step(connection, last).name)


def undo_last(connection: Connection, writer: StepWriter) -> None:
    """Take back the newest step that stands.

    Raises:
        Trouble: there is none, or a row was changed since by something else.
    """
    offer = offered(connection, "undo")
    if offer is None:
        raise Trouble("没有可以撤销的操作")
    undone = _step(connection, offer.step_id)
    last = _step(connection, writer.step_id - 1)
    _take_back(connection, writer, offer.step_id)
    writer.name = f"撤销：{offer.name.removeprefix('重做：')}"
    writer.finish(
        Turn(
            kind="undo",
            target=offer.step_id,
            under=undone.under,
            undo_top=undone.under,
            redo_under=last.redo_top,
            redo_top=writer.step_id,
        )
    )


def redo_last(connection: Connection, writer: StepWriter) -> None:
    """Do again what the newest undo took back.

    Raises:
        Trouble: nothing was undone since the last change.
    """
    offer = offered(connection, "redo")
    if offer is None:
        raise Trouble("没有可以重做的操作")
    undoing = _step(connection, offer.step_id)
    _take_back(connection, writer, offer.step_id)
    writer.name = f"重做：{offer.name.removeprefix('撤销：')}"
    writer.finish(
        Turn(
            kind="redo",
            target=offer.step_id,
            under=undoing.under,
            undo_top=writer.step_id,
            redo_under=undoing.redo_under,
            redo_top=undoing.redo_under,
        )
    )


def _step(connection: Connection, step_id: int) -> Any:
    return connection.execute(select(STEP).where(STEP.c.id == step_id)).one()


def _take_back(connection: Connection, writer: StepWriter, step_id: int) -> None:
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    changes = select(CHANGE).where(CHANGE.c.step_id == step_id).order_by(CHANGE.c.id.desc())
    for row in connection.execute(changes).all():
        table = _table(row.table_name)
        if table is None or not set(json.loads(row.content)) <= set(table.c.keys()):
            raise Trouble("这一步是旧版本的程序记下的，不能撤销；请直接修改记录")
        change = Change(row.table_name, row.row_id, row.action, json.loads(row.content))
        writer.note(_reverse(connection, table, change))


def _table(name: str) -> Table | None:
    if name in Row.metadata.tables:
        return Row.metadata.tables[name]
    try:
        table: Any = register(name).__table__  # of a register that people defined
    except KeyError:
        return None
    return table  # type: ignore[no-any-return]


def _reverse(connection: Connection, table: Table, change: Change) -> Iterator[Change]:
    here = table.c.id == change.row_id
    now = connection.execute(select(table).where(here)).mappings().first()
    if change.action == "add":
        _expect(now, {column.key: change.content.get(column.key) for column in table.c})
        connection.execute(delete(table).where(here))
        yield Change(change.table, change.row_id, "remove", change.content)
    elif change.action == "remove":
        values = {n: restored(table.c[n], v) for n, v in change.content.items()}
        connection.execute(insert(table), values)
        yield Change(change.table, change.row_id, "add", change.content)
    else:
        _expect(now, {name: pair[1] for name, pair in change.content.items()})
        values = {n: restored(table.c[n], pair[0]) for n, pair in change.content.items()}
        connection.execute(update(table).where(here), values)
        back = {name: [pair[1], pair[0]] for name, pair in change.content.items()}
        yield Change(change.table, change.row_id, "edit", back)


def _expect(now: Any, expected: dict[str, Any]) -> None:
    if now is None or any(held(now[name]) != value for name, value in expected.items()):
        raise Trouble("这一步之后同一条记录又改过，不能再撤销；请直接修改记录")
