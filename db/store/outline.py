"""What every save walks of a class, read off its fields once: a case has a hundred of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from db.store.fields import Ahead, Field
from db.store.kinds import ChoicesKind, DateKind, Kind, RowsKind


@dataclass(frozen=True)
class Outline:
    """The fields of a class by what is asked of them, each in the form's order.

    Attributes:
        names: of all fields but those that hold child rows. ``rows``: of these.
        computed: names and the functions that compute them.
        searched: names and kinds of what the search box looks through, child rows among them.
        judged: fields that may be wrong, with whether they may while blank, and while filled.
        carriers: links that carry fields.
        several: names and kinds of those that hold several choices.
    """

    names: tuple[str, ...]
    rows: tuple[str, ...]
    computed: tuple[tuple[str, Callable[[Any], Any]], ...]
    searched: tuple[tuple[str, Kind], ...]
    judged: tuple[tuple[Field, bool, bool], ...]
    carriers: tuple[Field, ...]
    several: tuple[tuple[str, ChoicesKind], ...]


@cache
def outline(cls: Any) -> Outline:
    """The outline of a record's or child row's class."""
    fields: list[Field] = list(cls.fields.values())
    rows = tuple(field.name for field in fields if isinstance(field.kind, RowsKind))
    judged = ((field, _blank_says(field), _filled_says(field)) for field in fields)
    return Outline(
        tuple(field.name for field in fields if field.name not in rows),
        rows,
        tuple((field.name, field.computed) for field in fields if field.computed is not None),
        tuple((f.name, f.kind) for f in fields if f.searched or f.name in rows),
        tuple(one for one in judged if one[1] or one[2]),
        tuple(field for field in fields if field.carries),
        tuple((f.name, f.kind) for f in fields if isinstance(f.kind, ChoicesKind)),
    )


def peek(row: Any, name: str) -> Any:
    """The attribute's value, without the mapper's detour where the row has it at hand."""
    inner = row.__dict__
    return inner[name] if name in inner else getattr(row, name)


def values_of(row: Any) -> dict[str, Any]:
    """What stands in its fields, child rows aside."""
    return {name: peek(row, name) for name in outline(row.__class__).names}


def searched(row: Any) -> Iterator[str]:
    """The texts by which the search box finds a row, those of its child rows included."""
    for name, kind in outline(row.__class__).searched:
        value = peek(row, name)
        if not value:
            continue
        if isinstance(kind, RowsKind):
            for child in value:
                yield from searched(child)
        else:
            yield kind.format(value)


def _blank_says(field: Field) -> bool:
    return field.required or field.needed_when is not None


def _filled_says(field: Field) -> bool:
    return (
        type(field.kind).problems is not Kind.problems
        or isinstance(field.kind, RowsKind)
        or past(field)
    )


def past(field: Field) -> bool:
    """Whether a value is a day that should have come; computed ones are judged at their source."""
    is_day = type(field.kind) is DateKind
    return is_day and field.computed is None and field.ahead is not Ahead.MAY


@cache
def restriction(cls: Any) -> str | None:
    """The field that says since when a record may only be kept (``Field.restricts``)."""
    return next((name for name, field in cls.fields.items() if field.restricts), None)
