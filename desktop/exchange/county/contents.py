"""What goes into the mapped cells for a period: figures, lists of records, words of the head."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.asking import values
from db.figures.catalogue import figure
from db.figures.period import Period
from db.registers import Office, in_force
from db.registers.county_form import CountyFormCell
from db.store.conditions import find_field
from db.store.fields import Field, never
from db.store.kinds import FileKind, RowsKind
from db.store.record import Record
from db.store.restricting import may_leave
from db.store.rights import rights_in
from db.store.trouble import Trouble
from desktop.exchange.county.grid import Place
from desktop.exchange.county.writing import Rate, Value
from desktop.exchange.rows_out import cells

NUMBERED = "#"
"""The field of a list that is not a field: 1, 2, 3 …"""
SPANS: Mapping[str, Callable[[Period], Period]] = {
    "this": lambda period: period,
    "cumulative": Period.cumulative,
    "before": Period.before,
    "year_ago": Period.year_ago,
    "last_year": lambda period: Period.year(period.last.year - 1),
}
WORDS: Mapping[str, str] = {
    "office": "单位名称",
    "head": "负责人",
    "township": "所在乡镇（街道）",
    "period": "统计期间",
    "year": "年份",
    "today": "填表日期",
    "user": "填表人",
}
"""Words of a table's head, by code."""


@dataclass(frozen=True)
class Content:
    """What one cell gets.

    Attributes:
        value: None leaves the cell blank.
        shown: as people see it before it is written; for a blank one, why.
    """

    cell: CountyFormCell
    value: "Value | Rate | None"
    shown: str


@dataclass(frozen=True)
class Roll:
    """A list: the columns that belong together, and a row of values for each record."""

    sheet: str
    row: int
    columns: tuple[CountyFormCell, ...]
    lines: Sequence[Sequence[Value | None]]
    secret: bool

    @property
    def first(self) -> Mapping[int, CountyFormCell]:
        """The columns by their number in the sheet."""
        return {cell.place[1]: cell for cell in self.columns}


def figures_and_words(
    session: Session, mapped: Iterable[CountyFormCell], period: Period, user: str
) -> Iterator[Content]:
    """The contents of single cells; figures of one span share their queries.

    Raises:
        Trouble: a code that no longer exists, or a basis that a figure does not have.
    """
    groups: dict[tuple[str, str | None], list[CountyFormCell]] = defaultdict(list)
    for cell in mapped:
        if cell.way == "word":
            yield _word(session, cell, period, user)
        elif cell.way == "figure":
            groups[(cell.span, cell.basis)].append(cell)
    for (span, basis), those in groups.items():
        wanted = {cell.code: figure(cell.code) for cell in those}
        if basis:
            for one in wanted.values():
                one.require_basis(basis)
        found = values(session, wanted.values(), SPANS[span](period), basis)
        for cell in those:
            yield _figure(cell, found[cell.code])


def rolls(
    session: Session, mapped: Iterable[CountyFormCell], period: Period, *, masked: bool
) -> Iterator[Roll]:
    """The lists; columns of one register that begin in one row of a sheet belong together.

    Raises:
        Trouble: a register or field that no longer exists.
    """
    groups: dict[tuple[str, int, str, str, str | None], list[CountyFormCell]] = defaultdict(list)
    for cell in mapped:
        if cell.way == "column":
            table = cell.code.partition(".")[0]
            groups[(cell.sheet, cell.place[0], table, cell.span, cell.basis)].append(cell)
    for (sheet, row, _table, span, basis), those in groups.items():
        those.sort(key=lambda cell: cell.place[1])
        cls, _ = field_of(session, those[0].code)
        fields = [field_of(session, cell.code)[1] for cell in those]
        lines = _lines(session, cls, fields, _day(cls, basis), SPANS[span](period), masked=masked)
        secret = any(spec is not None and spec.sensitive for spec in fields)
        yield Roll(sheet, row, tuple(those), lines, secret)


