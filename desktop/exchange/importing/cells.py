"""From a cell to a value: ``Kind.parse`` decides, after what Excel does to values is undone."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from db.store.fields import Field
from db.store.kinds import (
    ChoiceKind,
    ChoicesKind,
    CreditCodeKind,
    DateKind,
    IdNumberKind,
    Kind,
    MoneyKind,
    StateKind,
    TimeKind,
    YesNoKind,
)
from db.store.trouble import Trouble
from desktop.exchange.importing.book import Cell

_OF_TABLES = (ChoiceKind, ChoicesKind, StateKind)
_LONG_NUMBERS = (IdNumberKind, CreditCodeKind)
_READ_APART = (*_LONG_NUMBERS, DateKind, MoneyKind)
"""Kinds whose texts Excel may have changed."""
_EXACT = 10**15
"""Excel keeps 15 digits of a number; of longer ones the end is lost."""
_FIRST, _LAST = 20_000, 80_000
"""Serial days that may be dates of our time: 1954 to 2119."""
_POWER = re.compile(r"\d(\.\d+)?[eE]\+?\d{2}")
_WITH_TIME = re.compile(r"^(.{8,11}?)[ T]\d{1,2}:\d{2}(:\d{2}(\.0+)?)?$")
_SERIAL = re.compile(r"[2-7]\d{4}(\.0)?")
_ZEROS = re.compile(r"\d{15}000")


@dataclass(frozen=True)
class Unread:
    """A formula that has no value, or one that ended in an error."""


def value_of(spec: Field, cell: Any, header: str = "") -> Any:
    """The value that a cell gives a field, None for a blank one.

    Args:
        spec: the field; not a link and not rows.
        cell: as the worker read it.
        header: what the column is called; it may give the unit (万元).

    Raises:
        Trouble: what is wrong with the cell, in one sentence.
    """
    if cell is None or cell == "":
        return None
    kind = spec.kind
    if isinstance(cell, str) and not isinstance(kind, _READ_APART):
        return _parsed(spec, cell)
    if isinstance(cell, Unread):
        raise _wrong("这一格的公式没有算出结果，请在 Excel 里打开、保存后再导入")
    _refuse_damaged(kind, cell)
    if isinstance(kind, DateKind):
        return _day(kind, cell)
    if isinstance(kind, MoneyKind):
        return _fen(kind, cell, header)
    return _typed(spec, cell)


def _typed(spec: Field, cell: Cell) -> Any:
    """A time or a yes that Excel knows as such is taken as it is."""
    kind = spec.kind
    if isinstance(kind, TimeKind) and isinstance(cell, datetime):
        return cell.replace(microsecond=0, tzinfo=None)
    if isinstance(kind, YesNoKind) and isinstance(cell, bool):
        return cell
    return _parsed(spec, text_of(cell))


def _parsed(spec: Field, text: str) -> Any:
    return _chosen(spec.kind, text) if isinstance(spec.kind, _OF_TABLES) else spec.parse(text)


@lru_cache(10_000)
def _chosen(kind: Kind, text: str) -> Any:
    """Entries of code tables: a ledger says the same few words in every row."""
    return kind.parse(text)


def text_of(cell: Cell) -> str:
    """The cell as people see it, a whole number without its point."""
    if isinstance(cell, str):  # nearly all of them
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return "" if cell is None else str(cell)


def _refuse_damaged(kind: Kind, cell: Cell) -> None:
    """Numbers of 18 digits that Excel kept as 15; the rest cannot be guessed."""
    if not isinstance(kind, _LONG_NUMBERS):
        if isinstance(cell, float) and abs(cell) >= _EXACT and not isinstance(kind, MoneyKind):
            raise _wrong(_damaged(_as_shown(cell)))
        return
    if isinstance(cell, float) and abs(cell) >= _EXACT:
        raise _wrong(_damaged(_as_shown(cell)))
    text = text_of(cell).strip()
    if _POWER.fullmatch(text):
        raise _wrong(_damaged(text))
    if isinstance(kind, IdNumberKind) and _ZEROS.fullmatch(text) and kind.problems(text):
        raise _wrong(_damaged(text))


def _as_shown(number: float) -> str:
    """As Excel shows it: fifteen digits, then noughts."""
    return str(int(Decimal(f"{number:.14e}")))


def _damaged(shown: str) -> str:
    return (
        f"“{shown}”是被 Excel 当成数字改坏的，末尾几位已经丢失；"
        "请照原件重新填写，填写前把这一格设为文本格式"
    )


def _day(kind: DateKind, cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell).strip()
    if _SERIAL.fullmatch(text) and _FIRST <= float(text) < _LAST:
        return date(1899, 12, 30) + timedelta(days=int(float(text)))  # Excel's day 1 is 1900-01-01
    return kind.parse(_WITH_TIME.sub(r"\1", text))  # a day in a form that also had a time


def _fen(kind: MoneyKind, cell: Cell, header: str) -> int | None:
    """In yuan, or in what the header says; sums that Excel made in binary are rounded."""
    text = text_of(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        amount = Decimal(repr(cell))
        cents = round(amount, 2)
        text = f"{cents if abs(amount - cents) < Decimal('0.000001') else amount:f}"
        if "万元" in header:
            text = f"{round(amount * 10_000, 2):f}"
    elif "万元" in header and re.fullmatch(r"[\d.,]+", text.strip()):
        text = f"{text.strip()}万"
    return kind.parse(text)


def _wrong(sentence: str) -> Trouble:
    return Trouble(sentence, wrong_input=True)
