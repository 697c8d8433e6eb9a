"""An application that an old ledger tells of: its number, where it stands, the day it came in."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from db.store.numbers import squeezed
from db.store.problems import Level, Problem

if TYPE_CHECKING:
    from db.registers.legal_aid.aid import LegalAid

_STANDS = (
    ("filed_on", "filed"),
    ("closed_on", "closed"),
    ("granted_on", "granted"),
    ("forwarded_on", "forwarded"),
    ("reviewed_on", "reviewed"),
    ("received_on", "received"),
    ("number_no", "received"),
)
"""Where the state is not said: the last thing that was done tells it."""
_CAME_IN = ("received_on", "reviewed_on", "forwarded_on", "granted_on", "closed_on")


def taken_over(aid: "LegalAid", given: dict[str, Any]) -> Iterator[Problem]:
    """Keep the ledger's number; tell state and day of application where they are left out."""
    if given.get("number"):
        yield from _keep_number(aid, given)
    if given.get("state") is None:
        states = (state for name, state in _STANDS if getattr(aid, name) is not None)
        aid.state = next(states, aid.state)
    if given.get("applied_on") is None:
        days = [day for name in _CAME_IN if (day := getattr(aid, name)) is not None]
        if not days:
            yield Problem("applied_on", "表里没有申请、接收或结案日期，不知道是哪一年的")
        else:
            aid.applied_on = min(days)


def _keep_number(aid: "LegalAid", given: dict[str, Any]) -> Iterator[Problem]:
    yield from aid.keep_number(given)
    text, written = given["number"], aid.written_number()
    if written and squeezed(written) != squeezed(text):
        yield Problem("number", f"编号“{text}”按统一格式记为“{written}”", Level.WARN)
