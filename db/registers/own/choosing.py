"""Which registers, fields and figures a figure of the office's own is made of, as code tables."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from db.store.codes import CodeTable, Entry, shipped_codes
from db.store.defining import OwnRegisters, shipped
from db.store.fields import Field, never
from db.store.kinds import FileKind, RowsKind
from db.store.record import Record

REGISTERS, FIELDS, DAYS, FIGURES = "counted_register", "counted_field", "counted_day", "figure"
_SOURCE = "本程序的登记簿和本所自建的台账"
_OWN = "own"


def counted(own: OwnRegisters) -> list[Any]:
    """The registers that can be counted: the program's but its settings, and the office's own."""
    return _counted(own.in_force, tuple(shipped()))


def tables(own: OwnRegisters) -> tuple[CodeTable, ...]:
    """Registers, their fields, their days; the same ones until a register changes."""
    return _tables(own.in_force, tuple(shipped()))


def _counted(own: tuple[Any, ...], known: tuple[Any, ...]) -> list[Any]:
    records = (cls for cls in known if issubclass(cls, Record))
    kept = (cls for cls in records if cls.group != "设置" and not cls.single)
    return [*own, *sorted(kept, key=lambda cls: (cls.group, cls.title))]


@lru_cache(maxsize=4)
def _tables(own: tuple[Any, ...], known: tuple[Any, ...]) -> tuple[CodeTable, ...]:
    registers = _counted(own, known)
    entries = (Entry(cls.__tablename__, cls.title) for cls in registers)
    return (
        CodeTable(REGISTERS, "登记簿", _SOURCE, tuple(entries)),
        CodeTable(FIELDS, "栏目", _SOURCE, tuple(_fields(registers, days=False))),
        CodeTable(DAYS, "日期栏目", _SOURCE, tuple(_fields(registers, days=True))),
    )


def figures(named: list[tuple[str, str]]) -> CodeTable:
    """The figures of the catalogue and, under a heading of their own, those of the office.

    Args:
        named: codes and names of the office's own.
    """
    known = shipped_codes(FIGURES)
    own = [Entry(code, name, parent=_OWN) for code, name in named]
    heading = Entry(_OWN, "自建指标")
    return CodeTable(FIGURES, known.title, known.source, (*known.entries, heading, *own))


def _fields(registers: list[Any], *, days: bool) -> Iterator[Entry]:
    for cls in registers:
        for spec in cls.fields.values():
            if _counts(spec, days=days):
                yield Entry(f"{cls.__tablename__}.{spec.name}", f"{cls.title}·{spec.label}")


def _counts(spec: Field, *, days: bool) -> bool:
    if isinstance(spec.kind, RowsKind | FileKind) or spec.shown_when is never:
        return False
    return spec.kind.code == "date" if days else True