def field_of(session: Session, code: str) -> tuple[type[Record], Field | None]:
    """The register and field of a column's code; None for the running number.

    Raises:
        Trouble: one of them does not exist, or may not be looked at.
    """
    table, _, name = code.partition(".")
    known = in_force(session)
    cls = next((one for one in known if table in (one.__tablename__, one.title)), None)
    if cls is None:
        raise Trouble(f"没有“{table}”这个登记簿，请改对照里的代码", wrong_input=True)
    if not rights_in(session).may_see(cls):
        raise Trouble(f"您没有查看“{cls.title}”的权限，填不了它的名单")
    if name == NUMBERED:
        return cls, None
    spec = find_field(cls, name)
    if spec not in columns_of(cls):
        raise Trouble(f"{cls.title}的“{spec.label}”不能作名单的一列", wrong_input=True)
    return cls, spec


def columns_of(cls: type[Record]) -> list[Field]:
    """The fields of a register that can fill a column."""
    return [
        spec
        for spec in cls.fields.values()
        if not isinstance(spec.kind, RowsKind | FileKind) and spec.shown_when is not never
    ]


def _day(cls: type[Record], basis: str | None) -> str | None:
    """By which day records belong to a period; None for registers without one: all of them."""
    if basis:
        return find_field(cls, basis).name
    dated = [spec.name for spec in cls.fields.values() if spec.dated]
    if cls.newest_first in dated:
        return cls.newest_first
    return dated[0] if dated else None


def _lines(
    session: Session,
    cls: type[Record],
    fields: Sequence[Field | None],
    day: str | None,
    period: Period,
    *,
    masked: bool,
) -> Sequence[Sequence[Value | None]]:
    wanted = [spec for spec in fields if spec is not None]
    query = select(cls.id, *(getattr(cls, spec.name) for spec in wanted))
    query = query.where(cls.deleted_at.is_(None), *may_leave(cls))
    if day is not None:
        column: Any = getattr(cls, day)
        query = query.where(column.between(period.first, period.last)).order_by(column, cls.id)
    else:
        query = query.order_by(cls.caption, cls.id)
    rows = session.execute(query).all()
    held = iter(
        cells(session, spec, [row[at] for row in rows], masked=masked)
        for at, spec in enumerate(wanted, start=1)
    )
    number: Sequence[Value | None] = range(1, len(rows) + 1)
    columns = [number if spec is None else next(held) for spec in fields]
    return list(zip(*columns, strict=True))


def _figure(cell: CountyFormCell, found: Any) -> Content:
    shown = found.shown
    if shown is None or not found.kept:
        why = "算不出" if found.kept else f"{found.figure.cls.title}没有登记过"
        return Content(cell, None, f"（{why}，留空）")
    number = Decimal(shown) / cell.divisor if cell.divisor else shown
    if isinstance(number, Decimal):
        number = number.quantize(Decimal("0.0001")).normalize() if cell.divisor else number
        number = Decimal(f"{number:f}")
    if found.figure.measure.in_percent:
        return Content(cell, Rate(Decimal(shown)), f"{shown}%")
    return Content(cell, number, str(number))


def _word(session: Session, cell: CountyFormCell, period: Period, user: str) -> Content:
    if cell.code not in WORDS:
        known = "、".join(WORDS)
        raise Trouble(f"没有“{cell.code}”这个表头文字（有：{known}）", wrong_input=True)
    office = session.scalar(select(Office).limit(1))
    value: str | date | int | None
    if cell.code == "today":
        value = date.today()
    elif cell.code == "period":
        value = period.name
    elif cell.code == "year":
        value = period.last.year
    elif cell.code == "user":
        value = user
    else:
        name = {"office": "name"}.get(cell.code, cell.code)
        value = getattr(office, name) if office else None
    if not value:
        return Content(cell, None, f"（{WORDS[cell.code]}没有登记，留空）")
    return Content(cell, value, str(value))


def columns_by_place(one: Roll) -> Iterator[tuple[Place, Value]]:
    """Each value of a list with its cell; blanks are left out."""
    numbers = [cell.place[1] for cell in one.columns]
    for down, line in enumerate(one.lines):
        for column, value in zip(numbers, line, strict=True):
            if value is not None:
                yield (one.row + down, column), value
