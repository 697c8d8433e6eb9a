"""问题与措施: the year's problems, each with its one measure; the report prints both from here."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, object_session

from db.registers.shortcoming.moves import MOVES, SOLVED, STATES, follower, next_order
from db.registers.shortcoming.rows import Evidence, MeasureStep
from db.store.fields import LongText, Section, state
from db.store.problems import Level, Problem
from db.store.record import Record

_problem = Section("问题")
_measure = Section("改进措施")
_outcome = Section("办理情况")
_WHOLE = 100


def _this_year() -> int:
    return date.today().year


class Shortcoming(Record):
    """A problem of a year with the one measure against it: year and order are the pair's key."""

    __tablename__ = "shortcoming"
    title: ClassVar = "问题与措施"
    unit: ClassVar = "个"
    group: ClassVar = "法治建设"
    icon: ClassVar = "check"
    name_field: ClassVar = "heading"
    moves: ClassVar = MOVES
    strip: ClassVar = ("open", "done")

    year: Mapped[int] = _problem.field(
        "年度",
        listed=True,
        filtered=True,
        counted=True,
        index=True,
        default=_this_year,
        quick=True,
        help="写进哪一年的报告",
    )
    order_no: Mapped[int | None] = _problem.field(
        "序号", listed=True, help="报告里的第几个；不填的接着往下编"
    )
    state: Mapped[str] = state("状态", STATES, section="问题")
    field: Mapped[str] = _problem.choice(
        "问题领域",
        "shortcoming_field",
        listed=True,
        filtered=True,
        counted=True,
        default="1",
        quick=True,
    )
    heading: Mapped[str] = _problem.field(
        "问题标题", listed=True, searched=True, quick=True, help="如 思想认识方面"
    )
    problem: Mapped[LongText] = _problem.field("问题表现", searched=True, quick=True)
    causes: Mapped[LongText | None] = _problem.field(
        "原因分析", quick=True, needed_when=lambda _shortcoming: True
    )
    evidence: Mapped[list[Evidence]] = _problem.children("依据", Evidence)
    carried_from_id: Mapped[int | None] = _problem.link(
        "承接的上年问题", "shortcoming", help="从上一年转来的，由程序填上"
    )
    measure_heading: Mapped[str | None] = _measure.field(
        "措施标题",
        listed=True,
        searched=True,
        quick=True,
        needed_when=lambda shortcoming: bool(shortcoming.measure),
        help="如 强化责任落实",
    )
    measure: Mapped[LongText | None] = _measure.field(
        "措施内容",
        searched=True,
        quick=True,
        needed_when=lambda _shortcoming: True,
        help="一个问题配一条措施，报告里按同一顺序印出",
    )
    steps: Mapped[list[MeasureStep]] = _measure.children("具体举措", MeasureStep)
    progress: Mapped[int | None] = _measure.field(
        "总进展", unit="%", listed=True, computed=lambda shortcoming: shortcoming.overall()
    )
    solved_on: Mapped[date | None] = _outcome.field("办结日期", dated=True, index=True)
    outcome: Mapped[str | None] = _outcome.choice(
        "办理结果", "shortcoming_outcome", counted=True, help="下一年的报告里说明"
    )
    outcome_note: Mapped[LongText | None] = _outcome.field("办理说明")
    note: Mapped[LongText | None] = _outcome.field("备注")

    def called(self) -> str:
        """2024年第1个问题 思想认识方面."""
        number = f"第{self.order_no}个问题" if self.order_no is not None else "问题"
        year: int | None = self.year  # not yet typed, in a new record
        return " ".join(filter(None, (f"{year or ''}年{number}", self.heading)))

    def take_over(self, given: dict[str, Any], session: Session) -> Iterator[Problem]:
        """What an old ledger says was finished on a day, or solved, is solved."""
        del session
        if given.get("state") is None and (self.solved_on or self.outcome == SOLVED):
            self.state, self.outcome = "done", SOLVED
        yield from ()

    def overall(self) -> int | None:
        """The steps' progress by their weights; all alike where one has none."""
        rows = self.steps
        weights = [row.weight for row in rows]
        known = [weight for weight in weights if weight is not None and weight > 0]
        if len(known) < len(weights):
            known = [1] * len(weights)
        if not known:
            return None
        done = sum(weight * row.reached() for weight, row in zip(known, rows, strict=True))
        return done // sum(known)

    def settle(self) -> None:
        """Also numbers it behind the others of its year, where nobody said which it is."""
        session = object_session(self)
        year: int | None = self.year
        if self.order_no is None and session is not None and year is not None:
            with session.no_autoflush:
                self.order_no = next_order(session, type(self), year)
        super().settle()

    def rules(self) -> Iterator[Problem]:
        """A year and a number that can be; weights that make a whole."""
        year: int | None = self.year
        if year is not None and not 1978 <= year <= 2999:
            yield Problem("year", "年度请写四位数，如 2024")
        if self.order_no is not None and self.order_no < 1:
            yield Problem("order_no", "序号从 1 开始")
        weights = [row.weight for row in self.steps if row.weight is not None]
        if weights and sum(weights) != _WHOLE:
            word = f"各项举措的考核权重合计 {sum(weights)}%，应为 100%，请核对"
            yield Problem("steps", word, Level.WARN)
        if not self.evidence:
            yield Problem("evidence", "问题的依据待补", Level.MISSING)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """One problem, one measure; a problem is taken over once, from an earlier year."""
        others = (Shortcoming.id != (self.id or 0), Shortcoming.deleted_at.is_(None))
        if self.order_no is not None:
            same = select(Shortcoming.caption).where(
                Shortcoming.year == self.year, Shortcoming.order_no == self.order_no, *others
            )
            for caption in session.scalars(same.limit(1)):
                word = (
                    f"“{caption}”已经配有措施：一个问题只配一条措施，"
                    "请合并到那一条里，或改用别的序号"
                )
                yield Problem("order_no", word)
        if self.carried_from_id is not None:
            yield from self._against_origin(session)

    def _against_origin(self, session: Session) -> Iterator[Problem]:
        path = "carried_from_id"
        origin: Any = session.get(Shortcoming, self.carried_from_id)
        year: int | None = self.year
        if origin is None or origin.id == self.id:
            yield Problem(path, "承接的上年问题选得不对，请重选")
        elif year is not None and origin.year >= year:
            yield Problem(path, f"“{origin.caption}”不是以前年度的问题，不能承接")
        elif taken := follower(session, origin, but=self.id):
            yield Problem(path, f"“{taken}”已经承接了这个问题")
