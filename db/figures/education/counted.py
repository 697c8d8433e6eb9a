"""A figure of law education: its value, and the records it was counted from."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from db.figures.deadlines.waiting import live
from db.registers.education import COUNTED, LawEvent


@dataclass(frozen=True)
class Counted:
    """A figure with what stands behind it.

    Attributes:
        code: how reports call it. ``name``: how people do.
        value: exact. ``unit``: 场, 人次, 条, 个, 名.
        behind: (table, record id) of every record that entered.
        note: what a reader must know of the value, such as how much of it is estimated.
    """

    code: str
    name: str
    value: int
    unit: str
    behind: tuple[tuple[str, int], ...]
    note: str = ""


def held() -> ColumnElement[bool]:
    """The condition that an event took place."""
    return live(LawEvent) & LawEvent.state.in_(COUNTED)


def ids(cls: Any, numbers: Any) -> tuple[tuple[str, int], ...]:
    """The records of one register, each once, in their order."""
    return tuple((cls.__tablename__, number) for number in dict.fromkeys(numbers))
