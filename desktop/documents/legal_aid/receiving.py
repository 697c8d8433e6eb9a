"""申请材料接收凭证, 补充材料/说明通知书: what the station hands the applicant, and signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cn2an

from desktop.documents.legal_aid.ruled import (
    SHEET,
    SMALL,
    Ruled,
    label,
    named,
    numbered,
    value,
)
from desktop.documents.office_form import day_of, finished, office_of, said, unfilled
from desktop.documents.page import Document, Signer, filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from db.registers import LegalAid, Office
    from db.registers.legal_aid import Material, Supplement
    from desktop.documents.form import Sheet
    from desktop.documents.page import Text

RECEIPT = "法律援助申请材料接收凭证"
NOTICE = "补充材料/说明通知书"
_STATION = "1"
_COPIES = ("第一联：申请人留存", "第二联：本站存卷")


def receipt(session: Session, aid: LegalAid) -> Sheet:
    """The receipt, one page for the applicant and one for the file.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    missing = unfilled(aid, "number", "received_on", "materials")
    name = named(RECEIPT, aid)
    form = Ruled(name, RECEIPT, office, number=numbered(aid), missing=missing, made=aid.received_on)
    for place, copy in enumerate(_COPIES):
        if place:
            form.paper.new_page()
            form.head(RECEIPT, numbered(aid))
        form.paper.paragraph(copy, align="left", style=SMALL)
        _receipt(form, aid, office, "seal" if place == 0 else "seal:file")
    return finished(form.paper, missing, further=["seal:file"])


def _receipt(form: Ruled, aid: LegalAid, office: Office, seal: str) -> None:
    form.rows(
        [
            label("申请人"), value(aid.who(), 4),
            label("案由"), value(said(aid, "cause"), 4),
        ],
        [
            label("接收日期"), value(said(aid, "received_on"), 4),
            label("本站电话"), value(office.phone or "", 4),
        ],
    )  # fmt: skip
    form.grid(
        ["序号", "材料名称", "形式", "份数", "页数", "备注"],
        [1, 5, 1.6, 1.2, 1.2, 2],
        [list(_material(place, row)) for place, row in enumerate(aid.materials, start=1)]
        or [[""] * 6],
    )
    count = sum(row.copies for row in aid.materials)
    form.block("合计", f"{len(aid.materials)}种，{count}份。原件核对后退还，复印件存卷。")
    form.paper.gap(6)
    form.paper.paragraph(
        "上列材料已经收到。本站作初步审查后转交法律援助机构；法律援助机构自收到申请之日起七日内审查并作出决定"
        "（法律援助法第四十三条），补充材料、说明的时间不计入。"
    )
    form.paper.signatures(
        [
            Signer("申请人（签名）：", f"{seal}:applicant"),
            Signer("接收人（签名）：", f"{seal}:received"),
        ],
        columns=2,
        office=office.name,
        day=day_of(aid.received_on),
        seal=seal,
    )


def _material(place: int, row: Material) -> Iterator[Text]:
    yield str(place)
    yield row.name
    yield said(row, "form")
    yield str(row.copies)
    yield "" if row.pages is None else str(row.pages)
    yield "原件已退还" if row.returned_on else ""


def own_notice(aid: LegalAid) -> Supplement | None:
    """The newest notice that the station itself gave."""
    own = [notice for notice in aid.supplements if notice.asked_by == _STATION]
    return own[-1] if own else None


def supplement_notice(session: Session, aid: LegalAid) -> Sheet:
    """The notice of what to supplement or explain, all at once (法律援助法 art. 43).

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office, notice = office_of(session), own_notice(aid)
    missing = unfilled(aid, "number")
    missing += unfilled(notice, "due_on") if notice else ["没有登记本站的补充通知"]
    paper = Document(
        named(NOTICE, aid),
        author=office.name,
        subject=numbered(aid),
        sheet=SHEET._replace(pitch=26.0, body=SHEET.body._replace(size=14)),
        watermark="草稿" if missing else "",
        made=notice.asked_on if notice else None,
    )
    paper.title(NOTICE)
    paper.paragraph(numbered(aid), align="right")
    paper.paragraph(f"{aid.name}：", indent=0)
    paper.paragraph(
        f"你于{day_of(aid.received_on)}就{said(aid, 'cause')}提出的法律援助申请，经初步审查，"
        "还需要补充以下材料或者作出说明："
    )
    items = (notice.items or "").splitlines() if notice else []
    for place, item in enumerate(items, start=1):
        paper.paragraph(f"{cn2an.an2cn(place)}、{item}")
    due = day_of(notice.due_on if notice else None)
    paper.paragraph(
        [
            f"请于{due}前送交本站（地址：",
            office.address or filled("", 10),
            "，电话：",
            office.phone or filled("", 6),
            "）。确有困难不能按时补充的，请在期限内说明。",
        ]
    )
    paper.paragraph(
        "未按要求补充或者说明的，视为撤回申请（法律援助法第四十三条）。补充材料、说明的时间不计入审查期限。"
    )
    paper.gap(8)
    paper.signatures(
        [Signer("申请人（签收）：", "applicant"), Signer("签收日期：", "received")],
        columns=2,
        office=office.name,
        day=day_of(notice.asked_on if notice else None),
    )
    return finished(paper, missing, copies=2)
