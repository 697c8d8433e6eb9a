"""Blank numbered forms on paper: a batch numbered and rendered in one step, one sheet again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from db.registers.blank_form import MOST, BlankForm, take_blanks
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble
from desktop.documents.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from db.store.database import Database
    from desktop.documents.form import Sheet
    from desktop.documents.joined import Batch


def sheet_form(title: str, blank: Callable[[Session, str], Sheet]) -> Form:
    """The form over a record of 空白文书 that prints its sheet: once, for its number is its own."""

    def render(session: Session, record: Any) -> Sheet:
        return replace(blank(session, record.number), copies=1)

    return Form("blank", f"{title}（空白）", BlankForm, render)


def make_blanks(
    database: Database, form: Form, count: int, progress: Progress = unwatched
) -> Batch:
    """Number and render so many blanks, in one step: what is not rendered has no number.

    Undo passes the step by: a number that may stand on paper is not given out twice.

    Raises:
        Trouble: the form has no blank, or too many are wanted.
        Cancelled: through ``progress``; no number is used then.
    """
    from desktop.documents.issue import drafted  # 60 ms that who only looks at a sheet has not
    from desktop.documents.joined import Batch

    if form.blank is None:
        raise Trouble(f"{form.title}没有空白表", wrong_input=True)
    if not 1 <= count <= MOST:
        raise Trouble(f"一次可以印 1 到 {MOST} 张空白表", wrong_input=True)
    papers = []
    with database.step(f"印空白{form.title}", lasting=True) as session:
        known = sheet_form(form.title, form.blank)
        for place, blank in enumerate(take_blanks(session, form.title, count, database.user)):
            progress(place, count)
            papers.append(drafted(session, known, blank.id))
        first, last = papers[0].printout.about, papers[-1].printout.about
    span = first if count == 1 else f"{first}至{last}"
    return Batch(f"空白{form.title} {span}", tuple(papers))
