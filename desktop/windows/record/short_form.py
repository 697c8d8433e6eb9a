"""The short form 快登: which fields it has, how large, and whether people want it."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.windows.parts import look, memory

_SIZED = (
    'QLineEdit, QComboBox, QPlainTextEdit, QCheckBox, QLabel[kind="label"] { font-size: %spt; }'
)


def short_fields(cls: Any) -> frozenset[str]:
    """The fields that the short form shows of a record or row; all where none is marked.

    What cannot be saved blank is among them, and who it is about, wherever that is named.
    """
    quick = {name for name, spec in cls.fields.items() if spec.quick}
    if not quick:
        return frozenset(cls.fields)
    for name, spec in cls.fields.items():
        given = spec.computed is not None or spec.fresh() is not None
        if (spec.required and not given) or quick & set(spec.carries):
            quick.add(name)
    return frozenset(quick)


def has_short(cls: Any) -> bool:
    """Whether a register has a short form."""
    return not cls.written_by_program and any(spec.quick for spec in cls.fields.values())


def wants_short(cls: Any) -> bool:
    """Whether new records of a register begin in the short form; they do until people say no."""
    return has_short(cls) and memory.word(f"entry/{cls.__tablename__}", "short") == "short"


def keep_wanted(cls: Any, *, short: bool) -> None:
    """Remember what people chose for a register."""
    memory.keep(f"entry/{cls.__tablename__}", "short" if short else "full")


def points(*, short: bool) -> float:
    """Size of the writing in either form."""
    return look.points("large" if short else "body")


def size(part: QWidget, *, short: bool) -> None:
    """Write larger in the short form: field by field, for a sheet over all styles all anew."""
    if short != part.styleSheet().endswith(sheet := _SIZED % f"{points(short=True):g}"):
        # an empty sheet would leave some as they are
        part.setStyleSheet(sheet if short else _SIZED % f"{points(short=False):g}")
