"""The paper of the store's own keeping: the monthly page that proves the history from outside."""

from __future__ import annotations

from db.registers import BackupLog
from desktop.documents.form import Form, Papers, at_first_use


def _papers() -> Papers:
    from desktop.documents.keeping.proof_page import proof_page

    return {"proof_page": proof_page}


FORMS = (
    Form("proof_page", "史册校验页", BackupLog, at_first_use(_papers, "proof_page"), over="day"),
)
