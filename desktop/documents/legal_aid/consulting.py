"""法律援助咨询登记表: one consultation, for the two who sign it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.legal_aid.ruled import SMALL, Ruled, label, ticked, value
from desktop.documents.office_form import finished, office_of, said, unfilled

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import Consultation
    from desktop.documents.form import Sheet

TITLE = "法律援助咨询登记表"


def consultation_sheet(session: Session, asked: Consultation) -> Sheet:
    """The register sheet of a consultation; people alone sign it.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    missing = unfilled(asked, "matter", "content", "answer")
    name = f"{TITLE}（{asked.called()}）"
    form = Ruled(name, TITLE, office, missing=missing, made=asked.day)
    form.paper.paragraph(f"登记单位：{office.name}", align="left")
    _asked(form, session, asked)
    form.signed("以上咨询内容和解答意见已经核对。", "咨询人签名", "记录人签名")
    form.paper.gap(6)
    form.paper.paragraph(
        "说明：身份证号由咨询人自愿提供。所填个人信息只用于解答咨询和依法统计，另见个人信息处理告知书。"
        "咨询不收取任何费用。",
        style=SMALL,
    )
    return finished(form.paper, missing)


def _asked(form: Ruled, session: Session, asked: Consultation) -> None:
    form.rows(
        [
            label("咨询日期"), value(said(asked, "day"), 4),
            label("咨询人次"), value(f"{asked.persons}人次", 4),
        ],
        [
            label("咨询人姓名"), value(asked.name or "", 4),
            label("性别"), value(ticked(asked, "sex", only="12"), 4),
        ],
        [
            label("身份证号"), value(asked.id_number or "", 4),
            label("联系电话"), value(asked.phone or "", 4),
        ],
        [label("住址"), value(asked.address or "", 10)],
        [label("咨询方式"), value(ticked(asked, "way"), 10)],
    )  # fmt: skip
    form.block("人员类别", ticked(asked, "categories"))
    form.block("咨询事项", ticked(asked, "matter"))
    form.block("咨询内容", asked.content or "", high=60)
    form.block("解答意见", asked.answer or "", high=60)
    form.block("建议途径", ticked(asked, "path"))
    turned = said(asked, "aid_id", session)
    form.rows(
        [
            label("满意程度"), value(ticked(asked, "satisfaction"), 5),
            label("转为申请", 2), value(turned or "否", 3),
        ],
        [
            label("解答人"), value(said(asked, "answered_by_id", session), 4),
            label("来信答复"), value(said(asked, "replied_on"), 4),
        ],
    )  # fmt: skip
