"""One enforcement certificate: whose, which, and everything that happened to it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, object_session

from db.registers.card.event import CardEvent
from db.registers.card.moves import MOVES, ONWARD
from db.registers.card.settings import settings
from db.registers.card.standing import COMING, ENDED, HELD, STATES, Standing, standing_on
from db.store.fields import Ahead, LongText, Section, never, state
from db.store.problems import Level, Problem
from db.store.record import Record, register
from db.store.trouble import Trouble

_holder = Section("持证人")
_card = Section("证件")
_acting = Section("办理")
_log = Section("办理记录")

_NO_POST = "工作人员里没有登记持证人的执法岗位：在岗的请补登，不在岗的请办理注销并收回"
_REPLACE = "持证人还在执法岗位：要补发，请按“补发新证”登记新证，领到后办“补发”"
_REPLACING = "这是补发的新证，不用申领：领到后办“补发”"
_NOT_REGULAR = (
    "持证人是{kind}，一般不得持执法证（如河南、山东的规定只许在编在岗人员；"
    "国办发〔2024〕54号不许无证和编外人员检查企业）"
)


def _handed_out(card: "Card") -> bool:
    return card.state not in COMING


_ISSUED: dict[str, Any] = {"quick": True, "locked_when": _handed_out}
_TERM: dict[str, Any] = {**_ISSUED, "ahead": Ahead.MAY}


class Card(Record):
    """An enforcement certificate 行政执法证; acts change it, and the log keeps each of them."""

    __tablename__ = "card"
    title: ClassVar = "行政执法证"
    unit: ClassVar = "张"
    group: ClassVar = "执法"
    daily: ClassVar = True
    icon: ClassVar = "certificate"
    name_field: ClassVar = "number"
    moves: ClassVar = MOVES
    strip: ClassVar = ("new", "training", "exam", "issuing", "valid")
    onward: ClassVar = ONWARD

    staff_id: Mapped[int] = _holder.link(
        "持证人", "staff", filtered=True, quick=True, locked_when=_handed_out
    )
    name: Mapped[str | None] = _holder.field(
        "姓名", listed=True, searched=True, computed=lambda card: card.holder(), shown_when=never
    )
    exception_basis: Mapped[str | None] = _holder.field(
        "例外依据", help="持证人不是行政、参公、事业编制的，写明允许持证的规定或批准文件"
    )
    kind: Mapped[str] = _card.choice(
        "证件种类",
        "card_kind",
        listed=True,
        filtered=True,
        counted=True,
        default="1",
        quick=True,
        locked_when=_handed_out,
    )
    number: Mapped[str | None] = _card.field(
        "证号", listed=True, searched=True, index=True, quick=True, locked_when=_handed_out
    )
    state: Mapped[str] = state("状态", STATES, section="证件")
    valid_from: Mapped[date | None] = _card.field(
        "有效期起", help="照证件填写；换发、更正另行办理", **_TERM
    )
    valid_to: Mapped[date | None] = _card.field(
        "有效期止", listed=True, dated=True, index=True, **_TERM
    )
    first_issued_on: Mapped[date | None] = _card.field("首次发证日期", dated=True, **_ISSUED)
    issuer: Mapped[str | None] = _card.field("发证机关", quick=True, usual=True)
    supervised_by: Mapped[str | None] = _card.field("监制机关", help="如 贵州省人民政府监制")
    domain: Mapped[str | None] = _card.field("执法领域", listed=True, filtered=True)
    area: Mapped[str | None] = _card.field("执法区域")
    qr_text: Mapped[str | None] = _card.field("二维码内容")
    signed_for_on: Mapped[date | None] = _card.field("领取签收日期")
    replaces_id: Mapped[int | None] = _card.link(
        "补发前的证件",
        "card",
        shown_when=lambda card: card.state == "new" or card.replaces_id is not None,
        locked_when=_handed_out,
        help="遗失补发的，选已作废的原证",
    )
    act_on: Mapped[date | None] = _acting.field("办理日期", shown_when=never, ahead=Ahead.REFUSED)
    apply_reason: Mapped[str | None] = _acting.choice(
        "申领原因", "card_apply_reason", shown_when=never
    )
    renew_reason: Mapped[str | None] = _acting.choice(
        "换发原因", "card_renew_reason", shown_when=never
    )
    suspend_reason: Mapped[str | None] = _acting.choice(
        "暂扣原因", "card_suspend_reason", shown_when=never
    )
    restore_reason: Mapped[str | None] = _acting.choice(
        "发还原因", "card_restore_reason", shown_when=never
    )
    cancel_reason: Mapped[str | None] = _acting.choice(
        "注销原因", "card_cancel_reason", shown_when=never
    )
    revoke_reason: Mapped[str | None] = _acting.choice(
        "吊销原因", "card_revoke_reason", shown_when=never
    )
    void_reason: Mapped[str | None] = _acting.choice(
        "作废原因", "card_void_reason", shown_when=never
    )
    transfer_reason: Mapped[str | None] = _acting.field("调入单位和原因", shown_when=never)
    correct_reason: Mapped[str | None] = _acting.field("更正原因", shown_when=never)
    act_basis: Mapped[str | None] = _acting.field("依据文号或材料", shown_when=never)
    act_approved_by: Mapped[str | None] = _acting.field("批准人或机关", shown_when=never)
    act_score: Mapped[int | None] = _acting.field("考试成绩", unit="分", shown_when=never)
    act_until: Mapped[date | None] = _acting.field("暂扣至", shown_when=never, ahead=Ahead.MAY)
    new_number: Mapped[str | None] = _acting.field("新证号", shown_when=never)
    new_valid_from: Mapped[date | None] = _acting.field(
        "新有效期起", shown_when=never, ahead=Ahead.MAY
    )
    new_valid_to: Mapped[date | None] = _acting.field(
        "新有效期止", shown_when=never, ahead=Ahead.MAY
    )
    act_returned_on: Mapped[date | None] = _acting.field(
        "证件交回日期", shown_when=never, ahead=Ahead.REFUSED
    )
    act_received_by: Mapped[str | None] = _acting.field("收证人", shown_when=never)
    events: Mapped[list[CardEvent]] = _log.children(
        "办理记录",
        CardEvent,
        shown_when=lambda card: bool(card.events),
        locked_when=lambda _card: True,
        help="由“登记在册、申领、核发……”各项办理写入，不能改动",
    )
    note: Mapped[LongText | None] = _log.field("备注")

    def called(self) -> str:
        """Holder, kind and number."""
        kind = type(self).fields["kind"].kind.format(self.kind)
        return " ".join(filter(None, (self.name, kind, self.number)))

    def holder(self) -> str | None:
        """The holder's name, kept beside the link so that lists and searches find it."""
        session = object_session(self)
        staff = _staff(session, self) if session is not None else None
        return staff.name if staff is not None else self.name

    def standing_on(self, day: date) -> Standing:
        """How the certificate stood at the end of a day, by its log."""
        return standing_on(self.events, day)

    def state_on(self, day: date) -> str | None:
        """Its state at the end of a day; None before the first act."""
        return self.standing_on(day).state

    def valid_on(self, day: date) -> bool:
        """Whether one could enforce with it at the end of a day."""
        return self.standing_on(day).valid(day)

    def why_not(self, day: date) -> str | None:
        """Why it was of no use at the end of a day, None when it was valid."""
        return self.standing_on(day).why_not(day)

    def returned(self) -> CardEvent | None:
        """The act at which an ended card was handed back, if it was."""
        acts = ("cancel", "revoke", "transfer", "hand_back")
        rows = (row for row in self.events if row.kind in acts and row.returned_on)
        return next(rows, None)

    def rules(self) -> Iterator[Problem]:
        """Card and log agree; the term is in order; an ended card comes back."""
        pattern = settings().number_pattern
        if self.number and pattern and not re.fullmatch(pattern, self.number):
            yield Problem("number", f"证号应为 {settings().number_form}，请核对", Level.WARN)
        if self.valid_from and self.valid_to and self.valid_to <= self.valid_from:
            yield Problem("valid_to", "有效期止应晚于有效期起，请照证件填写")
        now = self.standing_on(date.max)
        if (now.state or "new") != self.state:
            yield Problem("events", "办理记录与证件状态不符：记录只由各项办理写入，不能手填")
        elif self.state in HELD and (now.number, now.valid_to) != (self.number, self.valid_to):
            yield Problem("number", "证号和有效期只能通过换发或更正改动")
        if self.state == "valid" and now.expired(date.today()):
            word = f"证件已于 {self.valid_to} 到期，请办理换发或注销"
            yield Problem("valid_to", word, Level.WARN)
        if self.state in ("cancelled", "revoked") and self.returned() is None:
            yield Problem("events", "证件尚未收回，收回后请办理“收回证件”", Level.MISSING)

    def take_over(self, given: dict[str, Any], session: Session) -> Iterator[Problem]:
        """A card without a log is one in hand: it is entered as such (“登记在册”)."""
        told = given.get("state")
        if self.events or told in COMING:
            return
        if told not in (None, "valid"):
            yield Problem("state", "没有办理记录的证件只能按“有效”导入，再在程序里办理注销等事项")
            return
        self.state = "new"
        enrol = next(one for one in self.moves if one.code == "enrol")
        with session.no_autoflush:
            against = enrol.hindrances(self, session)
            if against:
                yield from against
                return
            self.state = "valid"
            enrol.act(self, session)

    def advice(self) -> Iterator[str]:
        """A card that replaces another one is not applied for."""
        if self.state == "new" and self.replaces_id is not None:
            yield _REPLACING

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """What the holder and other certificates say against this one."""
        for other in self._others(session, Card.number == self.number) if self.number else ():
            level = Level.WARN if other.state in ENDED else Level.STOP
            yield Problem("number", f"这个证号已登记在“{other.caption}”名下", level)
        staff = _staff(session, self)
        if staff is None:
            return
        if self.state in ENDED:
            yield from self._lost(session, staff)
            return
        if not staff.may_hold_certificate():
            said = _NOT_REGULAR.format(
                kind=staff.fields["establishment"].kind.format(staff.establishment)
            )
            ground = f"；例外依据：{self.exception_basis}" if self.exception_basis else ""
            yield Problem("staff_id", said + ground, Level.WARN)
        for other in self._second(session):
            if other.state in HELD:
                said = f"{staff.name}已有一张未注销的证件：{other.caption}"
                yield Problem("staff_id", said, Level.WARN)
        if self.state == "valid" and not staff.on_enforcement_post(date.today()):
            left = f"已于 {staff.left_on} 离职" if staff.left_on else "现在不在执法岗位"
            said = f"持证人{left}，证件仍有效，请办理注销并收回"
            unknown = not (staff.left_on or staff.enforcement_posts)
            yield Problem("staff_id", _NO_POST if unknown else said, Level.WARN)

    def refuse_unentitled(self, session: Session) -> None:
        """Only regular staff hold a certificate; an exception needs its ground.

        Raises:
            Trouble: the holder is not regular staff and no exception is named.
        """
        staff = _staff(session, self)
        if staff is not None and not staff.may_hold_certificate() and not self.exception_basis:
            kind = staff.fields["establishment"].kind.format(staff.establishment)
            raise Trouble(f"{_NOT_REGULAR.format(kind=kind)}；确有规定允许的，请填写例外依据")

    def refuse_second(self, session: Session, day: date) -> None:
        """One valid certificate of a kind for one person.

        Raises:
            Trouble: the holder had another one in hand on that day.
        """
        for other in self._second(session):
            standing = other.standing_on(day)
            if standing.state in HELD:
                word = "过期未注销" if standing.expired(day) else "有效"
                raise Trouble(f"持证人当日已有一张{word}的证件（{other.caption}），不能再发")

    def refuse_unless_lost(self, session: Session) -> None:
        """A replacement stands for a card of the same holder that was declared void.

        Raises:
            Trouble: the card it names was not lost, or is somebody else's.
        """
        lost = session.get(Card, self.replaces_id)
        if lost is None or lost.state != "void" or lost.staff_id != self.staff_id:
            raise Trouble("补发前的证件应是同一持证人已办“遗失作废”的证件")

    def _lost(self, session: Session, staff: Any) -> Iterator[Problem]:
        """How another one is to be had, while the holder goes on and has none."""
        others = [card for card in self._second(session) if card.state not in ENDED]
        if self.state == "void" and not others and staff.on_enforcement_post(date.today()):
            yield Problem("staff_id", _REPLACE, Level.WARN)

    def _second(self, session: Session) -> list["Card"]:
        return self._others(session, Card.staff_id == self.staff_id, Card.kind == self.kind)

    def _others(self, session: Session, *conditions: Any) -> list["Card"]:
        live = (Card.deleted_at.is_(None), Card.id != (self.id or 0))
        return list(session.scalars(select(Card).where(*conditions, *live).order_by(Card.id)))


def _staff(session: Session, card: Card) -> Any:
    number: int | None = card.staff_id  # not yet chosen, in a new card
    if number is None:
        return None
    with session.no_autoflush:
        return session.get(register("staff"), number)
