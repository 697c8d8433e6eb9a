"""The monthly sheet of a window: how many of each item were handled, and how."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Mapped, Session, object_session

from db.registers.affairs.items import first_of, unlisted, write_item
from db.store.fields import LongText, Month, Section, field, link, never
from db.store.problems import Level, Problem
from db.store.record import Child, Record

_month = Section("月份")
_counts = Section("办件")
_sums = Section("合计")
_PARTS = (("agency", "代办"), ("tolerant", "容缺"), ("extended", "延时"), ("rated", "评价"))


def last_month() -> date:
    """The first day of the month before this one: what is reported now."""
    first = date.today().replace(day=1)
    return date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)


class MonthRow(Child):
    """One item of a month: so many handled, and of these so many in another way."""

    __tablename__ = "service_month_row"
    owner: ClassVar = "service_month"
    name_field: ClassVar = "item"
    typed_in_line: ClassVar = ("quantity", "agency")

    item_id: Mapped[int | None] = link("清单事项", "power_item", listed=True, quick=True)
    other_item: Mapped[str | None] = field(
        "其他事项",
        listed=True,
        shown_when=unlisted,
        quick=True,
        help="清单里没有的，写事项名称",
    )
    item: Mapped[str | None] = field(
        "事项", index=True, computed=lambda row: row.item, shown_when=never
    )
    quantity: Mapped[int] = field("办件", unit="件", listed=True, default=0, quick=True)
    agency: Mapped[int | None] = field("代办", unit="件", listed=True, quick=True)
    tolerant: Mapped[int | None] = field("容缺", unit="件")
    extended: Mapped[int | None] = field("延时", unit="件")
    satisfied: Mapped[int | None] = field("评价满意", unit="件")
    rated: Mapped[int | None] = field("参加评价", unit="件")

    def rules(self) -> Iterator[Problem]:
        """Numbers that can be; a part is no more than the whole, which wording leaves open."""
        if self.item_id is None and not self.other_item:
            yield Problem("item_id", "请选清单事项，或者填写其他事项")
        for name in ("quantity", "satisfied", *(part for part, _ in _PARTS)):
            if (getattr(self, name) or 0) < 0:
                yield Problem(name, f"{type(self).fields[name].label}不能是负数")
        whole: int | None = self.quantity
        for name, label in _PARTS:
            if whole is not None and (getattr(self, name) or 0) > whole:
                sentence = f"{label}多于办件总数；代办等应包含在办件数内，请核对"
                yield Problem(name, sentence, Level.WARN)
        if (self.satisfied or 0) > (self.rated or 0):
            yield Problem("satisfied", "评价满意的多于参加评价的，请核对")


def _sum(name: str) -> Any:
    return lambda sheet: sum(getattr(row, name) or 0 for row in sheet.rows)


class HandlingMonth(Record):
    """The monthly report of items handled 办件月报, the normal way in."""

    __tablename__ = "service_month"
    title: ClassVar = "办件月报"
    unit: ClassVar = "份"
    group: ClassVar = "政务服务"
    icon: ClassVar = "calendar"
    name_field: ClassVar = "month"
    newest_first: ClassVar = "month"

    month: Mapped[Month] = _month.field(
        "月份",
        listed=True,
        filtered=True,
        dated=True,
        index=True,
        default=last_month,
        quick=True,
        help="写到月，如 2024年6月；填当月任意一天也可以",
    )
    department_id: Mapped[int | None] = _month.link(
        "窗口或部门",
        "place",
        listed=True,
        filtered=True,
        counted=True,
        quick=True,
        help="全镇合报一份的不填",
    )
    rows: Mapped[list[MonthRow]] = _counts.children(
        "各项办件", MonthRow, quick=True, help="留空保存，列出上一份月报的事项，再填件数"
    )
    handled: Mapped[int | None] = _sums.field(
        "办件合计", unit="件", listed=True, summed=True, computed=_sum("quantity")
    )
    agency: Mapped[int | None] = _sums.field(
        "代办合计", unit="件", listed=True, summed=True, computed=_sum("agency")
    )
    tolerant: Mapped[int | None] = _sums.field(
        "容缺合计", unit="件", listed=True, summed=True, computed=_sum("tolerant")
    )
    extended: Mapped[int | None] = _sums.field(
        "延时合计", unit="件", listed=True, summed=True, computed=_sum("extended")
    )
    rated: Mapped[int | None] = _sums.field(
        "参加评价合计", unit="件", summed=True, computed=_sum("rated")
    )
    satisfied: Mapped[int | None] = _sums.field(
        "评价满意合计", unit="件", summed=True, computed=_sum("satisfied")
    )
    note: Mapped[LongText | None] = _sums.field("备注")

    def called(self) -> str:
        """2024年3月 办件月报."""
        month: date | None = self.month  # not yet typed, in a new sheet
        return f"{month.year}年{month.month}月 办件月报" if month else "办件月报"

    def settle(self) -> None:
        """Also takes the first of the month, the items of the last sheet, and the items' names."""
        month = first_of(self.month)
        if month and month != self.month:
            self.month = month
        session = object_session(self)
        if session is not None:
            with session.no_autoflush:
                if not self.rows:
                    self.rows = [
                        MonthRow.fresh(item_id=row.item_id, other_item=row.other_item)
                        for row in self._last_rows(session)
                    ]
                for row in self.rows:
                    write_item(session, row)
        super().settle()

    def rules(self) -> Iterator[Problem]:
        """A month that has begun, each item once."""
        month: date | None = self.month
        if month and month > date.today():
            yield Problem("month", "月份还没有到，请核对")
        named = [row.item_id or row.other_item for row in self.rows]
        for place, (own, times) in enumerate((one, Counter(named)[one]) for one in named):
            if own and times > 1:
                yield Problem(f"rows[{place}].item_id", "同一事项列了两次，请合并")
        if self.rows and not any(row.quantity for row in self.rows):
            yield Problem("rows", "各项件数待填", Level.MISSING)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """One sheet for a month and window; one of the whole town would count a window again."""
        others = select(HandlingMonth.caption, HandlingMonth.department_id).where(
            HandlingMonth.month == first_of(self.month),
            HandlingMonth.id != (self.id or 0),
            HandlingMonth.deleted_at.is_(None),
        )
        found = session.execute(others).all()
        for other in found:
            if other.department_id == self.department_id:
                sentence = f"这个月、这个窗口已有“{other.caption}”，请在那一份上修改"
                yield Problem("month", sentence)
                return
        if any(None in (other.department_id, self.department_id) for other in found):
            sentence = "这个月既有全镇合报、又有窗口分报，办件会重复计算，请核对"
            yield Problem("department_id", sentence, Level.WARN)

    def _last_rows(self, session: Session) -> list[MonthRow]:
        """The rows of the newest sheet of the same window before this month."""
        query = (
            select(HandlingMonth)
            .where(
                HandlingMonth.month < first_of(self.month),
                HandlingMonth.department_id.is_not_distinct_from(self.department_id),
                HandlingMonth.deleted_at.is_(None),
            )
            .order_by(HandlingMonth.month.desc())
            .limit(1)
        )
        last = session.scalar(query)
        return list(last.rows) if last is not None else []


def reported(month: Any, item_id: Any, item: Any, department_id: Any) -> ColumnElement[bool]:
    """The condition that a sheet holds an item of a month: then single items count no more.

    Args:
        month: its first day, in SQL, as all of them.
        item_id: the item of the list.
        item: what it is called.
        department_id: the window; where either side names none, any is meant.
    """
    window = HandlingMonth.department_id
    return exists().where(
        MonthRow.owner_id == HandlingMonth.id,
        HandlingMonth.deleted_at.is_(None),
        HandlingMonth.month == month,
        or_(MonthRow.item_id == item_id, MonthRow.item == item),
        or_(window.is_(None), department_id.is_(None), window == department_id),
    )
