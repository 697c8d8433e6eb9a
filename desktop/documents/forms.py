"""The forms that can be printed, each for one register."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from db.registers import (
    Card,
    Case,
    Consultation,
    CulturePlace,
    LawEvent,
    LawTheme,
    LegalAid,
    LegalGuide,
    Training,
)
from db.store.kinds import DateKind
from db.store.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from db.store.record import Record

_YEAR = re.compile(r"((?:19|20)\d\d)年?")


@dataclass(frozen=True)
class Sheet:
    """A rendered form.

    Attributes:
        pdf: PDF/A-2b, unsigned.
        name: what it is called, number included; also the PDF's title.
        pages: how many pages.
        missing: what must be mended before it may be signed; then it carries 草稿 on each page.
        stamp: (page, x0, y0, x1, y1) in points, where the electronic signature shows; None when
            the form has no place for one.
        copies: how many are wanted on paper.
    """

    pdf: bytes
    name: str
    pages: int
    missing: tuple[str, ...] = ()
    stamp: tuple[int, float, float, float, float] | None = None
    copies: int = 1


@dataclass(frozen=True)
class Form:
    """A printable form of the register ``cls``.

    Attributes:
        render: takes a session and what the form is about.
        over: what that is: one ``record``, or the register as it stands on a ``day``, or in a
            ``year`` (given as any day of it).
        offered: whether a record has such a paper at all; the menu leaves it out otherwise.
    """

    code: str
    title: str
    cls: type[Record]
    render: Callable[[Session, Any], Sheet]
    over: Literal["record", "day", "year"] = "record"
    offered: Callable[[Any], bool] = lambda _record: True


def _mediation(session: Session, case: Case) -> Sheet:
    from desktop.documents.agreement import agreement

    return agreement(session, case)


def _card_receipt(session: Session, card: Card) -> Sheet:
    from desktop.documents.enforcement.card_forms import receipt

    return receipt(session, card)


def _card_ending(session: Session, card: Card) -> Sheet:
    from desktop.documents.enforcement.card_forms import ending

    return ending(session, card)


def _card_roster(session: Session, day: date) -> Sheet:
    from desktop.documents.enforcement.card_lists import roster

    return roster(session, day)


def _card_handed_out(session: Session, day: date) -> Sheet:
    from desktop.documents.enforcement.card_lists import handed_out

    return handed_out(session, day)


def _training_sign_in(session: Session, training: Training) -> Sheet:
    from desktop.documents.enforcement.sign_in import sign_in

    return sign_in(session, training)


def _event_record(session: Session, event: LawEvent) -> Sheet:
    from desktop.documents.education.event_record import event_record

    return event_record(session, event)


def _law_plan(session: Session, day: date) -> Sheet:
    from desktop.documents.education.law_plan import law_plan

    return law_plan(session, day)


def _guide_roll(session: Session, day: date) -> Sheet:
    from desktop.documents.education.guide_roll import guide_roll

    return guide_roll(session, day)


def _place_roll(session: Session, day: date) -> Sheet:
    from desktop.documents.education.place_roll import place_roll

    return place_roll(session, day)


def _not_called_off(event: LawEvent) -> bool:
    return event.state != "cancelled"


def _aid(
    code: str,
    title: str,
    cls: type[Record] = LegalAid,
    offered: Callable[[Any], bool] = lambda _record: True,
) -> Form:
    def render(session: Session, record: Any) -> Sheet:
        from desktop.documents.legal_aid.papers import PAPERS

        return PAPERS[code](session, record)

    return Form(code, title, cls, render, offered=offered)


def _numbered(aid: LegalAid) -> bool:
    """Whether the station received it."""
    return aid.number_no is not None


FORMS: tuple[Form, ...] = (
    Form("agreement", "人民调解协议书", Case, _mediation),
    _aid("aid_application", "法律援助申请表"),
    _aid("aid_hardship", "经济困难状况说明表", offered=lambda aid: aid.no_condition is None),
    _aid("aid_privacy", "个人信息处理告知书"),
    _aid("aid_receipt", "法律援助申请材料接收凭证", offered=_numbered),
    _aid("aid_supplement", "补充材料/说明通知书", offered=lambda aid: bool(aid.supplements)),
    _aid("aid_review", "法律援助审查表", offered=_numbered),
    _aid("aid_forwarding", "法律援助申请转交函", offered=lambda aid: aid.reviewed_on is not None),
    _aid("aid_delivery", "法律援助文书送达回证", offered=lambda aid: bool(aid.deliveries)),
    _aid("aid_change", "更换法律援助人员申请表", offered=lambda aid: bool(aid.lawyers)),
    _aid("aid_payment", "法律援助案件补贴领款单", offered=lambda aid: bool(aid.subsidies)),
    _aid("aid_visit", "受援人回访记录表", offered=lambda aid: bool(aid.visits)),
    _aid("aid_consultation", "法律援助咨询登记表", Consultation),
    _aid("aid_consultation_privacy", "法律咨询个人信息处理告知书", Consultation),
    Form(
        "card_ending",
        "行政执法证注销决定书",
        Card,
        _card_ending,
        offered=lambda card: card.state in ("cancelled", "revoked"),
    ),
    Form(
        "card_receipt",
        "行政执法证领取登记表",
        Card,
        _card_receipt,
        offered=lambda card: card.valid_from is not None and bool(card.events),
    ),
    Form("card_roster", "行政执法持证人员名册", Card, _card_roster, over="day"),
    Form("card_handed_out", "行政执法证领取登记簿", Card, _card_handed_out, over="year"),
    Form("training_sign_in", "执法培训签到表", Training, _training_sign_in),
    Form("event_record", "普法活动记录表", LawEvent, _event_record, offered=_not_called_off),
    Form("law_plan", "年度普法计划", LawTheme, _law_plan, over="year"),
    Form("guide_roll", "法律明白人名册", LegalGuide, _guide_roll, over="day"),
    Form("place_roll", "法治文化阵地台账", CulturePlace, _place_roll, over="day"),
)
"""Every form, in the order of the menus; what renders them is imported at first use."""


def forms_for(cls: type[Any], record: Any = None) -> list[Form]:
    """The forms of a register's records; with a record, those that it has."""
    of_records = [form for form in FORMS if form.cls is cls and form.over == "record"]
    return [form for form in of_records if record is None or form.offered(record)]


def rolls_for(cls: type[Any]) -> list[Form]:
    """The forms over a whole register."""
    return [form for form in FORMS if form.cls is cls and form.over != "record"]


def form(word: str) -> Form:
    """The form by code or title.

    Raises:
        Trouble: there is none; the sentence lists those there are.
    """
    for known in FORMS:
        if word in (known.code, known.title):
            return known
    titles = "、".join(f"{known.code}（{known.title}）" for known in FORMS)
    raise Trouble(f"没有“{word}”这种文书（有：{titles}）", wrong_input=True)


def subject_of(form: Form, text: str) -> date:
    """The day or year that a form over a whole register is about; a year is its last day.

    Raises:
        Trouble: the text is neither; says which is wanted.
    """
    if form.over == "year":
        match = _YEAR.fullmatch(text.strip())
        if not match:
            raise Trouble(f"{form.title}按年度出，请写年份，如 2024", wrong_input=True)
        return date(int(match[1]), 12, 31)
    try:
        day: date | None = DateKind().parse(text)
    except Trouble as trouble:
        raise Trouble(f"{form.title}按日期出：{trouble.sentence}", wrong_input=True) from trouble
    if day is None:
        raise Trouble(f"{form.title}按日期出，请写日期，如 2024-12-31", wrong_input=True)
    return day
