"""执法监督反馈单 for one warning, and the list of all risks on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.figures.warnings import Listed, warnings
from db.store.links import captions
from desktop.documents.office_form import BLANK_DAY, day_of, finished, office_of, said, unfilled
from desktop.documents.page import LYING, Cell, Document, Signer, Style

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from db.registers import RiskWarning
    from desktop.documents.form import Sheet

_TITLE = "执法监督反馈单"
_SMALL = Style(size=12)
_LIST = Style(size=10.5)
_WIDTHS = [2, 4.6, 2, 4.2]


def feedback(session: Session, warning: RiskWarning) -> Sheet:
    """What the registers show, to the department concerned; its answer is written below.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    missing = tuple(unfilled(warning, "department_id", "fed_back_on", "due_on", "number"))
    kind = said(warning, "kind")
    paper = Document(
        f"{_TITLE}{warning.number or f'（{kind}）'}",
        author=office.name,
        subject=warning.number or "",
        watermark="草稿" if missing else "",
        made=warning.fed_back_on,
    )
    number = warning.department_id
    department = captions(session, "place", [number]).get(number or 0, "")
    paper.title(_TITLE)
    paper.paragraph(warning.number or "（反馈时编号）", align="center")
    paper.gap(4)
    paper.paragraph(f"{department or '　　　　　　　　'}：", indent=0)
    paper.paragraph(
        "开展执法监督中发现下列风险，请核实、整改，"
        f"并于{day_of(warning.due_on)}前把整改情况书面回复{office.name}。"
    )
    _told(paper, warning)
    paper.signatures([], office=office.name, day=day_of(warning.fed_back_on))
    paper.rule(0.5)
    _answer(paper, warning)
    return finished(paper, missing, copies=2)


def _told(paper: Document, warning: RiskWarning) -> None:
    rows: list[list[str | Cell]] = [
        [_label("风险种类"), said(warning, "kind"), _label("出现日期"), said(warning, "since")],
        [_label("具体情况"), Cell(warning.sentence or "", span=3)],
        [_label("依据"), Cell(warning.basis or "", span=3)],
        [_label("整改建议"), Cell(warning.demand or "", span=3)],
    ]
    paper.table(rows, widths=_WIDTHS, style=_SMALL, least=30)


def _answer(paper: Document, warning: RiskWarning) -> None:
    paper.heading("部门回复", indent=0, align="center")
    day = said(warning, "replied_on") or BLANK_DAY
    rows: list[list[str | Cell]] = [
        [_label("整改情况"), Cell(warning.reply or "", span=3)],
        [_label("办结情况"), Cell(warning.outcome or "", span=3)],
    ]
    paper.table(rows, widths=_WIDTHS, style=_SMALL, least=52)
    closed = said(warning, "closed_on") or BLANK_DAY
    ends: list[str | Cell] = [_label("回复日期"), day, _label("办结日期"), closed]
    paper.table([ends], widths=_WIDTHS, style=_SMALL, least=28)
    paper.gap(4)
    paper.signatures(
        [
            Signer("部门负责人（签名）：", "department"),
            Signer("核实人（签名）：", "checker"),
        ],
        columns=2,
        lines=1,
    )


def _label(text: str) -> Cell:
    return Cell(text, align="center")


def risk_list(session: Session, day: date) -> Sheet:
    """Every risk of a day: what is new, what was fed back and is not closed."""
    office = office_of(session)
    title = "执法风险预警清单"
    lines = warnings(session, day)
    paper = Document(
        f"{title}（{day.isoformat()}）",
        author=office.name,
        subject=f"截至{day_of(day)}",
        sheet=LYING,
        made=day,
    )
    paper.title(f"{office.township or ''}{title}", size=18, after=6)
    tracked = sum(line.tracked for line in lines)
    counted = f"共 {len(lines)} 项：待反馈 {len(lines) - tracked} 项，正在办理 {tracked} 项"
    paper.paragraph(f"截至{day_of(day)}　　{counted}", indent=0, style=_LIST)
    paper.gap(4)
    paper.table(
        [[str(number), *_row(line)] for number, line in enumerate(lines, start=1)]
        or [[Cell("没有风险", span=7, align="center")]],
        widths=[1, 3.4, 6.4, 2.8, 2.2, 3.6, 3.2],
        header=["序号", "风险种类", "具体情况", "涉及部门", "出现日期", "依据", "办理情况"],
        align=["center", "left", "left", "left", "center", "left", "left"],
        style=_LIST,
    )
    paper.signatures(
        [Signer("制表人（签名）：", "clerk"), Signer("审核人（签名）：", "checker")],
        columns=2,
    )
    return finished(paper)


def _row(line: Listed) -> list[str]:
    since = line.since.isoformat() if line.since else ""
    return [line.what, line.sentence, line.department, since, line.basis, standing_of(line)]


def standing_of(line: Listed) -> str:
    """How far a risk has come, in words."""
    if not line.tracked:
        return "待反馈"
    due = f"，{line.due_on} 前回复" if line.due_on and line.state == "已反馈" else ""
    gone = "，原因已消除" if line.gone else ""
    return f"{line.state}{due}{gone}"
