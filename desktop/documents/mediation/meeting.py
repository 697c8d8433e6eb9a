"""人民调解记录: what happened at each mediation (人民调解法 art. 27)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from db.registers.mediation import Meeting
from db.store.codes import codes
from desktop.documents.mediation.case_paper import (
    NO_DAY,
    RECORD,
    SIGNS,
    CasePaper,
    called,
    listed,
    mediators_of,
    signers,
    signs,
)
from desktop.documents.office_form import day_of, finished, said
from desktop.documents.page import AGREEMENT, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from db.registers import Case
    from db.registers.mediation import Party
    from desktop.documents.form import Sheet

TITLE = "人民调解记录"
_SUCCESS, _FAILURE, _GOES_ON = "1", "2", "3"
_ROUTES = re.compile(r"仲裁|诉讼|起诉|法院|行政")
_TOGETHER = re.compile(r"双方|各方|当事人均")
_CHECKLIST = (
    "（应当记明：权利义务的告知；调解的原则和调解员的身份；各方的陈述；查明的事实；风险的提示；达成的条款，"
    "或者没有达成的原因和已经告知的其他途径。）"
)
_BLANK_LINES = 25  # both sides of one sheet
_FAINT = Style(size=10.5)


def meetings(session: Session, case: Case, blank: str = "") -> Sheet:
    """The record of every meeting in one paper, each from a new page.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    rows = [Meeting(outcome="", informed=False)] if blank else list(case.meetings)
    mediators = mediators_of(session, case)
    missing = () if blank else tuple(_missing(case, mediators))
    made = rows[-1].held_on if rows and not blank else None
    sheet = AGREEMENT if blank else RECORD
    paper = CasePaper(session, TITLE, case, missing=missing, made=made, blank=blank, sheet=sheet)
    for number, row in paper.page_each(rows):
        _head(paper, case, row)
        _record(paper, case, row)
        _signed(paper, row, mediators, number, last=number == len(rows))
    if not rows:
        paper.head()
    return finished(paper, missing)


def present(case: Case, row: Meeting) -> list[Party]:
    """The parties who were there: those the record names, or all where it names none."""
    named = {match[1] for match in _names(case).finditer(row.present or "")}
    return [party for party in case.parties if party.name in named] or list(case.parties)


def _names(case: Case) -> re.Pattern[str]:
    """The parties' names, longest first: 李四 is not found in 李四光, who is another party."""
    names = sorted((party.name for party in case.parties if party.name), key=len, reverse=True)
    roles = "|".join(re.escape(entry.name) for entry in codes("party_role").leaves())
    return re.compile(f"(?:{roles})?({'|'.join(map(re.escape, names)) or '(?!)'})")


def _head(paper: CasePaper, case: Case, row: Meeting) -> None:
    paper.fields([("时间：", day_of(row.held_on)), ("地点：", row.place or "")], columns=2)
    paper.fields([("事由：", "" if paper.blank else case.named())])
    paper.fields([("当事人：", "" if paper.blank else _with_roles(case, row))])
    paper.fields([("参加人：", row.invited or ("" if paper.blank else "无"))])


def _with_roles(case: Case, row: Meeting) -> str:
    """The parties as the record names them, each with its role."""
    names = _names(case)
    if not names.search(row.present or ""):
        everyone = "、".join(called(party) for party in case.parties)
        return "；".join(filter(None, (everyone, row.present)))
    known = {party.name: party for party in case.parties}
    return names.sub(lambda match: called(known[match[1]]), row.present or "")


def _record(paper: CasePaper, case: Case, row: Meeting) -> None:
    paper.paragraph(
        f"告知：{'☑' if row.informed else '□'}已将权利义务告知书告知各方当事人", indent=0
    )
    paper.heading("调解记录：", indent=0)
    if paper.blank:
        paper.paragraph(_CHECKLIST, style=_FAINT, indent=0)
    paper.written(row.text, _BLANK_LINES if paper.blank else 6)
    marks = ("①", "②", "③")
    results = [
        f"{'☑' if row.outcome == entry.code else '□'}{mark}{entry.name}"
        for mark, entry in zip(marks, codes("meeting_outcome").leaves(), strict=True)
    ]
    paper.heading("调解结果：", indent=0)
    paper.paragraph("　".join(results))
    if row.outcome == _FAILURE and case.other_routes:
        paper.paragraph(f"已告知当事人的其他途径：{case.other_routes}")
    paper.gap(8)


def _signed(
    paper: CasePaper,
    row: Meeting,
    mediators: Sequence[str],
    number: int,
    *,
    last: bool,
) -> None:
    seats = [
        *signers(f"当事人{SIGNS}", map(signs, present(paper.case, row)), f"party:{number}"),
        *(
            signers("参加人（签名）", listed(row.invited), f"invited:{number}")
            if row.invited or paper.blank
            else []
        ),
        *signers("人民调解员（签名）", mediators, f"mediator:{number}"),
        *signers("记录人（签名）", listed(row.recorder), f"recorder:{number}"),
    ]
    day = NO_DAY if paper.blank else day_of(row.held_on)
    seal = "seal" if last else f"seal:{number}"  # the electronic signature stands by the last
    paper.signatures(seats, office=paper.office, day=day, seal=seal)


def _missing(case: Case, mediators: Sequence[str]) -> Iterator[str]:
    """What the form asks for, and what the checklist of a good record can be tried on."""
    if not case.meetings:
        yield "没有登记调解记录"
    if not mediators:
        yield "调解员未填"
    for row in case.meetings:
        told = f"{day_of(row.held_on)}的调解记录"
        for name in ("place", "text", "recorder"):
            if not getattr(row, name):
                yield f"{told}：{Meeting.fields[name].label}未填"
        if not row.informed:
            yield f"{told}：没有告知权利义务（人民调解法第二十三条、第二十四条）"
        if row.text:
            yield from (f"{told}{gap}" for gap in _unheard(case, row))
    last = case.meetings[-1] if case.meetings else None
    if last and last.outcome == _GOES_ON and case.state not in ("registered", "accepted"):
        yield f"最后一次调解记录的结果还是“{said(last, 'outcome')}”，应有后续记录"


def _unheard(case: Case, row: Meeting) -> Iterator[str]:
    """A side of which the text says nothing; a failure without the other routes (art. 26)."""
    text = row.text or ""
    if not _TOGETHER.search(text):
        for party in present(case, row):
            if party.name not in text and said(party, "role") not in text:
                yield f"没有记明{called(party)}的陈述"
    if row.outcome == _FAILURE and not case.other_routes and not _ROUTES.search(text):
        yield "没有记明已告知的其他途径（人民调解法第二十六条）"
