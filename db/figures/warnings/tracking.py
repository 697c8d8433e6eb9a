"""Risks beside what is done about them: found anew, fed back, answered, their cause gone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.warnings import certificates, inspecting, reviewing
from db.figures.warnings.risk import Risk
from db.figures.warnings.rules import Rule, in_use, shipped
from db.registers import RiskWarning
from db.store.links import captions
from db.store.rights import rights_in
from db.store.trouble import Trouble

_SOURCES: tuple[Callable[[Session, date, Mapping[str, Rule]], Iterator[Risk]], ...] = (
    certificates.risks,
    inspecting.risks,
    reviewing.risks,
)
_CLOSED = "closed"


@dataclass(frozen=True)
class Listed:
    """One line of the list of risks.

    Attributes:
        kind: a code of resources/warnings.toml. ``what``: in words. ``basis``: the law.
        sentence: what is wrong. ``since``: from when, if that is known.
        department: whom it concerns, by name and ``department_id``.
        table, record_id: what is opened: the record that is at risk, or the tracked warning.
        key: of the risk; empty where it was noted by hand.
        state, number, due_on: of the warning that tracks it; empty while nobody does.
        gone: tracked, and the registers show the cause no more: it can be closed.
    """

    kind: str
    what: str
    basis: str
    sentence: str
    since: date | None
    department: str
    department_id: int | None
    table: str
    record_id: int
    key: str = ""
    state: str = ""
    number: str = ""
    due_on: date | None = None
    gone: bool = False

    @property
    def tracked(self) -> bool:
        """Whether a record of 风险预警反馈 stands for it."""
        return bool(self.state)


def found(session: Session, today: date) -> dict[str, Risk]:
    """Every risk that the registers show today, by its key, tracked or not."""
    rules = in_use(session)
    may_see = rights_in(session).may_see_table
    everything = (risk for source in _SOURCES for risk in source(session, today, rules))
    seen = (risk for risk in everything if may_see(risk.table))
    return {risk.key: risk for risk in seen if risk.kind in rules}


def warnings(session: Session, today: date) -> list[Listed]:
    """What is to be done: new risks first, then what is tracked, each the oldest first.

    A risk that is tracked stands there once, as its warning; one that happened and was closed is
    not brought up again.
    """
    risks, rules = found(session, today), in_use(session)
    alive = (RiskWarning.deleted_at.is_(None), RiskWarning.since <= today)
    kept = list(session.scalars(select(RiskWarning).where(*alive)))
    open_ones = [one for one in kept if state_on(one, today) != _CLOSED]
    past = (one for one in kept if shipped()[one.kind].past)
    silent = {one.key for one in (*open_ones, *past)}
    new = [risk for key, risk in risks.items() if key not in silent]
    places = {risk.department_id for risk in new} | {one.department_id for one in open_ones}
    names = captions(session, "place", places)
    lines = [_new(risk, rules[risk.kind], names) for risk in new]
    lines += [
        _tracked(one, today, names, gone=_gone(one, risks, rules, today)) for one in open_ones
    ]
    return sorted(lines, key=lambda one: (one.tracked, one.since or date.max, one.record_id))


def feed_back(
    session: Session,
    key: str,
    day: date,
    *,
    due_on: date,
    department_id: int,
    demand: str | None = None,
) -> RiskWarning:
    """Feed a risk back to a department, from now on tracked until it is closed.

    Args:
        session: of a running step.
        key: of the risk, as ``warnings`` tells it.
        day: of the feedback; the risk must be there that day.
        due_on: by when an answer is wanted.
        department_id: to whom.
        demand: what is asked for.

    Raises:
        Trouble: it is gone, tracked already, or the days are not in order.
    """
    risk = found(session, day).get(key)
    if risk is None:
        raise Trouble("这项风险已经不存在了，请刷新预警清单")
    rule = in_use(session)[risk.kind]
    warning = RiskWarning.fresh(
        key=risk.key,
        kind=risk.kind,
        since=risk.since or day,
        sentence=risk.sentence,
        basis=rule.basis,
        department_id=department_id,
        fed_back_on=day,
        due_on=due_on,
        demand=demand,
    )
    session.add(warning)
    session.flush()
    move = next(move for move in RiskWarning.moves if move.code == "feed_back")
    move.make(warning, session)
    return warning


def state_on(warning: RiskWarning, day: date) -> str:
    """How far a warning had come by the end of a day, as its days tell; lists of then need it."""
    if warning.state == _CLOSED and (warning.closed_on is None or warning.closed_on <= day):
        return _CLOSED
    come = (("replied", warning.replied_on), ("fed_back", warning.fed_back_on))
    return next((state for state, on in come if on is not None and on <= day), "noted")


def _gone(
    one: RiskWarning, risks: Mapping[str, Risk], rules: Mapping[str, Rule], today: date
) -> bool:
    """Whether a cause that the program looks for is not there any more."""
    rule = rules.get(one.kind)
    if one.key is None or rule is None or one.key in risks:
        return False
    return not rule.look_back or (today - one.since).days <= rule.look_back


def _new(risk: Risk, rule: Rule, names: Mapping[int, str]) -> Listed:
    place = risk.department_id
    return Listed(
        risk.kind, rule.what, rule.basis, risk.sentence, risk.since, names.get(place or 0, ""),
        place, risk.table, risk.record_id, risk.key,
    )  # fmt: skip


def _tracked(one: RiskWarning, day: date, names: Mapping[int, str], *, gone: bool) -> Listed:
    state = type(one).fields["state"].kind.format(state_on(one, day))
    return Listed(
        one.kind, shipped()[one.kind].what, one.basis or "", one.sentence, one.since,
        names.get(one.department_id or 0, ""), one.department_id, "risk_warning", one.id,
        one.key or "", state, one.number or "", one.due_on, gone,
    )  # fmt: skip
