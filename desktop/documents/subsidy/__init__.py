"""The forms of the subsidy per case: the list for the county, the sheet signed for the money."""

from __future__ import annotations

from typing import Any

from db.registers import SubsidyList
from desktop.documents.form import Form, Papers, at_first_use


def _papers() -> Papers:
    from desktop.documents.subsidy.papers import PAPERS

    return PAPERS


def _paper(code: str, title: str, cls: Any, **more: Any) -> Form:
    return Form(code, title, cls, at_first_use(_papers, code), **more)


FORMS = (
    _paper("subsidy_list", "人民调解案件补贴申报表", SubsidyList),
    _paper("subsidy_payout", "人民调解案件补贴发放签领表", SubsidyList),
)
