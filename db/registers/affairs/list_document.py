"""Lists that the township makes public: what it may do, what it goes easy on, and where it says so.

A list stands in one record as long as it is in force; a change gives it a new version and day, and
it is posted anew within 20 working days (政府信息公开条例第二十六条).
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.codes import codes
from db.store.fields import Ahead, LongText, Section, choice, field
from db.store.periods import shipped
from db.store.problems import Level, Problem
from db.store.record import Child, Record, register

POWERS = "1"
"""权责清单 in codes/public_list_kind.toml. ``DUTIES``: 履职事项清单."""
DUTIES = "2"
_FIVE = "3"
"""The heading of the 五张清单."""
_list = Section("清单")
_posted = Section("公布")


class Posting(Child):
    """One place where a list was made public, and until when."""

    __tablename__ = "list_posting"
    owner: ClassVar = "list_document"
    name_field: ClassVar = "channel"

    day: Mapped[date] = field("公布日期", listed=True, default=date.today, quick=True)
    channel: Mapped[str] = choice("渠道", "posting_channel", listed=True, default="1", quick=True)
    place: Mapped[str | None] = field("网址或地点", listed=True, help="网址，或张贴在哪里")
    version: Mapped[str | None] = field("公布的版本", listed=True)
    withdrawn_on: Mapped[date | None] = field("撤下日期", listed=True)

    def rules(self) -> Iterator[Problem]:
        """Nothing is taken down before it was put up."""
        day: date | None = self.day  # not yet typed, in a new row
        if day and self.withdrawn_on and self.withdrawn_on < day:
            yield Problem("withdrawn_on", "撤下日期早于公布日期，请核对")


class ListDocument(Record):
    """A list that is made public 公开清单; which five make the 五张清单 the office decides."""

    __tablename__ = "list_document"
    title: ClassVar = "公开清单"
    unit: ClassVar = "份"
    group: ClassVar = "政务服务"
    icon: ClassVar = "columns"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "since"

    kind: Mapped[str] = _list.choice(
        "清单种类",
        "public_list_kind",
        listed=True,
        filtered=True,
        counted=True,
        quick=True,
    )
    name: Mapped[str] = _list.field("清单名称", listed=True, searched=True, quick=True)
    of_five: Mapped[bool | None] = _list.field(
        "计入五张清单",
        filtered=True,
        counted=True,
        help="各地的五张清单不尽相同；列入五张清单的各类不填也计入，其他种类由本所勾选",
    )
    version: Mapped[str | None] = _list.field(
        "版本或文号", listed=True, quick=True, help="如 2024年版"
    )
    made_on: Mapped[date] = _list.field("制定日期", dated=True, default=date.today, quick=True)
    changed_on: Mapped[date | None] = _list.field(
        "最近变更日期", dated=True, quick=True, help="调整过的，填最近一次；之后应重新公布"
    )
    since: Mapped[date | None] = _list.field(
        "现行版本日期",
        listed=True,
        dated=True,
        index=True,
        computed=lambda document: document.changed_on or document.made_on,
    )
    review_on: Mapped[date | None] = _list.field("下次复核日期", listed=True, ahead=Ahead.MAY)
    ended_on: Mapped[date | None] = _list.field("停止执行日期", dated=True, ahead=Ahead.MAY)
    responsible: Mapped[str | None] = _list.field("责任单位或责任人", searched=True)
    postings: Mapped[list[Posting]] = _posted.children("公布情况", Posting, quick=True)
    posted_on: Mapped[date | None] = _posted.field(
        "现行版本公布日期",
        listed=True,
        filtered=True,
        computed=lambda document: document.first_posted(),
    )
    note: Mapped[LongText | None] = _posted.field("备注")

    def implied(self, name: str) -> dict[str, Any]:
        """A list of the five kinds counts among the five."""
        if name != "kind" or self.kind is None:
            return {}
        entry = codes("public_list_kind").get(self.kind)
        return {"of_five": entry is not None and entry.parent == _FIVE}

    def called(self) -> str:
        """Name and version."""
        return " ".join(filter(None, (self.name, self.version)))

    def first_posted(self) -> date | None:
        """The day on which the version in force was first made public."""
        since: date | None = self.changed_on or self.made_on
        days: list[date] = [*filter(None, (row.day for row in self.postings))]
        return min((day for day in days if since is None or day >= since), default=None)

    def rules(self) -> Iterator[Problem]:
        """Days in their order; a version that nobody can read yet is to be posted."""
        made: date | None = self.made_on  # not yet typed, in a new list
        for name in ("changed_on", "ended_on"):
            day: date | None = getattr(self, name)
            if made and day and day < made:
                label = type(self).fields[name].label
                yield Problem(name, f"{label}早于制定日期，请核对")
        if self.first_posted() is None and self.ended_on is None:
            said = "变更后还没有重新公布" if self.postings else "公布情况待补"
            yield Problem("postings", said, Level.MISSING)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """Late when first posted after 20 working days; one list of a kind is in force at a time.

        政府信息公开条例第二十六条 counts from the day on which information is made or changed.
        """
        yield from self._late(session)
        same = select(ListDocument.caption).where(
            ListDocument.kind == self.kind,
            ListDocument.name == self.name,
            ListDocument.ended_on.is_(None),
            ListDocument.id != (self.id or 0),
            ListDocument.deleted_at.is_(None),
        )
        for caption in session.scalars(same.limit(1)):
            sentence = f"“{caption}”还在执行；换版的请在那一份上填变更日期，请核对"
            yield Problem("name", sentence, Level.WARN)

    def _late(self, session: Session) -> Iterator[Problem]:
        since: date | None = self.changed_on or self.made_on
        posted = self.first_posted()
        if since is None or posted is None:
            return
        rule = shipped()["list_posting"]
        calendar = register("day_off").calendar(session)  # type: ignore[attr-defined]
        last = calendar.after_working_days(since, rule.n).day
        if posted > last:
            sentence = f"{since} 制定或变更，{posted} 才公布，超过 {rule.length}（应在 {last} 前；"
            yield Problem("postings", f"{sentence}{rule.basis}）", Level.WARN)
