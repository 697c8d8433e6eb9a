"""The short form 快登: which fields it has, and whether people want it for a register."""

from typing import Any

from desktop.windows.parts import memory


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
