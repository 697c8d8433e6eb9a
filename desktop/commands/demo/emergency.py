"""天龙镇's emergencies and its scrutiny of itself in 2024 as the seed has them."""

from datetime import date
from random import Random

from db.registers import (
    Drill,
    EmergencyPlan,
    EmergencyTeam,
    EmergencyTraining,
    Incident,
)
from db.registers.emergency import DrillBody, IncidentNotice, PlanRevision, TeamMember
from db.store.database import Database
from desktop.commands.demo import measures, scrutiny
from desktop.commands.demo.people import People
from desktop.commands.demo.sections import place_called
from desktop.commands.demo.township import VILLAGES

_OFFICE = "镇应急管理站"
_PLANS = (
    ("天龙镇突发事件总体应急预案", "1", None),
    ("天龙镇地质灾害应急预案", "2", "1"),
    ("天龙镇森林火灾应急预案", "2", "1"),
    ("天龙镇生产安全事故应急预案", "2", "2"),
    ("天龙镇突发公共卫生事件应急预案", "2", "3"),
    ("天龙镇群体性突发事件应急预案", "2", "4"),
)
_LANDSLIDE, _FOREST = 1, 2
_GROUPS = (
    ("1", 6, "镇政府", ("指挥协调", "物资转运", "群众转移")),
    ("2", 3, "派出所", ("现场警戒", "交通疏导")),
    ("3", 3, "镇卫生院", ("院前急救", "卫生防疫")),
    ("4", 8, "志愿服务队", ("挖掘机驾驶", "扑火", "无人机操作", "后勤保障")),
)
"""Code of the group, how many, where from, what they can do."""


def fill(database: Database, random: Random, people: People) -> list[tuple[str, int | date, bool]]:
    """The year; gives the papers to print: form code, subject, whether the office signs.

    Plans of all four classes revised, one team of four groups, 2 trainings with 112 attendances,
    2 drills; 4 collective talks, 6 internal checks whose 12 problems are put right, a report to the
    district; 3 problems with 3 measures, one of them taken over from 2023.
    """
    with database.step("登记应急预案") as session:
        office = place_called(session, _OFFICE)
        villages = [place_called(session, name) for name, _code, _short in VILLAGES]
        plans = _plans()
        session.add_all(plans)
        session.flush()
        numbers = [plan.id for plan in plans]
    with database.step("登记应急队伍和培训") as session:
        session.add(_team(random, people))
        session.add_all(_trainings())
    with database.step("登记应急演练") as session:
        drills = _drills(numbers, villages, office)
        session.add_all(drills)
        session.flush()
        shown = drills[0].id
    with database.step("登记突发事件") as session:
        incident = _incident(villages)
        session.add(incident)
    return [
        ("drill_record", shown, True),
        ("data_destruction", incident.id, True),
        *scrutiny.fill(database, random, people),
        *measures.fill(database),
    ]


def _plans() -> list[EmergencyPlan]:
    made = []
    for place, (name, scope, kind) in enumerate(_PLANS):
        revised = date(2024, 3, 11 + place)
        plan = EmergencyPlan.fresh(
            name=name,
            scope=scope,
            kind=kind,
            version="2024年修订版",
            document_number=f"天府办发〔2021〕{5 + place}号",
            issued_on=date(2021, 6, 18),
            in_charge=_OFFICE,
            parts="1,2,3,4,5",
            filed_on=date(2024, 3, 26),
            filed_number=f"平应急备〔2024〕{11 + place}号",
            filed_with="平坝区应急管理局",
            assessed_on=date(2024, 2, 20),
            next_revision_on=date(2027, 3, 1),
        )
        plan.revisions = [
            PlanRevision.fresh(
                day=revised,
                reason="2" if place else "1",
                what="调整指挥机构和成员单位职责，更新应急资源和联系方式，细化分级响应流程。",
                version="2024年修订版",
            )
        ]
        made.append(plan)
    return made


def _team(random: Random, people: People) -> EmergencyTeam:
    team = EmergencyTeam.fresh(
        name="天龙镇综合应急队",
        set_up_on=date(2022, 4, 12),
        document_number="天府发〔2022〕9号",
        equipment="风力灭火机 8 台、油锯 4 把、应急照明 2 套、担架 4 副、雨衣和救生衣各 30 件",
    )
    for group, number, unit, skills in _GROUPS:
        for place in range(number):
            somebody = people.somebody(ages=(22, 55))
            team.members.append(
                TeamMember.fresh(
                    name=somebody.name,
                    phone=somebody.phone,
                    group=group,
                    unit=unit,
                    skill=random.choice(skills),
                    leading=group == "1" and place == 0,
                )
            )
    return team


