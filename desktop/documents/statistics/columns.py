"""How wide the columns of a statistics table are, and on which paper all of them find room."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from db.figures.tables import headed
from desktop.documents.fonts import Face, width
from desktop.documents.page import LYING, MM, Sheet, Style
from desktop.documents.table import SIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.figures.tables import Filled
    from db.figures.tables.layout import Column

A4 = LYING._replace(left=15 * MM, right=15 * MM, top=16 * MM, bottom=18 * MM)
UPRIGHT = A4._replace(width=210 * MM, height=297 * MM, left=20 * MM, right=20 * MM)
A3 = A4._replace(width=420 * MM, height=297 * MM)
"""Lying, as A4. The official mediation table has some fifty columns: it is an A3 form."""
_EASE = 4  # lines that a heading may take where there is room
_NAME_LEAST, _NAME_MOST = 70.0, 170.0  # points of the rows' names


class Band(NamedTuple):
    """Columns that stand side by side on one page; ``widths`` in points, the rows' names first."""

    columns: list[Column]
    widths: list[float]


def placed(filled: Filled, unit: str, style: Style) -> tuple[Sheet, list[Band]]:
    """The paper, and the columns on it: all side by side if they fit, else one band below another.

    Where there is little room headings stand upright, one character a line, as on the form.
    """
    columns = list(filled.shown_columns)
    name = _name_width(filled, style)
    least = [_least(filled, one, unit, style) for one in columns]
    ease = [
        max(_ease(one, unit, style), narrow) for one, narrow in zip(columns, least, strict=True)
    ]
    for sheet, wanted in ((UPRIGHT, ease), (A4, least), (A3, least)):
        room = sheet.measure - name
        if sum(wanted) <= room:
            return sheet, [Band(columns, [name, *_spread(least, ease, room)])]
    bands, room = [], A3.measure - name
    start, used = 0, 0.0
    for place, narrow in enumerate(least):
        if used + narrow > room and place > start:
            bands.append((start, place))
            start, used = place, 0.0
        used += narrow
    bands.append((start, len(columns)))
    return A3, [Band(columns[a:b], [name, *_spread(least[a:b], ease[a:b], room)]) for a, b in bands]


def _spread(least: Sequence[float], ease: Sequence[float], room: float) -> list[float]:
    """The widths that make up the room: first what makes headings easy, then all alike."""
    slack = room - sum(least)
    wish = sum(ease) - sum(least)
    if wish > slack:
        share = slack / wish
        return [a + (b - a) * share for a, b in zip(least, ease, strict=True)]
    more = (slack - wish) / max(len(least), 1)
    return [one + more for one in ease]


def _name_width(filled: Filled, style: Style) -> float:
    longest = max((width(row.printed, style.face, style.size) for row in filled.rows), default=0.0)
    return min(max(longest + 2 * SIDE + 1, _NAME_LEAST), _NAME_MOST)


def _least(filled: Filled, column: Column, unit: str, style: Style) -> float:
    """No number is broken, no unit, and a heading not within a character."""
    words = [filled.cell(row.key, column.code).words for row in filled.rows]
    _, _, beside = headed(column, unit).partition("\n")
    widest = max((width(one, Face.HEI, style.size) for one in (*words, beside)), default=0.0)
    return max(widest, style.size) + 2 * SIDE + 1


def _ease(column: Column, unit: str, style: Style) -> float:
    heading = headed(column, unit).partition("\n")[0]
    return -(-len(heading) // _EASE) * style.size + 2 * SIDE + 1
