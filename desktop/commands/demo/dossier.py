"""One case of the demo with its whole dossier: inquiry, evidence, receipts, scans, filing."""

from datetime import date, timedelta

from db.figures.self_check import proposed
from db.registers import Case
from db.registers.mediation import Evidence, Inquiry, Receipt, SelfCheck
from db.store.database import Database
from db.store.trouble import Trouble
from desktop.commands.demo import dossier_pictures as drawn
from desktop.exchange.attaching import Source, take_in

_CLAIMS = (
    "请求对父母遗留的老屋和院坝进行分割；\n"
    "请求明确重建老屋时对另外两人的补偿；\n"
    "请求明确承包地在承包期内由谁耕种。"
)
_INQUIRY = (
    "问：你们父母遗留的房屋是什么情况？\n"
    "答：一栋木结构瓦房，九十多平方米，是父母在世时修的，没有写遗嘱。\n"
    "问：父母生前由谁照料？\n"
    "答：主要是吴应龙照料，吴启云每年寄钱回来，吴朝兰逢年过节回来。\n"
    "问：后墙倾斜是什么时候的事？\n"
    "答：今年春天雨水多，后墙泡软了，现在不能住人。"
)
_NOTE = "协议书一式四份，本卷存一份。老屋现状照片由调解员现场拍摄。"


def fill(database: Database, number: int) -> int:
    """Give the case of that id everything its dossier needs, and file it; gives the id."""
    with database.step("补齐卷宗材料") as session:
        case = session.get(Case, number)
        if case is None:
            raise Trouble(f"没有编号为 {number} 的案件")
        _write(case)
        scans = _scans(case)
    for purpose, sources in scans:
        outcome = take_in(database, Case.__tablename__, number, sources, purpose=purpose)
        if outcome.refused:
            raise Trouble("；".join(outcome.refused))
    with database.step("归档自查") as session:
        case = session.get_one(Case, number)
        case.checks = [_looked_at(row) for row in proposed(session, case, date.today())]
    with database.step("人民调解：归档") as session:
        case = session.get_one(Case, number)
        closed = case.closed_on or date.today()
        case.filed_by, case.filed_on = "韦书记员", closed + timedelta(days=2)
        case.checked_by, case.checked_on = "陈所长", closed + timedelta(days=3)
        case.archived_on, case.retention = closed + timedelta(days=3), "2"
        case.dossier_place, case.dossier_note = "三号柜第二格", _NOTE
        next(move for move in Case.moves if move.code == "file").make(case, session)
    return number


def _write(case: Case) -> None:
    """What the office wrote in the course of the case."""
    first = case.accepted_on or case.registered_on
    heirs = [party.name for party in case.parties]
    case.claims, case.recorder = _CLAIMS, "韦书记员"
    case.inquiries = [
        Inquiry.fresh(
            held_on=first + timedelta(days=1),
            place="天龙村三组",
            asked="罗组长（村民小组组长）",
            present="、".join(heirs),
            text=_INQUIRY,
            inquirer="调解员",
            recorder="韦书记员",
        )
    ]
    case.evidence = [
        Evidence.fresh(
            name=name, provider=heirs[0], form=form, pages=pages, proves=proves, received_on=first
        )
        for name, form, pages, proves in (
            ("建房批复", "2", 2, "房屋由父母报批修建"),
            ("老屋现状照片", "3", 1, "后墙倾斜，不宜居住"),
        )
    ]
    case.receipts = [
        Receipt.fresh(
            received_on=day, payer=heirs[0], payee=payee, amount=fen, way="2", note="银行转账"
        )
        for day, payee, fen in (
            (date(2024, 6, 28), heirs[1], 900_000),
            (date(2024, 6, 28), heirs[2], 1_200_000),
            (case.performed_on or date(2024, 8, 30), heirs[1], 900_000),
        )
    ]
    for meeting in case.meetings:
        meeting.recorder = meeting.recorder or "韦书记员"


def _scans(case: Case) -> list[tuple[str, list[Source]]]:
    """Scans by their purpose."""
    cards: list[Source] = [
        (f"{party.name}身份证（样张）.jpg", drawn.identity_card(party.name, party.id_number or ""))
        for party in case.parties
    ]
    grant = [drawn.sheet("建房批复（复印件）", ("同意在天龙村三组修建住房。",) * 3)] * 2
    notice = drawn.sheet(
        "人民调解当事人权利义务告知书",
        tuple(f"{party.name}：已阅知以上权利和义务。" for party in case.parties),
        signed=True,
    )
    slips: list[Source] = [
        (
            f"转账凭证{place}（样张）.jpg",
            drawn.picture(
                drawn.sheet(
                    "转账凭证",
                    (f"付款人：{row.payer}", f"收款人：{row.payee}", f"日期：{row.received_on}"),
                )
            ),
        )
        for place, row in enumerate(case.receipts, start=1)
    ]
    return [
        ("人民调解当事人权利义务告知书", [("告知书签收件（样张）.jpg", drawn.picture(notice))]),
        ("当事人身份证明", cards),
        ("证据材料：建房批复", [("建房批复（样张）.pdf", drawn.pages_pdf(grant))]),
        ("证据材料：老屋现状照片", [("老屋现状（样张）.jpg", drawn.house())]),
        ("履行凭证：汇款单", slips),
    ]


def _looked_at(row: SelfCheck) -> SelfCheck:
    """As somebody leaves it who has leafed through the bound paper."""
    row.result = row.result or "1"
    return row
