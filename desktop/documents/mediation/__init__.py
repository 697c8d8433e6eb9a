"""The papers of a mediation case, in the order of its dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.registers import Case
from db.registers.mediation import TAKEN_BACK
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
    follows: str = "",
) -> Form:
    return Form(
        code,
        title,
        Case,
        at_first_use(_papers, code),
        offered=offered,
        blank=at_first_use(_blanks, code) if blank else None,
        follows=follows,
    )


def _asked_for(case: Case) -> bool:
    """Whether a party may have applied, also while it is not said how the case came in.

    What the committee took up itself, or a court or another body sent, begins with 受理登记表.
    """
    return case.source in (None, "", "2")


def _with_agent(case: Case) -> bool:
    return any(party.agent for party in case.parties)


def _oral(case: Case) -> bool:
    return case.agreement_form == "oral"


def _failed(case: Case) -> bool:
    """No agreement, and not ended for another reason."""
    return case.ended_on is not None and case.ending_reason is None


def _refused(case: Case) -> bool:
    """Refused by the committee; whoever took the application back himself is told nothing."""
    return case.state == "refused" and case.refusal_reason != TAKEN_BACK


FORMS = (
    _paper("mediation_application", "人民调解申请书", _asked_for, blank=True),
    _paper("mediation_acceptance", "人民调解受理登记表", blank=True),
    _paper("mediation_notice", "人民调解当事人权利义务告知书", blank=True),
    _paper("mediation_authorization", "授权委托书", _with_agent, blank=True),
    _paper("mediation_inquiries", "人民调解调查记录", lambda c: bool(c.inquiries), blank=True),
    _paper("mediation_evidence", "人民调解证据材料", lambda c: bool(c.evidence), blank=True),
    _paper("mediation_meetings", "人民调解记录", lambda c: bool(c.meetings), blank=True),
    _paper("agreement", "人民调解协议书", lambda case: not _oral(case), blank=True),
    _paper("mediation_oral", "人民调解口头协议登记表", _oral, blank=True),
    _paper("mediation_receipts", "收条", lambda case: bool(case.receipts), blank=True),
    _paper("mediation_visits", "人民调解回访记录", lambda case: bool(case.visits), blank=True),
    _paper(
        "mediation_confirmation", "司法确认申请书",
        lambda case: case.confirmation_state is not None, follows="confirmation",
    ),
    _paper("mediation_refusal", "不予受理通知书", _refused),
    _paper("mediation_ending", "终止调解通知书", lambda case: case.ending_reason is not None),
    _paper("mediation_failure", "调解不成告知书", _failed),
    _paper("mediation_report", "人民调解结案报告表", lambda case: case.closed_on is not None),
)  # fmt: skip
"""Those a case has, as far as it has come."""
