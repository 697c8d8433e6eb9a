"""The rule of a period on a day: what the program ships, and from when the office set another."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.registers import DeadlineRule
from db.store.periods import Rule, shipped


class Rules:
    """All rules, the office's own over the shipped ones."""

    def __init__(self, own: Iterable[DeadlineRule] = ()) -> None:
        self._own = sorted(own, key=lambda record: (record.valid_from, record.id or 0))

    @classmethod
    def read(cls, session: Session) -> Self:
        """The rules as the office keeps them now."""
        return cls(session.scalars(select(DeadlineRule).where(live(DeadlineRule))))

    def on(self, code: str, day: date) -> Rule:
        """The rule for what begins on a day; of two of the office's own, the newer one.

        Raises:
            KeyError: there is no such rule.
        """
        rule = shipped()[code]
        for record in self._own:
            if record.rule == code and record.valid_from <= day:
                rule = _overlaid(shipped()[code], record)
        return rule


def _overlaid(rule: Rule, own: DeadlineRule) -> Rule:
    basis = f"{own.basis}（本所设定，自 {own.valid_from.isoformat()} 起）"
    ahead = own.days_ahead() or rule.ahead
    if not rule.n or not own.n:
        return replace(rule, basis=basis, ahead=ahead)
    return replace(
        rule,
        basis=basis,
        ahead=ahead,
        n=own.n,
        unit=own.unit_of_count,
        words="",
        alternative=None,
    )
