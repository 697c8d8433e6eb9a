"""送达回证 and 受援人回访记录表: that a paper arrived, and how the recipient was served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.legal_aid.ruled import (
    SMALL,
    Ruled,
    box,
    label,
    named,
    numbered,
    ticked,
    value,
)
from desktop.documents.office_form import BLANK_DAY, day_of, finished, office_of, said, unfilled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from db.registers import LegalAid, Office
    from db.registers.legal_aid import AidVisit, Delivery
    from desktop.documents.form import Sheet

PROOF = "法律援助文书送达回证"
RECORD = "受援人回访记录表"


def delivery_proof(session: Session, aid: LegalAid) -> Sheet:
    """The proofs of the newest day's deliveries: for each recipient a page with all that he got.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    last = aid.deliveries[-1] if aid.deliveries else None
    missing = unfilled(aid, "number") + ([] if last else ["没有登记送达的文书"])
    form = Ruled(
        named(PROOF, aid), PROOF, office,
        number=numbered(aid), missing=missing, made=last.delivered_on if last else None,
    )  # fmt: skip
    served = list(_by_recipient(aid)) or [[]]
    for place, together in enumerate(served):
        if place:
            form.paper.new_page()
            form.head(PROOF, numbered(aid))
        _proof(form, aid, office, together)
        day = day_of(together[-1].delivered_on if together else None)
        form.paper.signatures([], office=office.name, day=day, seal=_seal(place))
    return finished(form.paper, missing, further=[_seal(n) for n in range(1, len(served))])


def _seal(place: int) -> str:
    """The electronic signature stands on the first page; each page goes to another recipient."""
    return f"seal:{place}" if place else "seal"


def _by_recipient(aid: LegalAid) -> Iterator[list[Delivery]]:
    """What was delivered on the newest day, or is still to be, parted by recipient."""
    last = aid.deliveries[-1:]
    found: dict[str, list[Delivery]] = {}
    for row in aid.deliveries:
        if row.delivered_on == last[0].delivered_on:
            found.setdefault(row.recipient, []).append(row)
    yield from found.values()


def _proof(form: Ruled, aid: LegalAid, office: Office, together: list[Delivery]) -> None:
    last = together[-1] if together else None
    form.rows(
        [label("送达单位"), value(office.name, 10)],
        [
            label("受送达人"), value(last.recipient if last else "", 4),
            label("案由"), value(said(aid, "cause"), 4),
        ],
        [label("送达地点"), value((last.address if last else "") or "", 10)],
    )  # fmt: skip
    form.grid(
        ["送达文书", "文号", "份数"],
        [5, 5, 1.6],
        [[row.document, row.document_number or "", "1"] for row in together] or [[""] * 3],
    )
    if last:
        _received(form, last)
    form.paper.gap(8)
    form.paper.paragraph(
        "说明：受送达人不在的，可由同住的成年家属代收，写明与受送达人的关系；拒绝签收的，由送达人记明事由和日期，"
        "由见证人签名，留置送达。",
        style=SMALL,
    )


def _received(form: Ruled, last: Delivery) -> None:
    day = day_of(last.delivered_on) if last.delivered_on else BLANK_DAY
    other = last.received_by if last.received_by != last.recipient else None
    form.rows(
        [label("送达方式"), value(ticked(last, "way"), 10)],
        [label("送达日期"), value(day, 4), label("送达人"), value(last.deliverer or "", 4)],
    )
    form.rows(
        [label("受送达人\n签名"), value("", 4), label("签收日期"), value(BLANK_DAY, 4)],
        [
            label("代收人签名\n和关系"), value(other or "", 4),
            label("送达人签名"), value("", 4),
        ],
        high=40,
    )  # fmt: skip
    form.rows(
        [
            label("拒收事由\n和见证人"),
            value([box(last.refused, "拒绝签收"), last.refusal_note or ""], 10),
        ],
        high=40,
    )


def visit_record(session: Session, aid: LegalAid) -> Sheet:
    """The record of the newest return visit; the visitor and the recipient sign it.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    visit = aid.visits[-1] if aid.visits else None
    missing = unfilled(visit, "satisfaction", "service") if visit else ["没有登记回访"]
    form = Ruled(
        named(RECORD, aid), RECORD, office_of(session),
        number=numbered(aid), missing=missing, made=visit.visited_on if visit else None,
    )  # fmt: skip
    form.rows(
        [label("受援人"), value(aid.who(), 4), label("案由"), value(said(aid, "cause"), 4)],
        [
            label("承办单位"), value(aid.firm or "", 4),
            label("承办人"), value("、".join(row.name for row in aid.lawyers), 4),
        ],
        [
            label("结案日期"), value(said(aid, "closed_on"), 4),
            label("结案方式"), value(said(aid, "closing_way"), 4),
        ],
    )  # fmt: skip
    if visit:
        _visited(form, visit, session)
    form.signed("以上记录属实。", "回访对象（签名）", "回访人（签名）")
    return finished(form.paper, missing)


def _visited(form: Ruled, visit: AidVisit, session: Session) -> None:
    form.rows(
        [
            label("回访日期"), value(said(visit, "visited_on"), 4),
            label("回访对象"), value(visit.visited or "", 4),
        ],
        [
            label("回访方式"), value(ticked(visit, "way"), 4),
            label("回访人"), value(said(visit, "visitor_id", session), 4),
        ],
        [label("满意程度"), value(ticked(visit, "satisfaction"), 10)],
        [
            label("是否收费"),
            value(
                [box(visit.fee_taken, "承办人员收取过财物"), box(not visit.fee_taken, "没有收取")],
                10,
            ),
        ],
    )  # fmt: skip
    form.block("服务评价", visit.service or "", high=150)
    form.block("意见建议", visit.advice or "无", high=120)
