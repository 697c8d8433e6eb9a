"""A list of claims that goes to the county together: submitted, answered, paid as one."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.registers.subsidy.claim import SubsidyClaim
from db.registers.subsidy.suggesting import case_of, suggest
from db.store.fields import Ahead, LongText, Money, Section, state
from db.store.moves import Move
from db.store.problems import Level, Problem
from db.store.progress import Progress, unwatched
from db.store.record import Record
from db.store.trouble import Trouble

_list = Section("批次")
_submitting = Section("报送")
_answering = Section("批复和发放")

STATES = (
    ("open", "编制中"),
    ("submitted", "已报送"),
    ("answered", "已批复"),
    ("paid", "已发放"),
)


def claims_of(session: Session, list_id: int) -> list[SubsidyClaim]:
    """The claims of a list, by the day their cases were closed and the cases' names."""
    query = select(SubsidyClaim).where(
        SubsidyClaim.list_id == list_id, SubsidyClaim.deleted_at.is_(None)
    )
    order = (SubsidyClaim.closed_on, SubsidyClaim.case_id)
    return list(session.scalars(query.order_by(*order)))


def claim_many(
    session: Session,
    cases: Sequence[int],
    period: tuple[date, date],
    day: date,
    progress: Progress = unwatched,
) -> "SubsidyList":
    """Claim for many cases at once, in the open list of the period or a new one.

    Args:
        session: of a running step; all of them are claimed or none.
        cases: ids of mediation cases.
        period: of the list, first and last day.
        day: of the claims.
        progress: told after each case.

    Raises:
        Trouble: one of them cannot be claimed; says which and why.
    """
    first, last = period
    query = select(SubsidyList).where(
        SubsidyList.first_on == first,
        SubsidyList.last_on == last,
        SubsidyList.state == "open",
        SubsidyList.deleted_at.is_(None),
    )
    batch: SubsidyList | None = session.scalar(query.order_by(SubsidyList.id.desc()).limit(1))
    if batch is None:
        batch = SubsidyList.fresh(first_on=first, last_on=last)
        session.add(batch)
        session.flush()
    for place, number in enumerate(cases, start=1):
        claim = SubsidyClaim.fresh(case_id=number, list_id=batch.id, declared_on=day)
        case = case_of(session, number)
        stops = [p.sentence for p in claim.conflicts(session) if p.level is Level.STOP]
        against = [*stops, *suggest(session, case).against]
        if against:
            raise Trouble(f"{case.caption}：{against[0]}")
        session.add(claim)
        session.flush()
        progress(place, len(cases))
    return batch


def _move(code: str, claims: Iterable[SubsidyClaim], session: Session, **values: Any) -> None:
    """Make a move with every claim that stands before it; blanks take the list's values."""
    move = next(move for move in SubsidyClaim.moves if move.code == code)
    for claim in claims:
        if move.allowed(claim):
            for name, value in values.items():
                if getattr(claim, name) is None:
                    setattr(claim, name, value)
            move.make(claim, session)


def _submit(batch: "SubsidyList", session: Session) -> None:
    """The office's review of all that wait; what is sent is counted as it is sent."""
    claims = claims_of(session, batch.id)
    _move("review", claims, session, reviewer=batch.submitted_by, reviewed_on=batch.submitted_on)
    sent = [claim for claim in claims if claim.state != "refused"]
    if not sent:
        raise Trouble("这一批里还没有可以报送的申报，请先在“集中申报”里选入")
    batch.claimed_count = len(sent)
    batch.claimed_total = sum(claim.amount or 0 for claim in sent)


def _answer(batch: "SubsidyList", session: Session) -> None:
    """Granted as claimed, except what was reduced or refused one by one before."""
    claims = claims_of(session, batch.id)
    for claim in claims:
        if claim.state == "reviewed" and claim.granted is None:
            claim.granted = claim.amount
    _move("approve", claims, session, approved_on=batch.answered_on)
    batch.granted_total = sum(c.granted or 0 for c in claims if c.state in ("approved", "paid"))


def _pay(batch: "SubsidyList", session: Session) -> None:
    claims = claims_of(session, batch.id)
    _move("pay", claims, session, paid_on=batch.paid_on, paid_number=batch.paid_number)
    batch.paid_total = sum(claim.due() for claim in claims if claim.state == "paid")


def _days_in_order(batch: "SubsidyList") -> Iterator[Problem]:
    days = ("submitted_on", "answered_on", "paid_on")
    for earlier, later in pairwise(days):
        first, second = getattr(batch, earlier), getattr(batch, later)
        if first and second and second < first:
            label = type(batch).fields[later].label
            yield Problem(later, f"{label}早于{type(batch).fields[earlier].label}，请核对")


