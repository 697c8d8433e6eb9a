"""Inspections: whom, for what, and by which officers with certificates valid that day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, object_session

from db.store.fields import CreditCode, LongText, Phone, Section, field, link
from db.store.onward import Along, Onward
from db.store.problems import Level, Problem
from db.store.record import Child, Record, register

_what = Section("检查")
_whom = Section("检查对象")
_who = Section("检查人员")
_found = Section("结果")
_decided = Section("处理决定")

_ENFORCING = ("1", "3")
"""Kinds of certificate one may inspect with; one for supervision is not among them."""


_ORDERED, _FILED = "3", "4"
"""责令整改, 立案 in codes/inspection_result.toml."""


def _filed(inspection: "Inspection") -> bool:
    return inspection.result == _FILED


class Officer(Child):
    """One of the inspecting officers 检查人员."""

    __tablename__ = "inspection_officer"
    owner: ClassVar = "inspection"
    name_field: ClassVar = "card_number"

    staff_id: Mapped[int] = link("检查人员", "staff", listed=True)
    card_number: Mapped[str | None] = field(
        "执法证号",
        listed=True,
        computed=lambda officer: officer.card_number,
        help="检查当日有效的证件，由程序填写",
    )


class Inspection(Record):
    """An inspection of an enterprise or site 执法检查."""

    __tablename__ = "inspection"
    title: ClassVar = "执法检查"
    unit: ClassVar = "次"
    group: ClassVar = "执法"
    icon: ClassVar = "enforcement"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "day"
    gathers: ClassVar = "这次检查发现的问题"
    onward: ClassVar = (
        Onward(
            "finding",
            "登记问题",
            (
                Along(
                    (
                        *("enterprise_id", "name", "credit_code", "representative"),
                        *("phone", "address", "campaign_id", ("day", "found_on")),
                    )
                ),
            ),
            back="inspection_id",
            when=lambda inspection: inspection.result in (_ORDERED, _FILED),
        ),
    )

    day: Mapped[date] = _what.day("检查日期")
    kind: Mapped[str | None] = _what.choice(
        "检查类别", "inspection_kind", filtered=True, counted=True, default="1"
    )
    campaign_id: Mapped[int | None] = _what.link(
        "集中联合执法",
        "campaign",
        filtered=True,
        quick=True,
        help="属于一次行动的，选那次行动：行动的家次由检查记录计",
    )
    items: Mapped[LongText] = _what.field("检查事项", searched=True, quick=True)
    in_list: Mapped[bool] = _what.field(
        "在公布的检查事项清单内",
        default=True,
        filtered=True,
        help="清单之外不得检查（涉企行政检查的规定）",
    )
    way: Mapped[str | None] = _what.choice(
        "检查方式", "inspection_way", filtered=True, counted=True, default="1"
    )
    planned: Mapped[bool] = _what.field("计划内", default=True, filtered=True, counted=True)
    enterprise_id: Mapped[int | None] = _whom.link(
        "企业和单位",
        "enterprise",
        carries=("name", "credit_code", "representative", "phone", "address"),
    )
    name: Mapped[str] = _whom.field("名称", listed=True, searched=True, quick=True)
    credit_code: Mapped[CreditCode | None] = _whom.field("统一社会信用代码", searched=True)
    representative: Mapped[str | None] = _whom.field("负责人")
    phone: Mapped[Phone | None] = _whom.field("联系方式")
    address: Mapped[str | None] = _whom.field("地址", quick=True)
    officers: Mapped[list[Officer]] = _who.children("检查人员", Officer, quick=True)
    result: Mapped[str | None] = _found.choice(
        "检查结果",
        "inspection_result",
        listed=True,
        filtered=True,
        counted=True,
        quick=True,
        needed_when=lambda _inspection: True,
    )
    note: Mapped[LongText | None] = _found.field("检查情况")
    decided_on: Mapped[date | None] = _decided.field(
        "处理决定日期", dated=True, index=True, shown_when=_filed
    )
    decision_number: Mapped[str | None] = _decided.field("决定书文号", shown_when=_filed)
    major: Mapped[bool | None] = _decided.field(
        "属于重大执法决定",
        shown_when=_filed,
        help="重大的，作出之前须经法制审核",
    )
    review_id: Mapped[int | None] = _decided.link(
        "法制审核",
        "legality_review",
        shown_when=lambda inspection: _filed(inspection) and bool(inspection.major),
        needed_when=lambda inspection: bool(inspection.major),
    )

    def called(self) -> str:
        """Day and whom."""
        day: date | None = self.day  # not yet typed, in a new inspection
        return " ".join(filter(None, (day.isoformat() if day else "", self.name)))

    def settle(self) -> None:
        """Also writes down each officer's certificate as it stood that day."""
        session = object_session(self)
        if session is not None:
            with session.no_autoflush:
                for row in self.officers:
                    card = self._card(session, row)
                    number = card.standing_on(self.day).number if card is not None else None
                    if row.card_number != number:
                        row.card_number = number
        super().settle()

    def rules(self) -> Iterator[Problem]:
        """An inspection outside the published list is doubted."""
        day: date | None = self.day
        if day and self.decided_on and self.decided_on < day:
            yield Problem("decided_on", "处理决定日期早于检查日期，请核对")
        if self.in_list is False:
            yield Problem("in_list", "清单之外的事项不得检查，请核对", Level.WARN)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """Two officers at least, each with a certificate valid that day (行政处罚法第四十二条)."""
        day: date | None = self.day
        yield from self._beside_the_campaign(session)
        yield from self._without_problem(session)
        if day is None:
            return
        if len({row.staff_id for row in self.officers} - {None}) < 2:
            yield Problem("officers", "检查人员不得少于两人（行政处罚法第四十二条）")
        for place, row in enumerate(self.officers):
            chosen: int | None = row.staff_id
            staff: Any = session.get(register("staff"), chosen) if chosen else None
            if staff is not None:
                for sentence, level in self._against(session, staff, day):
                    said = f"{staff.name}：{sentence}"
                    yield Problem(f"officers[{place}].staff_id", said, level)

    def _beside_the_campaign(self, session: Session) -> Iterator[Problem]:
        """A campaign's visits are counted from its inspections once there is one."""
        chosen: int | None = self.campaign_id
        campaign: Any = session.get(register("campaign"), chosen) if chosen else None
        if campaign is None:
            return
        day: date | None = self.day
        last = campaign.ends_on or campaign.starts_on
        if day and not campaign.starts_on <= day <= last:
            yield Problem("campaign_id", "检查日期不在这次行动的日期之内，请核对", Level.WARN)
        if campaign.visits:
            typed = f"这次行动已填 {campaign.visits} 家次，关联检查后改按检查记录计，填的数不计"
            yield Problem("campaign_id", f"{typed}；请把全部检查登记进来", Level.WARN)

    def _without_problem(self, session: Session) -> Iterator[Problem]:
        """What was ordered is entered one by one, to be followed until it is put right."""
        number: int | None = self.id  # None before the first save
        if number is None or self.result != _ORDERED:
            return
        cls: Any = register("finding")
        mine = (cls.inspection_id == number, cls.deleted_at.is_(None))
        if session.scalar(select(cls.id).where(*mine).limit(1)) is None:
            sentence = "检查结果是责令整改：请按“登记问题”逐个登记到“问题整改”里"
            yield Problem("result", sentence, Level.MISSING)

    def _against(self, session: Session, staff: Any, day: date) -> Iterator[tuple[str, Level]]:
        if staff.left_on is not None and staff.left_on < day:
            yield f"已于 {staff.left_on} 离职，不能参加检查", Level.STOP
            return
        cards = _cards(session, staff.id)
        if not any(card.valid_on(day) or card.valid_on(day - timedelta(1)) for card in cards):
            if not staff.may_hold_certificate():
                kind = type(staff).fields["establishment"].kind.format(staff.establishment)
                yield f"是{kind}，不得参加对企业的检查（国办发〔2024〕54号）", Level.STOP
            else:
                yield f"{_why(cards, day)}，不能参加检查", Level.STOP
            return
        both = any(card.valid_on(day) and card.valid_on(day - timedelta(1)) for card in cards)
        if not both:
            yield "证件当日刚办理核发、注销等事项，请核对检查时证件是否有效", Level.WARN
        if not staff.on_enforcement_post(day):
            yield "当日不在执法岗位，请核对", Level.WARN

    def _card(self, session: Session, row: Officer) -> Any:
        chosen: int | None = row.staff_id
        day: date | None = self.day
        if chosen is None or day is None:
            return None
        cards = _cards(session, chosen)
        return next((card for card in reversed(cards) if card.valid_on(day)), None)


def _cards(session: Session, staff_id: int) -> list[Any]:
    """The certificates that one may inspect with, oldest first."""
    cls: Any = register("card")
    mine = (cls.staff_id == staff_id, cls.kind.in_(_ENFORCING), cls.deleted_at.is_(None))
    return list(session.scalars(select(cls).where(*mine).order_by(cls.id)))


def _why(cards: list[Any], day: date) -> str:
    """The reason that says most: how the newest card that was ever handed out stood that day."""
    reasons = [card.why_not(day) for card in cards if card.standing_on(day).state is not None]
    return reasons[-1] if reasons else "没有执法证件" if not cards else "当日尚未核发证件"
