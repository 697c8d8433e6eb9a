"""Values into cells, in place: the sheet's bytes stay, but for the cells that are filled."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from xml.sax.saxutils import escape

from db.store.trouble import Trouble
from desktop.exchange.county.grid import Grid, Place
from desktop.exchange.county.package import Package
from desktop.exchange.county.scanning import grids
from desktop.exchange.county.stale import recomputed, stale
from desktop.exchange.county.styles import Look, look_of, looks
from desktop.exchange.importing.book import address

Value = str | int | float | Decimal | date | datetime
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900 before it
_LONGEST = 32_767  # characters of a cell
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension [^>]*?ref="([A-Z]{1,3}\d+)(?::([A-Z]{1,3}\d+))?"')
_SPANS = re.compile(rb'\sspans="(\d+):(\d+)"')


@dataclass(frozen=True)
class Rate:
    """A rate in per cent, which a cell formatted as a rate takes as its hundredth."""

    percent: Decimal


@dataclass(frozen=True)
class Edit:
    """Bytes from ``start`` to ``end`` of a part become ``by``; of edits at one place, in order."""

    start: int
    end: int
    by: bytes


def written(
    package: Package,
    values: "Mapping[str, Mapping[Place, Value | Rate]]",
    rows_like: Mapping[str, Mapping[int, int]] | None = None,
) -> bytes:
    """The workbook with the values in it.

    Args:
        package: the template.
        values: by sheet and place; a formula's cell is never among them.
        rows_like: of rows that a list adds below its last one, the row whose look they take.
    """
    sheets = grids(package)
    known = looks(package)
    late = _counts_from_1904(package)
    changed: dict[str, bytes] = {}
    dirty = stale(sheets, {name: set(held) for name, held in values.items() if held})
    for name, held in sheets.items():
        mine = {
            place: _Filling(value, known, late_epoch=late)
            for place, value in values.get(name, {}).items()
        }
        edits = [*_edits(held, mine, (rows_like or {}).get(name, {}))]
        edits += [Edit(*cell, b"") for cell in dirty.get(name, ())]
        if edits:
            changed[held.sheet.part] = spliced(held.content, edits)
    if any(dirty.values()):
        changed[package.book] = recomputed(package.part(package.book))
    return package.with_parts(changed)


def spliced(content: bytes, edits: Sequence[Edit]) -> bytes:
    """The content with the edits made."""
    made, done = [], 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        made += [content[done : edit.start], edit.by]
        done = edit.end
    made.append(content[done:])
    return b"".join(made)


@dataclass(frozen=True)
class _Filling:
    """A value on its way into a cell of some style."""

    value: Value | Rate
    known: Sequence[Look]
    late_epoch: bool

    def element(self, prefix: str, place: Place, style: str) -> bytes:
        """The cell element."""
        kind, inner = self._inner(prefix, look_of(self.known, style))
        shown = f' s="{style}"' if style else ""
        name = f"{prefix}c"
        return f'<{name} r="{address(*place)}"{shown}{kind}>{inner}</{name}>'.encode()

    def _inner(self, prefix: str, look: Look) -> tuple[str, str]:
        value = self.value
        if isinstance(value, Rate):
            value = value.percent / 100 if look is Look.RATE else value.percent
        if isinstance(value, date) and look is Look.DAY and value_day(value) >= _FIRST_DAY:
            value = self._serial(value)
        if isinstance(value, int | float | Decimal):
            return "", f"<{prefix}v>{value}</{prefix}v>"
        if len(str(value)) > _LONGEST:
            raise Trouble(f"有一格的文字超过 {_LONGEST} 字，Excel 装不下，没有填", wrong_input=True)
        text = escape(_ILLEGAL.sub("", str(value)))
        space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
        return ' t="inlineStr"', (f"<{prefix}is><{prefix}t{space}>{text}</{prefix}t></{prefix}is>")

    def _serial(self, day: date) -> int | float:
        whole = (value_day(day) - (_EPOCH_1904 if self.late_epoch else _EPOCH)).days
        if not isinstance(day, datetime):
            return whole
        return whole + (day.hour * 3600 + day.minute * 60 + day.second) / 86_400


def value_day(value: date) -> date:
    """The day of a day or a moment."""
    return value.date() if isinstance(value, datetime) else value


def _edits(held: Grid, values: Mapping[Place, _Filling], like: Mapping[int, int]) -> Iterator[Edit]:
    by_row: dict[int, dict[int, _Filling]] = {}
    for (number, column), value in sorted(values.items(), key=lambda one: one[0]):
        by_row.setdefault(number, {})[column] = value
    fresh: list[tuple[int, bytes]] = []
    for number, cells in by_row.items():
        if number in held.rows:
            yield from _in_row(held, number, cells, like.get(number))
        else:
            fresh.append((number, _new_row(held, number, cells, like.get(number))))
    yield from _new_rows(held, fresh)
    if values:
        yield from _dimension(held, values)


def _style(held: Grid, place: Place, like: int | None) -> str:
    """A cell's own style, else that of the row it imitates."""
    own = held.cell(place)
    model = held.cell((like, place[1])) if own is None and like is not None else own
    return model.style if model else ""


