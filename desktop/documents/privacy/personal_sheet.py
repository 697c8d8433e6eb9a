"""个人信息清单: all that the office holds of one person, for that person alone.

个人信息保护法 art. 45 gives the right to see and copy it; art. 46 to have it corrected, so what
was corrected stands here too. It is not masked: it is handed to whom it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from db.registers import ExportLog, Printing
from db.store.attachments import attachments_of
from db.store.record_history import story_of
from db.store.rights import rights_in
from db.store.subject_access import held_of, said_of, tied_to
from desktop.documents.education.rolls import begun
from desktop.documents.flow import Bond
from desktop.documents.office_form import BLANK_DAY, finished, office_of
from desktop.documents.page import Cell, Signer, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from db.registers import Person
    from db.store.subject_access import Held
    from desktop.documents.form import Sheet
    from desktop.documents.page import Document

TITLE = "个人信息清单"
_STYLE = Style(size=9.5)
_MOST = 50
"""Corrections and exports that are printed; the program shows the rest."""
_HINT = "导出按登记簿登记，不逐人登记：第五部分列出的是此人登记以后这些登记簿的全部导出。"
_RIGHTS = (
    "您有权查阅、复制本清单；认为不准确、不完整的，可以要求更正、补充"
    "（个人信息保护法第四十五条、第四十六条）。保管期未满的卷宗不能删除，可以要求限制使用。"
)


def personal_sheet(session: Session, person: Person) -> Sheet:
    """What is held of the person, where, what was corrected, printed and handed out.

    Raises:
        Trouble: registers are hidden from whoever asks: the sheet would not be whole.
        MissingGlyph: a character that no font has, with its code.
    """
    rights_in(session).refuse_partial(TITLE)
    office = office_of(session)
    first = f"姓名：{person.name}　　以下是本所登记的关于本人的全部个人信息", "left"
    paper = begun(f"{office.name}{TITLE}", office, person.created_at.date(), (), first)
    held = held_of(session, person)
    files = [one.name for one in attachments_of(session, "person", person.id)]
    own = [*said_of(session, person, whole=True), ("附件", "、".join(files) or "无")]
    _part(paper, "一、基本登记", ("栏目", "内容"), (1, 3), own)
    _part(
        paper,
        "二、在哪些事项里登记",
        ("登记簿", "事项", "身份", "记载的内容", "附件"),
        (2.2, 4.2, 2.4, 9.0, 1.2),
        [_row(one) for one in held],
    )
    corrected = list(_corrections(session, person))
    head = ("时间", "经手人", "栏目", "更正以前", "更正以后")
    _part(paper, "三、更正记录", head, (2.6, 1.8, 2.6, 5, 5), corrected)
    columns = ("日期", "文书", "去向", "份数")
    _part(paper, "四、打印过的文书", columns, (2, 9, 4, 1.4), _printed(session, person, held))
    _part(
        paper,
        "五、可能包含这些信息的导出",
        ("日期", "登记簿", "个人信息", "用途和去向", "接收单位或人"),
        (2, 4, 2.4, 6, 4),
        _exported(session, person, held),
    )
    tied = len(paper.boxes) - 2  # from the last row on: nobody signs a page without any
    for words in (_HINT, _RIGHTS):
        paper.paragraph(words, indent=0)
    for box in paper.boxes[tied:]:
        box.bond = Bond.STRONG
    paper.signatures(
        [Signer(f"本人{person.name}（签收）：", "person"), Signer("经办人：", "clerk")],
        columns=2,
        office=office.name,
        day=BLANK_DAY,
    )
    return finished(paper)


def _part(
    paper: Document,
    title: str,
    head: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str]],
) -> None:
    paper.heading(title, indent=0.0)
    told: list[list[Any]] = [list(row) for row in rows] or [
        [Cell("没有", span=len(head), align="left")]
    ]
    paper.table(told, widths=widths, header=list(head), align="left", style=_STYLE, least=20)
    paper.gap(6)


def _row(one: Held) -> list[str]:
    words = "；".join(f"{label}：{said}" for label, said in one.said)
    caption = f"{one.caption}（回收站）" if one.deleted else one.caption
    return [one.title, caption, one.role, words or "只有姓名", str(one.files or "")]


def _corrections(session: Session, person: Person) -> Iterator[list[str]]:
    """Every change of a field that stood there before; the newest first."""
    lines = (
        [told.at.replace("T", " ")[:16], told.who, line.label, line.before, line.after]
        for told in story_of(session, type(person), person.id)
        for line in told.lines
        if line.before
    )
    yield from (line for line, _ in zip(lines, range(_MOST), strict=False))


def _printed(session: Session, person: Person, held: Sequence[Held]) -> list[list[str]]:
    about = {("person", person.id), *((one.table, one.id) for one in held)}
    printed = (paper for key in sorted(about) for paper in tied_to(session, *key))
    return [
        [paper.printed_on.isoformat(), paper.name, paper.way, str(paper.copies)]
        for paper in printed
        if isinstance(paper, Printing)
    ]


def _exported(session: Session, person: Person, held: Sequence[Held]) -> list[list[str]]:
    names = {type(person).title, *(one.title for one in held)}
    query = (
        select(ExportLog)
        .where(
            or_(*(ExportLog.name.contains(name, autoescape=True) for name in names)),
            ExportLog.left_at >= person.created_at,
            ExportLog.deleted_at.is_(None),
        )
        .order_by(ExportLog.id.desc())
    )
    return [
        [
            log.left_on.isoformat(),
            log.name,
            "已隐去" if log.masked else "未隐去",
            log.purpose or "",
            log.receiver or "",
        ]
        for log in session.scalars(query.limit(_MOST))
    ]
