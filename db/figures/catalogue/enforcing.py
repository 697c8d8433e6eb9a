"""Campaigns, problems put right, supervision of enforcement, assessment, calls to account.

A campaign's visits are its linked inspections; where it has none, the number that was typed. So no
visit counts twice, in the campaign or in all visits of a period.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, case, distinct, exists, func, select

from db.figures.catalogue.coded import for_each
from db.figures.figure import FIRST, LAST, Basis, Condition, Figure
from db.figures.measures import COUNT, Distinct, Ratio, Sum, has_row, of_rows, spell
from db.figures.words import Style
from db.registers import (
    Accountability,
    Assessment,
    Campaign,
    Finding,
    Inspection,
    RiskWarning,
    Supervisor,
)
from db.registers.enforcing import OUTWARD, SupervisorTraining

_STARTED = Basis("started", "开始", (Campaign.starts_on,))
_FOUND = Basis("found", "发现", (Finding.found_on,))
_ORDERED = Basis("ordered", "责令整改", (Finding.ordered_on,))
_PUT_RIGHT = Basis("corrected", "整改完成", (Finding.corrected_on,))
_FED_BACK = Basis("fed_back", "反馈", (RiskWarning.fed_back_on,))
_ON_DAY = Basis("day", "作出", (Accountability.day,))

_FOCUSED, _JOINT = "1", "2"
_OF_DEPARTMENT = "1"
_INTERNAL, _SUPERIOR = "3", "4"
_ACCOUNTS = {"circulars": "1", "talks": "2", "held": "3"}
_RESULTS = (
    ("on_the_spot", "行动中当场整改", "个", Campaign.on_the_spot, "2"),
    ("filed", "行动中立案", "件", Campaign.filed, "4"),
    ("transferred", "行动中移送", "件", Campaign.transferred, "5"),
)
"""Code, name, unit, the number that is typed, the result in codes/inspection_result.toml."""
_NEVER_BOTH = "有检查记录的按记录计，没有的按填报的数计，不重复"


def _linked(*tests: ColumnElement[bool], what: Any = None) -> Any:
    """What the live inspections of a campaign are together."""
    mine = and_(Inspection.campaign_id == Campaign.id, Inspection.deleted_at.is_(None))
    query = select(func.count() if what is None else what).where(mine, *tests)
    return query.correlate(Campaign).scalar_subquery()


_HAS_INSPECTIONS = exists().where(
    Inspection.campaign_id == Campaign.id, Inspection.deleted_at.is_(None)
)
_FIRM = func.coalesce(Inspection.credit_code, Inspection.name)


def _either(counted: Any, typed: Any) -> Any:
    """The number of the linked inspections where there are any, else what was typed."""
    return case((_HAS_INSPECTIONS, counted), else_=func.coalesce(typed, 0))


BY_HAND = Figure(
    code="campaigns.visits.by_hand",
    name="行动中按填报计的检查",
    unit="家次",
    cls=Campaign,
    measure=Sum(Campaign.visits),
    tests=(Condition("没有关联的检查记录", ~_HAS_INSPECTIONS),),
    bases=(_STARTED,),
)
"""Visits that no inspection tells of; ``inspections.visits`` adds them to the inspections."""


def figures() -> Iterator[Figure]:
    """All of them."""
    yield from _campaigns()
    yield from _findings()
    yield from _supervision()
    yield from _assessment()


def _campaigns() -> Iterator[Figure]:
    campaigns = Figure(
        code="campaigns.total",
        name="集中和联合执法",
        unit="次",
        cls=Campaign,
        measure=COUNT,
        bases=(_STARTED,),
    )
    visits = replace(
        campaigns,
        code="campaigns.visits",
        name="集中联合执法检查市场主体",
        unit="家次",
        measure=Sum(_either(_linked(), Campaign.visits)),
        style=Style.OVER,
        note=_NEVER_BOTH,
    )
    yield campaigns
    yield _of_kind(campaigns, "focused", "集中执法", _FOCUSED)
    yield _of_kind(campaigns, "joint", "联合执法", _JOINT)
    yield _of_kind(campaigns, "merged", "综合查一次", "3")
    yield visits
    yield BY_HAND
    firms = _linked(what=func.count(distinct(_FIRM)))
    yield replace(
        visits,
        code="campaigns.objects",
        name="集中联合执法检查对象",
        unit="家",
        measure=Sum(_either(firms, Campaign.objects)),
        style=Style.EXACT,
        note=f"{_NEVER_BOTH}；同一次行动里一家只计一次",
    )
    for code, name, unit, column in (
        ("people", "集中联合执法出动", "人次", Campaign.people),
        ("vehicles", "集中联合执法出动车辆", "车次", Campaign.vehicles),
    ):
        yield replace(
            campaigns, code=f"campaigns.{code}", name=name, unit=unit, measure=Sum(column)
        )
    yield from _dealt_with(visits)
    for whole in (
        replace(campaigns, code="campaigns.field.*", name="集中联合执法：*"),
        replace(visits, code="campaigns.field.*.visits", name="*检查市场主体"),
    ):
        yield from for_each(whole, "enforcement_field", "领域", Campaign.field.in_)


def _dealt_with(visits: Figure) -> Iterator[Figure]:
    """What came of the visits at once."""
    for code, name, unit, typed, result in _RESULTS:
        counted = _either(_linked(Inspection.result == result), typed)
        yield replace(
            visits, code=f"campaigns.{code}", name=name, unit=unit,
            measure=Sum(counted), style=Style.EXACT,
        )  # fmt: skip


def _of_kind(campaigns: Figure, code: str, name: str, kind: str) -> Figure:
    test = Condition(f"类别为{name}", Campaign.kind == kind)
    return replace(campaigns, code=f"campaigns.{code}", name=name, tests=(test,))


def _findings() -> Iterator[Figure]:
    put_right = Condition("已整改", Finding.state == "corrected")
    found = Figure(
        code="findings.total", name="发现问题", unit="个", cls=Finding, measure=COUNT,
        bases=(_FOUND,),
    )  # fmt: skip
    ordered = replace(
        found,
        code="findings.ordered",
        name="责令整改",
        tests=(Condition("来源为执法检查或集中联合执法", Finding.source.in_(OUTWARD)),),
        bases=(_ORDERED,),
        style=Style.OVER,
    )
    rectified = replace(
        ordered,
        code="findings.rectified",
        name="责令整改已整改",
        tests=(*ordered.tests, put_right),
        bases=(_ORDERED, _PUT_RIGHT),
    )
    yield found
    yield ordered
    yield rectified
    yield _rate("findings.rate", "责令整改的整改率", rectified, ordered)
    yield replace(
        ordered,
        code="findings.overdue",
        name="责令整改逾期未改",
        tests=(*ordered.tests, Condition("逾期未改", Finding.state == "overdue")),
        style=Style.EXACT,
        zero_printed=True,
    )
    yield from _of_others(found, put_right)
    yield from for_each(
        replace(found, code="findings.source.*", name="发现问题：*"),
        "finding_source",
        "问题来源",
        Finding.source.in_,
    )


def _of_others(found: Figure, put_right: Condition) -> Iterator[Figure]:
    """What internal supervision and superiors found."""
    for code, name, source in (
        ("internal", "内部监督发现问题", _INTERNAL),
        ("superior", "上级监督检查发现问题", _SUPERIOR),
    ):
        here = Condition(f"来源为{name.removesuffix('发现问题')}", Finding.source == source)
        whole = replace(found, code=f"findings.{code}", name=name, tests=(here,))
        part = replace(
            whole,
            code=f"findings.{code}_corrected",
            name=f"{name.removesuffix('发现问题')}纠正问题",
            tests=(here, put_right),
            bases=(_FOUND, _PUT_RIGHT),
        )
        yield whole
        yield part
        yield _rate(f"findings.{code}_rate", f"{whole.name}的整改率", part, whole)


def _rate(code: str, name: str, part: Figure, whole: Figure) -> Figure:
    return replace(
        whole, code=code, name=name, unit="%", measure=Ratio(part, whole), tests=(),
        style=Style.EXACT,
    )  # fmt: skip


def _supervision() -> Iterator[Figure]:
    supervisors = Figure(
        code="supervisors.total",
        name="行政执法监督员",
        unit="名",
        cls=Supervisor,
        measure=spell(Supervisor.appointed_on, Supervisor.ended_on, "聘任", "解聘"),
    )
    in_period = SupervisorTraining.day.between(FIRST, LAST)
    yield supervisors
    yield replace(
        supervisors,
        code="supervisors.trained",
        name="参加培训的执法监督员",
        measure=COUNT,
        tests=(Condition("本期参加过培训", has_row(Supervisor, SupervisorTraining, in_period)),),
    )
    yield replace(
        supervisors,
        code="supervisors.trainings",
        name="执法监督员培训",
        unit="人次",
        measure=Sum(of_rows(Supervisor, SupervisorTraining, in_period)),
    )
    fed_back = Figure(
        code="warnings.fed_back",
        name="执法风险预警反馈",
        unit="条",
        cls=RiskWarning,
        measure=COUNT,
        bases=(_FED_BACK,),
    )
    closed = replace(
        fed_back,
        code="warnings.closed",
        name="执法风险预警办结",
        tests=(Condition("已办结", RiskWarning.state == "closed"),),
        bases=(_FED_BACK, Basis("closed", "办结", (RiskWarning.closed_on,))),
    )
    yield fed_back
    yield closed
    yield _rate("warnings.closed_rate", "执法风险预警办结率", closed, fed_back)


def _assessment() -> Iterator[Figure]:
    year = Basis("year", "考核年度", (Assessment.year_end,))
    assessed = Figure(
        code="assessments.total",
        name="绩效考核",
        unit="份",
        cls=Assessment,
        measure=COUNT,
        tests=(Condition("已有总分", Assessment.total.is_not(None)),),
        bases=(year, Basis("assessed", "考核", (Assessment.assessed_on,))),
    )
    yield assessed
    for code, name, kind, counted in (
        ("departments", "考核的部门", _OF_DEPARTMENT, Distinct(Assessment.department_id)),
        ("posts", "考核的岗位", "2", COUNT),
    ):
        test = Condition(f"类别为{name.removeprefix('考核的')}", Assessment.kind == kind)
        yield replace(
            assessed, code=f"assessments.{code}", name=name, unit="个",
            measure=counted, tests=(*assessed.tests, test),
        )  # fmt: skip
    for code, name in (("circulars", "通报"), ("talks", "约谈"), ("held", "问责")):
        test = Condition(f"方式为{name}", Accountability.kind == _ACCOUNTS[code])
        yield Figure(
            code=f"accountability.{code}",
            name=name,
            unit="次",
            cls=Accountability,
            measure=COUNT,
            tests=(test,),
            bases=(_ON_DAY,),
        )
