"""One campaign in numbers: its inspections where there are any, else what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from db.registers import Campaign, Finding, Inspection
from db.registers.enforcing import COUNTED_BY_HAND

_RESULTS = {"on_the_spot": "2", "filed": "4", "transferred": "5"}
"""Codes of codes/inspection_result.toml."""


@dataclass(frozen=True)
class Numbers:
    """What a campaign saw; None for what nobody told.

    Attributes:
        recorded: how many inspections are linked; the numbers are theirs if there are any.
        visits: 家次. ``objects``: 家. ``on_the_spot``, ``filed``, ``transferred``: by result.
        findings: problems entered for it; ``ordered``, ``corrected``: of these.
    """

    recorded: int
    visits: int | None
    objects: int | None
    on_the_spot: int | None
    filed: int | None
    transferred: int | None
    findings: int
    ordered: int
    corrected: int


def numbers_of(session: Session, campaign: Campaign) -> Numbers:
    """The numbers of a saved campaign; never both inspections and what was typed."""
    inspections = _inspections(session, campaign.id)
    told: dict[str, int | None] = {name: getattr(campaign, name) for name in COUNTED_BY_HAND}
    if inspections:
        results = [row.result for row in inspections]
        told = {name: results.count(code) for name, code in _RESULTS.items()}
        told["visits"] = len(inspections)
        told["objects"] = len({row.credit_code or row.name for row in inspections})
    found = _findings(session, campaign.id)
    return Numbers(
        recorded=len(inspections),
        findings=len(found),
        ordered=sum(row.ordered_on is not None for row in found),
        corrected=sum(row.state == "corrected" for row in found),
        **told,
    )


def _inspections(session: Session, number: int) -> Sequence[Inspection]:
    mine = (Inspection.campaign_id == number, Inspection.deleted_at.is_(None))
    return session.scalars(select(Inspection).where(*mine)).all()


def _findings(session: Session, number: int) -> Sequence[Finding]:
    """Those of the campaign itself, and those of its inspections."""
    linked = select(Inspection.id).where(Inspection.campaign_id == number)
    # an inspection that was linked later carries its problems with it
    later = and_(Finding.campaign_id.is_(None), Finding.inspection_id.in_(linked))
    mine = (Finding.deleted_at.is_(None), or_(Finding.campaign_id == number, later))
    return session.scalars(select(Finding).where(*mine)).all()
