"""What SQLAlchemy worked out of columns while mapping them, and would work out again, is let go.

Each of 2,700 columns holds sets of itself and its like, asked for once by its mapper, and keeps
them in a dictionary grown for twice as many entries: together 4 MB (measured).
"""

from typing import Any

from sqlalchemy import MetaData

_WORKED_OUT = ("_cloned_set", "_expanded_proxy_set", "base_columns", "proxy_set")
"""Memoized properties of ``ColumnElement``: who asks has them worked out anew."""


def slim(metadata: MetaData) -> None:
    """To be done once the classes of these tables are mapped, before they are asked."""
    for table in metadata.tables.values():
        table.c._proxy_index.clear()  # noqa: SLF001 - filled when asked for, as are the others
        for column in table.c:
            inner: dict[str, Any] = vars(column)
            column.__dict__ = {k: v for k, v in inner.items() if k not in _WORKED_OUT}
