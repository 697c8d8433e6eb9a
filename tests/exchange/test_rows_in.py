"""A table copied from a ledger becomes child rows, by what its headings are called there."""

import pytest

from db.registers import Case, OwnRegister
from db.registers.mediation import Party
from db.registers.own.field import OwnField
from db.store.trouble import Trouble
from desktop.exchange.clipboard import as_book
from desktop.exchange.rows_in import pasted, rows_in
from tests.offices import new_store

LEDGER = "地位\t姓名\t联系电话\t名称\t天气\n被申请人\t张三\t0851-00000001\t别人\t晴\n"


def test_headings_are_known_by_what_others_call_them_and_what_is_left_out_is_told(tmp_path):
    book = as_book(LEDGER)
    with new_store(tmp_path) as database, database.read() as session:
        (party,) = rows_in(session, Party, book)
    assert (party.role, party.name, party.phone) == ("2", "张三", "0851-00000001")
    said = pasted(Case.fields["parties"], book, 1)
    assert said == "已粘贴当事人 1 行；没有粘贴的栏：名称、天气"


def test_a_company_in_a_column_of_names_is_no_person(tmp_path):
    book = as_book("姓名\t身份证号\n某某建材有限公司\t\n张三\t520403198001010016\n")
    with new_store(tmp_path) as database, database.read() as session:
        company, person = rows_in(session, Party, book)
    assert (company.kind, person.kind, person.sex) == ("organization", "person", "1")
    company.kind = "person"
    assert ["像是单位" in problem.sentence for problem in company.rules()] == [True]
    assert list(person.rules()) == []


SHEET = (
    "序号\t走访日期\t回访日期\t姓名\t走访村居\t走访人数（人）\t费用（元）\t是否异常"
    "\t备注\t得分\t电话"
)
LINE = "1\t2026-10-01\t\t张三\t天龙村\t2\t100.5\t否\t\t95\t13800138000"


def test_the_headings_of_a_sheet_people_keep_become_the_fields_of_an_own_register(tmp_path):
    with new_store(tmp_path) as database, database.read() as session:
        drafted = rows_in(session, OwnField, as_book(f"{SHEET}\n{LINE}"))
        alone = rows_in(session, OwnField, as_book(SHEET, least=1))
        listing = rows_in(session, OwnField, as_book("栏目名称\t类型\n户数\t数量"))
        with pytest.raises(Trouble, match="只有一行"):
            rows_in(session, Party, as_book("姓名\t地位", least=1))
    found = {row.label: OwnField.fields["kind"].kind.format(row.kind) for row in drafted}
    assert found == {
        "走访日期": "日期", "回访日期": "日期", "姓名": "文字", "走访村居": "村居",
        "走访人数": "数量", "费用": "金额（元）", "是否异常": "是否",
        "备注": "长文字", "得分": "数量", "电话": "文字",
    }  # fmt: skip
    assert [row.dated for row in drafted[:2]] == [True, False]
    assert drafted[4].unit == "人"
    assert [row.label for row in alone] == list(found), "without a line below the words must do"
    assert [(row.label, row.kind) for row in listing] == [("户数", "3")]
    said = pasted(OwnRegister.fields["columns"], as_book(SHEET, least=1), len(alone))
    assert said == "已按表头添加栏目 10 行，请核对类型"
