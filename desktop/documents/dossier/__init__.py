"""The dossier of a mediation case 调解卷宗: all its papers and scans in one file, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.registers import Case
from db.store.progress import unwatched
from desktop.documents.form import Form

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.progress import Progress
    from desktop.documents.form import Sheet


def _watched(session: Session, case: Any, progress: Progress) -> Sheet:
    from desktop.documents.dossier.assembling import dossier

    return dossier(session, case, progress)


def _dossier(session: Session, case: Any) -> Sheet:
    return _watched(session, case, unwatched)


FORMS = (Form("dossier", "人民调解卷宗", Case, _dossier, watched=_watched),)
"""One form; it takes seconds, so it can be watched and stopped."""
