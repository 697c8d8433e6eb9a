"""The forms of emergencies and of scrutiny: drills, talks, data destroyed, the year's measures."""

from __future__ import annotations

from typing import Any

from db.registers import Drill, Incident, Shortcoming, Talk
from desktop.documents.form import Form, Papers, at_first_use


def _papers() -> Papers:
    from desktop.documents.scrutiny.papers import PAPERS

    return PAPERS


def _paper(code: str, title: str, cls: Any, **more: Any) -> Form:
    return Form(code, title, cls, at_first_use(_papers, code), **more)


FORMS = (
    _paper("drill_record", "应急演练评估表", Drill),
    _paper(
        "data_destruction",
        "突发事件个人信息销毁记录",
        Incident,
        offered=lambda incident: bool(incident.personal_data),
    ),
    _paper("talk_record", "谈心谈话记录", Talk),
    _paper("measure_list", "问题与改进措施台账", Shortcoming, over="year"),
)
