"""The papers of a mediation case, in the order of its dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.registers import Case
from desktop.documents.form import Form, Papers, at_first_use

if TYPE_CHECKING:
    from collections.abc import Callable


def _papers() -> Papers:
    from desktop.documents.mediation.papers import PAPERS

    return PAPERS


def _blanks() -> Papers:
    from desktop.documents.mediation.papers import BLANKS

    return BLANKS


def _paper(
    code: str,
    title: str,
    offered: Callable[[Any], bool] = lambda _case: True,
    *,
    blank: bool = False,
) -> Form:
    return Form(
        code,
        title,
        Case,
        at_first_use(_papers, code),
        offered=offered,
        blank=at_first_use(_blanks, code) if blank else None,
    )


def _asked_for(case: Case) -> bool:
    """Whether somebody may have applied: what the committee took up itself has no application."""
    return case.source != "1"


def _with_agent(case: Case) -> bool:
    return any(party.agent for party in case.parties)


FORMS = (
    _paper("mediation_application", "人民调解申请书", _asked_for, blank=True),
    _paper("mediation_acceptance", "人民调解受理登记表", blank=True),
    _paper("mediation_notice", "人民调解当事人权利义务告知书", blank=True),
    _paper("mediation_authorization", "授权委托书", _with_agent, blank=True),
    _paper("mediation_inquiries", "人民调解调查记录", lambda c: bool(c.inquiries), blank=True),
    _paper("mediation_evidence", "人民调解证据材料", lambda c: bool(c.evidence), blank=True),
    _paper("mediation_meetings", "人民调解记录", lambda c: bool(c.meetings), blank=True),
    _paper("agreement", "人民调解协议书", blank=True),
)
"""Those a case has, as far as it has come."""
