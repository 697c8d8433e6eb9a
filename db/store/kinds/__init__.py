"""The kinds of value: how each is read from text, shown, doubted and kept."""

from db.store.kinds.basic import (
    DateKind,
    FileKind,
    LongTextKind,
    MonthKind,
    TextKind,
    TimeKind,
    WholeKind,
    YesNoKind,
)
from db.store.kinds.choice import ChoiceKind, ChoicesKind, StateKind, codes_in
from db.store.kinds.identity import CreditCodeKind, IdNumberKind, PhoneKind
from db.store.kinds.kind import HIDDEN, Kind
from db.store.kinds.linked import LinkKind, RowsKind, parts
from db.store.kinds.money import MoneyKind
from db.store.kinds.running_text import identifying, without_numbers

__all__ = [
    "HIDDEN",
    "ChoiceKind",
    "ChoicesKind",
    "CreditCodeKind",
    "DateKind",
    "FileKind",
    "IdNumberKind",
    "Kind",
    "LinkKind",
    "LongTextKind",
    "MoneyKind",
    "MonthKind",
    "PhoneKind",
    "RowsKind",
    "StateKind",
    "TextKind",
    "TimeKind",
    "WholeKind",
    "YesNoKind",
    "codes_in",
    "identifying",
    "parts",
    "without_numbers",
]
