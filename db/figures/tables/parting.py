"""Rows of a table by splitting: one for each committee, type, village, month, leaves below."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.figures.asking import Value
from db.figures.deadlines.waiting import live
from db.figures.figure import Figure
from db.figures.measures import Distinct, Nothing, Ratio, Total
from db.figures.period import Period
from db.figures.splitting import MONTH, Part, splits
from db.figures.tables.filled import LEAF, PART
from db.figures.tables.layout import Block
from db.registers import Committee
from db.store.kinds import LinkKind

if TYPE_CHECKING:
    from db.store.record import Record

BLANK = "blank"
"""The key of the row 未填."""


@dataclass(frozen=True)
class Heading:
    """A row to be: ``keys`` are the values of the field that belong to it."""

    key: str
    kind: str
    name: str
    keys: tuple[Any, ...]


def field_of(one: Figure, by: tuple[str, ...]) -> str:
    """The first of the fields that the figure's register has; a month belongs to a day.

    Empty where the figure cannot be parted so: distinct things would be counted twice.
    """
    if isinstance(one.measure, Distinct | Nothing):
        return ""
    if isinstance(one.measure, Total | Ratio):
        made_of = one.measure.of if isinstance(one.measure, Total) else one.measure.sides
        several = {field_of(part, by) for part in made_of}
        return several.pop() if len(several) == 1 else ""
    if by == (MONTH,):
        return MONTH if one.bases else ""
    there = (name for name in by if name.partition(".")[0] in one.cls.fields)
    return next(there, "") or (_place_in(one) if "place_id" in by else "")


def _place_in(one: Figure) -> str:
    """The village in a register of the office's own, where its name tells nothing."""
    kinds = ((name, spec.kind) for name, spec in one.cls.fields.items())
    places = (n for n, kind in kinds if isinstance(kind, LinkKind) and kind.table == "place")
    return next(places, "")


class Parted:
    """The parts of all figures of a block, each register and period asked once.

    Args:
        session: for looking.
        block: of rows.
        figures: what the cells need, by period.
        basis: another day to count by.
        now: the periods that make rows; of others only what stands in these rows is asked.
    """

    def __init__(
        self,
        session: Session,
        block: Block,
        figures: Mapping[Period, Iterable[Figure]],
        basis: str | None,
        now: Iterable[Period],
    ) -> None:
        self._found: dict[tuple[Period, str, str], Value] = {}
        self._rows: dict[str, Heading] = {}
        self._below: dict[str, dict[str, Heading]] = defaultdict(dict)
        asked: dict[tuple[Period, str, type[Record]], dict[str, Figure]] = defaultdict(dict)
        for period, some in figures.items():
            for one in some:
                if field_of(one, block.by):
                    asked[period, field_of(one, block.by), one.cls][one.code] = one
        shown = set(now)
        for (period, by, _), several in asked.items():
            every = block.every and period in shown
            answer = splits(session, tuple(several.values()), by, period, basis, every=every)
            for code, parts in answer.items():
                for heading, value in _headings(parts):
                    self._found[period, code, heading.key] = value
                    if period in shown:
                        self._note(heading)

    def value(self, period: Period, code: str, key: str) -> Value | None:
        """A figure in a row; None where the row is not among its parts."""
        return self._found.get((period, code, key))

    def headings(self) -> Iterator[Heading]:
        """The rows in the order of print: links by age, codes by their table, blanks last."""
        rows = sorted(self._rows.values(), key=_place)
        for row in rows:
            yield row
            yield from self._below[row.key].values()

    def _note(self, heading: Heading) -> None:
        if heading.kind == LEAF:
            self._below[heading.key.partition(".")[0]].setdefault(heading.key, heading)
        else:
            self._rows.setdefault(heading.key, heading)


def _place(row: Heading) -> tuple[bool, int]:
    """Record ids sort; all else stays as it came."""
    number = row.keys[0] if isinstance(row.keys[0], int) else 0
    return row.key == BLANK, number


def _headings(parts: Iterable[Part]) -> Iterator[tuple[Heading, Value]]:
    for part in parts:
        key = BLANK if part.key is None else str(part.key)
        leaves = tuple(leaf.key for leaf in part.parts if leaf.key != part.key)
        yield Heading(key, PART, part.name, (part.key, *leaves)), part.value
        for leaf in part.parts:
            own = f"{key}.{leaf.key}"
            yield Heading(own, LEAF, leaf.name, (leaf.key,)), leaf.value


def reporting(session: Session, block: Block, period: Period) -> dict[str, str] | None:
    """The units that have to report, names by key: of committees those of the period.

    None where rows are no units.
    """
    if not block.every or "committee_id" not in block.by:
        return None
    there = (
        live(Committee),
        or_(Committee.set_up_on.is_(None), Committee.set_up_on <= period.last),
        or_(Committee.ended_on.is_(None), Committee.ended_on >= period.first),
    )
    query = select(Committee.id, Committee.name).where(*there).order_by(Committee.id)
    return {str(row.id): row.name for row in session.execute(query)}
