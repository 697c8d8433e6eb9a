"""天龙镇's talks, internal checks, reports upwards, law study and its own adviser in 2024."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import (
    Finding,
    Honour,
    InternalCheck,
    LawStudy,
    LegalAdviser,
    Staff,
    SuperiorReport,
    Talk,
)
from db.store.database import Database
from db.store.moves import way_to
from desktop.commands.demo.people import People
from desktop.commands.demo.sections import place_called

_TALKS = (
    ((1, 29), "新一年依法履职和廉洁自律", 9),
    ((4, 25), "重大事项按程序决策", 9),
    ((7, 30), "规范执法和防汛责任落实", 11),
    ((10, 24), "年度目标和依法行政短板", 9),
)
_CHECKS = (
    ((2, 27), "镇综合行政执法队", "执法案卷和执法记录仪使用", "05", "06"),
    ((4, 18), "镇党政综合办公室", "合同审查和印章使用", "06", "05"),
    ((6, 6), "镇政务服务中心", "一次性告知和限时办结", "05", "07"),
    ((8, 15), "镇应急管理站", "应急值守和物资管理", "08", "02"),
    ((9, 26), "镇农业农村服务中心", "惠农补贴公示", "05", "07"),
    ((11, 21), "镇社会事务办公室", "低保评议程序", "06", "05"),
)
"""Day, department, what was looked at, kinds of the two problems found."""
_PROBLEMS = {
    "02": "灭火器有两具过期，没有及时更换",
    "05": "台账有漏登，公示材料没有留存照片",
    "06": "审批签字的日期早于审查意见，程序先后不清",
    "07": "办事人员离岗没有挂牌，群众等候较久",
    "08": "值班安排没有写明替班人员",
}
_GROUP_STUDY = ("习近平法治思想", "宪法和立法法", "行政复议法", "突发事件应对法")
_BEFORE_MEETINGS = (
    "行政处罚法", "民法典物权编", "信访工作条例", "重大行政决策程序暂行条例",
    "安全生产法", "土地管理法",
)  # fmt: skip
_TRAININGS = (((5, 29), "民法典和合同风险防范", 61), ((10, 16), "依法行政和执法程序", 58))


def fill(database: Database, random: Random, people: People) -> list[tuple[str, int | date, bool]]:
    """The year's talks, checks, reports and study; gives the papers to print."""
    with database.step("登记谈心谈话和向上级报告") as session:
        talks = _talks()
        session.add_all(talks)
        session.add_all(_reports())
        session.flush()
        shown = talks[0].id
    with database.step("登记内部监督检查") as session:
        _check(session)
    with database.step("登记学法培训") as session:
        session.add_all(_studies(random))
    with database.step("登记荣誉和镇政府法律顾问") as session:
        session.add(_honour())
        session.add(_adviser(people))
    return [("talk_record", shown, False)]


def _talks() -> list[Talk]:
    return [
        Talk.fresh(
            held_on=date(2024, *day),
            kind="1",
            led_by="镇党委书记",
            with_whom="镇领导班子成员",
            people=number,
            place="镇政府小会议室",
            recorder="镇党政综合办公室工作人员",
            reason=about,
            points=(
                f"围绕{about}交换意见：逐人说明分管工作里依法办事的情况，指出应当改进的地方，"
                "提醒重大事项先审查、后上会，执法和审批留痕。"
            ),
            promises="班子成员逐一表态，认领问题，按期整改，带头学法守法。",
        )
        for day, about, number in _TALKS
    ]


def _check(session: Session) -> None:
    """Six checks, two problems each, all put right within the month that was given."""
    verifier = session.scalars(select(Staff.id).order_by(Staff.id)).first()
    for day, department, content, *kinds in _CHECKS:
        held = date(2024, *day)
        check = InternalCheck.fresh(
            day=held,
            department_id=place_called(session, department),
            content=content,
            checked_by="镇纪委、镇司法所",
            way="查阅资料、现场查看、个别询问",
            result="总体规范，发现两个问题，已当面反馈并要求限期整改。",
            fed_back_on=held + timedelta(days=2),
        )
        session.add(check)
        session.flush()
        for place, kind in enumerate(kinds):
            finding = Finding.fresh(
                source="3",
                internal_check_id=check.id,
                found_on=held,
                description=_PROBLEMS[kind],
                kind=kind,
                department_id=check.department_id,
                responsible=f"{department}负责人",
                demand="补正资料，完善制度，举一反三自查。",
                due_on=held + timedelta(days=30),
                corrected_on=held + timedelta(days=14 + 5 * place),
                rechecked_on=held + timedelta(days=21 + 5 * place),
                evidence="已按要求改正，查看了补正后的资料和照片。",
                verifier_id=verifier,
            )
            session.add(finding)
            session.flush()
            for move in way_to(finding, "corrected"):
                move.make(finding, session)


def _reports() -> list[SuperiorReport]:
    return [
        SuperiorReport.fresh(
            reported_on=date(2024, 2, 26),
            to_whom="区委、区政府",
            subject="天龙镇2023年法治政府建设情况",
            document_number="天委〔2024〕7号",
            copied_to="区委全面依法治区委员会办公室",
        )
    ]


def _studies(random: Random) -> list[LawStudy]:
    made = [
        LawStudy.fresh(
            held_on=date(2024, 3 * place + 3, 12),
            kind="1",
            topic=topic,
            hours=2,
            lecturer="镇党委书记领学",
            place="镇政府会议室",
            expected=18,
            present=18 - random.randrange(3),
        )
        for place, topic in enumerate(_GROUP_STUDY)
    ]
    made += [
        LawStudy.fresh(
            held_on=date(2024, 2 * place + 1, 20), kind="2", topic=topic, expected=12, present=12
        )
        for place, topic in enumerate(_BEFORE_MEETINGS)
    ]
    made += [
        LawStudy.fresh(
            held_on=date(2024, *day),
            kind="3",
            topic=topic,
            hours=6,
            lecturer="镇政府法律顾问",
            expected=64,
            present=present,
        )
        for day, topic, present in _TRAININGS
    ]
    return [*made, *_hearing_and_exam()]


def _hearing_and_exam() -> list[LawStudy]:
    return [
        LawStudy.fresh(
            held_on=date(2024, 8, 8),
            kind="4",
            topic="行政处罚纠纷案庭审",
            place="区人民法院",
            expected=22,
            present=21,
        ),
        LawStudy.fresh(
            held_on=date(2024, 11, 28),
            kind="5",
            topic="国家工作人员学法用法考试",
            expected=64,
            taken=64,
            passed=64,
        ),
    ]


def _honour() -> Honour:
    return Honour.fresh(
        given_on=date(2024, 12, 20),
        name="全区普法工作先进集体（演示资料）",
        level="4",
        given_by="区普法办",
        to_whom="天龙镇司法所",
    )


def _adviser(people: People) -> LegalAdviser:
    somebody = people.somebody(ages=(35, 55))
    return LegalAdviser.fresh(
        name=somebody.name,
        phone=somebody.phone,
        unit_name="演示律师事务所",
        licence_number="演示0009号",
        engaged_by="2",
        contract_from=date(2024, 1, 1),
        contract_to=date(2026, 12, 31),
    )
