"""The numbers of a table as JSON by the shipped schema: what parcels carry and counties add up."""

from typing import Any

from db.figures.tables import Filled, Report
from db.figures.tables.filled import Cell, Number
from db.figures.tables.layout import Column
from desktop.exchange.parcel import schemas
from desktop.exchange.parcel.manifest import PackedFile

_SMALLEST = "分"
"""Money is carried as whole fen, so that sums over offices are exact."""


def table_values(filled: Filled, period: str) -> dict[str, Any]:
    """The exact numbers, also of columns that only serve the check rules; a rate is a text."""
    plain = filled.plain()
    return {
        "table": filled.table.code,
        "title": filled.table.title,
        "period": period,
        "columns": [
            {"code": column.code, "title": _title(column), "unit": _unit(filled, place, column)}
            for place, column in enumerate(filled.columns)
        ],
        "rows": [
            {
                "code": row.key,
                "title": row.name,
                "values": [_value(plain[row.key][column.code]) for column in filled.columns],
            }
            for row in filled.rows
        ],
    }


def packed_tables(report: Report, period: str) -> list[PackedFile]:
    """Each table as a file of a parcel."""
    return [packed_table(one, period) for one in report.tables]


def packed_table(filled: Filled, period: str) -> PackedFile:
    """One table as a file of a parcel."""
    content = schemas.written(table_values(filled, period))
    return PackedFile(f"tables/{filled.table.code}.json", content, "table")


def _title(column: Column) -> str:
    return "／".join(dict.fromkeys((*column.groups, column.heading)))


def _unit(filled: Filled, place: int, column: Column) -> str:
    cells: list[Cell] = [row.cells[place] for row in filled.rows]
    return _SMALLEST if any(cell.scale != 1 for cell in cells) else column.unit


def _value(number: Number | None) -> int | str | None:
    return number if isinstance(number, int) or number is None else str(number)
