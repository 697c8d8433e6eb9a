"""补贴发放签领表: what each mediator gets of a list, with room to sign for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.figures.subsidies import by_mediator
from db.registers.subsidy import claims_of
from db.store.kinds.money import in_capitals
from desktop.documents.office_form import day_of, finished, office_of
from desktop.documents.page import Cell, Document, Signer, Style
from desktop.documents.subsidy.declaring import short, yuan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from db.figures.subsidies import Part
    from db.registers import SubsidyList
    from desktop.documents.form import Sheet

TITLE = "人民调解案件补贴发放签领表"
_SMALL = Style(size=10.5)
_UNDECIDED = ("open", "submitted")


def payout(session: Session, batch: SubsidyList) -> Sheet:
    """One line for each mediator who gets something; a draft until the county has answered.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office, claims = office_of(session), claims_of(session, batch.id)
    parts = [part for part in by_mediator(session, claims) if part.amount]
    missing = []
    if not parts:
        missing.append("这一批里没有要发放的补贴")
    if batch.state in _UNDECIDED:
        missing.append("县局还没有批复，不能据此发放")
    paper = Document(
        f"{TITLE}（{batch.named()}）",
        author=office.name,
        subject=batch.called(),
        watermark="草稿" if missing else "",
        made=batch.paid_on or batch.answered_on or batch.last_on,
    )
    paper.title(TITLE, size=20.0, after=6.0)
    paper.paragraph(f"（{batch.named()}）", align="center", style=_SMALL)
    said = (("批复文号", batch.answer_number), ("发放凭证号", batch.paid_number))
    numbers = "　".join(f"{label}：{number}" for label, number in said if number)
    if numbers:
        paper.paragraph(numbers, indent=0, style=_SMALL)
    paper.gap(4)
    _people(paper, parts)
    paper.gap(6)
    paper.paragraph(
        "由本人签名领取，不得代签；确需代领的，附本人的委托书。", indent=0, style=_SMALL
    )
    paper.signatures(
        [Signer("发放人（签名）：", "payer"), Signer("审核人（签名）：", "checker")],
        columns=2,
        office=office.name,
        day=day_of(batch.paid_on),
        lines=1,
    )
    return finished(paper, missing)


def _people(paper: Document, parts: Sequence[Part]) -> None:
    rows: list[list[str | Cell]] = [
        [str(number), part.name, short(part.where), str(part.cases), yuan(part.amount), "", ""]
        for number, part in enumerate(parts, start=1)
    ]
    total, bold = sum(part.amount for part in parts), _SMALL.bold
    words = Cell(f"合计（大写）：{in_capitals(total)}", span=4, align="left", style=bold)
    rows.append([words, Cell(yuan(total), style=bold), Cell("", span=2)])
    paper.table(
        rows,
        widths=[1.3, 2.2, 4.8, 1.3, 2.4, 3.0, 2.6],
        header=["序号", "姓名", "调委会", "件数", "金额（元）", "本人签名", "签领日期"],
        align=["center", "center", "left", "center", "right", "center", "center"],
        style=_SMALL,
        least=30.0,
    )
