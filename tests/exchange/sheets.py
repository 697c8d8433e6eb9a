"""Reads a workbook back as a stranger would: by calamine alone, by the headers of its sheets."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook


def read_back(path: Path) -> dict[str, list[dict[str, Any]]]:
    """For each sheet its rows as {header: cell}; a blank cell is an empty text."""
    book = CalamineWorkbook.from_path(str(path))
    sheets = {}
    for name in book.sheet_names:
        head, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        sheets[name] = [dict(zip(head, row, strict=True)) for row in rows]
    return sheets


def as_typed(cell: Any) -> str:
    """The text that somebody would have typed to get this cell."""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)
