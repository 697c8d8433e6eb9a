"""经济困难状况说明表: the household's means as the applicant states them, with the promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.store.kinds.identity import age_on
from desktop.documents.legal_aid.ruled import (
    Ruled,
    box,
    label,
    money,
    named,
    nobody,
    numbered,
    ticked,
    value,
)
from desktop.documents.office_form import finished, office_of, said, unfilled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from db.registers import LegalAid
    from db.registers.legal_aid import Member
    from desktop.documents.form import Sheet
    from desktop.documents.page import Text

TITLE = "经济困难状况说明表"
_EXEMPT = "3"
_PROMISE = (
    "个人诚信承诺：本人如实说明了家庭成员、收入、支出、财产和债务，没有隐瞒。经济状况发生变化的，"
    "本人将及时告知法律援助机构。本人同意法律援助机构通过信息共享查询核实上述情况（法律援助法第四十一条）；"
    "说明不实的，愿意承担终止法律援助等法律后果（法律援助法第四十八条）。"
)


def hardship(session: Session, aid: LegalAid) -> Sheet:
    """The statement of hardship; the income per head and the comparison are computed.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    missing = list(_missing(aid))
    form = Ruled(
        named(TITLE, aid),
        TITLE,
        office_of(session),
        number=numbered(aid),
        missing=missing,
        made=aid.applied_on,
    )
    form.rows(
        [
            label("申请人姓名"), value(aid.name, 3),
            label("身份证号"), value(aid.id_number or aid.no_id_reason or "", 5),
        ],
        [label("住址"), value(aid.address or "", 10)],
        [
            label("城乡"), value(ticked(aid, "household_kind"), 4),
            label("健康状况"), value(ticked(aid, "health"), 4),
        ],
    )  # fmt: skip
    form.rows([label("家庭成员和月收入（申请人本人也占一行）", 12)])
    form.grid(
        ["姓名", "与申请人关系", "年龄", "收入种类", "月收入（元）", "说明"],
        [2, 2, 1.2, 3.2, 2.2, 3],
        [_member(aid, member) for member in aid.members] or [[""] * 6] * 3,
    )
    _means(form, aid, session)
    form.signed(_PROMISE, "申请人（签名或按指印）", "代理人（签名）", day=aid.promised_on)
    return finished(form.paper, missing)


def _missing(aid: LegalAid) -> Iterator[str]:
    yield from nobody(aid)
    yield from unfilled(aid, "address", "check_way")
    if aid.check_way != _EXEMPT:
        yield from unfilled(aid, "members")
        if aid.members and aid.per_head_income is None:
            yield "家庭成员的月收入没有填全"


def _member(aid: LegalAid, member: Member) -> list[Text]:
    age = age_on(member.born_on, aid.applied_on) if member.born_on else None
    return [
        member.name,
        member.relation,
        "" if age is None else str(age),
        said(member, "income_kind"),
        said(member, "monthly_income"),
        member.note or "",
    ]


def _means(form: Ruled, aid: LegalAid, session: Session) -> None:
    standard = f"{said(aid, 'standard_id', session)}　每人每月 {money(aid, 'standard_amount')}"
    form.rows(
        [
            label("家庭人口"), value(f"{len(aid.members)}人" if aid.members else "", 4),
            label("人均月收入"), value(money(aid, "per_head_income"), 4),
        ],
        [
            label("适用标准"),
            value(standard if aid.standard_id else "待补：没有适用年度的标准", 6),
            value(
                [
                    box(aid.within_standard is True, "标准以内"),
                    box(aid.within_standard is False, "高于标准"),
                ],
                4,
            ),
        ],
        [label("家庭支出"), value(aid.spending or "", 10)],
        [label("财产状况"), value(aid.property or "", 10)],
        [label("债务状况"), value(aid.debts or "", 10)],
        [label("核查方式"), value(ticked(aid, "check_way"), 10)],
        [label("免予核查\n的情形"), value(ticked(aid, "exemption"), 10)],
        [label("证明材料"), value(aid.exemption_proof or "", 10)],
    )  # fmt: skip
