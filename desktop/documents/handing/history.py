"""U盘使用清单: what was on one stick, when, for whom, masked or not; asked for when it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db.registers import ExportLog
from db.store.blobs import in_megabytes
from desktop.documents.office_form import day_of, finished, office_of, said
from desktop.documents.page import LYING, Document, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from desktop.documents.form import Sheet

_TITLE = "U盘使用清单"
_SMALL = Style(size=9)
_HEADER = (
    "时间",
    "内容",
    "文件",
    "大小",
    "记录数",
    "隐去",
    "核对",
    "接收",
    "用途",
    "经手人",
    "短码",
)
_WIDTHS = (20, 32, 38, 15, 12, 9, 9, 24, 24, 14, 21)


def history(session: Session, log: ExportLog) -> Sheet:
    """All that was handed over on the stick of this entry, the newest first.

    What must be told of a leak (个人信息保护法 art. 57) begins with what was there. A stick without
    a serial number is known by its name alone, which is said.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office, entries = office_of(session), _entries(session, log)
    newest = entries[0]
    paper = Document(
        f"{_TITLE}（{log.stick or '未命名'}）",
        author=office.name,
        subject=log.stick_serial or log.stick or "",
        sheet=LYING,
        made=newest.left_on,
    )
    paper.title(_TITLE, size=18.0, after=4.0)
    known = f"序列号 {log.stick_serial}" if log.stick_serial else "没有序列号，按名称查，可能不全"
    unmasked = sum(not one.masked for one in entries)
    paper.paragraph(
        f"{office.name}　　U盘：{log.stick or '未命名'}（{known}）　　"
        f"共{len(entries)}个文件，其中未隐去个人信息的{unmasked}个",
        f"自{day_of(entries[-1].left_on)}至{day_of(newest.left_on)}。"
        "“核对”为否的没有写完，U盘上可能留有残片；格式化后序列号会变。",
        indent=0,
    )
    paper.gap(4)
    paper.table(
        [_line(one) for one in entries],
        widths=_WIDTHS,
        header=_HEADER,
        align=["left"] * 3 + ["right"] * 2 + ["center"] * 2 + ["left"] * 4,
        style=_SMALL,
    )
    return finished(paper)


def _entries(session: Session, log: ExportLog) -> Sequence[ExportLog]:
    same = (
        ExportLog.stick_serial == log.stick_serial
        if log.stick_serial
        else ExportLog.stick == log.stick
    )
    asked = select(ExportLog).where(same).order_by(ExportLog.left_at.desc(), ExportLog.id.desc())
    return session.scalars(asked).all() if log.stick else [log]


def _line(one: ExportLog) -> list[str]:
    return [
        f"{one.left_at:%Y-%m-%d %H:%M}",
        one.name,
        one.file,
        in_megabytes(one.size or 0),
        str(one.records or ""),
        said(one, "masked"),
        said(one, "verified"),
        one.receiver or "",
        one.purpose or "",
        one.handled_by,
        one.short_code,
    ]