def _in_row(
    held: Grid, number: int, cells: Mapping[int, _Filling], like: int | None
) -> Iterator[Edit]:
    row = held.rows[number]
    bare = held.content[row.tag - 2 : row.tag] == b"/>"
    new = []
    for column, value in cells.items():
        made = value.element(held.prefix, (number, column), _style(held, (number, column), like))
        old = row.cells.get(column)
        if old is not None:
            yield Edit(old.start, old.end, made)
            continue
        following = min((other for other in row.cells if other > column), default=None)
        if following is not None:
            start = row.cells[following].start
            yield Edit(start, start, made)
        elif bare:
            new.append(made)
        else:
            yield Edit(row.closing, row.closing, made)
    tag = held.content[row.start : row.tag]
    wide = _unspanned(tag, cells)
    if bare and new:
        opened = wide[:-2].rstrip() + b">"
        inner = b"".join(new) + f"</{held.prefix}row>".encode()
        yield Edit(row.start, row.tag, opened + inner)
    elif wide != tag:
        yield Edit(row.start, row.tag, wide)


def _unspanned(tag: bytes, columns: Mapping[int, object]) -> bytes:
    """The row's tag; its note of which columns it spans goes where it is no longer true."""
    match = _SPANS.search(tag)
    if match and not all(int(match[1]) <= column <= int(match[2]) for column in columns):
        return tag[: match.start()] + tag[match.end() :]
    return tag


def _new_row(held: Grid, number: int, cells: Mapping[int, _Filling], like: int | None) -> bytes:
    model = held.rows.get(like) if like is not None else None
    tag = f'<{held.prefix}row r="{number}">'.encode()
    if model is not None:
        copied = _SPANS.sub(b"", held.content[model.start : model.tag])
        tag = re.sub(rb'\sr="\d+"', b"", copied).removesuffix(b">").removesuffix(b"/").rstrip()
        tag += f' r="{number}">'.encode()
    columns = sorted({*cells, *(model.cells if model else ())})
    inner = []
    for column in columns:
        place = (number, column)
        if column in cells:
            inner.append(cells[column].element(held.prefix, place, _style(held, place, like)))
        elif model is not None and model.cells[column].style:
            style = model.cells[column].style
            inner.append(f'<{held.prefix}c r="{address(*place)}" s="{style}"/>'.encode())
    return tag + b"".join(inner) + f"</{held.prefix}row>".encode()


def _new_rows(held: Grid, fresh: Sequence[tuple[int, bytes]]) -> Iterator[Edit]:
    begin, tag, closing = held.data
    if fresh and held.content[tag - 2 : tag] == b"/>":
        opened = held.content[begin : tag - 2].rstrip() + b">"
        inner = b"".join(made for _, made in fresh) + f"</{held.prefix}sheetData>".encode()
        yield Edit(begin, tag, opened + inner)
        return
    for number, made in fresh:
        following = min((other for other in held.rows if other > number), default=None)
        start = closing if following is None else held.rows[following].start
        yield Edit(start, start, made)


def _dimension(held: Grid, values: Mapping[Place, object]) -> Iterator[Edit]:
    """The sheet's note of its extent, where values lie beyond it."""
    from db.registers.county_form import located

    match = _DIMENSION.search(held.content, 0, held.data[0])
    first = located(match[1].decode()) if match else None
    last = located((match[2] or match[1]).decode()) if match else None
    if match is None or first is None or last is None:
        return
    rows = {first[0], last[0], *(row for row, _ in values)}
    columns = {first[1], last[1], *(column for _, column in values)}
    ref = f"{address(min(rows), min(columns))}:{address(max(rows), max(columns))}".encode()
    end = match.end(2) if match[2] else match.end(1)
    if (min(rows), min(columns), max(rows), max(columns)) != (*first, *last):
        yield Edit(match.start(1), end, ref)


def _counts_from_1904(package: Package) -> bool:
    found = package.tree(package.book).find("{*}workbookPr")
    return found is not None and found.get("date1904", "0") in ("1", "true")
