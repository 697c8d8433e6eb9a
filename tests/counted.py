"""A figure as tests ask for it: its number, its parts, and the records behind it."""

from dataclasses import dataclass

from db.figures.asking import value
from db.figures.behind import records
from db.figures.catalogue import figure
from db.figures.period import Period


@dataclass(frozen=True)
class Counted:
    value: object
    pieces: dict[str, int]
    behind: tuple[tuple[str, int], ...]


def counted(database, code, first, last=None):
    """From a day to another; of one day alone, the year up to it."""
    period = Period.to_date(first) if last is None else Period(first, last)
    with database.read() as session:
        found = value(session, figure(code), period)
        behind = records(session, figure(code), period)
    rows = behind if list(dict(found.pieces)) != ["期末", "期初", "增加", "减少"] else behind[:1]
    return Counted(
        found.number,
        dict(found.pieces),
        tuple((row.table, row.id) for part in rows for row in part.rows),
    )
