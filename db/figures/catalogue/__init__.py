"""The catalogue: every figure that the registers give, by its code."""

from difflib import get_close_matches
from functools import cache
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
from db.figures.period import Period
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
    governing,
    documents,
    affairs,
    oversight,
    emergencies,
    studies,
    shortcomings,
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


def figure(code: str) -> Figure:
    """The figure of that code.

    Raises:
        Trouble: there is none; the sentence names the nearest.
    """
    known = catalogue()
    if code in known:
        return known[code]
    near = get_close_matches(code, known, n=3, cutoff=0.5)
    if not near:
        near = [one for one in known if one.startswith(code.partition(".")[0])][:3]
    hint = "、".join(f"{one}（{known[one].name}）" for one in near)
    said = f"没有指标“{code}”" + (f"，相近的有：{hint}" if hint else "")
    raise Trouble(said, wrong_input=True)


def in_force(period: Period) -> list[Figure]:
    """The figures of a period: those of code tables as they stood at its end."""
    return [one for one in catalogue().values() if one.in_force(period)]
