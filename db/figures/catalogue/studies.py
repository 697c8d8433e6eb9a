"""Study and scrutiny: law study and exams, talks, internal checks, reports upwards, honours."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from db.figures.catalogue.coded import for_each
from db.figures.figure import Basis, Condition, Figure
from db.figures.measures import COUNT, Ratio, Sum, present
from db.registers import Honour, InternalCheck, LawStudy, LegalAdviser, SuperiorReport, Talk
from db.registers.education.legal_adviser import BOTH, GOVERNMENT
from db.registers.law_study import BEFORE_MEETING, CADRES, EXAM, GROUP, HEARING
from db.registers.talk import COLLECTIVE

_STUDIED = Basis("held", "学法", (LawStudy.held_on,))
_TALKED = Basis("held", "谈话", (Talk.held_on,))
_CHECKED = Basis("day", "检查", (InternalCheck.day,))
_REPORTED = Basis("reported", "报告", (SuperiorReport.reported_on,))
_GIVEN = Basis("given", "授予", (Honour.given_on,))


def figures() -> Iterator[Figure]:
    """All of them."""
    yield from _study()
    yield from _exams()
    yield from _scrutiny()
    yield from _honours()
    yield _advisers()


def _study() -> Iterator[Figure]:
    no_exam = Condition("不是单独的考试", LawStudy.kind != EXAM)
    sessions = Figure(
        code="study.sessions",
        name="学法活动",
        unit="次",
        cls=LawStudy,
        measure=COUNT,
        tests=(no_exam,),
        bases=(_STUDIED,),
        note="中心组学法、会前学法、干部培训、旁听庭审合计，单独的考试不计",
    )
    yield sessions
    for code, name, unit, kind in (
        ("group", "中心组学法", "次", GROUP),
        ("before_meeting", "会前学法", "次", BEFORE_MEETING),
        ("cadre", "干部法治培训", "期", CADRES),
        ("hearings", "旁听庭审", "次", HEARING),
    ):
        yield replace(
            sessions,
            code=f"study.{code}",
            name=name,
            unit=unit,
            tests=(Condition(f"学法类型为{name}", LawStudy.kind == kind),),
            note="",
        )
    yield replace(
        sessions,
        code="study.attendances",
        name="学法活动参加",
        unit="人次",
        measure=Sum(LawStudy.present),
        note="",
    )


def _exams() -> Iterator[Figure]:
    exams = Figure(
        code="exams.total",
        name="法律考试",
        unit="次",
        cls=LawStudy,
        measure=COUNT,
        tests=(Condition("有考试", or_(LawStudy.kind == EXAM, LawStudy.exam.is_(True))),),
        bases=(_STUDIED,),
    )
    yield exams
    people = {}
    for code, name, column in (
        ("expected", "应考", LawStudy.expected),
        ("taken", "参考", LawStudy.taken),
        ("passed", "合格", LawStudy.passed),
    ):
        people[code] = replace(
            exams,
            code=f"exams.{code}",
            name=f"法律考试{name}",
            unit="人次",
            measure=Sum(column),
            note="参加几次考试计几人次",
        )
    yield from people.values()
    for code, name, part, whole in (
        ("participation_rate", "法律考试参考率", "taken", "expected"),
        ("pass_rate", "法律考试合格率", "passed", "taken"),
    ):
        both = Condition("两个人数都填了", and_(*(_known(people[one]) for one in (part, whole))))
        sides = (replace(people[one], tests=(*exams.tests, both)) for one in (part, whole))
        yield replace(exams, code=f"exams.{code}", name=name, unit="%", measure=Ratio(*sides))


def _known(summed: Figure) -> ColumnElement[bool]:
    measure: Any = summed.measure
    known: ColumnElement[bool] = measure.weight.is_not(None)
    return known


def _scrutiny() -> Iterator[Figure]:
    talks = Figure(
        code="talks.total",
        name="谈心谈话",
        unit="次",
        cls=Talk,
        measure=COUNT,
        bases=(_TALKED,),
    )
    yield talks
    yield replace(
        talks,
        code="talks.collective",
        name="集体谈心谈话",
        tests=(Condition("谈话类型为集体谈心谈话", Talk.kind == COLLECTIVE),),
    )
    yield Figure(
        code="internal_checks.total",
        name="内部监督检查",
        unit="次",
        cls=InternalCheck,
        measure=COUNT,
        bases=(_CHECKED,),
        note="对企业和单位的执法检查不在内",
    )
    yield Figure(
        code="superior_reports.made",
        name="向上级报告法治政府建设情况",
        unit="次",
        cls=SuperiorReport,
        measure=COUNT,
        bases=(_REPORTED,),
    )


def _honours() -> Iterator[Figure]:
    honours = Figure(
        code="honours.total",
        name="获得荣誉",
        unit="项",
        cls=Honour,
        measure=COUNT,
        bases=(_GIVEN,),
    )
    yield honours
    levels = replace(honours, code="honours.level.*", name="*荣誉")
    yield from for_each(levels, "honour_level", "级别", Honour.level.in_)


def _advisers() -> Figure:
    engaged = Condition("由镇政府聘请", LegalAdviser.engaged_by.in_((GOVERNMENT, BOTH)))
    left = LegalAdviser.left_on

    def in_contract(day: Any) -> ColumnElement[bool]:
        return and_(
            LegalAdviser.contract_from <= day,
            LegalAdviser.contract_to >= day,
            or_(left.is_(None), left >= day),
        )

    return Figure(
        code="advisers.government",
        name="镇政府法律顾问",
        unit="名",
        cls=LegalAdviser,
        measure=present(in_contract, "在聘"),
        tests=(engaged,),
    )
