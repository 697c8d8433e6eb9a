"""A register made of a definition: its class, columns and caption.

The same content gives the same class; another content another class over the same table.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, MetaData, String
from sqlalchemy.orm import Mapped, mapped_column, object_session

from db.store.codes import CodeTable
from db.store.fields import Field
from db.store.kinds import LinkKind
from db.store.links import captions
from db.store.record import Record, Row, register

_IN_CAPTION = 4
"""Listed fields that make a record's caption, at most."""
_COLUMNS: dict[str, tuple[Any, Any]] = {
    "text": (str, String),
    "long_text": (str, String),
    "choice": (str, String),
    "whole": (int, BigInteger),
    "money": (int, BigInteger),
    "date": (date, Date),
    "yes_no": (bool, Boolean),
    "link": (int, BigInteger),
}
"""Type in Python and in the file, by the kind's code; what is not here cannot be defined."""
_TEXTS = ("text", "choice", "long_text")
_numbers = count(1)  # classes of one table, as its definition changes, differ by name
_CODES: dict[type[Record], tuple[CodeTable, ...]] = {}


@dataclass(frozen=True)
class Definition:
    """What a register is made of.

    Attributes:
        table: its permanent code, the name of its table.
        title, unit, group: as in ``Record``.
        fields: in order, each with name (the permanent code of its column), kind and required-ness.
        dropped: fields that are no longer in use; their columns and contents stay.
        codes: the code tables that its choices name.
    """

    table: str
    title: str
    unit: str
    group: str
    fields: tuple[Field, ...]
    dropped: frozenset[str] = frozenset()
    codes: tuple[CodeTable, ...] = ()


@cache
def made(definition: Definition) -> type[Record]:
    """The register of a definition; the same class for the same content."""
    space: dict[str, Any] = {
        "__tablename__": definition.table,
        "__module__": __name__,
        "__doc__": "A register that the office made.",
        "metadata": MetaData(naming_convention=Row.metadata.naming_convention),
        "title": definition.title,
        "unit": definition.unit,
        "group": definition.group,
        "called": _called,
        "__annotations__": {},
    }
    used = [spec for spec in definition.fields if spec.name not in definition.dropped]
    names = [spec.name for spec in used if spec.kind.code in _TEXTS]
    space["name_field"] = next(iter(names), used[0].name)
    days = (spec.name for spec in used if spec.dated)
    space["newest_first"] = next(days, None)
    for spec in definition.fields:
        python, _ = _COLUMNS[spec.kind.code]
        held: Any = python if spec.required else python | None
        space["__annotations__"][spec.name] = Mapped[held]
        space[spec.name] = _column(spec, used=spec in used)
    cls = type(f"{definition.table}_{next(_numbers)}", (Record,), space)
    _CODES[cls] = definition.codes
    return cls


def _column(spec: Field, *, used: bool) -> Any:
    """Never NOT NULL: what is required now was perhaps not when older records were saved."""
    keys, indexed = [], spec.dated or spec.filtered
    if isinstance(spec.kind, LinkKind):
        keys, indexed = [ForeignKey(register(spec.kind.table).__table__.c.id)], True
    return mapped_column(
        _COLUMNS[spec.kind.code][1],
        *keys,
        nullable=True,
        index=indexed or None,
        active_history=True,
        info={"field": spec} if used else {},
    )


def _called(record: Any) -> str:
    """The first listed fields in a line, links by the names of their records."""
    said: list[str] = []
    session = object_session(record)
    listed = [spec for spec in type(record).fields.values() if spec.listed]
    for spec in listed or list(type(record).fields.values()):
        value = getattr(record, spec.name)
        if value is None or spec.kind.code in ("long_text", "yes_no"):
            continue
        if isinstance(spec.kind, LinkKind):
            if session is None:  # as it was called when it was saved
                return record.caption or ""
            with session.no_autoflush:
                said.append(captions(session, spec.kind.table, [value]).get(value, ""))
        else:
            said.append(f"{spec.kind.format(value)}{spec.unit}")
    return " ".join(list(filter(None, said))[:_IN_CAPTION])


def codes_of(cls: type[Record]) -> tuple[CodeTable, ...]:
    """The code tables that a made register's choices name."""
    return _CODES[cls]
