"""The record that is being typed, kept encrypted until it is saved or dropped.

It lies beside the store as ``<store>.draft``, under a key derived from the store's own: nobody can
read or write it who cannot open the store.
"""

import contextlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.registers.blank_form import Handwritten, type_from, typed_from
from db.store.history_values import held, restored
from db.store.kinds import RowsKind
from db.store.onward import Origin, begun_from, remember
from db.store.record import register
from db.store.whole_file import write_whole
from desktop.windows.parts.sealed import seal, unseal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from db.store.database import Database

_PURPOSE = "draft"
_NOT_TYPED = ("id", "owner_id", "uid", "found_by", "caption", "created_at", "created_by")


def keep(database: "Database", record: Any) -> None:
    """Keep a record as it stands in its form."""
    put(database, content(record))


def content(record: Any, typed: "Mapping[str, Any] | None" = None) -> dict[str, Any]:
    """What is kept of a record; ``typed`` are values by path that stand in its form alone yet."""
    sheet, origin = typed_from(record), begun_from(record)
    values = _values(record)
    for path, value in (typed or {}).items():
        field, _, rest = path.partition("[")
        number, _, name = rest.partition("].")
        place = values[field][int(number)]["values"] if rest else values
        place[name or field] = held(value)
    return {
        "register": record.__tablename__,
        "id": record.id,
        "values": values,
        "sheet": [sheet.blank_id, sheet.number, sheet.paper_on.isoformat()] if sheet else None,
        "origin": [origin.cls.__tablename__, origin.record_id, origin.onward.link]
        if origin
        else None,
    }


def put(database: "Database", content: dict[str, Any]) -> None:
    """Seal it and write it whole.

    Raises:
        Trouble: the disk refuses.
    """
    write_whole(_path(database), seal(database, _PURPOSE, content))


def forget(database: "Database") -> None:
    """Nothing is kept any more."""
    with contextlib.suppress(OSError):
        _path(database).unlink(missing_ok=True)


def take(database: "Database") -> Any | None:
    """The record that was kept, as it stood. None when there is none; what was there then goes.

    It stays on the disk until the same record is kept anew: the program may die before.
    """
    try:
        content = unseal(database, _PURPOSE, _path(database).read_bytes())
    except OSError:
        return None
    record = _record(database, content) if content is not None else None
    if record is None:
        forget(database)
    return record


def _record(database: "Database", content: dict[str, Any]) -> Any | None:
    try:
        cls = register(content["register"])
    except KeyError:  # of a register that the office made and took back since
        return None
    with database.read() as session:
        record: Any = session.get(cls, content["id"]) if content["id"] else cls.fresh()
        if record is not None:
            _fill(session, record, content["values"])
            if sheet := content.get("sheet"):
                type_from(record, Handwritten(sheet[0], sheet[1], date.fromisoformat(sheet[2])))
            if origin := content.get("origin"):
                _go_on_from(record, *origin)
    return record


def _go_on_from(record: Any, table: str, number: int, link: str) -> None:
    """As it began, unless another version of the program knows no such way."""
    source = register(table)
    for onward in source.onward:
        if (onward.register, onward.link) == (record.__tablename__, link):
            remember(record, Origin(source, number, onward))


def _values(row: Any) -> dict[str, Any]:
    values = {
        column.key: held(getattr(row, column.key))
        for column in row.__table__.columns
        if column.key not in _NOT_TYPED
    }
    for spec in type(row).fields.values():
        if isinstance(spec.kind, RowsKind):
            rows = getattr(row, spec.name)
            values[spec.name] = [{"id": child.id, "values": _values(child)} for child in rows]
    return values


def _fill(session: "Session", row: Any, values: dict[str, Any]) -> None:
    for column in row.__table__.columns:
        if column.key in values:
            setattr(row, column.key, restored(column, values[column.key]))
    for spec in type(row).fields.values():
        if isinstance(spec.kind, RowsKind) and spec.kind.row and spec.name in values:
            there = {child.id: child for child in getattr(row, spec.name)}
            rows = []
            for item in values[spec.name]:
                child = there.get(item["id"]) or spec.kind.row.fresh()
                _fill(session, child, item["values"])
                rows.append(child)
            setattr(row, spec.name, rows)


def _path(database: "Database") -> Path:
    return database.path.with_name(database.path.name + ".draft")
