"""法律援助申请表: the application with all its blocks, for the applicant's signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.legal_aid.ruled import (
    HIGH,
    Ruled,
    box,
    label,
    money,
    named,
    nobody,
    numbered,
    ticked,
    upright,
    value,
)
from desktop.documents.office_form import finished, office_of, said, unfilled
from desktop.documents.page import Cell

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import LegalAid
    from desktop.documents.form import Sheet
    from desktop.documents.legal_aid.ruled import Entry

TITLE = "法律援助申请表"
_WARNING = "填写须知：请如实填写；提供虚假情况或者证据的，将终止法律援助。"
_DECLARATION = (
    "以上内容和所交材料均属实。本人知道：以欺骗或者其他不正当手段获得法律援助的，法律援助机构可以终止援助"
    "（法律援助法第四十八条）；法律援助不收取费用，承办人员不得向受援人收取任何财物。"
)


def application(session: Session, aid: LegalAid) -> Sheet:
    """The application form.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    missing = [
        *nobody(aid),
        *unfilled(aid, "phone", "address", "cause", "aid_form", "facts"),
    ]
    office = office_of(session)
    form = Ruled(
        named(TITLE, aid),
        TITLE,
        office,
        number=numbered(aid),
        missing=missing,
        made=aid.applied_on,
    )
    form.paper.paragraph(_WARNING, indent=0)
    form.rows(*_applicant(aid))
    form.rows(*_flags(aid))
    form.rows(*_agent(aid))
    form.rows(*_matter(aid))
    form.block("案情和\n申请理由", aid.facts or "", high=150)
    if aid.fellows:
        _fellows(form, aid)
    form.signed(_DECLARATION, "申请人（签名或按指印）", "代理人（签名）")
    return finished(form.paper, missing)


def _applicant(aid: LegalAid) -> list[list[Entry]]:
    number = aid.id_number or (f"未提供：{aid.no_id_reason}" if aid.no_id_reason else "")
    return [
        [
            upright("申请人", 6),
            label("姓名"), value(aid.name, 2),
            label("性别", 1), value(said(aid, "sex"), 1),
            label("出生日期"), value(said(aid, "born_on"), 3),
        ],
        [
            label("民族"), value(said(aid, "ethnic_group"), 2),
            label("身份证号"), value(number, 5),
        ],
        [
            label("联系电话"), value(aid.phone or "", 4),
            label("邮政编码"), value(aid.postcode or "", 3),
        ],
        [label("住所地"), value(aid.address or "", 9)],
        [label("户籍所在地"), value(aid.household_address or "", 9)],
        [
            label("单位或职业"), value(aid.occupation or "", 4),
            label("文化程度"), value(said(aid, "education"), 3),
        ],
    ]  # fmt: skip


def _flags(aid: LegalAid) -> list[list[Entry]]:
    earlier = [box(aid.earlier, "是"), box(not aid.earlier, "否")]
    return [
        [label("健康状况"), value(ticked(aid, "health"), 10)],
        [label("人员类别"), value(ticked(aid, "categories"), 10)],
        [
            label("曾经申请"), value([*earlier, aid.earlier_note or ""], 5),
            label("语言需要"), value(aid.language or "无", 3),
        ],
    ]  # fmt: skip


def _agent(aid: LegalAid) -> list[list[Entry]]:
    return [
        [
            upright("代理人", 3),
            label("姓名"), value(aid.agent or "无", 2),
            label("类别"), value(ticked(aid, "agent_kind"), 5),
        ],
        [
            label("身份证号"), value(aid.agent_id_number or "", 4),
            label("联系电话"), value(aid.agent_phone or "", 3),
        ],
        [label("代理权证明"), value(aid.agent_proof or "", 9)],
    ]  # fmt: skip


def _matter(aid: LegalAid) -> list[list[Entry]]:
    return [
        [
            label("案由"), value(said(aid, "cause"), 4),
            label("案件性质"), value(ticked(aid, "nature"), 4),
        ],
        [
            label("涉及金额"), value(money(aid, "amount"), 4),
            label("诉讼或\n非诉讼"), value(ticked(aid, "procedure"), 4),
        ],
        [label("申请的\n援助形式"), value(ticked(aid, "aid_form"), 10)],
        [label("在本案中\n的地位"), value(ticked(aid, "standing"), 10)],
        [label("所处\n法律状态"), value(ticked(aid, "legal_state"), 10)],
        [
            label("对方当事人"), value(aid.opponent or "", 4),
            label("办案机关"), value(aid.authority or "", 4),
        ],
    ]  # fmt: skip


def _fellows(form: Ruled, aid: LegalAid) -> None:
    form.rows([Cell(f"同案其他受援人（连同申请人共{aid.persons}人次）", 12, align="center")])
    form.grid(
        ["姓名", "性别", "身份证号", "联系电话", "涉及金额"],
        [2, 1, 4, 3, 2.4],
        [
            [row.name, said(row, "sex"), row.id_number or "", row.phone or "", money(row, "amount")]
            for row in aid.fellows
        ],
    )
    form.paper.gap(HIGH / 4)
