"""How a register looks as sheets of a workbook: one definition for the way out and the way in.

The first sheet bears the register's title and holds one record a row: a column for each field in
the form's order under the field's label, and at the end ``MARK``, the record's ``uid``, by which a
workbook that comes back finds its records again. Each kind of child rows has a sheet of its own,
named by its label: ``OWNER`` (what the record is called), ``PLACE`` (from 1), the fields, ``MARK``
(the owner's). Cells hold what ``Kind.format`` says, but for dates (real dates from 1900 on), times,
whole numbers and money (numbers, in yuan). Links are the linked record's caption.
"""

from dataclasses import dataclass
from typing import Any

from db.store.fields import Field, never
from db.store.kinds import FileKind, RowsKind
from db.store.listing import Listing
from db.store.record import Child, Record

MARK = "记录标识"
"""The last column: the ``uid`` of the record; blank or not there for a new one."""
OWNER = "所属记录"
"""First column of a sheet of child rows: for people; where they differ, ``MARK`` counts."""
PLACE = "序号"
"""Second column of a sheet of child rows: the row's place within its record, from 1."""

_LONGEST_NAME = 31  # characters of a sheet's name, as Excel allows
_NOT_IN_NAMES = str.maketrans("[]:*?/\\'", "［］：＊？／＼’")


@dataclass(frozen=True)
class Column:
    """One column: a field, or one of the layout's own three (``spec`` is None)."""

    header: str
    spec: Field | None = None


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        name: legal for Excel and unique in the workbook.
        cls: what a row is. ``rows``: the owner's field that holds these child rows; None for the
            first sheet.
        columns: from left to right.
    """

    name: str
    cls: type[Record | Child]
    columns: tuple[Column, ...]
    rows: Field | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields among the columns, in their order."""
        return tuple(column.spec for column in self.columns if column.spec is not None)


def complete(cls: type[Record], *, marked: bool = True) -> tuple[Sheet, ...]:
    """All that a register holds: its own sheet first, then one for each kind of child rows.

    Args:
        cls: the register.
        marked: with ``MARK``; a masked workbook goes without, so that it can never come back over
            the real values.
    """
    end = (Column(MARK),) if marked else ()
    main = Sheet(sheet_name(cls.title, set()), cls, (*_columns(cls), *end))
    sheets, taken = [main], {main.name.casefold()}
    for spec in cls.fields.values():
        row: Any = spec.kind.row if isinstance(spec.kind, RowsKind) else None
        if row is None:
            continue
        name = sheet_name(spec.label, taken)
        taken.add(name.casefold())
        columns = (Column(OWNER), Column(PLACE), *_columns(row), *end)
        sheets.append(Sheet(name, row, columns, spec))
    return tuple(sheets)


def as_shown(listing: Listing) -> tuple[Sheet, ...]:
    """The list as people see it: its columns alone, on one sheet."""
    columns = tuple(Column(spec.label, spec) for spec in listing.columns)
    return (Sheet(sheet_name(listing.cls.title, set()), listing.cls, columns),)


def is_carried(spec: Field) -> bool:
    """Whether a cell can hold the field: no files, no rows, no inner numbers of the program.

    A field that the form never shows is carried all the same where it was given by somebody: a
    certificate's reasons, the code of a year's plan.
    """
    inner = spec.computed is not None and spec.shown_when is never
    return not (inner or isinstance(spec.kind, FileKind | RowsKind))


def _columns(cls: type[Record | Child]) -> tuple[Column, ...]:
    return tuple(Column(spec.label, spec) for spec in cls.fields.values() if is_carried(spec))


def sheet_name(text: str, taken: set[str]) -> str:
    """The text as Excel takes it for a sheet.

    A number follows where another sheet is called the same.
    """
    plain = text.translate(_NOT_IN_NAMES).strip()[:_LONGEST_NAME] or "表"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        end = f"（{number}）"
        name = plain[: _LONGEST_NAME - len(end)] + end
    return name
