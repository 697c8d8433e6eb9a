"""收条: the payee's receipt, one for each proof of performance of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.registers.mediation import Receipt
from db.store.kinds.money import in_capitals
from desktop.documents.mediation.case_paper import SIGNS, CasePaper, agreement_number, signers
from desktop.documents.office_form import finished, said
from desktop.documents.page import Run, filled

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import Case
    from desktop.documents.form import Sheet

TITLE = "收条"
_RECEIPT = "1"  # of the table receipt_kind


def receipts(session: Session, case: Case, blank: str = "") -> Sheet:
    """One receipt a page, for the payee to sign; the payer keeps one copy, the dossier the other.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    rows = list(case.receipts) or [Receipt.fresh(payee="")]
    missing = [] if blank else _missing(case)
    made = max((row.received_on for row in case.receipts), default=None)
    paper = CasePaper(session, TITLE, case, missing=missing, made=made, blank=blank)
    for place, row in paper.page_each(rows, numbered=False):
        _one(paper, row, place)
    return finished(paper, missing, copies=2)


def _missing(case: Case) -> list[str]:
    if not case.receipts:
        return ["没有登记履行凭证"]
    return [
        f"{row.payee}的收条没有写明金额或者物品"
        for row in case.receipts
        if row.amount is None and not row.goods
    ]


def _one(paper: CasePaper, row: Receipt, place: int) -> None:
    number = agreement_number(paper.case)
    payer: list[str | Run] = [
        filled(row.payer or "", 6), "依照", filled(number, 0 if number else 14), "人民调解",
    ]  # fmt: skip
    money = row.amount is not None or not row.goods
    paper.gap(10)
    if row.amount is not None:
        figures = Receipt.fields["amount"].kind.format(row.amount)
        words = f"协议给付的人民币{figures}元（大写：{in_capitals(row.amount)}）。"
        paper.paragraph(["今收到", *payer, words])
    elif money:
        paper.paragraph(["今收到", *payer, "协议给付的款项："])
        paper.fields([("人民币（小写）：", "")])
        paper.fields([("人民币（大写）：", "")])
    if row.goods:
        done = f"协议{'还' if money else ''}交付或者履行了：{row.goods}。"
        paper.paragraph(["今确认", *payer, done])
    if row.way not in {None, _RECEIPT}:
        paper.paragraph(f"凭证种类：{said(row, 'way')}。")
    if row.note:
        paper.paragraph(f"备注：{row.note}")
    paper.gap(20)
    who = "收款人" if money else "收受人"
    paper.signatures(
        [
            *signers(f"{who}{SIGNS}", [row.payee], f"payee:{place}"),
            *signers("在场人民调解员（签名）", [], f"mediator:{place}"),
        ]
    )
    paper.dated(row.received_on)
