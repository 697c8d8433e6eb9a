"""Applications that may be the same one entered twice."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.store.problems import Level, Problem

if TYPE_CHECKING:
    from db.registers.legal_aid.aid import LegalAid

NEAR = timedelta(days=180)
"""Applications this close together may be one."""


def alike(aid: "LegalAid", session: Session) -> Iterator[Problem]:
    """Doubt a second application of the same person in the same matter around the same time."""
    cls = type(aid)
    applied: date | None = aid.applied_on  # not yet typed, in a new application
    if not aid.name or applied is None or aid.cause is None:
        return
    who = cls.id_number == aid.id_number if aid.id_number else cls.name == aid.name
    same = select(cls.caption, cls.applied_on).where(
        who,
        cls.cause == aid.cause,
        cls.applied_on.between(applied - NEAR, applied + NEAR),
        cls.id != (aid.id or 0),
        cls.state != "void",
        cls.deleted_at.is_(None),
    )
    for other in session.execute(same.limit(1)):
        sentence = f"可能重复：{other.caption}（{other.applied_on} 申请），请核对"
        yield Problem("name", sentence, Level.WARN)
