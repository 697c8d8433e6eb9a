"""Rows that were added and in which nothing was typed: they go when the record is saved."""

from typing import TYPE_CHECKING, Any, cast

from db.store.outline import values_of
from db.store.problems import Level, problems_of
from desktop.windows.record.children import Rows

if TYPE_CHECKING:
    from desktop.windows.record.form import Form


def drop_blank(form: "Form") -> None:
    """Take such rows out of the record.

    What a new row begins with (today, the only mediator) may be all that people want to say, so
    one that can be kept as it is stays, unless it says nothing at all.
    """
    shown = (rows for rows in cast("list[Rows]", form.findChildren(Rows)) if rows.record)
    for rows in shown:
        for row in [row for row in rows.items if row.id is None]:
            if values_of(row) == _beginning(rows, row) and _says_nothing(row):
                rows.take_out(rows.items.index(row))


def _beginning(rows: Rows, row: Any) -> dict[str, Any]:
    """What stood in a row when it was added; of one from a draft, what stands in any."""
    begun = (start for one, start in rows.begun if one is row)
    return next(begun, None) or values_of(rows.row_class.fresh())


def _says_nothing(row: Any) -> bool:
    if any(problem.level is Level.STOP for problem in problems_of(row)):
        return True
    return not any(values_of(row).values())
