"""The way of a normative document: drafted, in force, then amended, repealed or expired."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.store.moves import Move
from db.store.problems import Problem

if TYPE_CHECKING:
    from db.registers.governing.document import NormativeDocument

STATES = (
    ("draft", "起草"),
    ("in_force", "有效"),
    ("amended", "修订"),
    ("repealed", "废止"),
    ("expired", "失效"),
)
ENDED = ("amended", "repealed")
"""The states of a document that something else put an end to."""
OVER = (*ENDED, "expired")


def _has_expired(document: "NormativeDocument") -> Iterator[Problem]:
    last = document.valid_until
    if last is None:
        yield Problem("valid_until", "没有填写有效期至，不能登记为到期失效")
    elif last >= date.today():
        yield Problem("valid_until", f"有效期至 {last}，还没有到期")


def _in_force_again(document: "NormativeDocument", _session: Session) -> None:
    document.ended_on = document.ended_by = None


_ENDS = ("ended_on", "ended_by")

MOVES = (
    Move(
        "publish",
        "公布",
        ("draft",),
        "in_force",
        needs=("number", "signed_by", "published_on", "channel"),
        asks=("number", "signed_by", "signed_on", "published_on", "channel"),
    ),
    Move("amend", "修订", ("in_force",), "amended", needs=_ENDS, asks=_ENDS, forward=False),
    Move("repeal", "废止", ("in_force",), "repealed", needs=_ENDS, asks=_ENDS, forward=False),
    Move("expire", "到期失效", ("in_force",), "expired", check=_has_expired, forward=False),
    Move("revive", "恢复有效", OVER, "in_force", act=_in_force_again, forward=False),
)
