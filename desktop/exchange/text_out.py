"""Rows as CSV that Excel opens undamaged, and as JSON that ``add`` reads."""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from db.store.kinds import DateKind, TimeKind
from desktop.exchange.layout import Sheet
from desktop.exchange.rows_out import Batch, Cell

_ACTS = re.compile(r"[=+\-@\t\r＝＋－＠]")
_LOSES_DIGITS = re.compile(r"0\d+|\d{12,}")


def write_csv(part: Path, sheets: Sequence[Sheet], batches: Iterator[Batch]) -> None:
    """Write the first sheet: UTF-8 with the mark by which Excel knows it, lines as Excel ends them.

    Text that a spreadsheet would take for a formula gets an apostrophe before it, digits that it
    would shorten (ID numbers, leading zeros) a tabulator, which is dropped where it is read again.
    """
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.header for column in sheets[0].columns])
        for batch in batches:
            writer.writerows([_said(cell) for cell in row] for row in batch.rows[0])


def write_json(
    part: Path, sheets: Sequence[Sheet], batches: Iterator[Batch], *, shown: bool
) -> None:
    """Write a list of records with their rows.

    Under the fields' names and without what the program computes, so that ``add`` takes it; where
    only the list's columns are asked for, under their labels.
    """
    with part.open("w", encoding="utf-8", newline="\n") as file:
        comma = ""
        file.write("[")
        for batch in batches:
            for record in _objects(sheets, batch, shown=shown):
                file.write(f"{comma}\n{json.dumps(record, ensure_ascii=False)}")
                comma = ","
        file.write("\n]\n")


def _objects(sheets: Sequence[Sheet], batch: Batch, *, shown: bool) -> list[dict[str, Any]]:
    objects = [as_object(sheets[0], row, shown=shown) for row in batch.rows[0]]
    for sheet, rows, owners in zip(sheets[1:], batch.rows[1:], batch.owners[1:], strict=True):
        if sheet.rows is None:
            continue
        for row, owner in zip(rows, owners, strict=True):
            objects[owner].setdefault(sheet.rows.name, []).append(
                as_object(sheet, row, shown=shown)
            )
    return objects


def as_object(sheet: Sheet, row: Sequence[Cell], *, shown: bool) -> dict[str, Any]:
    """A row as JSON holds it, under labels where only the list's columns are ``shown``."""
    return {
        column.spec.label if shown else column.spec.name: _plain(cell)
        for column, cell in zip(sheet.columns, row, strict=True)
        if column.spec is not None and cell is not None and (shown or not column.spec.computed)
    }


def _plain(cell: Cell) -> Any:
    """A cell as JSON holds it."""
    if isinstance(cell, datetime):
        return TimeKind().format(cell)
    return DateKind().format(cell) if isinstance(cell, date) else cell


def acts(cell: str) -> bool:
    """Whether a spreadsheet would take the text for a formula."""
    return bool(_ACTS.match(cell))


def _said(cell: Cell) -> str | int:
    """A cell as CSV says it."""
    if isinstance(cell, float):
        return f"{cell:.2f}"
    if isinstance(cell, str):
        if acts(cell):
            return f"'{cell}"
        return f"\t{cell}" if _LOSES_DIGITS.fullmatch(cell) else cell
    said = _plain(cell)
    return said if isinstance(said, int) else said or ""
