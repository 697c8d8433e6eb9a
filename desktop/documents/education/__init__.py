"""The forms of law education: an event, the year's plan, the rolls of guides, places, advisers."""

from __future__ import annotations

from typing import Any

from db.registers import CulturePlace, LawEvent, LawTheme, LegalAdviser, LegalGuide
from desktop.documents.form import Form, Papers, at_first_use


def _papers() -> Papers:
    from desktop.documents.education.papers import PAPERS

    return PAPERS


def _paper(code: str, title: str, cls: Any, **more: Any) -> Form:
    return Form(code, title, cls, at_first_use(_papers, code), **more)


FORMS = (
    _paper(
        "event_record",
        "普法活动记录表",
        LawEvent,
        offered=lambda event: event.state != "cancelled",
    ),
    _paper(
        "event_sign_in",
        "普法活动签到表",
        LawEvent,
        offered=lambda event: event.state != "cancelled",
    ),
    _paper("law_plan", "年度普法计划", LawTheme, over="year"),
    _paper("guide_roll", "法律明白人名册", LegalGuide, over="day"),
    _paper("place_roll", "法治文化阵地台账", CulturePlace, over="day"),
    _paper("adviser_service", "法律顾问服务情况", LegalAdviser, over="year"),
)