def _trainings() -> list[EmergencyTraining]:
    known = {"host": _OFFICE, "participants": "应急队员、村干部、网格员"}
    return [
        EmergencyTraining.fresh(
            name="汛前应急救援技能培训",
            held_on=date(2024, 4, 23),
            subjects="1,2,4",
            place="镇政府会议室",
            lecturers="区应急管理局业务骨干",
            hours=6,
            attendances=58,
            **known,
        ),
        EmergencyTraining.fresh(
            name="突发事件依法处置和舆情应对培训",
            held_on=date(2024, 9, 19),
            subjects="2,3",
            place="镇文化站",
            lecturers="镇司法所、区融媒体中心",
            hours=4,
            attendances=54,
            **known,
        ),
    ]


def _drills(plans: list[int], villages: list[int], office: int) -> list[Drill]:
    rated = {"rated_plan": "1", "rated_command": "1", "rated_people": "1", "rated_equipment": "2"}
    landslide = Drill.fresh(
        name="高田村地质灾害避险转移演练",
        held_on=date(2024, 5, 14),
        hazard="01",
        plan_id=plans[_LANDSLIDE],
        place="高田村三组隐患点",
        village_id=villages[4],
        lead="镇长",
        scene="模拟连续强降雨引发滑坡险情，演练监测预警、群众转移、伤员救治、临时安置四个科目。",
        people=86,
        assessed_on=date(2024, 5, 17),
        conclusion=(
            "各组按预案到位，二十分钟内转移群众四十六人，指挥和通信畅通。"
            "夜间照明器材偏少，建议每个隐患点配一套。"
        ),
        **rated,
    )
    landslide.bodies = [
        DrillBody.fresh(unit_id=office, people=12),
        DrillBody.fresh(name="派出所", people=6),
        DrillBody.fresh(name="镇卫生院", people=5),
        DrillBody.fresh(unit_id=villages[4], people=63),
    ]
    forest = Drill.fresh(
        name="森林防灭火实战演练",
        held_on=date(2024, 11, 12),
        hazard="02",
        plan_id=plans[_FOREST],
        place="合旺村林区",
        village_id=villages[3],
        lead="分管副镇长",
        scene="模拟清坟用火引燃山林，演练火情报告、队伍集结、开设隔离带、扑救和清理余火。",
        people=64,
        assessed_on=date(2024, 11, 14),
        conclusion="集结用时十八分钟，扑救分工明确。新队员操作风力灭火机不够熟练，已安排补训。",
        **rated,
    )
    forest.bodies = [
        DrillBody.fresh(unit_id=office, people=20),
        DrillBody.fresh(name="镇林业站", people=8),
        DrillBody.fresh(unit_id=villages[3], people=36),
    ]
    return [landslide, forest]


def _incident(villages: list[int]) -> Incident:
    incident = Incident.fresh(
        name="兴旺村强降雨道路塌方",
        happened_on=date(2024, 6, 23),
        hours="5:40",
        kind="1",
        hazard="01",
        level="9",
        place="兴旺村通组路",
        village_id=villages[2],
        response="4",
        reported_on=date(2024, 6, 23),
        measures="封闭塌方路段并设警示，转移下方住户 5 户 17 人，组织机械清理塌方体。",
        legal_basis="突发事件应对法、地质灾害防治条例",
        ended_on=date(2024, 6, 26),
        summary="无人员伤亡，道路于6月26日恢复通行；转移住户经排查后返回。",
        personal_data=True,
        data_kept="转移住户名册 1 份，镇应急管理站保管",
        data_destroyed_on=date(2024, 7, 12),
        data_destroyed_how="纸质名册粉碎，电子表格删除，镇司法所派人监督",
    )
    incident.notices = [
        IncidentNotice.fresh(day=date(2024, 6, 23), channel="3", what="险情和绕行路线"),
        IncidentNotice.fresh(day=date(2024, 6, 24), channel="2", what="处置进展和安置情况"),
        IncidentNotice.fresh(day=date(2024, 6, 26), channel="2", what="恢复通行"),
    ]
    return incident
