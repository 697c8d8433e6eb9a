"""The papers of a case after its agreement, or where there is none."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from db.registers import Case
from db.registers.mediation import Party, Receipt, Term, Visit
from db.store.database import Database
from db.store.trouble import Trouble
from desktop.documents.forms import form, forms_for
from desktop.documents.issue import draft
from tests.offices import agreed_case, new_store, settle, walk

SIGNED = date(2024, 9, 5)
"""Thirty days later is a day of the National holiday."""
COURT = {
    "confirmation_applied_on": date(2024, 9, 20),
    "confirmation_court": "安顺市平坝区人民法院",
}


@pytest.fixture
def store(tmp_path: Path):
    with new_store(tmp_path) as database:
        settle(database)
        yield database


def saved(store: Database, *moves: str, **values) -> int:
    """A case between two neighbours after these moves; gives its id."""
    case = agreed_case(1)
    case.agreed_on = case.parties_signed_on = case.mediator_signed_on = case.sealed_on = SIGNED
    case.parties[0].phone, case.parties[1].phone = "13800001111", "13800002222"
    for name, value in values.items():
        setattr(case, name, value)
    with store.step("登记") as session:
        session.add(case)
    walk(store, case.id, *moves)
    return case.id


def pages(store: Database, code: str, number: int) -> list[str]:
    paper = draft(store, form(code), number)
    assert paper.missing == ()
    return _texts(paper.pdf)


def _texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def offered(store: Database, number: int) -> set[str]:
    with store.read() as session:
        return {known.code for known in forms_for(Case, session.get(Case, number))}


def test_an_oral_agreement_has_its_own_sheet_and_number(store):
    term = Term.fresh(text="李四补偿张三。", amount=123_450, due_on=date(2024, 9, 30))
    number = saved(store, "accept", "agree", agreement_form="oral", terms=[term])
    (text,) = pages(store, "mediation_oral", number)
    assert "编号：（2024）测人调口字第1号" in text
    assert "壹仟贰佰叁拾肆元伍角" in text
    for label in (
        "纠纷主要事实、争议事项",
        "口头协议内容",
        "履行方式、时限",
        "本表由人民调解委员会填写",
    ):
        assert label in text
    assert "mediation_oral" not in offered(store, saved(store, "accept", "agree"))
    assert "agreement" not in offered(store, number)


def test_each_receipt_is_a_page_its_payee_signs(store):
    rows = [
        Receipt.fresh(received_on=SIGNED, payer="李四", payee="张三", amount=300_000, way="1"),
        Receipt.fresh(received_on=SIGNED, payer="李四", payee="张小三", goods="清走通道内杂物"),
    ]
    number = saved(store, "accept", "agree", receipts=rows)
    money, goods = pages(store, "mediation_receipts", number)
    assert (
        "今收到李四依照（2024）测人调字第1号人民调解协议给付的人民币3,000.00元（大写：叁仟元整）"
        in money
    )
    assert "收款人（签名盖章或按指印）：张三" in money
    assert "履行了：清走通道内杂物" in goods
    assert "收受人（签名盖章或按指印）：张小三" in goods
    assert "人民币" not in goods


def test_a_receipt_for_nothing_is_a_draft(store):
    number = saved(
        store, "accept", "agree", receipts=[Receipt.fresh(received_on=SIGNED, payee="张三")]
    )
    assert draft(store, form("mediation_receipts"), number).missing == (
        "张三的收条没有写明金额或者物品",
    )


def test_each_visit_is_a_page_its_visitor_signs(store):
    visits = [
        Visit.fresh(
            visited_on=date(2024, 10, day), visited=who, way="2", performance="3",
            satisfaction="1", text=f"{who}说已经履行。", visitor_id=day - 8,
        )
        for day, who in ((9, "张三"), (10, "李四"))
    ]  # fmt: skip
    number = saved(store, "accept", "agree", visits=visits)
    first, second = pages(store, "mediation_visits", number)
    assert "当事人：张三" in first
    assert "调解协议编号：（2024）测人调字第1号" in first
    assert "回访事由：张三与李四邻里纠纷" in first
    assert "☑履行完毕" in first
    assert "回访人（签名）：甲调解员" in first
    assert "李四说已经履行" in second
    assert "回访人（签名）：乙调解员" in second


def test_the_confirmation_is_asked_for_together(store):
    number = saved(store, "accept", "agree")
    with store.step("改") as session:
        session.get(Case, number).parties[1].service_address = "平坝区城关镇中山路1号"
    assert "mediation_confirmation" not in offered(store, number)
    walk(store, number, "confirmation", **COURT)
    text = "".join(pages(store, "mediation_confirmation", number))
    assert "520403188001010017" in text
    assert "送达地址：一组" in text
    assert "住址：二组送达地址：平坝区城关镇中山路1号" in text
    assert "确认申请人于2024年9月5日经测试镇人民调解委员会调解达成的（2024）测人调字第1号" in text
    assert "期限的最后一日为2024年10月8日" in text  # 5 October and what follows are holidays
    assert "人民调解法第三十三条、民事诉讼法第二百零五条" in text
    assert "自愿共同申请司法确认" in text
    assert "安顺市平坝区人民法院" in text
    assert "主持调解的证明" in text
    assert "申请人（签名、盖章或按指印）：张三" in text
    assert "授权委托书" not in text


def test_a_unit_proves_itself_otherwise_and_its_agent_the_power(store):
    number = saved(store, "accept", "agree")
    with store.step("改") as session:
        case = session.get(Case, number)
        unit = Party.fresh(
            role="2", kind="organization", name="安顺某建筑公司", credit_code="91520403MA00000012",
            representative="赵六", phone="13800003333", address="黎阳大道88号", agent="王五",
        )  # fmt: skip
        case.parties = [case.parties[0], unit]
    walk(store, number, "confirmation", **COURT)
    text = "".join(pages(store, "mediation_confirmation", number))
    assert "统一社会信用代码：91520403MA00000012" in text
    assert "安顺某建筑公司的统一社会信用代码证书（营业执照）复印件、法定代表人身份证明" in text
    assert "张三的身份证明复印件" in text
    assert "安顺某建筑公司的授权委托书、代理人王五的身份证明复印件" in text
    assert "（赵六签名并盖章）" in text


def test_an_application_without_identity_is_a_draft(store):
    number = saved(store, "accept", "agree")
    walk(store, number, "confirmation", **COURT)
    with store.step("改") as session:
        party = session.get(Case, number).parties[1]
        party.id_number = party.phone = party.address = None
    assert draft(store, form("mediation_confirmation"), number).missing == (
        "李四的联系方式未填",
        "李四的单位或住址未填",
        "李四的身份证号未填",
    )


def test_a_refusal_names_the_article_only_where_the_act_has_one(store):
    for reason, law in (("1", True), ("3", False)):
        number = saved(store, "refuse", refusal_reason=reason, refused_on=SIGNED)
        (text,) = pages(store, "mediation_refusal", number)
        assert ("第十七条" in text) is law
        assert text.count("（签名）") == 1  # told to the applicant
        assert "不予受理" in text


def test_who_took_the_application_back_gets_no_refusal(store):
    number = saved(store, "refuse", refusal_reason="7", refused_on=SIGNED)
    assert "mediation_refusal" not in offered(store, number)


def test_a_case_handed_over_says_to_whom(store):
    with pytest.raises(Trouble, match="移送到哪个机关"):
        saved(store, "accept", "end", ending_reason="8", ended_on=SIGNED)
    to = {"other_routes": "移送天龙镇自然资源所处理"}
    number = saved(store, "accept", "end", ending_reason="8", ended_on=SIGNED, **to)
    (text,) = pages(store, "mediation_ending", number)
    assert "因移送其他机关或单位处理，本委员会决定" in text
    assert "已告知的途径为：移送天龙镇自然资源所处理" in text


def test_an_ending_tells_the_other_routes_and_each_receives_it(store):
    number = saved(store, "accept", "end", ending_reason="2", ended_on=SIGNED)
    paper = draft(store, form("mediation_ending"), number)
    (text,) = _texts(paper.pdf)
    assert "因当事人撤回申请，根据《中华人民共和国人民调解法》第二十三条" in text
    assert "仲裁、行政、司法等途径维护自己的权利（人民调解法第二十六条）" in text
    assert "收件人（签名）：申请人张三" in text
    assert "被申请人李四" in text
    assert paper.copies == 3
    assert "mediation_failure" not in offered(store, number)


def test_a_failure_tells_what_the_parties_were_told(store):
    number = saved(store, "accept", "fail", ended_on=SIGNED, other_routes="向平坝区人民法院起诉")
    (text,) = pages(store, "mediation_failure", number)
    assert "未能达成调解协议" in text
    assert "已告知的途径为：向平坝区人民法院起诉" in text
    assert "mediation_ending" not in offered(store, number)


def test_the_report_tells_how_it_ended(store):
    number = saved(store, "accept", "agree")
    walk(store, number, "perform", performed_on=date(2024, 9, 30))
    walk(store, number, "close", closed_on=date(2024, 10, 12))
    (text,) = pages(store, "mediation_report", number)
    assert "2024年9月5日达成书面协议，2024年9月30日履行完毕" in text
    for label in ("卷号", "填表时间", "承办单位", "承办人", "受案时间", "结案时间", "案件来源"):
        assert label in text
    failed = saved(store, "accept", "fail", ended_on=SIGNED, other_routes="起诉", agreed_on=None)
    walk(store, failed, "close", closed_on=date(2024, 10, 12))
    assert "2024年9月5日调解不成" in pages(store, "mediation_report", failed)[0]


@pytest.mark.parametrize(
    ("code", "labels", "sides"),
    [
        ("mediation_oral", ("口头协议内容", "履行方式、时限", "（印章）"), 2),
        ("mediation_visits", ("回访情况", "□履行完毕", "回访人（签名）"), 1),
        ("mediation_receipts", ("人民币（大写）", "收款人"), 1),
    ],
)
def test_a_blank_has_its_number_on_every_side_and_nobody_in_it(store, code, labels, sides):
    with store.read() as session:
        sheet = form(code).blank(session, "K2026-007")
    texts = _texts(sheet.pdf)
    assert len(texts) == sides  # of one leaf
    assert all("K2026-007" in text for text in texts)
    whole = "".join(texts)
    assert all(label in whole for label in labels)
    assert "☑" not in whole
    assert "None" not in whole
    assert sheet.missing == ()