MOVES = (
    Move(
        "submit",
        "初审并报送",
        ("open",),
        "submitted",
        needs=("submitted_on", "submitted_by"),
        asks=("submitted_on", "submitted_by", "number"),
        act=_submit,
    ),
    Move(
        "answer",
        "县局批复",
        ("submitted",),
        "answered",
        needs=("answered_on",),
        asks=("answered_on", "answer_number"),
        check=_days_in_order,
        act=_answer,
    ),
    Move(
        "pay",
        "发放",
        ("answered",),
        "paid",
        needs=("paid_on", "paid_number"),
        asks=("paid_on", "paid_number"),
        check=_days_in_order,
        act=_pay,
    ),
)


class SubsidyList(Record):
    """A period's claims sent to the county 补贴申报批次; its moves are those of its claims.

    What the county reduces or refuses is entered with the single claim before the answer.
    """

    __tablename__ = "subsidy_list"
    title: ClassVar = "补贴申报批次"
    unit: ClassVar = "批"
    group: ClassVar = "补贴"
    icon: ClassVar = "report"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "last_on"
    gathers: ClassVar = "这一批的申报"
    moves: ClassVar = MOVES
    strip: ClassVar = ("open", "submitted", "answered", "paid")

    name: Mapped[str | None] = _list.field(
        "批次名称", listed=True, searched=True, computed=lambda batch: batch.named()
    )
    state: Mapped[str] = state("状态", STATES, section="批次")
    first_on: Mapped[date] = _list.field("期间起", dated=True, ahead=Ahead.MAY)
    last_on: Mapped[date] = _list.field(
        "期间止", listed=True, dated=True, index=True, ahead=Ahead.MAY
    )
    words: Mapped[str | None] = _list.field("说明", listed=True, help="如 第二次申报、补报")
    note: Mapped[LongText | None] = _list.field("备注")
    submitted_on: Mapped[date | None] = _submitting.field("报送日期", listed=True)
    submitted_by: Mapped[str | None] = _submitting.field(
        "初审人", usual=True, help="其中还没有初审的一并初审"
    )
    number: Mapped[str | None] = _submitting.field("报送文号", searched=True)
    claimed_count: Mapped[int | None] = _submitting.field(
        "报送件数",
        unit="件",
        listed=True,
        computed=lambda batch: batch.claimed_count,
        shown_when=lambda batch: batch.claimed_count is not None,
    )
    claimed_total: Mapped[Money | None] = _submitting.field(
        "报送金额",
        unit="元",
        listed=True,
        computed=lambda batch: batch.claimed_total,
        shown_when=lambda batch: batch.claimed_total is not None,
    )
    answered_on: Mapped[date | None] = _answering.field(
        "批复日期", help="没有逐件核减或者不予的，一并按申报金额核定"
    )
    answer_number: Mapped[str | None] = _answering.field("批复文号", searched=True)
    granted_total: Mapped[Money | None] = _answering.field(
        "批复金额",
        unit="元",
        listed=True,
        computed=lambda batch: batch.granted_total,
        shown_when=lambda batch: batch.granted_total is not None,
    )
    paid_on: Mapped[date | None] = _answering.field("发放日期")
    paid_number: Mapped[str | None] = _answering.field("发放凭证号")
    paid_total: Mapped[Money | None] = _answering.field(
        "发放金额",
        unit="元",
        listed=True,
        computed=lambda batch: batch.paid_total,
        shown_when=lambda batch: batch.paid_total is not None,
    )

    def named(self) -> str:
        """2024年第三季度, 2024年9月, or its days; with the words that tell it apart."""
        first: date | None = self.first_on  # not yet typed, in a new list
        last: date | None = self.last_on
        if first is None or last is None:
            return self.words or ""
        return " ".join(filter(None, (period_named(first, last), self.words)))

    def called(self) -> str:
        """The period, and what it is."""
        return f"{self.named()} 补贴申报"

    def rules(self) -> Iterator[Problem]:
        """The period ends after it begins."""
        first: date | None = self.first_on
        last: date | None = self.last_on
        if first and last and last < first:
            yield Problem("last_on", "期间止早于期间起，请核对")


def period_named(first: date, last: date) -> str:
    """2024年第三季度, 2024年9月, 2024年; other periods by their days."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and (last.toordinal() + 1 == _next_month(last).toordinal())
    year = f"{first.year}年"
    if whole and months == 1:
        return f"{year}{first.month}月"
    if whole and months == 3 and first.month % 3 == 1:
        return f"{year}第{'一二三四'[first.month // 3]}季度"
    if whole and months == 12 and first.month == 1:
        return year
    return f"{_spoken(first)}至{_spoken(last)}"


def _spoken(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
