"""培训签到表: who is expected, with room to sign, and blank lines for those who come besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.registers import Staff
from db.store.links import captions
from desktop.documents.enforcement.card_lists import within
from desktop.documents.lines_to_sign import lines_to_sign
from desktop.documents.office_form import days_of, finished, office_of, said
from desktop.documents.page import Document, Style, filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from db.registers import Training
    from desktop.documents.form import Sheet

_TITLE = "执法培训签到表"
_BLANKS = 6
_SMALL = Style(size=12)


def sign_in(session: Session, training: Training) -> Sheet:
    """The sheet of one session, two people to a line."""
    office = office_of(session)
    paper = Document(
        f"{_TITLE}（{training.called()}）",
        author=office.name,
        subject=training.called(),
        made=training.starts_on,
    )
    paper.title(_TITLE)
    _head(paper, training)
    paper.gap(8)
    expected = list(_people(session, training, office.township or ""))
    lines_to_sign(paper, [*expected, *[("", "")] * _BLANKS], "部门或单位")
    paper.gap(6)
    paper.paragraph(
        [
            f"应到{len(expected)}人，实到",
            filled("", 4),
            "人。　　　　记录人（签名）：",
            filled("", 8),
        ],
        indent=0,
        style=_SMALL,
    )
    return finished(paper)


def _head(paper: Document, training: Training) -> None:
    number = f"（{training.number}）" if training.number else ""
    paper.fields([("培训名称：", f"{training.name}{number}")])
    paper.fields([("时间：", days_of(training.starts_on, training.ends_on))])
    paper.fields(
        [
            ("地点：", training.place or ""),
            ("学时：", str(training.hours)),
            ("主办：", training.host or ""),
            ("讲师：", training.lecturer or ""),
            ("类别：", said(training, "category")),
            ("形式：", said(training, "way")),
        ],
        columns=2,
    )


def _people(session: Session, training: Training, township: str) -> Iterator[tuple[str, str]]:
    for row in training.attendees:
        staff = session.get(Staff, row.staff_id) if row.staff_id else None
        if staff is None:
            yield row.name or "", row.unit or ""
        else:
            place = staff.department_id
            department = captions(session, "place", [place]).get(place or 0, "")
            yield staff.name, within(department, township)
