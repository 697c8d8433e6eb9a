"""天龙镇's campaigns of 2024 and the supervision of its enforcement, with their papers."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.warnings import feed_back, found
from db.registers import Accountability, Assessment, Place, RiskWarning, Staff, Supervisor
from db.registers.enforcing import AssessmentItem, SupervisorTraining
from db.store.database import Database
from desktop.commands.demo import campaigns
from desktop.commands.demo.people import People

_YEAR = 2024
_NOTICED = date(_YEAR, 4, 25)
"""A certificate is suspended from 22 April to 20 May, its holder stays on the post."""
_SUSPENDED = "card_suspended"
_ITEMS = (
    ("行政执法规范化", 30), ("重大决定合法性审核", 20), ("普法责任落实", 20), ("矛盾纠纷化解", 20),
    ("学法培训", 10),
)  # fmt: skip
_PLACES = (
    "天龙镇综合行政执法办公室",
    "天龙镇应急管理站",
    "天龙镇自然资源所",
    "天龙镇农业综合服务中心",
    "天龙镇规划建设管理站",
)


def fill(database: Database, random: Random, people: People) -> list[tuple[str, int | date, bool]]:
    """The year; gives the papers to print: form code, subject, whether the office signs.

    Eight campaigns with 323 visits and 34 orders, all put right; one risk fed back and closed.
    """
    recorded, order = campaigns.fill(database, random, people)
    with database.step("登记行政执法监督员") as session:
        _supervisors(session)
    warning = _warning(database)
    with database.step("登记绩效考核") as session:
        _assessments(session, random)
    return [
        ("rectification_order", order, False),
        ("campaign_record", recorded, False),
        ("risk_feedback", warning, True),
        ("risk_list", _NOTICED, False),
    ]


def _supervisors(session: Session) -> None:
    """The two of the judicial office, trained in the year."""
    two = session.scalars(select(Staff.id).order_by(Staff.id).limit(2)).all()
    for number, staff in enumerate(two, start=1):
        supervisor = Supervisor.fresh(
            staff_id=staff,
            certificate_number=f"演示监督{number:04}",
            certificate_until=date(2028, 5, 31),
            appointed_on=date(2023, 6, 1),
            appointed_by="平坝区司法局",
        )
        supervisor.trainings = [
            SupervisorTraining.fresh(
                day=date(_YEAR, 5, 14), name="行政执法监督业务培训", hours=16, host="平坝区司法局"
            )
        ]
        session.add(supervisor)


def _warning(database: Database) -> int:
    """What the registers showed that day, fed back, answered, and closed after the card was back.

    Raises:
        RuntimeError: no certificate was suspended that day.
    """
    with database.read() as session:
        risk = next((r for r in found(session, _NOTICED).values() if r.kind == _SUSPENDED), None)
        if risk is None:
            raise RuntimeError("the demo's suspended certificate is missing")
    with database.step("反馈执法风险") as session:
        place = session.scalar(select(Place.id).where(Place.name == _PLACES[0]))
        warning = feed_back(
            session,
            risk.key,
            _NOTICED,
            due_on=_NOTICED + timedelta(days=10),
            department_id=risk.department_id or place or 0,
            demand="暂扣期间不安排执法任务，补训合格后申请发还。",
        )
        number = warning.id
    for code, day, text in (
        ("reply", date(_YEAR, 5, 6), "已调整到内勤岗位工作，安排补训。"),
        ("close", date(_YEAR, 5, 21), "补训合格，证件已于5月20日发还。"),
    ):
        with database.step("办理执法风险") as session:
            kept = session.get_one(RiskWarning, number)
            if code == "reply":
                kept.replied_on, kept.reply = day, text
            else:
                kept.closed_on, kept.outcome = day, text
            next(move for move in RiskWarning.moves if move.code == code).make(kept, session)
    return number


def _assessments(session: Session, random: Random) -> None:
    """The five departments that enforce; the weakest is talked to."""
    weakest: Assessment | None = None
    for name in _PLACES:
        assessment = Assessment.fresh(
            year=_YEAR,
            department_id=session.scalar(select(Place.id).where(Place.name == name)),
            assessed_on=date(_YEAR, 12, 20),
            assessed_by="天龙镇法治政府建设领导小组办公室",
        )
        assessment.items = [
            AssessmentItem.fresh(name=item, weight=weight, score=weight - random.randrange(5))
            for item, weight in _ITEMS
        ]
        session.add(assessment)
        session.flush()
        if weakest is None or (assessment.total or 0) < (weakest.total or 0):
            weakest = assessment
    if weakest is None:
        return
    for kind, subject in (("1", "通报全年执法考核结果"), ("2", "约谈考核得分最低的部门")):
        session.add(
            Accountability.fresh(
                kind=kind,
                day=date(_YEAR, 12, 26),
                subject=subject,
                department_id=weakest.department_id,
                reason=f"{weakest.name}总分 {weakest.total} 分，为各部门最低。",
                assessment_id=weakest.id,
                issued_by="天龙镇人民政府",
                result="已提出整改措施，列入下一年度工作。",
            )
        )
