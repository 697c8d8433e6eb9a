"""天龙镇's services in 2024 as the seed has them: lists, 90 items, 1,152 handled, enterprises."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import (
    Appeal,
    Enterprise,
    EnterpriseVisit,
    Handling,
    HandlingMonth,
    ListDocument,
    Place,
    PowerItem,
)
from db.registers.affairs import MonthRow, Posting
from db.store.database import Database
from desktop.commands.demo.people import People
from desktop.commands.demo.power_names import power_names
from desktop.commands.demo.township import VILLAGES

YEAR = 2024
HANDLED, AGENCY = 1152, 34
_WINDOW = "天龙镇便民服务中心"
_SITE = "平坝区政府网站天龙镇专栏（演示资料）"
_FIVE = (
    ("31", "天龙镇不予处罚事项清单"),
    ("32", "天龙镇从轻处罚事项清单"),
    ("33", "天龙镇减轻处罚事项清单"),
    ("34", "天龙镇免予行政强制事项清单"),
    ("35", "天龙镇从重处罚事项清单"),
)
_LISTED = ("生育登记", "临时救助给付", "高龄津贴给付", "残疾类别初审", "农机购置补贴给付")
_OTHERS = ("城乡居民医保参保登记", "城乡居民养老保险参保登记", "社保卡申领和挂失")
_APPEALS = (
    ("1", "2", "询问小微企业税费优惠怎样申请", "送达政策汇编并到厂讲解"),
    ("3", "1", "招工难，想请镇里帮助发布用工信息", "在赶场天招聘会和村微信群发布用工信息"),
    ("2", "1", "流动资金不足，想了解贷款贴息", "联系信用社到厂办理授信"),
    ("5", "2", "厂区电压不稳，影响加工", "请供电所更换变压器"),
    ("6", "4", "加油站改造手续不清楚", "由窗口全程代办，列出材料清单"),
    ("4", "1", "堆料场临时用地到期，想续用", "自然资源所现场核实，指导办理延续手续"),
    ("7", "3", "工程款拖欠八个月", "司法所组织双方对账，达成分期付款"),
    ("8", "2", "一周内几个部门分别检查，影响经营", "协调改为一次联合检查"),
    ("1", "1", "询问用工合同怎样写", "村法律顾问上门讲解，提供合同文本"),
    ("9", "2", "进厂道路破损", "列入通村公路养护，已修补"),
)
"""Kind, way, what was asked, what was done."""
_MATTERS = ("1", "3", "2", None, "1,6", None)
_VISITS = 26


def fill(database: Database, random: Random, people: People) -> list[tuple[str, int | date, bool]]:
    """The year's services: no papers of their own.

    Five lists and the 权责清单 posted in time, 90 items in force, twelve monthly sheets that add up
    to 1,152 with 34 handled on somebody's behalf, appeals all answered, visits.
    """
    with database.step("登记便民服务中心") as session:
        window = session.scalar(select(Place).where(Place.name == _WINDOW))
        if window is None:  # its department may stand there already
            window = Place.fresh(name=_WINDOW, kind="4")
            session.add(window)
    with database.step("登记公开清单") as session:
        session.add_all(_documents())
    with database.step("登记权责清单事项") as session:
        session.add_all(_items(window.id))
    with database.step("登记办件月报") as session:
        _sheets(session, random, window.id)
    with database.step("登记容缺受理的办件") as session:
        _singly(session, people, window.id)
    with database.read() as session:
        known = session.scalars(select(Enterprise).order_by(Enterprise.id)).all()
    with database.step("登记企业诉求和走访") as session:
        session.add_all(_appeals(random, people, known))
        session.add_all(_visits(random, people, known))
    return []


def _documents() -> list[ListDocument]:
    made = [
        ListDocument.fresh(
            kind=kind, name=name, version="2024年版", made_on=date(YEAR, 2, 19),
            responsible="天龙镇司法所",
        )
        for kind, name in _FIVE
    ]  # fmt: skip
    powers = ListDocument.fresh(
        kind="1",
        name="天龙镇权责清单",
        version="2024年版",
        made_on=date(2022, 6, 1),
        changed_on=date(YEAR, 3, 11),
        responsible="天龙镇党政办",
    )
    for document in (*made, powers):
        since = document.changed_on or document.made_on
        document.postings = [
            Posting.fresh(day=since + timedelta(days=days), channel=channel, place=place)
            for days, channel, place in ((9, "1", _SITE), (11, "2", "镇政府公示栏"))
        ]
        for row in document.postings:
            row.version = document.version
    return [powers, *made]


def _items(window: int) -> list[PowerItem]:
    return [
        PowerItem.fresh(
            power_type=kind,
            code=f"演示{kind}{place:03}",
            name=name,
            basis="见公布的权责清单（演示资料）",
            duties="受理、审查、决定、送达、事后监管",
            department_id=window,
            valid_from=date(2022, 6, 1) if place % 9 else date(YEAR, 3, 11),
            change=None if place % 9 else "1",
            change_basis=None if place % 9 else "2024年清单调整（演示资料）",
        )
        for place, (kind, name) in enumerate(power_names(), start=1)
    ]


def _sheets(session: Session, random: Random, window: int) -> None:
    ids = {row.name: row.id for row in session.execute(select(PowerItem.name, PowerItem.id))}
    quantities = _spread(random, HANDLED, 12 * 8)
    agencies = _spread(random, AGENCY, 12)
    for month in range(12):
        rows = [MonthRow.fresh(item_id=ids[name]) for name in _LISTED]
        rows += [MonthRow.fresh(other_item=name) for name in _OTHERS]
        for row, quantity in zip(rows, quantities[month * 8 :], strict=False):
            row.quantity = quantity
            row.rated = quantity * 2 // 3
            row.satisfied = row.rated
        rows[2].agency = min(agencies[month], rows[2].quantity)
        rows[5].agency = agencies[month] - rows[2].agency
        rows[1].tolerant, rows[6].extended = 1 + month % 2, 2
        sheet = HandlingMonth.fresh(month=date(YEAR, month + 1, 1), department_id=window)
        sheet.rows = rows
        session.add(sheet)


def _spread(random: Random, total: int, parts: int) -> list[int]:
    """So many numbers of about one size that add up to a total."""
    even, over = divmod(total, parts)
    found = [even + (place < over) for place in range(parts)]
    for _ in range(parts * 2):
        giver, taker = random.sample(range(parts), 2)
        if found[giver] > max(even // 2, 1):
            found[giver] -= 1
            found[taker] += 1
    return found


def _singly(session: Session, people: People, window: int) -> None:
    """What the monthly sheets hold already, kept singly because papers were to be made up."""
    item = session.scalar(select(PowerItem).where(PowerItem.name == "临时救助给付"))
    villages = session.scalars(select(Place.id).where(Place.name.in_([v[0] for v in VILLAGES])))
    for month, village in zip((2, 5, 10), villages, strict=False):
        somebody, day = people.somebody(), date(YEAR, month, 11)
        entry = Handling.fresh(
            received_on=day,
            item_id=item.id if item else None,
            department_id=window,
            handler="窗口工作人员",
            name=somebody.name,
            id_number=somebody.id_number,
            phone=somebody.phone,
            village_id=village,
            tolerant=True,
            lacking="家庭收入证明",
            make_up_by=day + timedelta(days=7),
            made_up_on=day + timedelta(days=5),
            finished_on=day + timedelta(days=8),
            promised_on=day + timedelta(days=15),
            result="同意救助",
            rating="1",
        )
        session.add(entry)
        session.flush()
        next(move for move in entry.moves if move.code == "finish").make(entry, session)


def _appeals(random: Random, people: People, known: Sequence[Enterprise]) -> list[Appeal]:
    made = []
    for place, (kind, way, content, measures) in enumerate(_APPEALS):
        whose, received = known[place % len(known)], date(YEAR, place + 1, 8 + place)
        answered = received + timedelta(days=random.randrange(2))
        made.append(
            Appeal.fresh(
                received_on=received,
                way=way,
                kind=kind,
                content=content,
                name=whose.name,
                credit_code=whose.credit_code,
                contact=people.somebody().name,
                phone=people.phone(),
                responded_on=answered,
                measures=measures,
                closed_on=answered + timedelta(days=random.randrange(3, 20)),
                result="已解决",
                satisfaction="2" if place == 5 else "1",
            )
        )
    return made


def _visits(random: Random, people: People, known: Sequence[Enterprise]) -> list[EnterpriseVisit]:
    guide = people.somebody().name
    made = []
    for place in range(_VISITS):
        whose, matters = known[place % len(known)], _MATTERS[place % len(_MATTERS)]
        day = date(YEAR, 1, 9) + timedelta(days=place * 13 + random.randrange(5))
        made.append(
            EnterpriseVisit.fresh(
                day=day,
                visitors=f"副镇长{guide}、司法所 1 人",
                matters=matters,
                content="了解生产经营和用工情况，送达惠企政策和法律服务联系卡",
                answer="当场答复，需要办理的由窗口代办" if matters else None,
                name=whose.name,
                credit_code=whose.credit_code,
                address=whose.address,
            )
        )
    return made
