"""Papers of data protection: what is held of a person, what is destroyed after its term."""

from __future__ import annotations

from db.registers import Destruction, Person
from desktop.documents.form import Form, Papers, at_first_use


def _papers() -> Papers:
    from desktop.documents.privacy.papers import PAPERS

    return PAPERS


FORMS = (
    Form("personal_sheet", "个人信息清单", Person, at_first_use(_papers, "personal_sheet")),
    Form(
        "destruction_list",
        "档案销毁清册",
        Destruction,
        at_first_use(_papers, "destruction_list"),
        follows="destroy",
    ),
)
