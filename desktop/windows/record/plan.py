"""What a form is made of, from top to bottom, by a register's declaration."""

from typing import TYPE_CHECKING, Any

from db.store.kinds import RowsKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.store.fields import Field


def planned(cls: Any) -> "Iterator[tuple[str, list[Field]]]":
    """The parts from top to bottom: fields of one section, or the one field that has rows."""
    run: list[Field] = []
    for spec in _in_sections(cls):
        if run and (spec.section != run[0].section or has_rows(spec)):
            yield run[0].section, run
            run = []
        if has_rows(spec):
            yield spec.section, [spec]
        else:
            run.append(spec)
    if run:
        yield run[0].section, run


def _in_sections(cls: Any) -> "list[Field]":
    """Fields in the order of declaration, those of one section together."""
    order: dict[str, list[Field]] = {}
    for spec in cls.fields.values():
        heading = spec.kind.code == "state" or (spec.computed and spec.name == cls.name_field)
        if heading:  # stands above the form already
            continue
        order.setdefault(spec.section, []).append(spec)
    return [spec for specs in order.values() for spec in specs]


def has_rows(spec: "Field") -> bool:
    """Whether a field is a table of its own."""
    return isinstance(spec.kind, RowsKind)
