"""Official tables as data: filled with figures, checked, opened to their records."""

from db.figures.tables.filled import Cell, Filled, FilledRow, Source
from db.figures.tables.filling import fill
from db.figures.tables.layout import Block, Column, Item, Table
from db.figures.tables.opening import records_of
from db.figures.tables.shipped import summary, table, tables

__all__ = [
    "Block",
    "Cell",
    "Column",
    "Filled",
    "FilledRow",
    "Item",
    "Source",
    "Table",
    "fill",
    "records_of",
    "summary",
    "table",
    "tables",
]
