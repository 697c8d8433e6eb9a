"""From what waits to what is due: the rule of the day, counted on the office's calendar."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from sqlalchemy.orm import Session

from db.figures.deadlines.rules import Rules
from db.figures.deadlines.waiting import Waiting
from db.registers import DayOff
from db.store.calendar import Calendar, Deadline
from db.store.periods import Reading, Rule

_STAGES = (10, 5, 1)
"""Days left at which a period is brought up again, where its rule names none."""


@dataclass(frozen=True)
class Due:
    """One thing to be done by a day.

    Attributes:
        register: by table name.
        record_id, caption: the record.
        what: what is to be done.
        due_on: the day, after holidays.
        days_left: negative once it is late.
        rule: the whole rule in words, with its article and how the day was counted.
        certain: False when the holidays of a year it depends on are not announced yet.
        whose: who has to do it.
        code: the rule's code.
        start: the day the count began from.
        n, unit, length: the rule's length; 0 and empty where a day was agreed or printed.
        basis: the rule's law and article.
        raw_on: where the count itself ends.
        other_on: the later day by another reading of the rule.
        stage: the smallest number of days ahead that it has reached; None before the first.
        hint: a chance, not a duty.
        doubtful: the years whose holidays are not announced.
    """

    register: str
    record_id: int
    caption: str
    what: str
    due_on: date
    days_left: int
    rule: str
    certain: bool
    whose: str
    code: str
    start: date
    n: int
    unit: str
    length: str
    basis: str
    raw_on: date
    other_on: date | None
    stage: int | None
    hint: bool
    doubtful: tuple[int, ...]


@dataclass(frozen=True)
class Counting:
    """Rules and calendar of the office, and the day it is."""

    rules: Rules
    calendar: Calendar
    today: date

    @classmethod
    def read(cls, session: Session, today: date) -> Self:
        """What the office keeps now."""
        return cls(Rules.read(session), DayOff.calendar(session), today)

    def due(self, waiting: Waiting) -> Due | None:
        """When it is due; None while it need not be brought up, or when the chance is past."""
        rule = self.rules.on(waiting.rule, self.today if waiting.until else waiting.start)
        ends = self._ends(waiting, rule)
        first = min(ends, key=lambda end: end.day)
        left = (first.day - self.today).days
        ahead = self.rules.on(waiting.rule, self.today).ahead
        if (ahead and left > max(ahead)) or (waiting.hint and left < 0):
            return None
        taken = rule.alternative if first is not ends[0] and rule.alternative else rule
        later = next((end.day for end in ends if end.day != first.day), None)
        counted = waiting.until is None and bool(rule.n)
        return Due(
            register=waiting.table,
            record_id=waiting.record_id,
            caption=waiting.caption,
            what=rule.what + waiting.part,
            due_on=first.day,
            days_left=left,
            rule=_in_words(waiting, rule, ends, first),
            certain=first.certain,
            whose=waiting.whose,
            code=rule.code,
            start=waiting.start,
            n=taken.n if counted else 0,
            unit=taken.unit if counted else "",
            length=taken.length if counted else "",
            basis=rule.basis,
            raw_on=first.raw,
            other_on=later,
            stage=min((days for days in ahead or _STAGES if left <= days), default=None),
            hint=waiting.hint,
            doubtful=first.doubtful,
        )

    def last_day(self, code: str, start: date) -> Deadline:
        """Where the period of a rule ends that begins with the event of ``start``."""
        return self.end_of(Waiting("", 0, "", code, start))

    def end_of(self, waiting: Waiting) -> Deadline:
        """Where the period of something ends, whether it still waits or is done."""
        ends = self._ends(waiting, self.rules.on(waiting.rule, waiting.start))
        return min(ends, key=lambda end: end.day)

    def _ends(self, waiting: Waiting, rule: Rule) -> list[Deadline]:
        """The end by the rule, then by its other reading where it has one."""
        if waiting.until is not None:
            return [Deadline(waiting.until, waiting.until)]
        start = waiting.start + timedelta(days=waiting.paused)
        ends = [self._end(start, rule)]
        if rule.strict:
            return [Deadline(ends[0].raw, ends[0].raw)]
        if rule.alternative:
            ends.append(self._end(start, rule.alternative))
        return ends

    def _end(self, start: date, rule: Rule | Reading) -> Deadline:
        count = {
            "days": self.calendar.after_days,
            "working_days": self.calendar.after_working_days,
            "months": self.calendar.after_months,
        }
        return count[rule.unit](start, rule.n)


def unannounced(years: tuple[int, ...]) -> str:
    """The sentence for years whose holidays nobody has announced yet; empty for none."""
    if not years:
        return ""
    return f"{'、'.join(map(str, years))} 年的放假安排还没有公布，按周末推算"


def _in_words(waiting: Waiting, rule: Rule, ends: list[Deadline], first: Deadline) -> str:
    parts = [rule.basis]
    if waiting.until is not None:
        parts.append(f"以约定或载明的日期 {waiting.until.isoformat()} 为准")
    elif not rule.n:
        parts.append(f"{rule.start}：{waiting.start.isoformat()}")
    else:
        named = f"（{rule.start}）" if rule.start else ""
        parts.append(f"自 {waiting.start.isoformat()}{named}起 {rule.length}，当日不计")
    if waiting.paused:
        parts.append(f"其中 {waiting.paused} 日不计入")
    if waiting.until is None and first.day != first.raw:
        parts.append(
            f"{first.raw.isoformat()} 是休息日，顺延到 {first.day.isoformat()}"
            "（民法典第二百零三条）"
        )
    if rule.alternative and len(ends) > 1:
        by_rule, by_other = (end.day.isoformat() for end in ends)
        parts.append(
            f"按 {rule.alternative.length}计为 {by_other}（{rule.alternative.basis}）"
            if first is ends[0]
            else f"按 {rule.length}计为 {by_rule}，以较早的日期为准"
        )
    if waiting.hint:
        parts.append("可以办，不是必须办")
    parts.append(unannounced(first.doubtful))
    return "；".join(filter(None, parts))
