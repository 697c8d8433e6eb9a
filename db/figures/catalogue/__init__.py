"""The catalogue: every figure that the registers give, by its code."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from types import MappingProxyType

from db.figures.catalogue import (
    affairs,
    committees,
    consultations,
    documents,
    education,
    emergencies,
    enforcement,
    enforcing,
    governing,
    legal_aid,
    mediation,
    oversight,
    shortcomings,
    studies,
    subsidies,
)
from db.figures.figure import Figure
from db.figures.own import binned_figures, own_figures
from db.figures.period import Period
from db.store.defining import OwnRegisters, latest
from db.store.trouble import Trouble

_ROOMS = (
    mediation,
    subsidies,
    committees,
    legal_aid,
    enforcement,
    enforcing,
    education,
    consultations,
    emergencies,
    studies,
    shortcomings,
    governing,
    documents,
    affairs,
    oversight,
)


@cache
def catalogue() -> MappingProxyType[str, Figure]:
    """Every figure by its code, in the order of the rooms."""
    found: dict[str, Figure] = {}
    for room in _ROOMS:
        for figure in room.figures():
            if found.setdefault(figure.code, figure) is not figure:
                raise RuntimeError(f"two figures are called {figure.code}")
    return MappingProxyType(found)


def known_figures(own: OwnRegisters | None = None) -> Mapping[str, Figure]:
    """The catalogue, then the figures that the office made.

    Args:
        own: what a store defines; without it, the store that is open.
    """
    return {**catalogue(), **_own(latest() if own is None else own)}


@lru_cache(maxsize=8)
def _own(own: OwnRegisters) -> dict[str, Figure]:
    """The same ones until a definition changes, so that questions are put together once."""
    return own_figures(own, catalogue())


def figure(code: str) -> Figure:
    """The figure of that code, the office's own among them.

    Raises:
        Trouble: there is none; the sentence names the nearest.
    """
    if code in catalogue():
        return catalogue()[code]
    known = known_figures()
    found = known.get(code) or binned_figures(latest()).get(code)
    if found is not None:
        return found
    near = get_close_matches(code, known, n=3, cutoff=0.5)
    if not near:
        near = [one for one in known if one.startswith(code.partition(".")[0])][:3]
    hint = "、".join(f"{one}（{known[one].name}）" for one in near)
    said = f"没有指标“{code}”" + (f"，相近的有：{hint}" if hint else "")
    raise Trouble(said, wrong_input=True)


def in_force(period: Period) -> list[Figure]:
    """The figures of a period, the office's own last; those of code tables as at its end."""
    return [one for one in known_figures().values() if one.in_force(period)]
