"""A case that an old ledger tells of: its number, where it stands, the day it came in."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers.mediation.states import SETTLED
from db.store.numbers import squeezed, written_number
from db.store.problems import Level, Problem
from db.store.record import Row

if TYPE_CHECKING:
    from db.registers.mediation.case import Case

_STANDS = (
    ("archived_on", "filed"),
    ("closed_on", "closed"),
    ("performed_on", "performed"),
    ("agreed_on", "agreed"),
    ("accepted_on", "accepted"),
    ("number_no", "accepted"),
)
"""The last thing that was done tells where a case stands that is not said to have failed."""
_ON_THE_WAY = (None, *(state for _, state in reversed(_STANDS)))
_OUTCOMES = {"failed": "2"} | dict.fromkeys(SETTLED, "1")
"""Of the last mediation record, by state; the ledger's one word tells of both."""
_CAME_IN = ("applied_on", "accepted_on", "agreed_on", "closed_on")
_GOES_ON = "3"
_NO_TEXT = "台账未载条款内容，见原协议。"


def taken_over(case: "Case", given: dict[str, Any], session: Session) -> Iterator[Problem]:
    """Keep the ledger's number; tell committee, state and day of registration where left out."""
    if given.get("number"):
        yield from _keep_number(case, given["number"], session)
    if given.get("oral_number"):
        case.oral_number = given["oral_number"]
        told = written_number(given["oral_number"])
        case.oral_no = told.number if told else None
    if (said := given.get("state")) in _ON_THE_WAY:
        states = (state for name, state in _STANDS if getattr(case, name) is not None)
        case.state = max(said, next(states, None), key=_ON_THE_WAY.index) or case.state
    if case.meetings and case.meetings[-1].outcome == _GOES_ON:
        case.meetings[-1].outcome = _OUTCOMES.get(case.state, _GOES_ON)
    if given.get("registered_on") is None:
        days = [day for name in _CAME_IN if (day := getattr(case, name)) is not None]
        if not days:
            yield Problem("registered_on", "表里没有登记、受理或结案日期，不知道是哪一年的案件")
        else:
            case.registered_on = min(days)
    for term in case.terms:
        if not term.text and term.amount is not None:
            term.text = _NO_TEXT


def _keep_number(case: "Case", text: str, session: Session) -> Iterator[Problem]:
    told = written_number(text)
    if told is None:
        word = f"“{text}”看不出是哪一年第几号，请写成（2024）天人调字第37号的样子"
        yield Problem("number", word)
        return
    committees = _committees(session)
    short = told.letters.removesuffix("人调").removesuffix("调")
    if case.committee_id is None:
        case.committee_id = committees.get(short)
    own = next((name for name, number in committees.items() if number == case.committee_id), "")
    case.number_year, case.number_no = told.year, told.number
    case.number_text = told.letters or f"{own}人调"
    written = case.written_number() or ""
    if squeezed(written) != squeezed(text):
        yield Problem("number", f"案号“{text}”按统一格式记为“{written}”", Level.WARN)


def _committees(session: Session) -> dict[str, int]:
    """The committees by short name, looked up once for an import."""
    held: dict[str, int] | None = session.info.get("committees by short name")
    if held is None:
        committee = Row.metadata.tables["committee"].c
        rows = select(committee.short_name, committee.id).where(committee.deleted_at.is_(None))
        held = {row.short_name: row.id for row in session.execute(rows)}
        session.info["committees by short name"] = held
    return held
