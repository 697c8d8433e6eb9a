"""Papers of data protection: notice, assessment, sheet of a person, list of what is destroyed."""

from __future__ import annotations

from db.registers import Destruction, Office, Person
from desktop.documents.form import Form, Papers, at_first_use


def _papers() -> Papers:
    from desktop.documents.privacy.papers import PAPERS

    return PAPERS


FORMS = (
    Form(
        "privacy_notice", "本所个人信息处理告知书", Office, at_first_use(_papers, "privacy_notice")
    ),
    Form(
        "privacy_impact",
        "个人信息保护影响评估报告",
        Office,
        at_first_use(_papers, "privacy_impact"),
    ),
    Form("personal_sheet", "个人信息清单", Person, at_first_use(_papers, "personal_sheet")),
    Form(
        "destruction_list",
        "档案销毁清册",
        Destruction,
        at_first_use(_papers, "destruction_list"),
        follows="destroy",
    ),
)
