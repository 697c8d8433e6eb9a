"""What is frozen of a table: every figure with the records behind it, in one canonical text.

The text is JSON with sorted keys and nothing between its parts, so that the same content is the
same bytes: their SHA-256 is what a signature vouches for and what the paper prints. Record ids are
written as ranges: ``1-5,9*3`` is the records 1 to 5 and 9, which carries three.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.figure import Behind
from db.registers import Return
from db.store.links import captions
from db.store.rights import rights_in
from db.store.trouble import Trouble

FORMAT, VERSION = "fengqiao-return", 1
Key = tuple[str, str]
"""Row and column of a cell."""
Number = int | Decimal | None
Weights = Mapping[tuple[str, int], int]
"""What each record carries, by table and id."""


@dataclass(frozen=True)
class FrozenCell:
    """One figure: its exact number, as printed, and what each record behind it carries.

    ``by_hand`` numbers were written in by people and have no records.
    """

    number: Number
    words: str
    records: Weights = field(default_factory=dict)
    by_hand: bool = False


@dataclass(frozen=True)
class Content:
    """A table of one period with all its figures.

    Attributes:
        table: what it is: code, title, period, basis, office; plain values.
        rows, columns: names by key, in the table's order.
        cells: by row and column.
        figures: where the figures of the whole office stand, by code.
        code_tables: SHA-256 of each code table that the records are coded by.
        signing: who filled, checked and signed, with which certificate; notes and corrections.
    """

    table: Mapping[str, Any]
    rows: Mapping[str, str]
    columns: Mapping[str, str]
    cells: Mapping[Key, FrozenCell]
    figures: Mapping[str, Key]
    code_tables: Mapping[str, str]
    signing: Mapping[str, Any] = field(default_factory=dict)

    def place(self, key: Key) -> str:
        """天龙村 · 调解成功, for a cell."""
        row, column = key
        return " · ".join(filter(None, (self.rows.get(row, row), self.columns.get(column, column))))

    def signed(self, **signing: Any) -> "Content":
        """The same figures with who signed them."""
        return replace(self, signing=signing)

    def text(self) -> str:
        """Its one canonical form."""
        cells: dict[str, dict[str, Any]] = defaultdict(dict)
        for (row, column), cell in self.cells.items():
            cells[row][column] = _written(cell)
        said = {
            "format": FORMAT,
            "version": VERSION,
            "table": dict(self.table),
            "rows": list(self.rows.items()),
            "columns": list(self.columns.items()),
            "cells": cells,
            "figures": dict(self.figures),
            "code_tables": dict(self.code_tables),
            "signing": dict(self.signing),
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """SHA-256 of a canonical text."""
    return sha256(text.encode()).hexdigest()


def content_of(made: Return) -> Content:
    """The figures that a return holds.

    Raises:
        Trouble: it was never filled, or what it holds is not what its digest says.
    """
    if made.content is None:
        raise Trouble(f"“{made.called()}”还没有填报")
    if digest_of(made.content) != made.digest:
        raise Trouble(f"“{made.called()}”的数字与数据摘要不符：被绕过程序改动过，不能采用")
    return parsed(made.content)


def parsed(text: str) -> Content:
    """The content of a canonical text.

    Raises:
        Trouble: it is none, or that of a newer version.
    """
    try:
        said = json.loads(text)
        if (said["format"], said["version"]) != (FORMAT, VERSION):
            raise Trouble("这份统计数据是更新版本的程序写的，请先升级程序")
        return Content(
            said["table"],
            dict(said["rows"]),
            dict(said["columns"]),
            {
                (row, column): _read(cell)
                for row, cells in said["cells"].items()
                for column, cell in cells.items()
            },
            {code: (row, column) for code, (row, column) in said["figures"].items()},
            said["code_tables"],
            said["signing"],
        )
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise Trouble("统计数据残缺，读不出来") from error


def frozen_cell(session: Session, code: str, last: date) -> FrozenCell | None:
    """A figure of the whole office as it was signed for a period that ended on a day.

    Of several such periods the longest says it, of several revisions the newest.
    """
    valid = Return.stage.in_(("signed", "unlocked"))
    signed = select(Return).where(Return.deleted_at.is_(None), Return.last_on == last, valid)
    for one in session.scalars(signed.order_by(Return.first_on, Return.id.desc())):
        content = content_of(one)
        if code in content.figures:
            return content.cells[content.figures[code]]
    return None


def frozen_records(session: Session, code: str, last: date) -> list[Behind] | None:
    """The records of ``frozen_cell``, by their names of today; None where nothing is signed.

    Growth against a stock that registers would give today changes whenever an old record is
    entered late; against the one that was signed it does not.
    """
    cell = frozen_cell(session, code, last)
    return None if cell is None else named(session, cell.records)


def named(session: Session, records: Weights) -> list[Behind]:
    """Records by their names of today, of registers that the person may look at.

    One that is gone for good keeps its id.
    """
    rights = rights_in(session)
    seen = {key: weight for key, weight in records.items() if rights.may_see_table(key[0])}
    by_table: dict[str, list[int]] = defaultdict(list)
    for table, number in seen:
        by_table[table].append(number)
    names = {table: captions(session, table, ids) for table, ids in by_table.items()}
    return [
        Behind(table, number, names[table].get(number, f"第 {number} 条"), weight)
        for (table, number), weight in sorted(seen.items())
    ]


def _written(cell: FrozenCell) -> dict[str, Any]:
    number = str(cell.number) if isinstance(cell.number, Decimal) else cell.number
    said: dict[str, Any] = {"number": number, "words": cell.words}
    tables: dict[str, dict[int, int]] = defaultdict(dict)
    for (table, record), weight in cell.records.items():
        tables[table][record] = weight
    if tables:
        said["records"] = {table: ranges(weights) for table, weights in tables.items()}
    if cell.by_hand:
        said["by_hand"] = True
    return said


def _read(said: Mapping[str, Any]) -> FrozenCell:
    number = said["number"]
    records = {
        (table, record): weight
        for table, text in said.get("records", {}).items()
        for record, weight in unranged(text)
    }
    exact = Decimal(number) if isinstance(number, str) else number
    return FrozenCell(exact, said["words"], records, said.get("by_hand", False))


def ranges(weights: Mapping[int, int]) -> str:
    """1-5,9*3."""
    parts: list[list[int]] = []
    for record, weight in sorted(weights.items()):
        if parts and parts[-1][1:] == [record - 1, weight]:
            parts[-1][1] = record
        else:
            parts.append([record, record, weight])
    return ",".join(
        (f"{first}-{last}" if last > first else f"{first}") + (f"*{w}" if w != 1 else "")
        for first, last, w in parts
    )


def unranged(text: str) -> Iterator[tuple[int, int]]:
    """The records and weights of ``ranges``."""
    for part in text.split(",") if text else ():
        span, _, weight = part.partition("*")
        first, _, last = span.partition("-")
        for record in range(int(first), int(last or first) + 1):
            yield record, int(weight or 1)
