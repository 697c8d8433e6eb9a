"""人民调解协议书: what stands on it, when it is a draft, and what issuing enters."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from db.registers import Case, Paper
from db.registers.mediation import Party, Term
from db.store.check import check
from db.store.database import Database
from db.store.trouble import Trouble
from desktop.documents import seals
from desktop.documents.form import Sheet
from desktop.documents.forms import FORMS, form, forms_for
from desktop.documents.issue import draft, examine, issue
from desktop.documents.mediation.agreement import performance
from desktop.documents.signing.verdict import Kind
from tests.offices import PASSWORD, agreed, new_store, walk
from tests.pdf_text import text_of

AGREEMENT = form("agreement")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        agreed(database)
        yield database


def sheet(store: Database) -> Sheet:
    with store.read() as session:
        return AGREEMENT.render(session, session.get(Case, 1))


def change(store: Database, **values: object) -> None:
    with store.step("改") as session:
        case = session.get(Case, 1)
        for name, value in values.items():
            setattr(case, name, value)


def test_everything_that_the_form_asks_for_stands_on_it(store: Database) -> None:
    change(
        store,
        terms=[
            Term.fresh(text="李四赔偿张三12,800元。", amount=1_280_000, due_on=date(2024, 6, 30)),
            Term.fresh(text="互相谅解。"),
        ],
    )
    text = text_of(sheet(store).pdf)
    for said in (
        "人民调解协议书",
        "编号：（2024）测人调字第1号",
        "申请人姓名：张三",
        "被申请人姓名：李四",
        "年龄：144",
        "双方系邻居，因共用通道堆放杂物发生争议。",
        "1．李四赔偿张三12,800元。（金额12,800.00元，大写：壹万贰仟捌佰元整）",
        "2．互相谅解。",
        "一次性限期履行，履行期限至2024年6月30日。",
        "本协议一式三份",
        "测试镇人民调解委员会",
        "2024年6月11日",
        "第1页共1页",
    ):
        assert said in text
    assert "520403188001010017" not in text  # the form has no line for it


JUNE, JULY, AUGUST = (date(2024, month, 30) for month in (6, 7, 8))


@pytest.mark.parametrize(
    ("way", "days", "whole", "said"),
    [
        ("3", (JUNE, JULY), None, "分期履行，第1项至2024年6月30日，第2项至2024年7月30日。"),
        ("3", (JUNE, None, JULY), JULY, "分期履行，第1项至2024年6月30日，第3项至2024年7月30日。"),
        (
            "3",
            (JUNE, JULY),
            AUGUST,
            "分期履行，第1项至2024年6月30日，第2项至2024年7月30日，全部履行期限至2024年8月30日。",
        ),
        ("2", (JUNE, JUNE), None, "一次性限期履行，履行期限至2024年6月30日。"),
        ("1", (JUNE,), JUNE, "即时履行。"),
    ],
)
def test_each_instalment_stands_there_with_its_day(way, days, whole, said):
    case = Case.fresh(performance_way=way, performance_due=whole)
    case.terms = [Term.fresh(text="付款。", due_on=day) for day in days]
    assert performance(case) == said


def test_copies_are_the_parties_and_one(store: Database) -> None:
    third = Party.fresh(role="3", name="王五", address="三组")
    with store.step("加一方") as session:
        case = session.get(Case, 1)
        case.parties.append(third)
    assert "本协议一式四份" in text_of(sheet(store).pdf)


def test_an_organisation_stands_with_its_representative(store: Database) -> None:
    with store.step("改为单位") as session:
        party = session.get(Case, 1).parties[1]
        party.kind, party.name, party.representative = "organization", "某某合作社", "钱七"
        party.agent, party.agent_phone = "孙八", "0851-00000001"
    text = text_of(sheet(store).pdf)
    for said in ("被申请人（单位）：某某合作社", "法定代表人：钱七", "委托代理人：孙八"):
        assert said in text


def test_rare_characters_print_and_extract(store: Database) -> None:
    with store.step("改名") as session:
        session.get(Case, 1).parties[0].name = "王𬀩珺"
    assert "王𬀩珺" in text_of(sheet(store).pdf)


def test_a_character_that_no_font_has_stops_with_its_code(store: Database) -> None:
    with store.step("改名") as session:
        session.get(Case, 1).parties[0].name = "王\U00030123"
    with pytest.raises(Trouble, match="30123"):
        sheet(store)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"facts": None}, "主要事实和争议事项未填"),
        ({"terms": []}, "协议条款未填"),
        ({"mediators": []}, "调解员未填"),
        ({"agreement_form": "oral"}, "口头协议"),
        ({"state": "accepted"}, "尚未达成协议"),
    ],
)
def test_what_is_missing_makes_it_a_draft_that_cannot_be_signed(
    store: Database, values: dict[str, object], said: str
) -> None:
    assert not sheet(store).missing
    assert "草稿" not in text_of(sheet(store).pdf)
    change(store, **values)
    found = sheet(store)
    assert any(said in reason for reason in found.missing)
    assert "草稿" in text_of(found.pdf)
    with pytest.raises(Trouble, match=said):
        issue(store, AGREEMENT, 1, PASSWORD)


def test_the_same_record_gives_the_same_bytes(store: Database) -> None:
    assert sheet(store).pdf == sheet(store).pdf
    assert draft(store, AGREEMENT, 1).pdf == sheet(store).pdf


def test_the_signature_stands_clear_of_the_seal_and_the_text(store: Database) -> None:
    stamp = sheet(store).stamp
    assert stamp is not None
    page, x0, y0, x1, y1 = stamp
    assert (page, x0 < x1 < 595 / 2, 0 < y0 < y1) == (0, True, True)


def test_issuing_signs_enters_and_is_caught_when_rolled_back(store: Database) -> None:
    with pytest.raises(Trouble, match="还没有签名证书"):
        issue(store, AGREEMENT, 1, PASSWORD)
    with store.step("证书") as session:
        seals.make_own(session, "测试镇司法所", PASSWORD)
    with pytest.raises(Trouble):
        issue(store, AGREEMENT, 1, "错的签名口令")
    first = issue(store, AGREEMENT, 1, PASSWORD)
    with store.read() as session:
        (paper,) = session.scalars(select(Paper)).all()
        trust = seals.trust_of(session, "测试")
        assert paper.digest == sha256(first.pdf).hexdigest()
        assert paper.chain_head
        assert examine(first.pdf, trust, session).kind is Kind.INTACT
        assert examine(first.pdf + b"\n", trust, session).kind is not Kind.INTACT
        unsigned = draft(store, AGREEMENT, 1).pdf
        assert examine(unsigned, trust, session).kind is Kind.CHANGED  # rolled back
    assert check(store).sound


def test_a_certificate_put_out_of_use_no_longer_signs(store: Database) -> None:
    with store.step("证书") as session:
        certificate = seals.make_own(session, "测试镇司法所", PASSWORD)
        certificate.revoked_on = date(2024, 1, 1)
    with pytest.raises(Trouble, match="还没有签名证书"):
        issue(store, AGREEMENT, 1, PASSWORD)


def test_a_voided_case_prints_as_draft(store: Database) -> None:
    walk(store, 1, "void", void_reason="登记错误")
    assert "尚未达成协议" in sheet(store).missing


def test_forms_are_found_by_code_and_title() -> None:
    assert forms_for(Case) == [f for f in FORMS if f.cls is Case]
    assert form("人民调解协议书") is AGREEMENT
    with pytest.raises(Trouble, match="没有“奖状”"):
        form("奖状")
