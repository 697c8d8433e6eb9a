"""Meetings 会议: agenda behind the gate of review, who came, what was decided."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped, Session

from db.registers.governing.gate import SOURCE, review_of, why_not
from db.registers.governing.meeting_moves import MOVES, STATES
from db.registers.governing.meeting_rows import AgendaItem, Decision
from db.store.fields import Ahead, LongText, Section, state
from db.store.problems import Level, Problem
from db.store.record import Record

SPECIAL = "2"
"""法治专题会议 in codes/meeting_kind.toml."""
_OF_GROUPS = ("1", SPECIAL)
_meeting = Section("会议")
_agenda = Section("议题")
_outcome = Section("讨论和决定")


class Meeting(Record):
    """A meeting about the rule of law, or with items that need review."""

    __tablename__ = "meeting"
    title: ClassVar = "会议"
    unit: ClassVar = "次"
    group: ClassVar = "法治建设"
    icon: ClassVar = "meeting"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "day"
    moves: ClassVar = MOVES
    strip: ClassVar = ("planned", "held")
    gathers: ClassVar = "讨论的文件和决策"

    state: Mapped[str] = state("状态", STATES, section="会议")
    day: Mapped[date] = _meeting.day("会议日期", ahead=Ahead.MAY)
    kind: Mapped[str] = _meeting.choice(
        "会议类别", "meeting_kind", listed=True, filtered=True, counted=True, default=SPECIAL,
        quick=True,
    )  # fmt: skip
    name: Mapped[str] = _meeting.field(
        "会议名称", listed=True, searched=True, quick=True, help="如 2024年第二次法治专题会议"
    )
    group_id: Mapped[int | None] = _meeting.link(
        "领导小组", "leading_group", shown_when=lambda meeting: meeting.kind in _OF_GROUPS
    )
    place: Mapped[str | None] = _meeting.field("地点")
    chair: Mapped[str | None] = _meeting.field("主持人", listed=True, searched=True, quick=True)
    expected: Mapped[int | None] = _meeting.field("应到", unit="人")
    present: Mapped[int | None] = _meeting.field("实到", unit="人", summed=True, quick=True)
    attendees: Mapped[LongText | None] = _meeting.field("参会名单", searched=True)
    cancel_reason: Mapped[str | None] = _meeting.field(
        "取消原因", shown_when=lambda meeting: meeting.state == "cancelled"
    )
    agenda: Mapped[list[AgendaItem]] = _agenda.children("议题", AgendaItem, quick=True)
    points: Mapped[LongText | None] = _outcome.field("讨论要点", searched=True)
    decisions: Mapped[list[Decision]] = _outcome.children("决定事项", Decision, quick=True)
    minutes_number: Mapped[str | None] = _outcome.field(
        "纪要文号", listed=True, searched=True, needed_when=lambda meeting: meeting.state == "held"
    )

    def called(self) -> str:
        """Day and name."""
        day: date | None = self.day  # not yet typed, in a new meeting
        return " ".join(filter(None, (day.isoformat() if day else "", self.name)))

    def rules(self) -> Iterator[Problem]:
        """Numbers that can be; what was decided is handed out."""
        if self.present is not None and self.present < 0:
            yield Problem("present", "实到人数不能是负数")
        if self.expected is not None and (self.present or 0) > self.expected:
            yield Problem("present", "实到人数多于应到人数，请核对", Level.WARN)
        day: date | None = self.day
        for place, item in enumerate(self.agenda):
            if day and item.override_on and item.override_on > day:
                yield Problem(
                    f"agenda[{place}].override_on", "例外批准日期在会议之后，应当会前批准"
                )
        for place, row in enumerate(self.decisions):
            if day and row.due and row.due < day:
                word = "完成期限早于会议日期，请核对"
                yield Problem(f"decisions[{place}].due", word, Level.WARN)
        if self.state == "held" and any(row.to_hand_out() for row in self.decisions):
            yield Problem("decisions", "决定事项还没有下达为任务，请点“下达任务”", Level.MISSING)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """The gate: an item that needs review has a favourable one of before the meeting."""
        day: date | None = self.day
        if day is None or self.state == "cancelled":
            return
        for place, item in enumerate(self.agenda):
            if not item.needs_review:
                continue
            why = why_not(review_of(session, item.review_id), day)
            path = f"agenda[{place}].review_id"
            if why and item.overridden():
                yield Problem(path, f"{why}，例外上会，将列入年度报告附件", Level.WARN)
            elif why:
                yield Problem(path, f"{why}，不得上会（{SOURCE}）")
            elif item.overridden():
                word = "已有会前出具的审核意见，不必再写例外上会，请核对"
                yield Problem(f"agenda[{place}].override_reason", word, Level.WARN)

    def against_binning(self, session: Session) -> Iterator[str]:
        """Taken back out of the recycle bin, it passes the gate anew."""
        if self.deleted_at is None:
            for found in self.conflicts(session):
                if found.level is Level.STOP:
                    yield f"{self.caption}不能恢复：{found.sentence}"
