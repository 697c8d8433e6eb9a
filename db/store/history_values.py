"""Values as the history holds them: JSON in one form, so that a digest over it is one."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def dumps(content: Any) -> str:
    """JSON in one form: sorted, without blanks."""
    return _JSON.encode(content)


def held(value: Any) -> Any:
    """A column's value as the history holds it."""
    if isinstance(value, str):  # nearly all of them
        return value
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


def restored(column: Any, value: Any) -> Any:
    """The column's value from what the history holds."""
    if value is None:
        return None
    python_type = column.type.python_type
    if python_type in (date, datetime):
        return python_type.fromisoformat(value)
    return bytes.fromhex(value) if python_type is bytes else value


def whole_row(table: Table, values: Any) -> dict[str, Any]:
    """A row as ``Change.content`` holds it."""
    kept = ((column.key, values[column.key]) for column in table.columns)
    return {name: held(value) for name, value in kept if value is not None}
