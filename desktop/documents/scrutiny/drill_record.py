"""应急演练评估表: how one drill went, who took part, and what its assessment says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db.registers import Finding
from db.registers.emergency.drill import RATINGS
from db.store.links import captions
from desktop.documents.education.rolls import seal
from desktop.documents.legal_aid.ruled import Ruled, label, ticked, value
from desktop.documents.office_form import day_of, finished, office_of, said, unfilled

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import Drill
    from desktop.documents.form import Sheet

TITLE = "应急演练评估表"


def drill_record(session: Session, drill: Drill) -> Sheet:
    """The assessment of a drill; a draft until it was assessed.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    missing = unfilled(drill, "hazard", "people", "assessed_on", *RATINGS, "conclusion")
    name = f"{TITLE}（{drill.called()}）"
    form = Ruled(name, TITLE, office, missing=missing, made=drill.held_on)
    form.paper.fields(
        [("填报单位：", office.name), ("评估日期：", said(drill, "assessed_on"))], columns=2
    )
    form.paper.gap(6)
    form.rows(
        [label("演练名称"), value(drill.name, 10)],
        [
            label("演练日期"), value(day_of(drill.held_on), 4),
            label("演练形式"), value(ticked(drill, "kind"), 4),
        ],
        [
            label("灾种"), value(said(drill, "hazard"), 4),
            label("总指挥"), value(drill.lead or "", 4),
        ],
        [label("演练地点"), value(drill.place or "", 10)],
        [label("演练的预案"), value(said(drill, "plan_id", session), 10)],
        [label("参演人数"), value(_people(drill), 10)],
    )  # fmt: skip
    form.block("参演单位", _bodies(session, drill))
    form.block("演练内容", drill.scene or "", high=52)
    fields = type(drill).fields
    form.rows(*([label(fields[one].label, 3), value(ticked(drill, one), 9)] for one in RATINGS))
    form.block("评估结论", drill.conclusion or "", high=76)
    form.rows([label("存在问题的整改"), value(_findings(session, drill), 10)])
    form.signed("", "评估人（签名）", "总指挥（签名）", day=drill.assessed_on)
    seal(form.paper, office, day_of(drill.assessed_on), keep=1)
    return finished(form.paper, missing)


def _people(drill: Drill) -> str:
    return f"{drill.people} 人" if drill.people is not None else ""


def _bodies(session: Session, drill: Drill) -> str:
    known = captions(session, "place", [row.unit_id for row in drill.bodies])
    names = [
        (row.name or known.get(row.unit_id or 0, ""))
        + (f"（{row.people} 人）" if row.people else "")
        for row in drill.bodies
    ]
    return "、".join(names)


def _findings(session: Session, drill: Drill) -> str:
    """What was entered as to be put right, by its state."""
    query = select(Finding).where(Finding.drill_id == drill.id, Finding.deleted_at.is_(None))
    rows = session.scalars(query.order_by(Finding.id)).all()
    return "；".join(f"{row.description}（{said(row, 'state')}）" for row in rows) or "无"
