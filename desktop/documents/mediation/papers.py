"""Every paper of a mediation case by its code; imported when the first of them is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.documents.mediation.agreement import agreement

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from desktop.documents.form import Sheet

PAPERS: dict[str, Callable[[Session, Any], Sheet]] = {
    "agreement": agreement,
}
