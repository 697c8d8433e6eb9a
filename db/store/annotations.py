"""What the annotation of a field says: its kind of value, and whether it may be blank."""

import typing
from datetime import date, datetime
from typing import Any

from db.store.kinds import DateKind, Kind, TextKind, TimeKind, WholeKind, YesNoKind

_BY_TYPE: dict[Any, Kind] = {
    str: TextKind(),
    int: WholeKind(),
    date: DateKind(),
    bool: YesNoKind(),
    datetime: TimeKind(),
}


def unwrapped(annotation: Any) -> tuple[Any, bool]:
    """``Mapped[X | None]`` gives (X, True)."""
    inner = typing.get_args(annotation)[0]
    parts = typing.get_args(inner)
    if type(None) in parts:
        return next(part for part in parts if part is not type(None)), True
    return inner, False


def kind_of(inner: Any) -> Kind:
    """The kind of value that an annotation means."""
    for extra in getattr(inner, "__metadata__", ()):
        if isinstance(extra, Kind):
            return extra
    return _BY_TYPE[inner]
