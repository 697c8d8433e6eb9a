"""Subsidy per case: what was claimed, granted, paid and refused, in cases and in money."""

from collections.abc import Iterator

from db.figures.figure import Basis, Figure
from db.figures.measures import COUNT, Sum
from db.registers import SubsidyClaim

_YUAN = 100  # in fen


def figures() -> Iterator[Figure]:
    """Each counted by its own day; a claim that the county reduced is granted for less."""
    for code, name, day, amount in (
        ("claimed", "申报", SubsidyClaim.declared_on, SubsidyClaim.amount),
        ("granted", "核定", SubsidyClaim.approved_on, SubsidyClaim.granted),
        ("paid", "发放", SubsidyClaim.paid_on, SubsidyClaim.granted),
        ("refused", "不予", SubsidyClaim.refused_on, SubsidyClaim.amount),
    ):
        bases = (Basis(code, name, (day,)),)
        yield Figure(
            code=f"subsidy.{code}", name=f"补贴{name}", unit="件",
            cls=SubsidyClaim, measure=COUNT, bases=bases,
        )  # fmt: skip
        yield Figure(
            code=f"subsidy.{code}.amount", name=f"补贴{name}金额", unit="元",
            cls=SubsidyClaim, measure=Sum(amount), bases=bases, scale=_YUAN,
        )  # fmt: skip
