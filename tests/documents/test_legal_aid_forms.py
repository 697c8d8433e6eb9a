"""The papers of legal aid: what stands on each, when it is a draft, and who signs it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.registers import Consultation, LegalAid
from db.registers.legal_aid import AidVisit, Delivery, Fellow, Lawyer, Material, Subsidy, Supplement
from db.store.database import Database
from db.store.trouble import Trouble
from desktop.documents import seals
from desktop.documents.form import Sheet
from desktop.documents.forms import FORMS, form, forms_for
from desktop.documents.issue import issue
from tests.applicants import DAY, day, go, loaded, registered
from tests.offices import PASSWORD, new_store, settle
from tests.pdf_text import pages_of, text_of

WAY = ("receive", "review", "forward", "grant", "assign", "sign", "close")
BY_OFFICE = {"aid_receipt", "aid_supplement", "aid_review", "aid_forwarding", "aid_delivery"}
OURS = [known for known in FORMS if known.cls in (LegalAid, Consultation)]
NUMBER = "（测）援申字〔2024〕第1号"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        settle(database)
        number = registered(
            database,
            amount=1_280_000,
            persons=2,
            fellows=[Fellow.fresh(name="李四", amount=300_000)],
            materials=[
                Material.fresh(name="身份证", pages=1, returned_on=None),
                Material.fresh(name="工资欠条", form="1", copies=2, pages=3),
            ],
            supplements=[
                Supplement.fresh(
                    asked_on=DAY, due_on=day(5), items="务工证明\n银行流水", supplied_on=day(1)
                )
            ],
            deliveries=[
                Delivery.fresh(document="旧文书", recipient="张三", delivered_on=day(1)),
                Delivery.fresh(
                    document="给予法律援助决定书",
                    document_number="测援决字〔2024〕第9号",
                    recipient="张三",
                    address="测试镇天龙村一组",
                    delivered_on=day(9),
                    way="2",
                    refused=True,
                    refusal_note="不愿签收，见证人赵六",
                ),
            ],
            lawyers=[
                Lawyer.fresh(name="王律师", firm="测试律师事务所", until=day(20), reason="住院"),
                Lawyer.fresh(name="赵律师", firm="测试律师事务所", since=day(20)),
            ],
            subsidies=[Subsidy.fresh(payee="赵律师", standard=150_000, factor=90, paid_on=day(88))],
            visits=[
                AidVisit.fresh(
                    visited_on=day(65), visited="张三", way="2", satisfaction="1", service="及时"
                )
            ],
            spending="每月约800元",
            earlier=True,
            earlier_note="2022年在本站",
            agent="张大",
            agent_kind="2",
            agent_proof="授权委托书",
        )
        go(database, number, *WAY)
        with database.step("咨询") as session:
            session.add(
                Consultation.fresh(
                    day=DAY, name="张三", phone="0851-00000001", matter="04", way="3",
                    content="工资三个月没发", answer="可以申请法律援助", path="3", aid_id=number,
                    replied_on=day(2), categories="disabled,farmer",
                )
            )  # fmt: skip
        yield database


def sheet(store: Database, code: str) -> Sheet:
    known = form(code)
    with store.read() as session:
        return known.render(session, session.get(known.cls, 1))


def change(store: Database, **values: object) -> None:
    with store.step("改") as session:
        aid = session.get(LegalAid, 1)
        for name, value in values.items():
            setattr(aid, name, value)


CONTENTS = {
    "aid_application": (
        NUMBER,
        "姓名张三",
        "520403198001010016",
        "□老年人",
        "☑残疾人",
        "☑农民",
        "☑民事□刑事",
        "☑劳动争议调解与仲裁代理",
        "12,800.00元",
        "某某公司",
        "工资三个月未付",
        "李四",
        "3,000.00元",
        "张大",
        "☑委托代理人",
        "☑是□否2022年在本站",
        "共2人次",
        "申请人（签名或按指印）：",
    ),
    "aid_hardship": (
        NUMBER,
        "张小",
        "1,000.00",
        "0.00",
        "人均月收入500.00元",
        "家庭人口2人",
        "待补：没有适用年度的标准",
        "☑个人诚信承诺",
        "每月约800元",
        "个人诚信承诺：本人如实说明",
        "2024年3月4日",
    ),
    "aid_privacy": (
        "张三：",
        "测试镇司法所",
        "第十七条、第十八条、第三十五条",
        "处理目的",
        "敏感个人信息",
        "保存期限",
        "您的权利",
    ),
    "aid_receipt": (
        NUMBER,
        "第一联：申请人留存",
        "第二联：本站存卷",
        "身份证",
        "工资欠条",
        "原件",
        "2种，3份",
        "2024年3月4日",
        "接收人（签名）：",
        "测试镇司法所",
    ),
    "aid_supplement": (
        NUMBER,
        "张三：",
        "一、务工证明",
        "二、银行流水",
        "请于2024年3月9日前",
        "视为撤回申请",
        "测试镇司法所",
    ),
    "aid_review": (
        NUMBER,
        "☑符合条件，建议给予法律援助",
        "□不符合条件",
        "属于援助范围，经济困难。",
        "人均月收入：500.00元",
        "标准：待补",
        "李站长",
        "由法律援助机构决定",
        "负责人（签名）：",
        "测试镇司法所",
    ),
    "aid_forwarding": (
        NUMBER,
        "测试县法律援助中心：",
        "张三等2人",
        "附件：1．法律援助申请表（1份）",
        "2．身份证（复印件，1份）",
        "3．工资欠条（原件，2份）",
        "法律援助审查表（1份）",
        "回执",
        "收件人（签名）：",
        "2024年3月7日",
    ),
    "aid_delivery": (
        NUMBER,
        "给予法律援助决定书",
        "测援决字〔2024〕第9号",
        "☑留置送达",
        "☑拒绝签收不愿签收，见证人赵六",
        "2024年3月13日",
    ),
    "aid_change": (NUMBER, "王律师", "住院", "审核意见", "审批意见"),
    "aid_payment": (
        NUMBER,
        "赵律师",
        "1,500.00",
        "90%",
        "1,350.00",
        "壹仟叁佰伍拾元整",
        "领款人（签名）：",
        "第五十二条",
    ),
    "aid_visit": (
        NUMBER,
        "王律师、赵律师",
        "☑电话",
        "☑满意□基本满意",
        "及时",
        "☑没有收取",
        "回访人（签名）：",
    ),
    "aid_consultation": (
        "2024年3月4日",
        "张三",
        "☑来信",
        "☑残疾人",
        "☑劳动报酬和劳动争议",
        "工资三个月没发",
        "可以申请法律援助",
        "☑申请法律援助",
        NUMBER,
        "咨询人签名：",
    ),
    "aid_consultation_privacy": ("张三：", "身份证号由您自愿提供", "第十七条"),
}


@pytest.mark.parametrize("code", CONTENTS)
def test_everything_that_a_form_asks_for_stands_on_it(store: Database, code: str) -> None:
    made = sheet(store, code)
    text = text_of(made.pdf)
    assert [said for said in CONTENTS[code] if said not in text] == []
    assert made.missing == ()
    assert "草稿" not in text


def test_every_form_of_legal_aid_is_looked_at() -> None:
    assert {known.code for known in OURS} == CONTENTS.keys()


@pytest.mark.parametrize("known", OURS, ids=lambda known: known.code)
def test_the_office_signs_what_it_issues_and_nothing_else(store: Database, known) -> None:
    stamp = sheet(store, known.code).stamp
    assert (stamp is not None) == (known.code in BY_OFFICE)
    if stamp:
        page, x0, y0, x1, y1 = stamp
        assert (page, x0 < x1 < 595 / 2, 0 < y0 < y1) == (0, True, True)


@pytest.mark.parametrize("code", sorted(BY_OFFICE))
def test_what_the_office_issues_is_signed_and_entered(store: Database, code: str) -> None:
    with store.step("证书") as session:
        seals.make_own(session, "测试镇司法所", PASSWORD)
    paper = issue(store, form(code), 1, PASSWORD)
    assert paper.signed
    assert NUMBER in paper.name


def test_every_recipient_of_a_signed_paper_gets_a_page_that_tells_of_the_signature(
    store: Database,
) -> None:
    with store.step("证书") as session:
        seals.make_own(session, "测试镇司法所", PASSWORD)
        aid = session.get(LegalAid, 1)
        for name in ("测试律师事务所", "李四"):
            row = Delivery.fresh(document="给予决定书", recipient=name, delivered_on=day(9))
            aid.deliveries.append(row)
    told = pages_of(issue(store, form("aid_delivery"), 1, PASSWORD).pdf)
    assert [("见第1页" in page, "证书指纹" in page) for page in told[1:]] == [(True, True)] * 2
    _, file_copy = pages_of(issue(store, form("aid_receipt"), 1, PASSWORD).pdf)
    assert "见第1页" in file_copy
    assert "见第1页" not in text_of(sheet(store, "aid_delivery").pdf), "nothing is signed yet"


def test_what_people_sign_the_office_does_not(store: Database) -> None:
    with store.step("证书") as session:
        seals.make_own(session, "测试镇司法所", PASSWORD)
    with pytest.raises(Trouble, match="没有电子签名的位置"):
        issue(store, form("aid_application"), 1, PASSWORD)


@pytest.mark.parametrize(
    ("code", "values", "said"),
    [
        ("aid_application", {"id_number": None, "no_id_reason": None}, "身份证号未填"),
        ("aid_application", {"facts": None}, "案情和申请理由未填"),
        ("aid_hardship", {"members": []}, "家庭成员未填"),
        ("aid_receipt", {"materials": []}, "申请材料未填"),
        ("aid_supplement", {"supplements": []}, "没有登记本站的补充通知"),
        ("aid_review", {"opinion": None}, "初审意见未填"),
        ("aid_review", {"reviewer_id": None}, "初审人未填"),
        ("aid_forwarding", {"agency": None}, "受理的法律援助机构未填"),
        ("aid_delivery", {"deliveries": []}, "没有登记送达的文书"),
        ("aid_change", {"lawyers": []}, "没有登记法律援助人员"),
        ("aid_payment", {"subsidies": []}, "补贴未填"),
        ("aid_visit", {"visits": []}, "没有登记回访"),
    ],
)
def test_what_is_missing_makes_a_draft_that_cannot_be_signed(
    store: Database, code: str, values: dict[str, object], said: str
) -> None:
    change(store, **values)
    found = sheet(store, code)
    assert any(said in reason for reason in found.missing)
    assert "草稿" in text_of(found.pdf)
    with pytest.raises(Trouble, match=said):
        issue(store, form(code), 1, PASSWORD)


def test_a_menu_offers_what_fits_the_case(store: Database) -> None:
    new = loaded(store, registered(store, reviewed_on=None, lawyers=[Lawyer.fresh(name="某")]))
    new.lawyers = []
    early = {known.code for known in forms_for(LegalAid, new)}
    assert early == {"aid_application", "aid_hardship", "aid_privacy"}
    late = {known.code for known in forms_for(LegalAid, loaded(store, 1))}
    assert late == {known.code for known in OURS if known.cls is LegalAid}
    new.no_condition = "4"
    assert "aid_hardship" not in {known.code for known in forms_for(LegalAid, new)}


def test_only_what_went_to_the_same_hand_that_day_is_proven(store: Database) -> None:
    assert "旧文书" not in text_of(sheet(store, "aid_delivery").pdf)
    with store.step("改") as session:
        session.get(LegalAid, 1).deliveries[0].delivered_on = day(9)
    assert "旧文书" in text_of(sheet(store, "aid_delivery").pdf)


def test_an_exemption_takes_the_place_of_the_income(store: Database) -> None:
    change(store, check_way="3", exemption="3", exemption_proof="工资欠条")
    text = text_of(sheet(store, "aid_review").pdf)
    assert "免予核查（法律援助法第四十二条）" in text
    assert "人均月收入" not in text
    change(store, no_condition="4")
    assert "不审查经济困难（法律援助法第三十二条）" in text_of(sheet(store, "aid_review").pdf)


def test_an_urgent_case_is_forwarded_as_such(store: Database) -> None:
    assert "先行提供" not in text_of(sheet(store, "aid_forwarding").pdf)
    urgent = {"urgent_ground": "1", "urgent_on": DAY, "formalities_due": date(2024, 4, 1)}
    change(store, urgent=True, **urgent)
    assert "请予先行提供法律援助" in text_of(sheet(store, "aid_forwarding").pdf)


def test_rare_characters_print_and_a_missing_one_stops_with_its_code(store: Database) -> None:
    change(store, name="王𬀩珺")
    assert "王𬀩珺" in text_of(sheet(store, "aid_application").pdf)
    change(store, name="王\U00030123")
    with pytest.raises(Trouble, match="30123"):
        sheet(store, "aid_application")


def test_each_recipient_of_the_day_has_a_proof_of_service(store):
    with store.step("送达") as session:
        aid = session.get(LegalAid, 1)
        for who, what in (
            ("李四", "指派通知书"),
            ("张三", "指派通知书"),
            ("李四", "权利义务告知书"),
        ):
            aid.deliveries.append(Delivery.fresh(document=what, recipient=who, delivered_on=day(9)))
    first, second = pages_of(sheet(store, "aid_delivery").pdf)
    assert "受送达人张三" in first
    assert "给予法律援助决定书" in first
    assert "旧文书" not in first
    assert "受送达人李四" in second
    assert ("指派通知书" in second, "权利义务告知书" in second) == (True, True)


def test_each_payee_signs_for_what_was_paid(store):
    with store.step("补贴") as session:
        aid = session.get(LegalAid, 1)
        aid.subsidies.append(Subsidy.fresh(payee="王律师", standard=50_000))
    text = text_of(sheet(store, "aid_payment").pdf)
    assert "领款人赵律师（签名）" in text
    assert "领款人王律师（签名）" in text
    assert "1,850.00" in text
