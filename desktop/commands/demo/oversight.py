"""天龙镇 under oversight in 2024: proposals all answered, petitions, a case, screenings."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import Case, Committee, LegalCase, Petition, Place, Proposal, Screening
from db.registers.oversight import DeputyTalk, ScreeningCase
from db.store.database import Database
from desktop.commands.demo.people import People

YEAR = 2024
_SESSION, _HANDED = "天龙镇第二十届人大第四次会议", date(YEAR, 1, 25)
_PROPOSALS = (
    ("1", "第1号", "关于修缮打磨村机耕道的建议", "道路交通", "A", "1"),
    ("1", "第2号", "关于增设兴旺村路灯的建议", "基础设施", "A", "1"),
    ("1", "第3号", "关于加强屯堡古建筑消防的建议", "文物保护", "B", "1"),
    ("1", "第4号", "关于高田村人饮水管网改造的建议", "农业农村", "A", "1"),
    ("1", "第5号", "关于规范场坝街赶场秩序的建议", "城镇管理", "A", "2"),
    ("2", "第118号", "关于支持天龙镇旅游民宿发展的提案", "文化旅游", "B", "1"),
)
"""Kind, number, title, category, class of result, opinion."""
_REPLY = (
    "一、办理情况。承办单位现场察看，与提出人沟通了办理方案。\n"
    "二、办理结果。所提事项已列入当年工作安排，按进度实施。\n"
    "三、下一步打算。由所在村委会和承办站所负责日常管护，定期回访。（演示资料）"
)
_PETITIONS = (
    ("2", "反映宅基地边界不清", "4", 1),
    ("5", "反映道路施工损坏围墙", "1", 1),
    ("4", "反映养殖场气味扰民", "1", 3),
    ("1", "询问征地补偿款发放", "2", 1),
    ("2", "反映承包地流转租金拖欠", "4", 6),
)
"""Way, matter, result, how many came."""
_QUARTERS = (date(YEAR, 2, 20), date(YEAR, 5, 14), date(YEAR, 8, 13), date(YEAR, 11, 12))
_SPECIAL = (
    (date(YEAR, 1, 29), "4", "全镇（春节前集中排查）", 24),
    (date(YEAR, 4, 9), "2", "各村土地承包和流转", 16),
    (date(YEAR, 9, 24), "4", "全镇（国庆前集中排查）", 22),
    (date(YEAR, 12, 10), "2", "企业和工地欠薪", 12),
)


def fill(database: Database, random: Random, people: People) -> list[tuple[str, int | date, bool]]:
    """Write the year; gives the answer to one proposal as a paper."""
    with database.step("登记建议提案") as session:
        proposals = _proposals(session, people)
        session.add_all(proposals)
    with database.step("登记信访事项和行政诉讼") as session:
        session.add_all(_petitions(session, people))
        session.add(_lawsuit(people))
    with database.step("登记矛盾纠纷排查") as session:
        session.add_all(_of_villages(session, random))
        session.add_all(_of_town(session))
    return [("proposal_reply", proposals[0].id, False)]


def _proposals(session: Session, people: People) -> list[Proposal]:
    unit = _place(session, "天龙镇党政办")
    made = []
    for place, (kind, number, name, category, result, opinion) in enumerate(_PROPOSALS):
        met = date(YEAR, 2, 27) + timedelta(days=place * 2)
        replied = met + timedelta(days=28)
        proposal = Proposal.fresh(
            kind=kind,
            session=_SESSION if kind == "1" else "平坝区政协第三次会议",
            number=number,
            name=name,
            category=category,
            lead=people.somebody().name,
            signers=f"{people.somebody().name}、{people.somebody().name}",
            handed_by="天龙镇人大主席团" if kind == "1" else "平坝区政府办公室",
            handed_on=_HANDED,
            main_id=unit,
            replied_on=replied,
            reply_number=f"天府函〔{YEAR}〕{place + 8}号",
            result=result,
            reply=_REPLY,
            contact=f"天龙镇党政办　{people.phone()}",
            opinion=opinion,
            opinion_on=replied + timedelta(days=9),
            published_on=replied + timedelta(days=12),
            published_where="镇政务公开栏",
        )
        proposal.talks = [DeputyTalk.fresh(day=met, way="1", people="提出人、承办人")]
        made.append(proposal)
    return made


def _petitions(session: Session, people: People) -> list[Petition]:
    villages = session.scalars(select(Place.id).where(Place.kind == "1").order_by(Place.id)).all()
    made = []
    for place, (kind, matter, result, persons) in enumerate(_PETITIONS):
        somebody, received = people.somebody(), date(YEAR, place * 2 + 2, 6)
        made.append(
            Petition.fresh(
                received_on=received,
                kind=kind,
                matter=matter,
                content=f"{matter}，要求镇里核实处理。",
                village_id=villages[place % len(villages)],
                name=somebody.name,
                id_number=somebody.id_number,
                phone=somebody.phone,
                persons=persons,
                handled_on=received + timedelta(days=18 + place * 3),
                result=result,
                opinion="已核实办理并书面答复信访人。",
            )
        )
    return made


def _lawsuit(people: People) -> LegalCase:
    return LegalCase.fresh(
        kind="2",
        number="（2024）演示行初1号",
        matter="不服宅基地权属处理决定",
        accepted_on=date(YEAR, 6, 3),
        applicant=people.somebody().name,
        respondent="天龙镇人民政府",
        organ="演示区人民法院",
        agent="村法律顾问",
        heard_on=date(YEAR, 7, 10),
        head_present=True,
        head="分管副镇长",
        decided_on=date(YEAR, 8, 20),
        result="1",
    )


def _of_villages(session: Session, random: Random) -> list[Screening]:
    """Each village looks once a quarter; what it cannot settle on the spot becomes a case."""
    villages = session.scalars(
        select(Committee).where(Committee.place_id.is_not(None)).order_by(Committee.id)
    ).all()
    made = []
    for start in _QUARTERS:
        for place, committee in enumerate(villages):
            day = start + timedelta(days=place)
            cases = _following(session, committee.id, day)
            settled, prevented = random.randrange(3), random.randrange(2)
            screening = Screening.fresh(
                day=day,
                place=f"{committee.name.removesuffix('人民调解委员会')}各组",
                village_id=committee.place_id,
                committee_id=committee.id,
                people=random.randrange(5, 12),
                leaders="村支书、网格员、法律明白人",
                found=settled + len(cases),
                settled=settled,
                prevented=prevented,
                measures="逐户走访，讲明界址和约定，双方没有发生争执" if prevented else None,
            )
            screening.cases = [ScreeningCase.fresh(case_id=number) for number in cases]
            made.append(screening)
    return made


def _of_town(session: Session) -> list[Screening]:
    town = session.scalar(select(Committee.id).where(Committee.kind == "3"))
    return [
        Screening.fresh(
            day=day, kind=kind, place=place, committee_id=town, people=number,
            leaders="镇领导、司法所、派出所、各站所", found=2, settled=2,
        )
        for day, kind, place, number in _SPECIAL
    ]  # fmt: skip


def _following(session: Session, committee: int, day: date) -> Sequence[int]:
    """Cases that the committee accepted within ten days after a screening, at most two."""
    query = (
        select(Case.id)
        .where(
            Case.committee_id == committee,
            Case.accepted_on.between(day, day + timedelta(days=10)),
        )
        .order_by(Case.accepted_on)
        .limit(2)
    )
    return session.scalars(query).all()


def _place(session: Session, name: str) -> int:
    """The department of that name, made where there is none."""
    found = session.scalar(select(Place).where(Place.name == name))
    if found is None:
        found = Place.fresh(name=name, kind="4")
        session.add(found)
        session.flush()
    return found.id
