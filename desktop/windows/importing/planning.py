"""What a file says, and the mapping that is remembered for such headers."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.exchange.importing import remembered
from desktop.exchange.importing.plan import Plan, plan

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.exchange.importing.book import Book


class Planned(NamedTuple):
    """``remembered`` is the name of the mapping that was kept, empty where there was none."""

    plan: Plan
    remembered: str


def planned(
    database: "Database", cls: Any, book: "Book", sheet: str | None = None, row: int | None = None
) -> Planned:
    """Find the sheet and its header row, where they are not given, and what each column holds.

    Raises:
        Trouble: no sheet of the book has anything in it.
    """
    chosen = plan(cls, book, sheet, row)
    with database.read() as session:
        held = remembered.fitting(remembered.mappings(session, cls), chosen.heading)
    if held is None:
        return Planned(chosen, "")
    mapping = remembered.applied(held, chosen.heading)
    return Planned(replace(chosen, mapping=mapping), held.name)
