"""The numbers of a table as another office handed them in: read, proven, written in one form."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from db.figures.tables import tables
from db.figures.tables.filled import ALL, TOTAL, Number, Plain
from db.registers import ReceivedTable
from db.store.trouble import Trouble

_LARGEST = 10**15
"""Fen: ten billion yuan and more is no number of an office."""


@dataclass(frozen=True)
class TableValues:
    """One table as it was handed in.

    Attributes:
        table, title: of it. ``period``: in words.
        columns, rows: titles by code, in their order.
        numbers: by row and column; None where there was nothing to count.
        money: columns that are amounts in fen. Of an office's own tables none: a row there may be
            another figure, and only those of the program are known to hold nothing else.
        content: the JSON it was read from, in one form.
    """

    table: str
    title: str
    period: str
    columns: Mapping[str, str]
    rows: Mapping[str, str]
    numbers: Plain
    content: str = field(default="", repr=False)
    money: frozenset[str] = frozenset()

    @property
    def whole(self) -> Mapping[str, Number | None]:
        """The numbers of the whole office: of all below it, where it adds up others itself.

        Empty for a table whose rows do not add up.
        """
        return self.numbers.get(ALL) or self.numbers.get(TOTAL) or {}

    def place(self, row: str, column: str) -> str:
        """天龙村 · 调解成功, for a cell."""
        title = self.columns.get(column, column)
        parts = (self.rows.get(row, row), f"{title}（分）" if column in self.money else title)
        return " · ".join(filter(None, parts))


def canonical(data: Any) -> str:
    """JSON in one form, so that the same content is the same text."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """SHA-256 of a canonical text."""
    return sha256(text.encode()).hexdigest()


def read_values(data: Any) -> TableValues:
    """The numbers of a table's JSON that fits its schema (resources/parcel/table.schema.json).

    Raises:
        Trouble: what no schema says: a row or column twice, values too few or too many, no number.
    """
    title = data["title"]
    columns = dict(_titled(data["columns"], title))
    rows = dict(_titled(data["rows"], title))
    numbers = {row["code"]: _numbers(title, row, columns) for row in data["rows"]}
    name, period = data["table"], data["period"]
    fen = {one["code"] for one in data["columns"] if one["unit"] == "分"}
    money = frozenset(fen if name in tables() else ())
    return TableValues(name, title, period, columns, rows, numbers, canonical(data), money)


def values_of(kept: ReceivedTable) -> TableValues:
    """The numbers that were handed in last.

    Raises:
        Trouble: they are not what their digest says.
    """
    if kept.content is None or digest_of(kept.content) != kept.digest:
        raise Trouble(f"“{kept.name}”的数字与数据摘要不符：被绕过程序改动过，不能采用")
    return read_values(json.loads(kept.content))


def effective(kept: ReceivedTable) -> TableValues:
    """The numbers that count: those handed in, with what was put right here."""
    given = values_of(kept)
    numbers = {row: dict(cells) for row, cells in given.numbers.items()}
    for one in kept.corrections:
        numbers.setdefault(one.row_key, {})[one.column_key] = read_number(one.ours)
    return replace(given, numbers=numbers)


def read_number(value: Any) -> Number | None:
    """An exact number; a rate or a fraction comes as text.

    Raises:
        Trouble: it is none, or beyond all sense.
    """
    if value is None:
        return None
    try:
        number: Number = value if isinstance(value, int) else Decimal(str(value).strip())
    except InvalidOperation as error:
        raise Trouble(f"“{str(value)[:20]}”不是数", wrong_input=True) from error
    if isinstance(number, Decimal) and not number.is_finite():
        raise Trouble(f"“{value}”不是数", wrong_input=True)
    if not -_LARGEST < number < _LARGEST:
        raise Trouble("数大得不合情理", wrong_input=True)
    return int(number) if isinstance(number, Decimal) and _is_whole(value, number) else number


def _is_whole(value: Any, number: Decimal) -> bool:
    """Text that people typed: 12 is a count, 12.0 a rate."""
    return isinstance(value, str) and number == number.to_integral_value() and "." not in value


def written(number: Number | None) -> str | None:
    """The number as a text that ``read_number`` reads again."""
    return None if number is None else str(number)


def _titled(entries: Sequence[Mapping[str, Any]], title: str) -> Iterator[tuple[str, str]]:
    seen = set()
    for one in entries:
        if one["code"] in seen:
            raise Trouble(f"“{title}”里“{one['code'][:20]}”出现了两次")
        seen.add(one["code"])
        yield one["code"], one["title"]


def _numbers(
    title: str, row: Mapping[str, Any], columns: Mapping[str, str]
) -> dict[str, Number | None]:
    if len(row["values"]) != len(columns):
        raise Trouble(f"“{title}”的“{row['title'][:20]}”一行，数与栏目对不上")
    try:
        return dict(zip(columns, map(read_number, row["values"]), strict=True))
    except Trouble as trouble:
        said = f"“{title}”的“{row['title'][:20]}”一行：{trouble.sentence}"
        raise Trouble(said) from trouble
