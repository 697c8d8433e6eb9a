"""学法培训: leaders' study, cadres' training, court hearings attended, law exams."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Section
from db.store.problems import Level, Problem
from db.store.record import Record

GROUP, BEFORE_MEETING, CADRES, HEARING, EXAM = "1", "2", "3", "4", "5"
"""Kinds in codes/law_study_kind.toml."""
_study = Section("学法")
_who = Section("参加")
_exam = Section("考试")


def _with_exam(study: "LawStudy") -> bool:
    return study.kind == EXAM or bool(study.exam)


class LawStudy(Record):
    """One session of study, training or an exam; officials' duty by 法治宣传教育法 art. 36-38."""

    __tablename__ = "law_study"
    title: ClassVar = "学法培训"
    unit: ClassVar = "次"
    group: ClassVar = "法治建设"
    icon: ClassVar = "education"
    name_field: ClassVar = "topic"
    newest_first: ClassVar = "held_on"

    held_on: Mapped[date] = _study.day("学法日期")
    kind: Mapped[str] = _study.choice(
        "学法类型",
        "law_study_kind",
        listed=True,
        filtered=True,
        counted=True,
        default=GROUP,
        quick=True,
    )
    topic: Mapped[str] = _study.field(
        "学习内容", listed=True, searched=True, quick=True, help="法律法规的名称；旁听庭审写案由"
    )
    hours: Mapped[int | None] = _study.field("学时", unit="学时", summed=True)
    lecturer: Mapped[str | None] = _study.field("主讲人", searched=True)
    place: Mapped[str | None] = _study.field("地点")
    expected: Mapped[int | None] = _who.field(
        "应到人数", unit="人", summed=True, quick=True, help="考试填应考人数"
    )
    present: Mapped[int | None] = _who.field(
        "实到人数",
        unit="人次",
        listed=True,
        summed=True,
        quick=True,
        shown_when=lambda study: study.kind != EXAM,
        needed_when=lambda study: study.kind != EXAM,
    )
    exam: Mapped[bool] = _exam.field(
        "当场考试", default=False, shown_when=lambda study: study.kind != EXAM
    )
    taken: Mapped[int | None] = _exam.field(
        "参考人数",
        unit="人",
        listed=True,
        summed=True,
        quick=True,
        shown_when=_with_exam,
        needed_when=_with_exam,
    )
    passed: Mapped[int | None] = _exam.field(
        "合格人数",
        unit="人",
        listed=True,
        summed=True,
        quick=True,
        shown_when=_with_exam,
        needed_when=_with_exam,
    )
    note: Mapped[LongText | None] = _exam.field("备注")

    def called(self) -> str:
        """Day and topic."""
        day: date | None = self.held_on  # not yet typed, in a new record
        return " ".join(filter(None, (day.isoformat() if day else "", self.topic)))

    def rules(self) -> Iterator[Problem]:
        """Nobody passes without sitting the exam, nobody sits it who was not expected."""
        for name in ("hours", "expected", "present", "taken", "passed"):
            if (getattr(self, name) or 0) < 0:
                yield Problem(name, f"{type(self).fields[name].label}不能是负数")
        if self.kind != EXAM and _more(self.present, self.expected):
            yield Problem("present", "实到人数多于应到人数，请核对", Level.WARN)
        if _with_exam(self):
            if _more(self.taken, self.expected):
                yield Problem("taken", "参考人数多于应考人数，请核对")
            if _more(self.passed, self.taken):
                yield Problem("passed", "合格人数多于参考人数，请核对")
            if self.expected is None:
                yield Problem("expected", "应考人数待补，没有它算不出参考率", Level.MISSING)


def _more(part: int | None, whole: int | None) -> bool:
    return part is not None and whole is not None and part > whole
