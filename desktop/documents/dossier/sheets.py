"""The sheets that the dossier itself makes: cover, contents, note, back cover, carrier."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from db.registers import Committee, Mediator
from db.store.blobs import in_megabytes
from desktop.documents.office_form import day_of, said
from desktop.documents.page import AGREEMENT, MM, Cell, Document, Signer, Style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from db.registers import Case
    from db.store.attachments import Attachment
    from desktop.documents.sheets import Sheet as PageSheet

TITLE = "人民调解卷宗"
_COVER = AGREEMENT._replace(top=50 * MM, body=Style(size=16), pitch=42.0)
_LIST = AGREEMENT._replace(left=25 * MM, right=22 * MM, body=Style(size=12), pitch=20.0)
_BACK = AGREEMENT._replace(top=250 * MM, bottom=15 * MM, body=Style(size=12), pitch=20.0)
_ROW = 30.0
"""The least height of a row of the contents, in points."""


class Line(NamedTuple):
    """A line of the contents: 序号, 文书名称, 页号, 备注."""

    number: str
    name: str
    pages: str
    remark: str


class Binder(NamedTuple):
    """What all sheets of one dossier share; a ``draft`` says so across each page."""

    case: Case
    committee: str
    mediators: Sequence[str]
    draft: bool

    @classmethod
    def of(cls, session: Session, case: Case, *, draft: bool) -> Binder:
        """Look up the committee and who mediated."""
        committee = session.get(Committee, case.committee_id) if case.committee_id else None
        name = committee.name if committee else "人民调解委员会"
        return cls(case, name, _mediators(session, case), draft)

    @property
    def name(self) -> str:
        """人民调解卷宗（2024）天人调字第37号."""
        return TITLE + (self.case.written_number() or f"（{self.case.named()}）")

    @property
    def made(self) -> date:
        """The day the file says it was made: the newest that the case tells."""
        case = self.case
        return case.archived_on or case.filed_on or case.closed_on or case.registered_on

    def paper(self, sheet: PageSheet) -> Document:
        """An empty sheet of the dossier."""
        return Document(
            self.name,
            author=self.committee,
            subject=self.case.named(),
            sheet=sheet,
            footer=None,
            watermark="草稿" if self.draft else "",
            made=self.made,
        )


def cover(binder: Binder) -> Document:
    """卷宗封面."""
    case, paper = binder.case, binder.paper(_COVER)
    paper.title(binder.committee, size=24.0, after=20.0)
    paper.title("调解卷宗", size=40.0, after=70.0)
    first, last = _span(case)
    paper.fields([("卷　　名：", case.named())])
    paper.fields([("卷　　号：", case.written_number() or "")])
    paper.fields([("人民调解员：", "、".join(binder.mediators))])
    days = [("调解日期：", _day(first)), ("至　", _day(last))]
    paper.fields(days, columns=[1.25, 1])
    paper.fields([("立 卷 人：", case.filed_by or "")])
    paper.fields([("立卷日期：", _day(case.filed_on))])
    paper.fields([("保管期限：", said(case, "retention"))])
    paper.fields([("备　　注：", case.dossier_place or "")])
    return paper


def contents(binder: Binder, lines: Sequence[Line]) -> Document:
    """卷内目录, with the columns of the official form."""
    paper = binder.paper(_LIST)
    paper.title("卷内目录", after=16.0)
    paper.table(
        [[line.number, Cell(line.name, align="left"), line.pages, line.remark] for line in lines],
        widths=[1.2, 7.4, 1.8, 3.2],
        header=["序号", "文书名称", "页号", "备注"],
        align="center",
        least=_ROW,
        pitch=17.0,
    )
    return paper


def note(binder: Binder, lacking: Sequence[str]) -> Document:
    """卷宗情况说明: what had to be said about the dossier, and why something is lacking."""
    case, paper = binder.case, binder.paper(AGREEMENT)
    paper.title("卷宗情况说明")
    if case.dossier_note:
        paper.paragraph(case.dossier_note)
    if case.gaps_reason:
        if lacking:
            paper.paragraph(f"本卷缺以下必须的文书：{'、'.join(lacking)}。")
        paper.paragraph(f"缺件归档的理由：{case.gaps_reason}")
    paper.gap(30)
    paper.signatures(
        [
            Signer(f"立卷人：{case.filed_by or ''}", "filer"),
            Signer(f"检查人：{case.checked_by or ''}", "checker"),
        ],
        columns=2,
    )
    paper.fields(
        [("立卷时间：", _day(case.filed_on)), ("检查时间：", _day(case.checked_on))], columns=2
    )
    return paper


def back(binder: Binder, pages: int) -> Document:
    """封底: a blank sheet, and at its foot how many pages were numbered."""
    paper = binder.paper(_BACK)
    paper.paragraph(f"本卷宗共{pages}页（封面、卷内目录不计页）", align="center")
    return paper


def carrier(binder: Binder, scan: Attachment) -> Document:
    """A sheet in the place of a recording: it cannot be printed, but must not be missed."""
    paper = binder.paper(AGREEMENT)
    paper.title("录音录像存放说明")
    paper.paragraph(
        "本件是录音或录像，不能印在纸上，原文件随电子卷宗保存；刻录成光盘的，随本卷存放。"
    )
    paper.fields([("名　　称：", scan.purpose or "")])
    paper.fields([("文 件 名：", scan.name)])
    paper.fields([("大　　小：", in_megabytes(scan.size))])
    paper.paragraph("文件校验码（SHA-256）：", scan.sha256, indent=0)
    return paper


def _day(day: date | None) -> str:
    """The day, or room to write one."""
    return day_of(day) if day else "　　年　　月　　日"


def _span(case: Case) -> tuple[date | None, date | None]:
    """From acceptance to the day the mediation ended."""
    held = [meeting.held_on for meeting in case.meetings]
    last = case.agreed_on or case.ended_on or (max(held) if held else None)
    return case.accepted_on or (min(held) if held else None), last


def _mediators(session: Session, case: Case) -> list[str]:
    """Who leads first."""
    order = sorted(case.mediators, key=lambda row: not row.leading)
    ids = [row.mediator_id for row in order]
    rows = session.execute(select(Mediator.id, Mediator.name).where(Mediator.id.in_(ids)))
    names = {row.id: row.name for row in rows}
    return [names[number] for number in ids if number in names]
