"""Consultations: 人次 are not entries, one visit of one person is 1, letters want a reply."""

from datetime import date

from db.registers import Consultation
from db.store.problems import Level
from tests.applicants import registered

DAY = date(2024, 5, 6)


def keep(database, **values):
    with database.step("咨询") as session:
        asked = Consultation.fresh(day=DAY, content="问", answer="答", matter="04", **values)
        session.add(asked)
    return asked


def doubts(database, asked):
    with database.read() as session:
        return [p for p in asked.conflicts(session) if p.level is Level.WARN]


def test_the_same_person_twice_on_one_day_is_doubted(database):
    keep(database, name="张三", phone="0851-00000001")
    again = Consultation.fresh(day=DAY, name="张三", phone="0851-00000001", matter="01")
    (found,) = doubts(database, again)
    assert "1 人次" in found.sentence
    again.day = date(2024, 5, 7)
    assert doubts(database, again) == []
    namesake = Consultation.fresh(day=DAY, name="张三", phone="0851-00000002")
    assert doubts(database, namesake) == []


def test_a_kept_consultation_is_no_second_of_itself(database):
    asked = keep(database, name="张三", id_number="520403198001010016")
    assert asked.person_id
    assert doubts(database, asked) == []
    twin = Consultation.fresh(day=DAY, name="张三", id_number="520403198001010016")
    assert len(doubts(database, twin)) == 1


def test_a_day_of_outreach_is_one_row_of_many_and_names_nobody(database):
    asked = keep(database, way="7", persons=25)
    assert asked.caption == "现场活动咨询 25 人次 劳动报酬和劳动争议 2024-05-06"
    assert asked.person_id is None
    assert [p.path for p in Consultation.fresh(day=DAY, persons=0).stopping()] == ["persons"]
    named = Consultation.fresh(day=DAY, name="张三", persons=3)
    assert "persons" in [p.path for p in named.problems() if p.level is Level.WARN]


def test_a_letter_wants_its_reply_and_no_reply_comes_before_it():
    letter = Consultation.fresh(day=DAY, way="3", content="问")
    assert "replied_on" in [p.path for p in letter.problems() if p.level is Level.MISSING]
    letter.replied_on = date(2024, 5, 5)
    (stop,) = letter.stopping()
    assert "2024-05-05" in stop.sentence
    assert "2024-05-06" in stop.sentence


def test_it_leads_to_the_application_it_became(database):
    number = registered(database)
    assert keep(database, name="张三", aid_id=number).aid_id == number
