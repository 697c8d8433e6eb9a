"""天龙镇's campaigns in 2024: food, gas, environment, joint ones, and what was put right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session
from stdnum.cn import uscc

from db.registers import Campaign, Card, Finding, Inspection, Place, Staff
from db.registers.enforcing import CampaignBody
from db.registers.inspection import Officer
from db.store.database import Database
from desktop.commands.demo.people import People

_LEAD = "天龙镇综合行政执法办公室"
_TERM = 15
"""Days from the order to its last day."""


@dataclass(frozen=True)
class _Plan:
    """One campaign; ``visits`` 0 where its inspections are entered one by one."""

    name: str
    kind: str
    field: str
    day: date
    plan: str
    people: int
    visits: int
    objects: int
    orders: int
    trade: str
    problems: tuple[str, ...]
    bodies: tuple[str, ...] = ()


_FOOD = ("食品加工操作间防蝇防鼠设施缺失", "从业人员健康证明过期", "冷藏柜生熟混放")
_GAS = ("燃气软管超期没有更换", "没有安装可燃气体报警装置", "气瓶与灶具间距不足")
_AIR = ("油烟净化设施没有按时清洗", "堆场没有覆盖防尘网", "污水收集池外溢")
_PLANS = (
    _Plan("春节前食品安全集中执法", "1", "01", date(2024, 1, 24), "天府发〔2024〕3号",
          16, 62, 58, 7, "餐馆", _FOOD),
    _Plan("餐饮场所燃气安全集中执法", "1", "02", date(2024, 3, 20), "天府发〔2024〕9号",
          14, 58, 55, 6, "饭庄", _GAS),
    _Plan("春夏环境保护集中执法", "1", "03", date(2024, 5, 22), "天府发〔2024〕17号",
          12, 49, 47, 4, "石材厂", _AIR),
    _Plan("校园周边食品安全集中执法", "1", "01", date(2024, 6, 5), "天府发〔2024〕19号",
          12, 50, 50, 4, "小吃店", _FOOD),
    _Plan("秋季环境保护集中执法", "1", "03", date(2024, 9, 11), "天府发〔2024〕31号",
          14, 66, 60, 5, "养殖场", _AIR),
    _Plan("冬季燃气安全集中执法", "1", "02", date(2024, 11, 20), "天府发〔2024〕40号",
          16, 0, 20, 5, "火锅店", _GAS),
    _Plan("消防安全联合执法", "2", "04", date(2024, 4, 17), "天府发〔2024〕12号",
          18, 10, 10, 2, "宾馆", ("疏散通道堆放杂物", "灭火器压力不足"),
          ("平坝区消防救援大队", "天龙派出所")),
    _Plan("秋季农资市场联合执法", "2", "07", date(2024, 10, 16), "天府发〔2024〕36号",
          10, 8, 8, 1, "农资店", ("农药销售台账记录不全",), ("平坝区农业农村局",)),
)  # fmt: skip
"""Six in three fields with 305 visits and 31 orders, two with others with 18 and 3."""


def fill(database: Database, random: Random, people: People) -> tuple[int, int]:
    """Write them; gives the campaign whose inspections are entered, and an order of it."""
    recorded = printed = 0
    for number, plan in enumerate(_PLANS):
        with database.step(f"登记{plan.name}") as session:
            campaign = _campaign(session, random, plan, number)
            if plan.visits:
                firms = [_firm(people, plan, number, place) for place in range(plan.orders)]
                inspections: list[int] = []
            else:
                firms = [_firm(people, plan, number, place) for place in range(plan.objects)]
                inspections = _inspections(session, random, campaign, plan, firms)
            orders = _put_right(session, campaign, plan, firms, inspections)
            if inspections:
                recorded, printed = campaign.id, orders[0]
    return recorded, printed


def _campaign(session: Session, random: Random, plan: _Plan, number: int) -> Campaign:
    lead = session.scalar(select(Place.id).where(Place.name == _LEAD))
    typed = bool(plan.visits)
    campaign = Campaign.fresh(
        name=plan.name,
        number=f"2024-{number + 1}",
        kind=plan.kind,
        field=plan.field,
        starts_on=plan.day,
        ends_on=plan.day + timedelta(days=1),
        plan_number=plan.plan,
        lead_id=lead,
        people=plan.people,
        vehicles=random.randrange(3, 6),
        visits=plan.visits if typed else None,
        objects=plan.objects if typed else None,
        on_the_spot=random.randrange(2, 6) if typed else None,
        summary="按方案分组检查，发现的问题能当场改的当场改，其余责令限期整改并复查。",
    )
    campaign.bodies = [CampaignBody.fresh(name=name) for name in plan.bodies]
    session.add(campaign)
    session.flush()
    return campaign


def _firm(people: People, plan: _Plan, number: int, place: int) -> dict[str, str]:
    """A firm that does not exist."""
    body = f"92520403MA{5000 + number * 100 + place:07}"
    owner = people.somebody().name
    return {
        "name": f"天龙镇{owner}{plan.trade}",
        "credit_code": body + str(uscc.calc_check_digit(body)),
        "representative": owner,
        "address": "平坝区天龙镇（演示资料）",
    }


def _inspections(
    session: Session,
    random: Random,
    campaign: Campaign,
    plan: _Plan,
    firms: Sequence[dict[str, str]],
) -> list[int]:
    """One for each firm, by two officers with certificates; the first ones end in an order."""
    made: list[int] = []
    cards = [card for card in session.query(Card).order_by(Card.id) if card.valid_on(plan.day)]
    for place, firm in enumerate(firms):
        result = "3" if place < plan.orders else random.choice("1112")
        inspection = Inspection.fresh(
            day=plan.day + timedelta(days=place % 2),
            kind="2",
            campaign_id=campaign.id,
            items="燃气使用",
            result=result,
            **firm,
        )
        two = random.sample(cards, k=2)
        inspection.officers = [Officer.fresh(staff_id=card.staff_id) for card in two]
        session.add(inspection)
        session.flush()
        made.append(inspection.id)
    return made


def _put_right(
    session: Session,
    campaign: Campaign,
    plan: _Plan,
    firms: Sequence[dict[str, str]],
    inspections: Sequence[int],
) -> list[int]:
    """The orders, each put right in time and rechecked."""
    verifier = session.scalar(select(Staff.id).order_by(Staff.id).limit(1))
    made: list[int] = []
    for place in range(plan.orders):
        found_on = plan.day + timedelta(days=place % 2)
        done = found_on + timedelta(days=_TERM - 5 + place % 4)
        finding = Finding.fresh(
            source="2",
            campaign_id=campaign.id,
            inspection_id=inspections[place] if inspections else None,
            found_on=found_on,
            description=plan.problems[place % len(plan.problems)],
            kind="03" if plan.field == "01" else "04" if plan.field == "03" else "02",
            department_id=campaign.lead_id,
            responsible=firms[place]["representative"],
            ordered_on=found_on,
            due_on=found_on + timedelta(days=_TERM),
            basis=f"《{plan.name}方案》（{plan.plan}）",
            delivered_on=found_on,
            corrected_on=done,
            rechecked_on=done + timedelta(days=1),
            evidence="现场复查，已整改到位，照片附后。",
            verifier_id=verifier,
            **firms[place],
        )
        session.add(finding)
        session.flush()
        for code in ("order", "correct"):
            next(move for move in Finding.moves if move.code == code).make(finding, session)
        session.flush()
        made.append(finding.id)
    return made
