"""A table copied from a ledger becomes child rows, by what its headings are called there."""

from db.registers import Case
from db.registers.mediation import Party
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
