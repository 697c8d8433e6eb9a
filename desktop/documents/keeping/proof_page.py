"""史册校验页: a month with the code of its history, the counts of registers, the backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db.registers import BackupLog
from db.registers.backup_log import DRILL
from db.store.anchors import anchor_code
from db.store.codes import codes
from db.store.tally_of_month import month_of
from desktop.documents.office_form import day_of, finished, office_of
from desktop.documents.page import AGREEMENT, MM, Cell, Document, Signer, Style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from db.store.tally_of_month import Month, Moved
    from desktop.documents.form import Sheet

_TITLE = "史册校验页"
_SHEET = AGREEMENT._replace(
    body=Style(size=12), pitch=20.0, top=20 * MM, bottom=22 * MM, left=24 * MM, right=24 * MM
)
_SMALL = Style(size=9)
_NOTE = Style(size=10.5)
_CODE = Style(size=20).bold
_USE = (
    "校验码由每一步登记、修改和删除依次算出。这一页印出后，此前的任何一步再被改动、删去、换序或截断，"
    "都算不出同样的校验码。请当月打印，签名后与纸质台账一起存放，不放在这台电脑旁边；"
    "怀疑记录被改过时，在“仓库”菜单的“核对纸上的校验码”里输入上面的校验码。"
)


def proof_page(session: Session, day: date) -> Sheet:
    """The month up to the end of ``day``; a draft while there is no history before it.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office, month = office_of(session), month_of(session, day)
    missing = [] if month.chain else [f"到{day_of(day)}为止还没有登记过任何事项"]
    paper = Document(
        f"{_TITLE}（{day_of(day)}）",
        author=office.name,
        subject=anchor_code(month.chain),
        sheet=_SHEET,
        watermark="草稿" if missing else "",
        made=day,
    )
    paper.chain = month.chain
    paper.title(_TITLE, size=20, after=4)
    paper.paragraph(f"（{day.year}年{day.month}月，截至{day_of(day)}终了）", align="center")
    paper.gap(6)
    steps = f"{month.steps}步，其中本月{month.month_steps}步"
    paper.fields([("单位：", office.name), ("历史起于：", month.began)], columns=[3, 2])
    paper.fields([("登记历史：", steps)])
    paper.gap(8)
    paper.paragraph("校验码", align="center", style=_NOTE)
    paper.paragraph(anchor_code(month.chain) or "（无）", align="center", style=_CODE)
    paper.gap(4)
    paper.paragraph(_USE, style=_NOTE)
    paper.gap(6)
    _registers(paper, month)
    paper.gap(6)
    _backups(paper, session, month)
    paper.gap(8)
    paper.signatures(
        [Signer("打印人（签名）：", "clerk"), Signer("负责人（签名）：", "head")],
        columns=2,
        office=office.name,
        day=day_of(day),
        lines=1,
    )
    return finished(paper, missing)


def _registers(paper: Document, month: Month) -> None:
    paper.paragraph("各登记簿（按历史重算；回收站里的也算在月末数内）", indent=0, style=_NOTE)
    kept = [one for one in month.registers if one.total or one.added or one.removed]
    half = -(-len(kept) // 2)
    left, right = kept[:half], kept[half:]
    rows = [
        [*_line(left[at]), *(_line(right[at]) if at < len(right) else [""] * 4)]
        for at in range(half)
    ]
    header = ["登记簿", "新增", "改动", "月末"]
    paper.table(
        rows or [["（没有）", *[""] * 7]],
        widths=[30, 12, 12, 13] * 2,
        header=header * 2,
        align=["left", "right", "right", "right"] * 2,
        style=_SMALL,
        pitch=12.5,
    )


def _line(one: Moved) -> list[str | Cell]:
    gone = f"{one.title}（移除 {one.removed}）" if one.removed else one.title
    return [gone, str(one.added or ""), str(one.edited or ""), str(one.total)]


def _backups(paper: Document, session: Session, month: Month) -> None:
    asked = select(BackupLog).where(
        BackupLog.deleted_at.is_(None), BackupLog.made_on.between(month.first, month.last)
    )
    made = session.scalars(asked.order_by(BackupLog.made_at)).all()
    paper.paragraph("本月的备份和恢复演练", indent=0, style=_NOTE)
    rows = [
        _backup_line(entry.name, [one for one in made if one.kind == entry.code])
        for entry in codes("backup_kind").leaves()
    ]
    paper.table(
        rows,
        widths=[24, 12, 30, 68],
        header=["事项", "次数", "最近一次", "结果"],
        align=["left", "right", "left", "left"],
        style=_SMALL,
        pitch=12.5,
    )


def _backup_line(name: str, made: Sequence[BackupLog]) -> list[str | Cell]:
    if not made:
        return [name, "0", "", "本月没有"]
    newest = made[-1]
    said = newest.result
    bad = sum(not one.sound for one in made)
    if bad and newest.kind != DRILL:
        said = f"{bad}次没有成功；{said}"
    return [name, str(len(made)), f"{newest.made_at:%m-%d %H:%M}", said]
