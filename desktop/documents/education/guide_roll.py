"""法律明白人名册: who serves which village on a day, with the totals and the year's growth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db.figures.asking import value
from db.figures.behind import ids
from db.figures.catalogue import figure
from db.figures.education import thin_villages, villages
from db.figures.education.expected import expected
from db.figures.period import Period
from db.figures.words import percent, said_percent
from db.registers import Place
from db.registers.education import LegalGuide
from desktop.documents.education.rolls import begun, keep_whole, seal
from desktop.documents.office_form import day_of, finished, office_of, said
from desktop.documents.page import Cell, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desktop.documents.form import Sheet
    from desktop.documents.page import Document

TITLE = "法律明白人名册"
_HEADER = (
    "序号", "姓名", "性别", "出生年月", "村民组", "身份类别", "政治面貌", "文化程度",
    "联系电话", "认定日期", "证书编号", "兼调解员",
)  # fmt: skip
_WIDTHS = (11, 16, 11, 17, 15, 39, 19, 25, 28, 22, 25, 18)
_TOTALS = ("村（社区）", "法律明白人", "其中女性", "其中党员", "兼任调解员", "是否达到每村最低人数")
_PARTY = ("1", "2")
_STYLE = Style(size=9.5)


def guide_roll(session: Session, day: date) -> Sheet:
    """Everybody in post at the end of the day, village by village; lying, with totals.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    here = ids(session, figure("education.guides"), Period.to_date(day))
    query = select(LegalGuide).where(LegalGuide.id.in_(here))
    people = session.scalars(query.order_by(LegalGuide.certified_on, LegalGuide.id)).all()
    missing = () if people else (f"{day_of(day)}没有在任的法律明白人",)
    name = f"{office.township or office.name}{TITLE}"
    lines = (f"（截至{day_of(day)}）", "center"), (_summary(session, day), "justify")
    paper = begun(name, office, day, missing, *lines)
    mediating = set(ids(session, figure("education.guides.mediators"), Period.to_date(day)))
    names = {row.id: row.name for row in session.execute(select(Place.id, Place.name))}
    paper.table(
        list(_rows(people, names, mediating)) or [[Cell("", span=len(_HEADER))]],
        widths=_WIDTHS,
        header=_HEADER,
        align=["center"] * 5 + ["left"] + ["center"] * 6,
        style=_STYLE,
        pitch=13.5,
        least=19.0,
    )
    paper.gap(10)
    first = len(paper.boxes)
    paper.heading("分村汇总", indent=0.0)
    _totals(paper, session, day, people, mediating)
    seal(paper, office, day_of(day))
    keep_whole(paper, first)
    return finished(paper, missing)


def _summary(session: Session, day: date) -> str:
    found = value(session, figure("education.guides"), Period.to_date(day))
    now, before, joined, left = (number for _, number in found.pieces)
    net = now - before
    change = f"净增{net}" if net >= 0 else f"净减{-net}"
    parts = [f"在任法律明白人{now}名", f"上年末{before}名，{change}名"]
    if net and before:
        rate = said_percent(percent(abs(net), before))
        parts[1] += f"，{'增长' if net > 0 else '下降'}{rate}"
    parts.append(f"当年新认定{joined}名、退出{left}名")
    return "；".join(parts) + "。"


def _rows(
    people: Sequence[LegalGuide], names: dict[int, str], mediating: set[int]
) -> Iterator[list[Cell]]:
    number = 0
    for village in sorted({guide.village_id for guide in people}):
        here = [guide for guide in people if guide.village_id == village]
        title = f"{names.get(village, '')}（{len(here)}名）"
        yield [Cell(title, span=len(_HEADER), align="left", style=_STYLE.bold)]
        for guide in here:
            number += 1
            yield _row(number, guide, mediating=guide.id in mediating)


def _row(number: int, guide: LegalGuide, *, mediating: bool) -> list[Cell]:
    born = guide.born_on
    return [
        Cell(str(number)),
        Cell(guide.name),
        Cell(said(guide, "sex")),
        Cell(f"{born:%Y-%m}" if born else ""),
        Cell(guide.village_group or ""),
        Cell(said(guide, "identities")),
        Cell(said(guide, "political_status")),
        Cell(said(guide, "education")),
        Cell(guide.phone or ""),
        Cell(guide.certified_on.isoformat()),
        Cell(guide.certificate_number or ""),
        Cell("是" if mediating else ""),
    ]


def _totals(
    paper: Document,
    session: Session,
    day: date,
    people: Sequence[LegalGuide],
    mediating: set[int],
) -> None:
    least = expected().guides_in_a_village
    thin = {village.id for village in thin_villages(session, day)}

    def row(name: str, some: Sequence[LegalGuide], verdict: str) -> list[str]:
        women = sum(guide.sex == "2" for guide in some)
        party = sum(guide.political_status in _PARTY for guide in some)
        both = sum(guide.id in mediating for guide in some)
        return [name, str(len(some)), str(women), str(party), str(both), verdict]

    rows = [
        row(
            village.name,
            [guide for guide in people if guide.village_id == village.id],
            f"不足{least}名" if village.id in thin else "是",
        )
        for village in villages(session, day)
    ]
    known = {village.id for village in villages(session, day)}
    rest = [guide for guide in people if guide.village_id not in known]
    if rest:
        rows.append(row("社区及其他", rest, "不作要求"))
    rows.append(row("合计", people, f"{len(thin)}个村不足" if thin else "全部达到"))
    paper.table(rows, widths=[3, 2, 2, 2, 2, 3], header=_TOTALS, align="center", least=22.0)
    paper.paragraph(f"最低人数：{expected().guides_basis}。", indent=0.0)
