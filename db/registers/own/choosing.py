"""Which registers, fields and figures a figure of the office's own is made of, as code tables."""

from collections.abc import Iterator
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
    known = [cls for cls in shipped() if issubclass(cls, Record)]
    kept = (cls for cls in known if cls.group != "设置" and not cls.single)
    return [*own.in_force, *sorted(kept, key=lambda cls: (cls.group, cls.title))]


def tables(own: OwnRegisters) -> Iterator[CodeTable]:
    """Registers, their fields, their days."""
    registers = counted(own)
    entries = (Entry(cls.__tablename__, cls.title) for cls in registers)
    yield CodeTable(REGISTERS, "登记簿", _SOURCE, tuple(entries))
    yield CodeTable(FIELDS, "栏目", _SOURCE, tuple(_fields(registers, days=False)))
    yield CodeTable(DAYS, "日期栏目", _SOURCE, tuple(_fields(registers, days=True)))


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
