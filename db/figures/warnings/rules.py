"""Kinds of risk as data: resources/warnings.toml, and what the office switched of them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import WarningRule
from db.store.places import RESOURCES


@dataclass(frozen=True)
class Rule:
    """One kind of risk.

    Attributes:
        code: its key in the file. ``what``, ``basis``: for people.
        past: what happened and cannot be undone; once closed it is not brought up again.
        look_back: days before today after which it is no longer brought up; 0 for no such end.
        ahead: days before its day on which it is brought up.
    """

    code: str
    what: str
    basis: str
    past: bool = False
    look_back: int = 0
    ahead: int = 0


@cache
def shipped() -> Mapping[str, Rule]:
    """The kinds that the program knows, in the file's order."""
    data = tomllib.loads((RESOURCES / "warnings.toml").read_text(encoding="utf-8"))
    return MappingProxyType({code: Rule(code, **part) for code, part in data.items()})


def in_use(session: Session) -> dict[str, Rule]:
    """The kinds that are looked for, as the office has them; its newest entry of a kind holds."""
    found = dict(shipped())
    own = select(WarningRule).where(WarningRule.deleted_at.is_(None)).order_by(WarningRule.id)
    for record in session.scalars(own):
        rule = shipped()[record.kind]
        if not record.in_use:
            found.pop(rule.code, None)
            continue
        days = record.look_back if rule.look_back and record.look_back else rule.look_back
        basis = f"{record.basis}（本所设定）" if record.basis else rule.basis
        found[rule.code] = replace(rule, look_back=days, basis=basis)
    return found
