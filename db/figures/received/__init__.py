"""Tables of other offices: their numbers read, compared with those before, and added up."""

from db.figures.received.adding import AddedUp, added_up
from db.figures.received.comparing import (
    CHANGED,
    CONFLICT,
    NEW,
    SAME,
    CellChange,
    Compared,
    compare,
)
from db.figures.received.correcting import PutRight, correct, put_right, withdraw
from db.figures.received.offices import expected, missing, received_in
from db.figures.received.report import report_of_all
from db.figures.received.rows import office_of_row, unit_key
from db.figures.received.values import TableValues, effective, read_number, read_values, values_of

__all__ = [
    "CHANGED",
    "CONFLICT",
    "NEW",
    "SAME",
    "AddedUp",
    "CellChange",
    "Compared",
    "PutRight",
    "TableValues",
    "added_up",
    "compare",
    "correct",
    "effective",
    "expected",
    "missing",
    "office_of_row",
    "put_right",
    "read_number",
    "read_values",
    "received_in",
    "report_of_all",
    "unit_key",
    "values_of",
    "withdraw",
]
