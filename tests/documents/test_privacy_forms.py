"""Papers of data protection: they name people only for those who may know them."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from db.registers import Case, ExportLog, Office, Person
from db.store.database import Database
from db.store.finder import candidates
from db.store.listing import Filter, Listing
from desktop.documents.forms import form
from desktop.documents.issue import draft
from tests.documents.test_every_form import text_of
from tests.filled import filled
from tests.offices import agreed, settle
from tests.pdf_text import pages_of
from tests.registers.test_retention import consulted, destroyed, planned


@pytest.fixture
def database(tmp_path):
    made, _ = Database.create(tmp_path / "store.db", "张所长", "一二三四五六七八")
    with made:
        yield made


def test_the_list_names_what_is_appraised_and_no_longer_what_is_gone(database):
    settle(database)
    record = consulted(database)
    protocol = planned(database)
    before = text_of(draft(database, form("destruction_list"), protocol.id).pdf)
    destroyed(database, protocol)
    after = text_of(draft(database, form("destruction_list"), protocol.id).pdf)
    assert record.name in before
    assert record.name not in after
    assert record.uid[:12] in before
    assert record.uid[:12] in after


def test_the_sheet_tells_a_person_all_that_is_held(database):
    number = agreed(database)
    with database.read() as session:
        case = session.get(Case, number)
        party = case.parties[0]
    with database.step("更正") as session:
        person = session.get(Person, party.person_id)
        person.phone = "13800001111"
    with database.step("再更正") as session:
        person = session.get(Person, party.person_id)
        person.phone = "13800009999"
    with database.step("导出") as session:
        known = {"name": "人民调解", "left_at": datetime.now(), "receiver": "县司法局基层科"}
        session.add(filled(ExportLog, session, **known))
    told = "".join(text_of(draft(database, form("personal_sheet"), person.id).pdf).split())
    for words in (person.name, "13800001111", "13800009999", case.number, "县司法局基层科"):
        assert words.replace(" ", "") in told
    with database.step("另一个人") as session:
        other = filled(Person, session)
        session.add(other)
    told = "".join(text_of(draft(database, form("personal_sheet"), other.id).pdf).split())
    assert case.number not in told


def test_nobody_signs_a_page_of_the_sheet_that_says_nothing_of_them(database):
    settle(database)
    with database.step("登记") as session:
        person = Person.fresh(name="张三丰")
        session.add(person)
    for count in range(14):
        with database.step("更正") as session:
            session.get(Person, person.id).address = f"天龙村{count}组"
        *_, last = pages_of(draft(database, form("personal_sheet"), person.id).pdf)
        assert "本人张三丰（签收）" in last
        assert "接收单位或人" in last, "the end of the last table"


def test_who_is_restricted_is_kept_but_in_no_list_search_or_export(database, tmp_path):
    with database.step("登记") as session:
        person = filled(Person, session)
        session.add(person)
    bare = Person.fresh(name="王某", restricted_on=date.today())
    assert [problem.path for problem in bare.stopping()] == ["restricted_reason"]
    assert person.id in seen(database, tmp_path, person)
    with database.step("限制使用") as session:
        found = session.get(Person, person.id)
        found.restricted_on, found.restricted_reason = date.today(), "本人要求"
    assert person.id not in seen(database, tmp_path, person)
    asked = Filter("restricted_on", "!=", None)
    with database.read() as session:
        assert Listing(Person, filters=(asked,)).page(session, 0, 9) == [person.id]
    assert person.id_number not in exported(database, tmp_path, Listing(Person, filters=(asked,)))


def seen(database, tmp_path, person):
    """The person's id for each way that shows the person."""
    with database.read() as session:
        found = [one.id for one in candidates(session, Person, person.name)]
        found += Listing(Person, search=person.name).page(session, 0, 9)
    if person.id_number in exported(database, tmp_path, Listing(Person)):
        found.append(person.id)
    assert found.count(person.id) in (0, 3)
    return found


def exported(database, tmp_path: Path, listing):
    """What leaves the house; nothing to export leaves nothing."""
    from db.store.trouble import Trouble
    from desktop.exchange.exporting import export
    from desktop.exchange.rows_out import Wish

    path = tmp_path / "人员.json"
    try:
        export(database, Wish(listing, masked=False), path)
    except Trouble:
        return ""
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ["privacy_notice", "privacy_impact"])
def test_the_texts_to_sign_hold_the_offices_data_on_one_page(database, code):
    settle(database)
    with database.step("地址") as session:
        office = session.scalar(select(Office))
        office.address, office.phone, office.head = "测试镇中心路 1 号", "0851-34222222", "周所长"
    paper = draft(database, form(code), office.id)
    told = text_of(paper.pdf)
    assert (paper.pages, paper.missing) == (1, ())
    assert "周所长" in told
    assert "0851-34222222" in told or code == "privacy_impact"
