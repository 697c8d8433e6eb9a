"""谈心谈话记录: who spoke with whom, about what, and what was promised; those present sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.registers.talk import COLLECTIVE
from desktop.documents.legal_aid.ruled import Ruled, label, ticked, value
from desktop.documents.office_form import day_of, finished, office_of, unfilled

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import Talk
    from desktop.documents.form import Sheet

TITLE = "谈心谈话记录"


def talk_record(session: Session, talk: Talk) -> Sheet:
    """The record of a talk; a draft until its points are written down.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    missing = unfilled(talk, "reason", "points")
    form = Ruled(f"{TITLE}（{talk.called()}）", TITLE, office, missing=missing, made=talk.held_on)
    number = f"{talk.people} 人" if talk.people is not None else ""
    form.rows(
        [
            label("谈话日期"), value(day_of(talk.held_on), 4),
            label("谈话地点"), value(talk.place or "", 4),
        ],
        [label("谈话类型"), value(ticked(talk, "kind"), 10)],
        [
            label("主谈人"), value(talk.led_by, 4),
            label("记录人"), value(talk.recorder or "", 4),
        ],
        [
            label("谈话对象"), value(talk.with_whom, 6),
            label("人数"), value(number, 2),
        ],
        [label("谈话事由"), value(talk.reason or "", 10)],
    )  # fmt: skip
    form.block("谈话要点", talk.points or "", high=210)
    form.block("表态和承诺", talk.promises or "", high=130)
    if talk.kind == COLLECTIVE:
        form.block("谈话对象\n签名", "", high=90)
        form.signed("", "主谈人（签名）", "记录人（签名）", day=talk.held_on)
    else:
        form.signed("", "谈话对象（签名）", "主谈人（签名）", day=talk.held_on)
    return finished(form.paper, missing)
