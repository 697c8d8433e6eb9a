"""Figures made from a code table: one for each entry, a heading together with its leaves."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from db.figures.figure import Condition, Figure
from db.store.codes import Entry, codes


def for_each(
    whole: Figure, table: str, label: str, clause: Callable[[list[str]], ColumnElement[bool]]
) -> Iterator[Figure]:
    """A figure for each entry of a code table; its code is the whole's stem and the entry's.

    Args:
        whole: with a code that ends in ``.*``; entry by entry the star becomes the code.
        table: the code table.
        label: what the field is called: 纠纷类型.
        clause: the condition that the field holds one of some codes.
    """
    entries = codes(table).entries
    for entry in entries:
        below = [one.code for one in entries if one.parent == entry.code]
        test = Condition(f"{label}为{entry.name}", clause([entry.code, *below]))
        yield replace(
            whole,
            code=whole.code.replace("*", entry.code),
            name=named(whole.name, entry),
            tests=(*whole.tests, test),
            since=entry.valid_from,
            until=entry.valid_to,
        )


def named(name: str, entry: Entry) -> str:
    """The whole's name with the entry's: 调解成功：邻里纠纷; a star stands for the entry."""
    return name.replace("*", entry.name)


class greater(GenericFunction[int]):  # noqa: N801 - read in SQL like max and sum
    """The greater of two numbers."""

    inherit_cache = True


@compiles(greater)
def _greatest(element: Any, compiler: Any, **kw: Any) -> str:
    return f"greatest({compiler.process(element.clauses, **kw)})"


@compiles(greater, "sqlite")
def _max(element: Any, compiler: Any, **kw: Any) -> str:
    return f"max({compiler.process(element.clauses, **kw)})"
