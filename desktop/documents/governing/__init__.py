"""The papers of legality review: the opinion on one, the ledger of a year."""

from __future__ import annotations

from typing import Any

from db.registers import LegalityReview
from desktop.documents.form import Form, Papers, at_first_use


def _papers() -> Papers:
    from desktop.documents.governing.papers import PAPERS

    return PAPERS


def _paper(code: str, title: str, **more: Any) -> Form:
    return Form(code, title, LegalityReview, at_first_use(_papers, code), **more)


FORMS = (
    _paper("legality_opinion", "合法性审核意见书", follows="issue"),
    _paper("legality_ledger", "合法性审核台账", over="year"),
)
