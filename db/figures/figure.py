"""What a figure is: which records of a register it counts, by which day, and how.

A figure is data: tests in words with their SQL, a dated field, a measure. Its value, the records
behind it, its parts and the answer why a record is missing all come from the same tests, so that
they cannot disagree. ``asking``, ``behind``, ``splitting`` and ``counting_in`` ask the questions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, case, func, or_
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import blank
from db.figures.period import Period
from db.figures.words import Style
from db.store.kinds import LinkKind
from db.store.links import captions
from db.store.listing import Filter
from db.store.record import Record
from db.store.trouble import Trouble

FIRST = bindparam("first", type_=Date())
"""In a test's SQL: the first day of the period. ``LAST``: its last. ``EVE``: the day before."""
LAST = bindparam("last", type_=Date())
EVE = bindparam("eve", type_=Date())


def unindexed(*clauses: ColumnElement[bool]) -> ColumnElement[bool]:
    """Conditions that SQLite may not look up in an index.

    Beside a range of days it would take the index of the state, which finds nearly every record
    (30 times slower among 20,000 cases).
    """
    return case((and_(*clauses), True), else_=False)


def days_of(period: Period) -> dict[str, date]:
    """What the SQL of tests calls the period's days."""
    return {"first": period.first, "last": period.last, "eve": period.eve}


@dataclass(frozen=True, eq=False)
class Condition:
    """One condition: in words, as it reads when it holds, and in SQL; null does not hold."""

    words: str
    clause: ColumnElement[bool]

    @staticmethod
    def of(session: Session, cls: type[Record], condition: Filter) -> "Condition":
        """The condition of a list as a test."""
        spec = cls.fields[condition.name]
        value = condition.value
        if isinstance(spec.kind, LinkKind) and value is not None:
            shown = captions(session, spec.kind.table, [value]).get(value, "")
        else:
            shown = spec.kind.format(value)
        said = {"=": "为", "!=": "不为", ">=": "不小于", "<=": "不大于", "~": "含有"}
        words = f"{spec.label}{said[condition.test]}{shown or '空'}"
        return Condition(words, condition.clause(cls))


@dataclass(frozen=True, eq=False)
class Basis:
    """By which day records count: the first of the columns that is filled.

    Attributes:
        code: accepted, agreed, concluded.
        words: 受理, 协议, 办结.
        columns: dated columns; each should be indexed.
        tests: what makes the day good: a case with a result, for the day of the result.
    """

    code: str
    words: str
    columns: tuple[Any, ...]
    tests: tuple[Condition, ...] = ()

    @property
    def day(self) -> Any:
        """The day itself."""
        return self.columns[0] if len(self.columns) == 1 else func.coalesce(*self.columns)

    def branches(self) -> list[ColumnElement[bool]]:
        """The conditions that the day lies in the period; each can use the index of its column."""
        return [
            and_(column.between(FIRST, LAST), *map(blank, self.columns[:place]))
            for place, column in enumerate(self.columns)
        ]

    def inside(self) -> ColumnElement[bool]:
        """The branches together."""
        return or_(*self.branches())


@dataclass(frozen=True)
class Behind:
    """A record behind a figure: where it is, what it is called, and how much of it there is.

    Attributes:
        day: by which it counts; None for a stock.
        key: what is counted once, where a figure counts distinct things.
    """

    table: str
    id: int
    caption: str
    weight: int = 1
    day: date | None = None
    key: Any = None


Source = Callable[[Session, Period], Mapping[str, Sequence[Behind]]]
"""Records by key, counted by the program where no SQL can: certificates' logs, working days."""


