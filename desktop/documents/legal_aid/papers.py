"""Every paper of legal aid by its code; imported when the first of them is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.documents.legal_aid.applying import application
from desktop.documents.legal_aid.consulting import consultation_sheet
from desktop.documents.legal_aid.delivering import delivery_proof, visit_record
from desktop.documents.legal_aid.handling import change_request, payment_sheet
from desktop.documents.legal_aid.hardship import hardship
from desktop.documents.legal_aid.privacy import aid_notice, consultation_notice
from desktop.documents.legal_aid.receiving import receipt, supplement_notice
from desktop.documents.legal_aid.reviewing import examination, forwarding

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from desktop.documents.form import Sheet

PAPERS: dict[str, Callable[[Session, Any], Sheet]] = {
    "aid_consultation": consultation_sheet,
    "aid_consultation_privacy": consultation_notice,
    "aid_application": application,
    "aid_hardship": hardship,
    "aid_privacy": aid_notice,
    "aid_receipt": receipt,
    "aid_supplement": supplement_notice,
    "aid_review": examination,
    "aid_forwarding": forwarding,
    "aid_delivery": delivery_proof,
    "aid_change": change_request,
    "aid_payment": payment_sheet,
    "aid_visit": visit_record,
}
