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


def _paper(code: str, title: str, offered: Callable[[Any], bool] = lambda _case: True) -> Form:
    return Form(code, title, Case, at_first_use(_papers, code), offered=offered)


FORMS = (_paper("agreement", "人民调解协议书"),)
"""Those a case has, as far as it has come."""