@dataclass(frozen=True, eq=False)
class Piece:
    """A number to be counted, of which a figure has one or more: 期末, 期初; 分子, 分母.

    Attributes:
        role: what it is within its figure, in words.
        weight: what each record carries, in SQL; None counts records.
        distinct: counts the different values of ``weight``.
        source, key: of a number that the program counts.
    """

    role: str
    cls: type[Record]
    period: Period
    tests: tuple[Condition, ...] = ()
    basis: Basis | None = None
    weight: Any = None
    distinct: bool = False
    source: Source | None = None
    key: str = ""

    @property
    def shape(self) -> tuple[Any, ...]:
        """The same for pieces that ask the same, whatever the period."""
        basis = None if self.basis is None else id(self.basis)
        weight = None if self.weight is None else id(self.weight)
        tests = tuple(map(id, self.tests))
        return (self.cls, tests, basis, weight, self.distinct, self.source, self.key)

    @property
    def mark(self) -> tuple[Any, ...]:
        """The same for pieces that ask the same of the same period."""
        return (self.period, *self.shape)

    def reckoned(self, session: Session) -> Sequence[Behind]:
        """The records that its source gives.

        In a reading session, which sees one moment alone, a source is asked once for all figures.
        """
        if self.source is None:
            return ()
        if not session.connection().get_execution_options().get("reading", False):
            return self.source(session, self.period).get(self.key, ())
        known = session.info.setdefault("reckoned", {})
        asked = (self.source, self.period)
        if asked not in known:
            known[asked] = self.source(session, self.period)
        found: Sequence[Behind] = known[asked].get(self.key, ())
        return found


class Measure:
    """How a figure is counted: this one counts records; see ``measures`` for the others."""

    def pieces(self, figure: "Figure", period: Period, basis: str | None) -> tuple[Piece, ...]:
        """The numbers that it needs, the one that is the figure first."""
        return (figure.piece(period, basis),)

    def number(self, counted: Sequence[int]) -> int | Decimal | None:
        """The figure, from the numbers of its pieces in their order."""
        return counted[0]

    @property
    def in_percent(self) -> bool:
        """Whether the number is a rate."""
        return False


@dataclass(frozen=True, eq=False, kw_only=True)
class Figure:
    """One figure.

    Attributes:
        code: stable, dotted: ``mediation.resolved``. ``name``, ``unit``: for people.
        cls: the register.
        measure: how it is counted.
        tests: what a record must meet.
        bases: by which day; the first is usual, another may be asked for.
        style, step: the rounding of the printed number (``words.said``).
        scale: the divisor of the printed number: 1,000,000 prints fen as 万元.
        zero_printed: a zero is said on purpose (民转刑 0 件), if the register was kept at all.
        note: what a reader must know.
        left_out: whom the register holds and no figure counts, for want of what decides.
        since, until: while its code table's entry is in force.
    """

    code: str
    name: str
    unit: str
    cls: type[Record]
    measure: Measure
    tests: tuple[Condition, ...] = ()
    bases: tuple[Basis, ...] = ()
    style: Style = Style.EXACT
    step: int = 0
    scale: int = 1
    zero_printed: bool = False
    note: str = ""
    left_out: Condition | None = None
    since: date | None = None
    until: date | None = None

    def basis(self, word: str | None) -> Basis | None:
        """The day to count by: the one asked for if the figure knows it, else its usual one."""
        asked = (one for one in self.bases if word in (one.code, one.words))
        return next(asked, self.bases[0] if self.bases else None)

    def pieces(self, period: Period, basis: str | None = None) -> tuple[Piece, ...]:
        """The numbers it is made of in a period."""
        return self.measure.pieces(self, period, basis)

    def piece(self, period: Period, basis: str | None = None, **values: Any) -> Piece:
        """Its own tests and day as one piece."""
        by = self.basis(basis)
        tests = tuple(dict.fromkeys((*(by.tests if by else ()), *self.tests)))
        return replace(Piece("", self.cls, period, tests, by), **values)

    def in_force(self, period: Period) -> bool:
        """Whether its code was in force at the end of a period."""
        day = period.last
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def require_basis(self, word: str) -> None:
        """Refuses a day that the figure cannot be counted by.

        Raises:
            Trouble: it has no such basis.
        """
        if not any(word in (one.code, one.words) for one in self.bases):
            known = "、".join(one.words for one in self.bases) or "没有可选的口径"
            raise Trouble(f"{self.name}不能按“{word}”统计（可选：{known}）", wrong_input=True)
