"""What a register's class declares, read off its annotations and columns once."""

import dataclasses
import typing
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import DeclarativeBase, relationship

from db.store.fields import Field
from db.store.kinds import DateKind, Kind, RowsKind, TextKind, TimeKind, WholeKind, YesNoKind

_BY_TYPE: dict[Any, Kind] = {
    str: TextKind(),
    int: WholeKind(),
    date: DateKind(),
    bool: YesNoKind(),
    datetime: TimeKind(),
}


def declared(cls: type[DeclarativeBase]) -> dict[str, Field]:
    """The fields of a mapped class, by section where it orders these, as declared otherwise."""
    sections: tuple[str, ...] = getattr(cls, "sections", ())
    fields = {field.name: field for field in _completed(cls)}
    if not sections:
        return fields
    return dict(sorted(fields.items(), key=lambda item: sections.index(item[1].section)))


def tie_carriers(cls: type[DeclarativeBase], target: Callable[[str], Any]) -> None:
    """Lets a row point at a record that is saved with it and has no id yet.

    Args:
        cls: a class whose ``fields`` are read.
        target: the register of a table; asked when the mappers are configured.
    """
    fields: dict[str, Field] = getattr(cls, "fields")  # noqa: B009 - a row's
    for field in fields.values():
        if field.carries:
            setattr(cls, related(field.name), _tie(cls, field, target))


def related(name: str) -> str:
    """The attribute that holds the record itself behind a link that carries fields."""
    return name.removesuffix("_id") + "_record"


def _tie(cls: type[DeclarativeBase], field: Field, target: Callable[[str], Any]) -> Any:
    table: str = getattr(field.kind, "table")  # noqa: B009 - a link's
    column = cls.__table__.columns[field.name]
    return relationship(
        lambda: target(table), foreign_keys=[column], cascade="save-update", lazy="select"
    )


def _completed(cls: type[DeclarativeBase]) -> Iterator[Field]:
    """The fields in the order of declaration, with what their annotations say of them.

    A long register declares its blocks as classes of their own, which come first.
    """
    blocks = [block for block in cls.__bases__ if not issubclass(block, DeclarativeBase)]
    annotated = [vars(block).get("__annotations__", {}) for block in (*blocks, cls)]
    for name, annotation in (item for one in annotated for item in one.items()):
        mapper = cls.__mapper__  # not its ``attrs``: they would need every register imported
        part: Any = mapper.get_property(name) if mapper.has_property(name) else None
        source = part.columns[0] if part is not None and hasattr(part, "columns") else part
        spec = getattr(source, "info", {}).get("field")
        if spec is None:
            continue
        inner, optional = _unwrapped(annotation)
        kind = spec.kind if type(spec.kind) is not Kind else _kind_of(inner)
        required = spec.required if isinstance(kind, RowsKind) else not optional
        yield dataclasses.replace(spec, name=name, kind=kind, required=required)


def _unwrapped(annotation: Any) -> tuple[Any, bool]:
    """``Mapped[X | None]`` gives (X, True)."""
    inner = typing.get_args(annotation)[0]
    parts = typing.get_args(inner)
    if type(None) in parts:
        return next(part for part in parts if part is not type(None)), True
    return inner, False


def _kind_of(inner: Any) -> Kind:
    """The kind of value that an annotation means."""
    for extra in getattr(inner, "__metadata__", ()):
        if isinstance(extra, Kind):
            return extra
    return _BY_TYPE[inner]
