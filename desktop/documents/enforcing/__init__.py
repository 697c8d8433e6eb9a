"""The forms of problems put right, campaigns, and the supervision of enforcement."""

from __future__ import annotations

from typing import Any

from db.registers import Campaign, Finding, RiskWarning
from db.registers.enforcing import OUTWARD
from desktop.documents.form import Form, Papers, at_first_use


def _papers() -> Papers:
    from desktop.documents.enforcing.papers import PAPERS

    return PAPERS


def _paper(code: str, title: str, cls: Any, **more: Any) -> Form:
    return Form(code, title, cls, at_first_use(_papers, code), **more)


FORMS = (
    _paper(
        "rectification_order",
        "责令整改通知书",
        Finding,
        offered=lambda finding: finding.source in OUTWARD,
        follows="order",
    ),
    _paper("campaign_record", "集中联合执法情况登记表", Campaign),
    _paper("risk_feedback", "执法监督反馈单", RiskWarning, follows="feed_back"),
    _paper("risk_list", "执法风险预警清单", RiskWarning, over="day"),
)
