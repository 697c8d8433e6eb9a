"""The points of the self-check before filing, put into a form for people to judge."""

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.windows.record.children import Rows


def propose_checks(database: "Database", record: Any, rows: "Rows") -> int:
    """Add the points that are still open to their rows; gives the first that wants a result."""
    from db.figures.self_check import proposed

    with database.read() as session:
        found = proposed(session, record, date.today())
    for row in found:
        rows.add(row)
    return next((place for place, row in enumerate(rows.items) if not row.result), 0)
