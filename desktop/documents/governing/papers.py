"""Every paper of legality review by its code; imported when the first of them is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.documents.governing.ledger import ledger
from desktop.documents.governing.opinion import opinion

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from desktop.documents.form import Sheet

PAPERS: dict[str, Callable[[Session, Any], Sheet]] = {
    "legality_opinion": opinion,
    "legality_ledger": ledger,
}
