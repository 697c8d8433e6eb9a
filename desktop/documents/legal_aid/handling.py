"""更换法律援助人员申请表 and 案件补贴领款单: a change of lawyer, and the money for the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.store.kinds.money import in_capitals
from desktop.documents.legal_aid.ruled import (
    SMALL,
    Ruled,
    dated,
    label,
    named,
    numbered,
    ticked,
    value,
)
from desktop.documents.office_form import finished, office_of, said, unfilled
from desktop.documents.page import Run, filled

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import LegalAid
    from db.registers.legal_aid import Subsidy
    from desktop.documents.form import Sheet
    from desktop.documents.page import Text

CHANGE = "更换法律援助人员申请表"
PAYMENT = "法律援助案件补贴领款单"


def change_request(session: Session, aid: LegalAid) -> Sheet:
    """The request to replace the lawyer: the newest one replaced, or the one who serves now.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    replaced = [row for row in aid.lawyers if row.until is not None]
    lawyer = replaced[-1] if replaced else aid.lawyers[-1] if aid.lawyers else None
    missing = unfilled(lawyer, "reason") if lawyer else ["没有登记法律援助人员"]
    form = Ruled(
        named(CHANGE, aid), CHANGE, office_of(session),
        number=numbered(aid), missing=missing, made=lawyer.asked_on if lawyer else None,
    )  # fmt: skip
    form.rows(
        [label("申请人"), value(aid.who(), 4), label("联系电话"), value(aid.phone or "", 4)],
        [
            label("案由"), value(said(aid, "cause"), 4),
            label("指派文号"), value(aid.assignment_number or "", 4),
        ],
        [
            label("承办单位"), value((lawyer.firm if lawyer else None) or aid.firm or "", 4),
            label("承办人"), value(lawyer.name if lawyer else "", 4),
        ],
    )  # fmt: skip
    form.block("申请更换的\n事实和理由", (lawyer.reason if lawyer else "") or "", high=170)
    form.rows([label("证据材料"), value(["共", filled("", 4), "份", filled("", 4), "页"], 10)])
    form.signed("", "申请人（签名）", day=lawyer.asked_on if lawyer else None)
    for name, who in (("审核意见", "法律援助机构工作人员"), ("审批意见", "法律援助机构负责人")):
        form.rows(
            [label(name), value(_signs(who), 10)],
            high=100,
        )
    form.paper.gap(6)
    form.paper.paragraph(
        "说明：承办人员自己申请更换的，也用本表；是否更换由法律援助机构决定。", style=SMALL
    )
    return finished(form.paper, missing)


def _signs(who: str) -> list[str | Run]:
    return ["\n\n", f"{who}（签名）：", filled("", 7), "\n", Run("", least=16), dated()]


def payment_sheet(session: Session, aid: LegalAid) -> Sheet:
    """The subsidy sheet that the payee signs; the agency pays, not the township (art. 52).

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    missing = unfilled(aid, "closed_on", "subsidies")
    missing += [f"{row.payee}的应发金额未填" for row in aid.subsidies if row.payable is None]
    days = [row.paid_on for row in aid.subsidies if row.paid_on]
    form = Ruled(
        named(PAYMENT, aid), PAYMENT, office_of(session),
        number=numbered(aid), missing=missing, made=max(days, default=aid.closed_on),
    )  # fmt: skip
    form.rows(
        [label("受援人"), value(aid.who(), 4), label("案由"), value(said(aid, "cause"), 4)],
        [
            label("案件性质"), value(ticked(aid, "nature"), 4),
            label("援助形式"), value(said(aid, "granted_form") or said(aid, "aid_form"), 4),
        ],
        [
            label("结案日期"), value(said(aid, "closed_on"), 4),
            label("结案方式"), value(said(aid, "closing_way"), 4),
        ],
        [
            label("材料提交"), value(said(aid, "dossier_on"), 4),
            label("审查合格"), value(said(aid, "dossier_reviewed_on"), 4),
        ],
    )  # fmt: skip
    form.grid(
        ["承办人", "身份", "标准或费用（元）", "系数", "应发金额（元）", "发放日期", "凭证号"],
        [1.8, 2.2, 2.2, 1.4, 2.2, 3.2, 2],
        [_paid(row) for row in aid.subsidies] or [[""] * 7],
    )
    total = sum(row.payable or 0 for row in aid.subsidies)
    words = f"{type(aid).fields['gained'].kind.format(total)}元　大写：{in_capitals(total)}"
    form.block("合计", words if total else "")
    for row in aid.subsidies:
        form.block("收款账户", f"{row.payee}：{row.account or ''}")
    hands = [f"领款人{row.payee}（签名）" for row in aid.subsidies]
    alone = ["领款人（签名）"]
    form.signed("以上款项已经收到。", *(hands if len(hands) > 1 else alone), "经办人（签名）")
    form.paper.gap(6)
    form.paper.paragraph(
        "说明：补贴由法律援助机构支付给承办人员，免征增值税和个人所得税（法律援助法第五十二条）；"
        "公职人员、志愿者只报销直接费用。",
        style=SMALL,
    )
    return finished(form.paper, missing)


def _paid(row: Subsidy) -> list[Text]:
    return [
        row.payee,
        said(row, "identity"),
        said(row, "standard" if row.lump else "costs"),
        f"{row.factor}%" if row.lump else "报销",
        said(row, "payable"),
        said(row, "paid_on"),
        row.voucher or "",
    ]
