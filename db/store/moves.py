"""Moves: how a record gets from one state to the next."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from db.store.problems import Level, Problem
from db.store.trouble import Trouble


def _nothing(_record: Any, _session: Session) -> None:
    """A move that changes the state alone."""


def _no_problem(_record: Any) -> Iterable[Problem]:
    return ()


def always(_record: Any) -> bool:
    """Of what is offered whenever the state allows it: no further condition."""
    return True


def _never(_record: Any) -> bool:
    return False


def _no_conflict(_record: Any, _session: Session) -> Iterable[Problem]:
    return ()


def _no_proposal(_day: date) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Move:
    """One allowed step from state to state.

    Attributes:
        code: its name in commands. ``label``: what the button says.
        before: the states from which it starts.
        after: where it leads; None for an act that leaves the state as it is.
        needs: fields that must be filled before it.
        check: further reasons against it in the record itself, as problems of level STOP.
        conflicts: reasons that lie beside the record: its attachments, other registers.
        act: what else happens, in the same step (a number is allocated, a date set).
        forward: on the straight way, and so offered as the next step.
        first: the record for which it is the next step before any on the straight way.
        asks: fields that people fill in at this very moment (a reason, a date).
        opened: of those, the ones asked only while the form would show them (how people were
            estimated, once they are said to be); the others are asked in any case.
        proposes: what its day, the first that it asks for, makes usual for other asked fields.
        settles: the deadline rule by which it falls due, so that it is offered beside what is due.
        when: what must hold beside the state for it to be offered at all.
        final: what goes for good, which people are asked before; undo never takes such a move back.
    """

    code: str
    label: str
    before: tuple[str, ...]
    after: str | None
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    check: Callable[[Any], Iterable[Problem]] = _no_problem
    conflicts: Callable[[Any, Session], Iterable[Problem]] = _no_conflict
    act: Callable[[Any, Session], None] = _nothing
    forward: bool = True
    first: Callable[[Any], bool] = _never
    proposes: Callable[[date], dict[str, Any]] = _no_proposal
    settles: str = ""
    when: Callable[[Any], bool] = always
    final: Callable[[Any], str] | None = None

    def allowed(self, record: Any) -> bool:
        """Whether the record stands where the move starts."""
        return record.state in self.before and self.when(record)

    def hindrances(self, record: Any, session: Session) -> list[Problem]:
        """What must be mended or filled before the move.

        Args:
            record: need not belong to the session.
            session: for looking.
        """
        found = [p for p in record.problems() if p.level is Level.STOP]
        for name in self.needs:
            if getattr(record, name) in (None, "", []):
                label = type(record).fields[name].label
                found.append(Problem(name, f"{self.label}之前请先填写{label}"))
        found.extend(self.check(record))
        with session.no_autoflush:
            found.extend(self.conflicts(record, session))
        return found

    def make(self, record: Any, session: Session) -> None:
        """Make the move on a record that belongs to the session.

        Raises:
            Trouble: the state does not allow it, or something is missing.
        """
        if not self.allowed(record):
            state = type(record).fields["state"].kind.format(record.state)
            raise Trouble(f"“{record.called()}”现在是“{state}”，不能{self.label}")
        hindrances = self.hindrances(record, session)
        hindrances += [p for p in record.conflicts(session) if p.level is Level.STOP]
        if hindrances:
            raise Trouble("；".join(problem.sentence for problem in hindrances))
        if self.after is not None:
            record.state = self.after
        self.act(record, session)


def next_step(record: Any, moves: Iterable[Move]) -> Move | None:
    """Which of the moves offered is the next step; None where none leads on."""
    leading = sorted(moves, key=lambda move: not move.first(record))
    return next((move for move in leading if move.forward or move.first(record)), None)


def way_to(record: Any, state: str) -> list[Move]:
    """The moves that lead the record to ``state``, on the straight way where there is one.

    Raises:
        Trouble: no way leads there.
    """
    straight = tuple(move for move in record.moves if move.forward)
    for moves in (straight, record.moves):
        way = _shortest(record.state, state, moves)
        if way is not None:
            return way
    name = type(record).fields["state"].kind.format(state)
    raise Trouble(f"“{record.called()}”走不到“{name}”", wrong_input=True)


def demanded(record: Any) -> list[str]:
    """Fields that every way to the record's state fills: an old ledger may have left them out."""
    kind: Any = type(record)
    if not kind.moves:
        return []
    return list(_demanded(kind.moves, kind.fields["state"].fresh()).get(record.state, ()))


def left_out(record: Any) -> Iterator[Problem]:
    """What is still to be filled of what the record's state would have demanded."""
    for name in demanded(record):
        spec = type(record).fields[name]
        shown = spec.shown_when is None or spec.shown_when(record)
        if shown and getattr(record, name) in (None, "", []):
            yield Problem(name, f"{spec.label}待补", Level.MISSING)


@cache
def _demanded(moves: tuple[Move, ...], start: str) -> dict[str, tuple[str, ...]]:
    """By state, what all ways from the start have in common; each round follows one move more."""
    found: dict[str, set[str]] = {start: set()}
    changed = True
    while changed:
        changed = False
        for move in moves:
            for state in move.before:
                if state not in found or move.after is None:
                    continue
                here = found[state] | set(move.needs)
                before = found.get(move.after)
                now = here if before is None else before & here
                if now != before:
                    found[move.after] = now
                    changed = True
    order = [name for move in moves for name in move.needs]
    return {
        state: tuple(name for name in dict.fromkeys(order) if name in names)
        for state, names in found.items()
    }


def _shortest(start: str, goal: str, moves: Iterable[Move]) -> list[Move] | None:
    ways: list[tuple[str, list[Move]]] = [(start, [])]
    seen = {start}
    for place, way in ways:  # grows while it is walked: breadth first
        if place == goal:
            return way
        for move in moves:
            if place in move.before and move.after is not None and move.after not in seen:
                seen.add(move.after)
                ways.append((move.after, [*way, move]))
    return None
