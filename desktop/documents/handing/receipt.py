"""报送回执: which parcel was taken in, from whom, when, and what was in it; signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.store.blobs import in_megabytes
from desktop.documents.office_form import day_of, finished, office_of
from desktop.documents.page import AGREEMENT, MM, Document, Signer, Style

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import Parcel
    from desktop.documents.form import Sheet

_TITLE = "报送回执"
_SHEET = AGREEMENT._replace(body=Style(size=12), pitch=22.0, left=26 * MM, right=26 * MM)
_SMALL = Style(size=10.5)
_GROUP = 4  # digits of a digest that are compared at a time


def receipt(session: Session, parcel: Parcel) -> Sheet:
    """The receipt for a parcel that was taken in; a draft while it was not.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session).name
    missing = [] if parcel.taken_at else ["这个报送包还没有收下"]
    day = parcel.taken_at.date() if parcel.taken_at else None
    paper = Document(
        f"{_TITLE}（{parcel.name}）",
        author=office,
        subject=parcel.digest[:16],
        sheet=_SHEET,
        watermark="草稿" if missing else "",
        made=day or parcel.made_on,
    )
    paper.title(_TITLE, after=8)
    paper.paragraph(f"{parcel.office}：", indent=0)
    kind = type(parcel).fields["kind"].kind.format(parcel.kind)
    period = f"{parcel.period}的" if parcel.period else ""
    paper.paragraph(f"你单位第{parcel.sequence}号报送包（{period}{kind}）已经收到，签名完好。")
    paper.gap(6)
    _facts(paper, parcel)
    paper.gap(6)
    _contents(paper, parcel)
    _digest(paper, parcel)
    paper.gap(18)
    paper.signatures(
        [Signer("收取人（签名）：", "taker", parcel.taken_by or "")],
        columns=1,
        office=office,
        day=day_of(day),
        lines=1,
    )
    return finished(paper, missing)


def _facts(paper: Document, parcel: Parcel) -> None:
    taken = parcel.taken_at
    paper.fields(
        [
            ("收取时间：", f"{day_of(taken.date())} {taken:%H:%M}" if taken else ""),
            ("收取人：", parcel.taken_by or ""),
            ("制作时间：", f"{day_of(parcel.made_on)} {parcel.made_at:%H:%M}"),
            ("文件：", f"{parcel.files}个，{in_megabytes(parcel.size)}"),
            ("签名证书：", parcel.signed_by),
        ],
        columns=1,
    )


def _contents(paper: Document, parcel: Parcel) -> None:
    """Each table, and whether it was new."""
    lines = [line.partition("：") for line in (parcel.contents or "").splitlines()]
    if lines:
        paper.table(
            [[name, said] for name, _, said in lines],
            widths=[7, 3],
            header=["统计表", "与已收的相比"],
            align=["left", "center"],
            style=_SMALL,
            pitch=16.0,
        )
        paper.gap(6)


def _digest(paper: Document, parcel: Parcel) -> None:
    digest = parcel.digest
    groups = " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))
    paper.paragraph(f"文件摘要（SHA-256）：{groups}", indent=0, style=_SMALL)
    paper.paragraph(
        "摘要与你单位“报送包登记”里的一致，就是同一份文件。请把随附的回执文件在“接收报送”里打开，"
        "这个报送包即登记为对方已收到。",
        indent=0,
        style=_SMALL,
    )
