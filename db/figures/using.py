"""Which figures count a register, and which look at a field: read off the SQL they ask with."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Column
from sqlalchemy.sql import visitors

from db.figures.catalogue import known_figures
from db.figures.figure import Figure
from db.figures.period import Period
from db.store.defining import OwnRegisters, latest
from db.store.trouble import Trouble

Using = Mapping[str, tuple[Figure, ...]]
"""Figures by the column they look at: ``mediation.accepted_on``."""


def using(own: OwnRegisters | None = None) -> Using:
    """The figures of every register, by what they look at.

    Args:
        own: what a store defines; without it, the store that is open.
    """
    return _using(latest() if own is None else own)


def figures_of(cls: Any, name: str, own: OwnRegisters | None = None) -> tuple[Figure, ...]:
    """The figures that look at a field of a register or of its child rows, in their order."""
    return using(own).get(f"{cls.__tablename__}.{name}", ())


def counting(cls: Any, own: OwnRegisters | None = None) -> list[Figure]:
    """The figures that count records of a register, in their order."""
    known = known_figures(latest() if own is None else own)
    return [figure for figure in known.values() if figure.cls is cls]


@lru_cache(maxsize=4)
def _using(own: OwnRegisters) -> Using:
    found: dict[str, dict[str, Figure]] = defaultdict(dict)
    for figure in known_figures(own).values():
        for path in dict.fromkeys(_columns(figure)):
            found[path][figure.code] = figure
    return {path: tuple(figures.values()) for path, figures in found.items()}


def _columns(figure: Figure) -> Iterator[str]:
    for clause in _clauses(figure):
        for part in visitors.iterate(clause):
            if isinstance(part, Column) and part.table is not None:
                yield f"{part.table.name}.{part.name}"


def _clauses(figure: Figure) -> Iterator[Any]:
    try:
        pieces = figure.pieces(Period.year(2024))
    except Trouble:  # a figure of the office's that is not complete yet
        return
    for piece in pieces:
        yield from (test.clause for test in piece.tests)
        if piece.basis is not None:
            yield from (getattr(one, "expression", one) for one in piece.basis.columns)
        weight = getattr(piece.weight, "expression", piece.weight)
        if hasattr(weight, "get_children"):
            yield weight
