"""Forms of one certificate: the receipt register at handing out, the decision that ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.registers import Staff
from db.store.links import captions
from desktop.documents.office_form import BLANK_DAY, day_of, finished, office_of, said
from desktop.documents.page import Cell, Document, Signer, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from db.registers import Card
    from db.registers.card import CardEvent
    from desktop.documents.form import Sheet

_HANDED_OUT = ("enrol", "issue", "replace", "transfer_in", "renew")
_ENDING = {"cancelled": "注销", "revoked": "吊销"}
_TABLE = Style(size=12)


def receipt(session: Session, card: Card) -> Sheet:
    """行政执法证领取登记表: what was handed to whom, signed by both in ink."""
    office, staff = office_of(session), _holder(session, card)
    handed = _last(card, _HANDED_OUT)
    missing = tuple(_unready(card, handed))
    title = "行政执法证领取登记表"
    paper = Document(
        f"{title}（{card.name or '未登记'}）",
        author=office.name,
        subject=card.called(),
        watermark="草稿" if missing else "",
        made=handed.day if handed else None,
    )
    paper.title(title)
    department = captions(session, "place", [staff.department_id])
    issued = card.signed_for_on or (handed.day if handed else None)
    old = handed.old_number if handed else None
    back = day_of(handed.returned_on) if handed and handed.returned_on else ""
    rows = [
        ("姓名", staff.name, "性别", said(staff, "sex")),
        ("所在部门", department.get(staff.department_id or 0, ""), "职务", staff.post or ""),
        ("编制性质", said(staff, "establishment"), "执法区域", card.area or office.township or ""),
        ("证件种类", said(card, "kind"), "证号", card.number or ""),
        ("发证机关", card.issuer or "", "监制机关", card.supervised_by or ""),
        ("执法领域", card.domain or "", "首次发证", _day(card.first_issued_on)),
        ("有效期起", _day(card.valid_from), "有效期止", _day(card.valid_to)),
        ("领取事由", said(handed, "kind") if handed else "", "领取日期", _day(issued)),
        ("原证号", old or "", "原证交回", back),
    ]
    paper.table(
        [[Cell(a, align="center"), b, Cell(c, align="center"), d] for a, b, c, d in rows],
        widths=[2.2, 4.2, 2.2, 4.2],
        style=_TABLE,
        least=30,
    )
    paper.gap(8)
    paper.paragraph(
        "领证人已核对证件所载姓名、单位、证号和有效期，确认无误。证件只限本人在载明的范围内执法时使用，"
        "不得涂改、转借；离开执法岗位、证件到期或者被暂扣、注销的，应当及时交回。",
        style=_TABLE,
    )
    paper.signatures(
        [Signer("领证人（签名）：", "holder"), Signer("经办人（签名）：", "clerk")],
        columns=2,
        office=office.name,
        day=day_of(issued),
    )
    return finished(paper, missing)


def ending(session: Session, card: Card) -> Sheet:
    """行政执法证注销决定书 (or 吊销), with the receipt for the card handed back below the cut."""
    office, staff = office_of(session), _holder(session, card)
    word = _ENDING.get(card.state, "注销")
    act = _last(card, ("cancel", "revoke"))
    missing = () if act is not None else (f"证件还没有办理{word}",)
    title = f"行政执法证{word}决定书"
    paper = Document(
        f"{title}（{card.name or '未登记'}）",
        author=office.name,
        subject=card.called(),
        watermark="草稿" if missing else "",
        made=act.day if act else None,
    )
    paper.title(title)
    department = captions(session, "place", [staff.department_id])
    place = department.get(staff.department_id or 0, "")
    paper.paragraph(f"{place}{staff.name}：", indent=0)
    for part in _decided(card, act, word):
        paper.paragraph(part)
    paper.signatures([], office=office.name, day=day_of(act.day if act else None))
    paper.rule(0.5)
    _handed_back(paper, card, staff)
    return finished(paper, missing, copies=2)


def _decided(card: Card, act: CardEvent | None, word: str) -> Iterator[str]:
    held = f"你持有的{said(card, 'kind')}（证号：{card.number or '　　　　'}"
    term = f"，有效期{day_of(card.valid_from)}至{day_of(card.valid_to)}）"
    reason = f"因{act.reason}" if act and act.reason else "因　　　　　　　　"
    basis = f"，依据{act.basis}" if act and act.basis else ""
    approved = f"，经{act.approved_by}批准" if act and act.approved_by else ""
    day = day_of(act.day if act else None)
    yield f"{held}{term}，{reason}{basis}{approved}，自{day}起{word}。"
    yield f"自{word}之日起，不得再持该证从事行政执法活动。证件尚未交回的，请在收到本决定时交回。"


def _handed_back(paper: Document, card: Card, staff: Staff) -> None:
    back = card.returned()
    paper.heading("证件交回回执", indent=0, align="center")
    day = day_of(back.returned_on) if back else BLANK_DAY
    receiver = back.received_by if back and back.received_by else ""
    paper.paragraph(
        f"{day}收到{staff.name}交回的{said(card, 'kind')}一张，证号{card.number or '　　　　'}。"
    )
    paper.signatures(
        [
            Signer("交证人（签名）：", "holder"),
            Signer(f"收证人{receiver}（签名）：", "receiver"),
        ],
        columns=2,
        lines=1,
    )


def _holder(session: Session, card: Card) -> Staff:
    return session.get(Staff, card.staff_id) or Staff.fresh(name="")


def _last(card: Card, kinds: tuple[str, ...]) -> CardEvent | None:
    return next((row for row in reversed(card.events) if row.kind in kinds), None)


def _unready(card: Card, handed: Any) -> Iterator[str]:
    if handed is None:
        yield "证件还没有核发"
    elif not card.number:
        yield "证号未填"


def _day(day: Any) -> str:
    return day_of(day) if day else ""
