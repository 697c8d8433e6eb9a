"""Records as rows of cells on their way out: which, how many columns, masked or not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.store.fields import Field
from db.store.kinds import LinkKind, LongTextKind, TextKind, without_numbers
from db.store.links import captions
from db.store.listing import Listing
from desktop.exchange.layout import MARK, OWNER, PLACE, Sheet, as_shown, complete

Cell = str | int | float | date | datetime | None
"""What a cell holds: text, a number (money in yuan), a day or a time; None is blank."""

_AT_ONCE = 1000  # records: enough for the database, little for the memory
_FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900; what was before is text


@dataclass(frozen=True)
class Wish:
    """What people want to have.

    Attributes:
        listing: which records, in which order.
        shown: the list's columns alone; else all fields, child rows on further sheets.
        masked: sensitive values cannot be recognised.
    """

    listing: Listing
    shown: bool = False
    masked: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "listing", replace(self.listing, outward=True))

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets that come of it; masked ones without the mark for the way back."""
        if self.shown:
            return as_shown(self.listing)
        return complete(self.listing.cls, marked=not self.masked)

    def withheld(self, session: Session) -> int:
        """How many of the records stay in the house: somebody in them is restricted."""
        return replace(self.listing, outward=False).withheld(session)

    @property
    def has_secrets(self) -> bool:
        """Whether there is anything to mask."""
        return any(spec.sensitive for sheet in self.sheets for spec in sheet.fields)

    @property
    def bare(self) -> bool:
        """Whether sensitive values leave in full."""
        return self.has_secrets and not self.masked


@dataclass(frozen=True)
class Batch:
    """Some records: for each sheet its rows, and of each row which of these records owns it."""

    records: int
    rows: list[list[tuple[Cell, ...]]]
    owners: list[list[int]]


def batches(
    session: Session, wish: Wish, at_once: int = _AT_ONCE, limit: int | None = None
) -> Iterator[Batch]:
    """The records of the wish, some at a time, in the list's order; without ``limit`` all."""
    first, *others = wish.sheets
    for chunk in wish.listing.batches(session, first.fields, at_once, limit):
        ids, uids, names, *values = zip(*chunk, strict=True)
        owner_names = [_told(name, masked=wish.masked) for name in names]
        rows = [_rows(session, first, {MARK: uids}, values, masked=wish.masked)]
        owners = [list(range(len(chunk)))]
        for sheet in others:
            held = _child_rows(session, sheet, ids)
            places = [place for place, *_ in held]
            columns = list(zip(*held, strict=True))[1:]
            own = {
                OWNER: [owner_names[place] for place in places],
                PLACE: _numbered(places),
                MARK: [uids[place] for place in places],
            }
            rows.append(_rows(session, sheet, own, columns, masked=wish.masked) if held else [])
            owners.append(places)
        yield Batch(len(chunk), rows, owners)


def _child_rows(session: Session, sheet: Sheet, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """(place of the owner among ``ids``, the fields' values), in the owners' order."""
    row: Any = sheet.cls
    place = {number: place for place, number in enumerate(ids)}
    values = [getattr(row, spec.name) for spec in sheet.fields]
    query = select(row.owner_id, *values).where(row.owner_id.in_(ids))
    found = session.execute(query.order_by(row.position, row.id))
    return sorted(((place[owner], *rest) for owner, *rest in found), key=lambda one: one[0])


def _numbered(places: Iterable[int]) -> list[int]:
    """1, 2, 3 … within each owner."""
    numbers: list[int] = []
    last = None
    for place in places:
        numbers.append(numbers[-1] + 1 if place == last else 1)
        last = place
    return numbers


def _rows(
    session: Session,
    sheet: Sheet,
    own: Mapping[str, Sequence[Any]],
    values: Sequence[Sequence[Any]],
    *,
    masked: bool,
) -> list[tuple[Cell, ...]]:
    """Rows from columns: a column is turned into cells at once, each different value once."""
    fields = iter(values)
    columns = [
        own[column.header]
        if column.spec is None
        else cells(session, column.spec, next(fields), masked=masked)
        for column in sheet.columns
    ]
    return list(zip(*columns, strict=True))


def cells(session: Session, spec: Field, values: Sequence[Any], *, masked: bool) -> Sequence[Cell]:
    """The cells of one field, a value each."""
    if isinstance(spec.kind, LinkKind):
        names = captions(session, spec.kind.table, values)
        told = {number: _told(name, masked=masked) for number, name in names.items()}
        return [told.get(value) for value in values]
    running = isinstance(spec.kind, TextKind | LongTextKind)
    if running and not masked:
        return [value or None for value in values]
    if not masked or not (running or spec.sensitive):
        made = {value: _cell(spec, value) for value in set(values)}
    elif spec.sensitive:
        made = {value: spec.kind.masked(spec.kind.format(value)) or None for value in set(values)}
    else:
        made = {value: without_numbers(value) if value else None for value in set(values)}
    return [made[value] for value in values]


def _told(name: str, *, masked: bool) -> str:
    """What a record is called, without the numbers of people that somebody wrote into it."""
    return without_numbers(name) if masked else name


def _cell(spec: Field, value: Any) -> Cell:
    if value is None:
        return None
    code = spec.kind.code
    if code == "money":
        return float(value / 100)
    if code == "whole":
        return int(value)
    if code == "time" and value.date() >= _FIRST_DAY:
        moment: datetime = value
        return moment
    if code == "date" and value >= _FIRST_DAY:
        day: date = value
        return day
    return spec.kind.format(value) or None
