"""Official tables as data: filled with figures, checked, opened to their records."""

from db.figures.tables.causes import causes
from db.figures.tables.checking import Finding, check
from db.figures.tables.counted import counted
from db.figures.tables.filled import Cell, Filled, FilledRow, Held, Source
from db.figures.tables.filling import fill
from db.figures.tables.headings import Heading, headed, headings, main_unit
from db.figures.tables.layout import Block, Column, Item, Table
from db.figures.tables.opening import records_of
from db.figures.tables.own import every_table, find_table
from db.figures.tables.report import Report, report
from db.figures.tables.rules import in_use
from db.figures.tables.shipped import summary, table, tables
from db.figures.tables.unusual import Unusual, unusual

__all__ = [
    "Block",
    "Cell",
    "Column",
    "Filled",
    "FilledRow",
    "Finding",
    "Heading",
    "Held",
    "Item",
    "Report",
    "Source",
    "Table",
    "Unusual",
    "causes",
    "check",
    "counted",
    "every_table",
    "fill",
    "find_table",
    "headed",
    "headings",
    "in_use",
    "main_unit",
    "records_of",
    "report",
    "summary",
    "table",
    "tables",
    "unusual",
]
