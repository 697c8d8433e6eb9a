"""U盘交接单: what was handed over on a stick, twice on one page, for giver and receiver to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db.registers import ExportLog
from db.store.anchors import anchor_code
from db.store.blobs import in_megabytes
from desktop.documents.office_form import day_of, finished, office_of
from desktop.documents.page import AGREEMENT, MM, Cell, Document, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from desktop.documents.form import Sheet

_TITLE = "U盘交接单"
_SHEET = AGREEMENT._replace(
    body=Style(size=10.5), pitch=18.0, top=14 * MM, bottom=18 * MM, left=22 * MM, right=22 * MM
)
_SMALL = Style(size=9)
_COPIES = ("交出单位存", "接收单位存")
_CUT = "－　" * 10 + "沿此线裁开" + "　－" * 10
_CODE = Style(size=10.5).bold


def slip(session: Session, log: ExportLog) -> Sheet:
    """The slip of the hand-over that this entry belongs to; a draft until all was proven.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    files, office = _together(session, log), office_of(session).name
    together = _paper(files, log, office, apart=False)
    if together.render().pages > 1:  # then each copy has pages of its own, and no half is cut off
        together = _paper(files, log, office, apart=True)
    return finished(together, _missing(files))


def _missing(files: Sequence[ExportLog]) -> list[str]:
    return [f"“{one.file}”没有在U盘上核对一致" for one in files if not one.verified]


def _paper(files: Sequence[ExportLog], log: ExportLog, office: str, *, apart: bool) -> Document:
    """Both copies, on one page with a line to cut along, or apart."""
    paper = Document(
        f"{_TITLE}（{log.name}）",
        author=office,
        subject=log.short_code,
        sheet=_SHEET,
        watermark="草稿" if _missing(files) else "",
        made=log.left_on,
    )
    for copy, holder in enumerate(_COPIES):
        if copy and apart:
            paper.new_page()
        elif copy:
            paper.gap(14)
            paper.paragraph(_CUT, align="center", style=_SMALL)
            paper.gap(14)
        _copy(paper, files, office, holder)
    return paper


def _together(session: Session, log: ExportLog) -> Sequence[ExportLog]:
    """All entries of one hand-over, in the order they were written."""
    if log.handover is None:
        return [log]
    asked = select(ExportLog).where(ExportLog.handover == log.handover).order_by(ExportLog.id)
    return session.scalars(asked).all()


def _copy(paper: Document, files: Sequence[ExportLog], office: str, holder: str) -> None:
    log = files[0]
    paper.title(_TITLE, size=18.0, after=2.0)
    paper.paragraph(f"（{holder}）", align="center", style=_SMALL)
    paper.gap(4)
    serial = f"（序列号 {log.stick_serial}）" if log.stick_serial else ""
    paper.fields(
        [
            ("交出单位：", office),
            ("接收单位或人：", log.receiver or ""),
            ("经手人：", log.handled_by),
            ("日期：", f"{day_of(log.left_on)} {log.left_at:%H:%M}"),
            ("U盘：", f"{log.stick or ''}{serial}"),
            ("用途：", log.purpose or ""),
        ],
        columns=2,
    )
    paper.gap(6)
    paper.table(
        [_line(number, one) for number, one in enumerate(files, 1)],
        widths=(8, 62, 22, 20, 54),
        header=["序", "内容和文件名", "大小", "记录数", "短码"],
        align=["center", "left", "right", "right", "center"],
        style=_SMALL,
    )
    paper.gap(4)
    count, size = sum(one.records for one in files), sum(one.size or 0 for one in files)
    counted = f"，{count}条记录" if count else ""
    checked = "均已从U盘读回核对一致" if all(one.verified for one in files) else "没有全部核对一致"
    paper.paragraph(
        f"共{len(files)}个文件，{in_megabytes(size)}{counted}，{checked}。"
        "短码是文件 SHA-256 摘要的前 16 位，接收时逐组核对，即知拿到的是不是这一份。",
        f"校验码：{anchor_code(log.chain_head) or '无'}（凭它可以核对交出单位此前的登记历史）",
        indent=0,
        style=_SMALL,
    )
    paper.gap(8)
    paper.fields(
        [("交出人（签名）：", ""), ("接收人（签名）：", ""), ("接收日期：", "")], columns=3
    )


def _line(number: int, one: ExportLog) -> list[str | Cell]:
    title = f"{one.name}（第{one.sequence}号）" if one.sequence is not None else one.name
    size = in_megabytes(one.size or 0)
    code = Cell(one.short_code, style=_CODE)
    return [str(number), f"{title}\n{one.file}", size, str(one.records or ""), code]
