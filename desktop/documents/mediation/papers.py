"""Every paper of a mediation case by its code; imported when the first of them is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.documents.mediation.agreement import agreement
from desktop.documents.mediation.applying import acceptance, application
from desktop.documents.mediation.authorizing import authorization
from desktop.documents.mediation.case_paper import blank_case
from desktop.documents.mediation.closing import closing_report
from desktop.documents.mediation.confirming import confirmation
from desktop.documents.mediation.ending import ending, failure, refusal
from desktop.documents.mediation.inquiring import evidence, inquiries
from desktop.documents.mediation.meeting import meetings
from desktop.documents.mediation.notice import notice
from desktop.documents.mediation.oral import oral_agreement
from desktop.documents.mediation.receipts import receipts
from desktop.documents.mediation.visiting import visit_records

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from desktop.documents.form import Sheet


def _blank(paper: Callable[[Session, Any, str], Sheet]) -> Callable[[Session, str], Sheet]:
    """The paper of a case of which nothing is known, under the blank's number."""
    return lambda session, number: paper(session, blank_case(), number)


_WITH_BLANK: dict[str, Callable[..., Sheet]] = {
    "mediation_application": application,
    "mediation_acceptance": acceptance,
    "mediation_notice": notice,
    "mediation_authorization": authorization,
    "mediation_inquiries": inquiries,
    "mediation_evidence": evidence,
    "mediation_meetings": meetings,
    "agreement": agreement,
    "mediation_oral": oral_agreement,
    "mediation_receipts": receipts,
    "mediation_visits": visit_records,
}

PAPERS: dict[str, Callable[[Session, Any], Sheet]] = {
    **_WITH_BLANK,
    "mediation_confirmation": confirmation,
    "mediation_refusal": refusal,
    "mediation_ending": ending,
    "mediation_failure": failure,
    "mediation_report": closing_report,
}
"""By the record."""

BLANKS: dict[str, Callable[[Session, str], Sheet]] = {
    code: _blank(paper) for code, paper in _WITH_BLANK.items()
}
"""By the blank's number."""
