"""Counts a return: its table filled, and for every cell the records that it counts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.behind import Records, records
from db.figures.catalogue import figure
from db.figures.figure import Behind, Figure, Piece
from db.figures.frozen import Content, FrozenCell, Key, Number, Weights
from db.figures.measures import Growth, Total
from db.figures.period import Period
from db.figures.splitting import MONTH, expression
from db.figures.tables import Filled, Source, fill, find_table
from db.figures.tables.layout import Term
from db.figures.tables.parting import field_of
from db.registers import Office, Return
from db.store.kinds import ChoiceKind, ChoicesKind
from db.store.places import RESOURCES
from db.store.progress import Progress, unwatched
from db.store.record import Record, register

Typed = Mapping[str, Mapping[str, Number]]
"""Numbers that people wrote into cells without a figure, by row and column."""
_AT_ONCE = 10_000


def filled_of(session: Session, made: Return, typed: Typed | None = None) -> Filled:
    """The table of a return as the registers give it now, with what people wrote in.

    Raises:
        Trouble: the table is not known any more.
    """
    period = Period(made.first_on, made.last_on)
    basis = made.basis or None
    found = fill(session, find_table(session, made.table_code), period, made.cumulative, basis)
    return found.typed(typed or {})


def content_now(
    session: Session, made: Return, filled: Filled, progress: Progress = unwatched
) -> Content:
    """All figures of a filled table with the records behind them.

    Raises:
        Cancelled: through ``progress``, which is told after each row.
    """
    behind = _Behind(session, filled.basis)
    cells: dict[Key, FrozenCell] = {}
    figures: dict[str, Key] = {}
    for place, row in enumerate(filled.rows, start=1):
        for column, cell in zip(filled.columns, row.cells, strict=True):
            key = (row.key, column.code)
            number = cell.number if cell.kept else None
            counted = behind.of(cell.source) if cell.source is not None else {}
            cells[key] = FrozenCell(number, cell.words, counted, cell.by_hand)
            alone = _alone(cell.source, filled.period)
            if alone:
                figures.setdefault(alone, key)
        progress(place, len(filled.rows))
    office = session.scalar(select(Office.name).where(Office.deleted_at.is_(None)))
    return Content(
        {
            "code": made.table_code,
            "title": filled.table.title,
            "office": office or "",
            "first": made.first_on.isoformat(),
            "last": made.last_on.isoformat(),
            "cumulative": made.cumulative,
            "basis": made.basis or "",
            "revision": made.revision,
        },
        {row.key: row.name for row in filled.rows},
        {one.code: "·".join((*one.groups, one.heading)) for one in filled.columns},
        cells,
        figures,
        _code_tables(behind.registers),
    )


def typed_in(content: Content) -> dict[str, dict[str, Number]]:
    """What people wrote in by hand, to be kept when the rest is counted again."""
    found: dict[str, dict[str, Number]] = defaultdict(dict)
    for (row, column), cell in content.cells.items():
        if cell.by_hand:
            found[row][column] = cell.number
    return found


def _alone(source: Source | None, period: Period) -> str:
    """The figure of the whole office in the period that a cell is, if it is one."""
    if source is None or source.by or source.period != period or len(source.terms) != 1:
        return ""
    (term,) = source.terms
    return term.code if term.sign == 1 and not term.role else ""


@dataclass
class _Behind:
    """The records of figures, each asked once for all the rows of a table."""

    session: Session
    basis: str | None
    registers: set[type[Record]] = field(default_factory=set)
    _found: dict[tuple[str, str, Period], list[Records]] = field(default_factory=dict)
    _rows: dict[tuple[str, str, Period, str], dict[Any, list[Behind]]] = field(default_factory=dict)
    _keys: dict[tuple[str, str], dict[int, Any]] = field(default_factory=lambda: defaultdict(dict))

    def of(self, source: Source) -> Weights:
        """What each record carries to a cell; to a rate, how often it stands in either part."""
        carried: dict[tuple[str, int], int] = defaultdict(int)
        for term in source.terms:
            for row in self._of_term(term, source):
                carried[row.table, row.id] += term.sign * row.weight
        return {record: weight for record, weight in carried.items() if weight}

    def _of_term(self, term: Term, source: Source) -> Iterable[Behind]:
        one = figure(term.code)
        by = field_of(one, source.by) if source.by else ""
        asked = (term.code, term.role, source.period, by)
        if asked not in self._rows:
            self._rows[asked] = self._by_key(self._records(one, term, source.period), by)
        parts = self._rows[asked]
        for key in source.keys if by else (None,):
            yield from parts.get(key, ())

    def _records(self, one: Figure, term: Term, period: Period) -> list[Records]:
        asked = (term.code, term.role, period)
        if asked not in self._found:
            self.registers.update(piece.cls for piece in one.pieces(period, self.basis))
            found = records(self.session, one, period, self._basis(one))
            if term.role:
                found = tuple(group for group in found if group.role == term.role)
            elif not (one.measure.in_percent or isinstance(one.measure, Growth | Total)):
                found = found[:1]
            self._found[asked] = list(found)
        return self._found[asked]

    def _basis(self, one: Figure) -> str | None:
        known = any(self.basis in (basis.code, basis.words) for basis in one.bases)
        return self.basis if known else None

    def _by_key(self, groups: Iterable[Records], by: str) -> dict[Any, list[Behind]]:
        parts: dict[Any, list[Behind]] = defaultdict(list)
        rows = [row for group in groups for row in group.rows]
        if by and by != MONTH:
            self._ask_keys(rows, by)
        for row in rows:
            parts[self._key(row, by)].append(row)
        return parts

    def _key(self, row: Behind, by: str) -> Any:
        if by == MONTH:
            return f"{row.day:%Y-%m}" if row.day else None
        return self._keys[row.table, by].get(row.id) if by else None

    def _ask_keys(self, rows: Iterable[Behind], by: str) -> None:
        """The value of the field for each record, asked once for all figures."""
        wanted: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            wanted[row.table].add(row.id)
        for table_name, ids in wanted.items():
            known, cls = self._keys[table_name, by], register(table_name)
            left = sorted(ids - set(known))
            value = expression(Piece("", cls, Period.year(2000)), by)
            for start in range(0, len(left), _AT_ONCE):
                query = select(cls.id, value).where(cls.id.in_(left[start : start + _AT_ONCE]))
                known.update((row[0], row[1]) for row in self.session.execute(query))


def _code_tables(registers: Iterable[type[Record]]) -> dict[str, str]:
    return {name: _version(name) for cls in registers for name in _tables_of(cls)}


def _tables_of(cls: type[Record]) -> Iterator[str]:
    for spec in cls.fields.values():
        if isinstance(spec.kind, ChoiceKind | ChoicesKind):
            yield spec.kind.table


@cache
def _version(name: str) -> str:
    """The code table's file as it is, by its hash: the tables themselves have no number."""
    return sha256((RESOURCES / "codes" / f"{name}.toml").read_bytes()).hexdigest()
