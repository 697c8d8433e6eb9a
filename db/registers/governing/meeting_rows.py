"""What a meeting is made of: the items of its agenda and what it decided."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, choice, field, link
from db.store.problems import Level, Problem
from db.store.record import Child

_REVIEWED = ("1", "2", "3", "4")
"""Kinds of item that are within the scope of review (codes/agenda_kind.toml)."""
_BY_LAW = {
    "1": "规范性文件上会前应当经合法性审核",
    "2": "重大行政决策上会前应当经合法性审查（重大行政决策程序暂行条例第二十五条）",
    "3": "重大行政执法决定应当经法制审核（行政处罚法第五十八条）",
}


def _reviewed(item: "AgendaItem") -> bool:
    return bool(item.needs_review)


class AgendaItem(Child):
    """One item of the agenda 议题."""

    __tablename__ = "meeting_agenda"
    owner: ClassVar = "meeting"
    name_field: ClassVar = "subject"

    subject: Mapped[str] = field("议题", listed=True, searched=True)
    kind: Mapped[str] = choice("议题类别", "agenda_kind", listed=True)
    needs_review: Mapped[bool | None] = field(
        "需合法性审核", listed=True, help="规范性文件、重大决策、重大执法决定和合同需要"
    )
    review_id: Mapped[int | None] = link(
        "合法性审核",
        "legality_review",
        listed=True,
        shown_when=_reviewed,
        help="审核意见应在会议日期之前出具，为合法，或修改后合法并已修改",
    )
    override_reason: Mapped[str | None] = field(
        "例外上会的理由",
        shown_when=_reviewed,
        help="未经审核或审核不通过的不得上会；确有例外的，写明理由和批准人，列入年度报告附件",
    )
    override_by: Mapped[str | None] = field(
        "例外批准人", shown_when=_reviewed, help="镇（乡）主要负责人的姓名"
    )
    override_on: Mapped[date | None] = field("例外批准日期", shown_when=_reviewed)

    def implied(self, name: str) -> dict[str, Any]:
        """Whether it needs review follows from its kind, unless people said so."""
        if name == "kind" and self.kind:
            return {"needs_review": self.kind in _REVIEWED}
        return {}

    def overridden(self) -> bool:
        """Whether somebody answers for it by name, with reason and day."""
        return bool(
            self.override_reason
            and self.override_reason.strip()
            and self.override_by
            and self.override_by.strip()
            and self.override_on
        )

    def rules(self) -> Iterator[Problem]:
        """What the law has reviewed is reviewed; an exception is whole or none."""
        if self.kind in _BY_LAW and not self.needs_review:
            yield Problem("needs_review", f"{_BY_LAW[self.kind]}，请勾选")
        elif self.kind in _REVIEWED and not self.needs_review:
            yield Problem("needs_review", "政府合同一般应当经合法性审核，请核对", Level.WARN)
        begun = self.override_reason or self.override_by or self.override_on
        if self.needs_review and begun and not self.overridden():
            yield Problem("override_reason", "例外上会要写全理由、批准人姓名和批准日期")


class Decision(Child):
    """One thing that the meeting decided 决定事项; with a department or a day it becomes a task."""

    __tablename__ = "meeting_decision"
    owner: ClassVar = "meeting"
    name_field: ClassVar = "what"

    what: Mapped[str] = field("决定事项", listed=True, searched=True)
    department_id: Mapped[int | None] = link("责任部门", "place", listed=True)
    leader: Mapped[str | None] = field("责任人", listed=True)
    due: Mapped[date | None] = field("完成期限", listed=True, ahead=Ahead.MAY)
    task_id: Mapped[int | None] = link(
        "下达的任务",
        "task",
        listed=True,
        locked_when=lambda _row: True,
        help="由“下达任务”生成，进展登记在任务里",
    )
    done_on: Mapped[date | None] = field(
        "落实日期", shown_when=lambda row: row.task_id is None, help="没有下达任务的填在这里"
    )

    def to_hand_out(self) -> bool:
        """Whether it names who or by when, and no task was made of it yet."""
        named = bool(self.department_id or self.leader or self.due)
        return named and self.task_id is None and self.done_on is None
