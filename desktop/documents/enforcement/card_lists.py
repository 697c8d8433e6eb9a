"""Lists over all certificates: who holds one on a day, what was handed out in a year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db.figures.certificate_stock import Stock, stock
from db.figures.certificates import Holder, OnPost, cards, on_post
from db.registers import Staff
from db.store.links import captions
from desktop.documents.office_form import day_of, finished, office_of, said
from desktop.documents.page import LYING, Cell, Document, Signer, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from db.registers import Card
    from db.registers.card import CardEvent
    from desktop.documents.form import Sheet

_SMALL = Style(size=10.5)
_HANDED_OUT = ("issue", "replace", "transfer_in", "renew")
_BLANKS = 4  # lines for what is handed out before the list is printed anew


def roster(session: Session, day: date) -> Sheet:
    """持证人员名册 on a day, with 持证上岗率 and the year's stock identity up to it.

    It cannot be signed while the identity does not balance (registers.md 2.4).
    """
    office = office_of(session)
    found, held = on_post(session, day), stock(session, date(day.year, 1, 1), day)
    missing = tuple(filter(None, (held.said(),)))
    title = "行政执法持证人员名册"
    paper = Document(
        f"{title}（{day.isoformat()}）",
        author=office.name,
        subject=f"截至{day_of(day)}",
        watermark="草稿" if missing else "",
        made=day,
    )
    paper.title(f"{office.township or ''}{title}", size=20, after=6)
    paper.paragraph(f"截至{day_of(day)}", align="center", style=_SMALL)
    paper.paragraph(
        f"执法岗位人员{len(found.on_post)}人，其中持有效行政执法证{len(found.certified)}人，"
        f"持证上岗率{found.percent}（辅助人员不计入）。",
        style=Style(size=12),
    )
    paper.gap(4)
    _people(paper, found, office.township or "")
    paper.gap(6)
    paper.heading(f"{day.year}年1月1日至{day_of(day)}证件收支", 2, indent=0)
    _identity(paper, held)
    paper.signatures(
        [Signer("制表人（签名）：", "clerk"), Signer("审核人（签名）：", "checker")],
        columns=2,
        office=office.name,
        day=day_of(day),
    )
    return finished(paper, missing)


def handed_out(session: Session, day: date) -> Sheet:
    """行政执法证领取登记簿 of the year of ``day``: one line for each card handed out."""
    office, year = office_of(session), day.year
    title = f"{year}年行政执法证领取登记簿"
    paper = Document(title, author=office.name, subject=title, sheet=LYING, made=day)
    paper.title(title, size=18, after=8)
    paper.paragraph(f"登记单位：{office.name}", indent=0)
    lines = list(_lines(session, year, office.township or ""))
    rows = [[str(number), *line, ""] for number, line in enumerate(lines, start=1)]
    rows += [[""] * 9 for _ in range(_BLANKS)]
    paper.table(
        rows,
        widths=[1, 2.4, 1.8, 3.2, 2.4, 2.6, 2.4, 1.8, 3.4],
        header=[
            "序号", "领取日期", "姓名", "部门", "证件种类",
            "证号", "有效期止", "事由", "领证人签名",
        ],
        align=[
            "center", "center", "center", "left", "center",
            "center", "center", "center", "left",
        ],
        least=26,
    )  # fmt: skip
    paper.gap(6)
    paper.paragraph(f"本年共领取{len(lines)}张。签名由领证人亲笔书写。", indent=0)
    return finished(paper)


def _lines(session: Session, year: int, township: str) -> Iterator[list[str]]:
    found = sorted(
        (
            (event.day, card.id, card, event)
            for card in cards(session)
            for event in card.events
            if event.kind in _HANDED_OUT and event.day.year == year
        ),
        key=lambda item: item[:2],
    )
    for _, _, card, event in found:
        yield _line(session, card, event, township)


def _line(session: Session, card: Card, event: CardEvent, township: str) -> list[str]:
    staff = session.get(Staff, card.staff_id)
    number = staff.department_id if staff else None
    department = captions(session, "place", [number]).get(number or 0, "")
    until = event.new_valid_to
    return [
        event.day.isoformat(),
        card.name or "",
        within(department, township),
        said(card, "kind"),
        event.new_number or "",
        until.isoformat() if until else "",
        said(event, "kind"),
    ]


def _people(paper: Document, found: OnPost, township: str) -> None:
    rows: list[list[str | Cell]] = []
    number = 0
    for heading, people in (
        ("", found.certified),
        ("在执法岗位、没有有效证件", found.uncertified),
        ("辅助人员（不计入上岗率）", found.auxiliaries),
        ("已离开执法岗位、证件仍有效（不计入上岗率，应办理注销并收回）", found.off_post),
    ):
        if heading and people:
            rows.append([Cell(f"{heading}：{len(people)}人", span=6, align="left")])
        for person in people:
            number += 1
            rows.append([str(number), *_person(person, township)])
    paper.table(
        rows or [[Cell("没有人员", span=6, align="center")]],
        widths=[1, 1.8, 3.2, 2.6, 2.6, 2.4],
        header=["序号", "姓名", "部门", "岗位", "证号", "有效期止"],
        align=["center", "center", "left", "left", "center", "center"],
        style=_SMALL,
    )


def _person(row: Holder, township: str) -> Sequence[str | Cell]:
    until = row.valid_to.isoformat() if row.valid_to else ""
    department = within(row.department, township)
    if row.note:
        return [row.name, department, row.post, Cell(row.note, span=2, align="left")]
    return [row.name, department, row.post, row.number, until]


def within(department: str, township: str) -> str:
    """A department as it is called within its township: 天龙镇应急管理站 is 应急管理站 there."""
    return department.removeprefix(township) or department


def _identity(paper: Document, held: Stock) -> None:
    came = [("期初有效", len(held.opening)), *_counted(held, came=True)]
    went = [("期末有效", len(held.closing)), *_counted(held, came=False)]
    if held.difference:
        went.append(("到期未办理", held.difference))
    rows = []
    for place in range(max(len(came), len(went))):
        row: list[str | Cell] = []
        for side in (came, went):
            title, count = side[place] if place < len(side) else ("", None)
            row += [title, "" if count is None else str(count)]
        rows.append(row)
    rows.append(
        ["合计", str(sum(n for _, n in came)), "合计", str(sum(n for _, n in went))],
    )
    paper.table(
        rows,
        widths=[3, 1.4, 3, 1.4],
        header=["期初和增加", "张", "期末和减少", "张"],
        align=["left", "right", "left", "right"],
        style=_SMALL,
    )


def _counted(held: Stock, *, came: bool) -> list[tuple[str, int]]:
    """Every kind of act of §2.4, and the others where there were some."""
    flows = held.came if came else held.went
    always = ("issue", "transfer_in", "restore", "cancel", "revoke", "void", "suspend", "transfer")
    return [
        (flow.title, len(flow.entries)) for flow in flows if flow.entries or flow.kind in always
    ]
