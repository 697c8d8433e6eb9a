"""Records that begin from another one: most is there already, and both name each other."""

from datetime import date

from db.registers import Card, Consultation, LegalAid, Staff
from db.store.rights import SEEN, STAFF, Rights
from desktop.windows.record import drafts
from tests.windows.desks import window

__all__ = ["window"]

DAY = date(2024, 5, 6)


def asked(window) -> int:
    """A consultation, open in its page; gives its id."""
    with window.database.step("咨询") as session:
        made = Consultation.fresh(
            day=DAY,
            name="张三",
            id_number="520403198001010016",
            phone="0851-00000001",
            matter="04",
            content="工资被拖欠三个月",
            answer="可以申请法律援助",
        )
        session.add(made)
    window.pages.open_record("consultation", made.id)
    return made.id


def pane_of(window, register):
    return window.pages.register_page(register).pane


def test_an_application_begun_from_a_consultation_has_its_person_and_matter(window):
    number = asked(window)
    pane_of(window, "consultation").moves.onward[0].click()
    assert window.pages.name == "legal_aid"
    pane = pane_of(window, "legal_aid")
    told = (pane.record.name, pane.record.phone, pane.record.cause, pane.record.facts)
    assert told == ("张三", "0851-00000001", "05", "工资被拖欠三个月")
    assert pane.save()
    made = pane.record_id
    with window.database.read() as session:
        before = session.get(Consultation, number)
        assert before.aid_id == made
        assert before.person_id == pane.record.person_id
    window.pages.open_record("consultation", number)
    assert pane_of(window, "consultation").record.aid_id == made
    assert pane_of(window, "consultation").moves.onward == []
    window.database.undo()
    with window.database.read() as session:
        assert session.get(LegalAid, made) is None
        assert session.get(Consultation, number).aid_id is None


def test_what_is_typed_is_saved_first_and_what_was_begun_survives_a_dead_program(window):
    number = asked(window)
    before = pane_of(window, "consultation")
    before.record.content = "工资被拖欠半年"
    before.form.refresh()
    before._mark(dirty=True)
    before.moves.onward[0].click()
    drafts.keep(window.database, pane_of(window, "legal_aid").record)
    pane_of(window, "legal_aid").discard()
    window.pages.show_draft(drafts.take(window.database))
    pane = pane_of(window, "legal_aid")
    assert pane.save()
    with window.database.read() as session:
        kept = session.get(Consultation, number)
        assert (kept.aid_id, kept.content) == (pane.record_id, pane.record.facts)
        assert kept.content == "工资被拖欠半年"


def test_without_a_right_to_the_other_register_there_is_no_button(window):
    number = asked(window)
    pane = pane_of(window, "consultation")
    assert [button.isVisibleTo(pane) for button in pane.moves.onward] == [True]
    for table in ("legal_aid", "consultation"):
        window.database.rights = Rights("李干事", STAFF, registers={table: SEEN})
        pane.load(number, again=True)
        assert pane.moves.onward == []


def test_a_lost_card_is_replaced_in_the_same_register(window):
    with window.database.step("执法证") as session:
        staff = Staff.fresh(name="王五", establishment="1")
        session.add(staff)
        session.flush()
        lost = Card.fresh(staff_id=staff.id, number="520001", issuer="区政府", state="void")
        session.add(lost)
    window.pages.open_record("card", lost.id)
    pane = pane_of(window, "card")
    pane.moves.onward[0].click()
    new = pane.record
    assert (new.id, new.staff_id, new.issuer) == (None, staff.id, "区政府")
    assert (new.replaces_id, new.number, new.state) == (lost.id, None, "new")
    assert "补发" in next(new.advice())
    assert pane.moves.onward == [], "a record that is not saved goes nowhere yet"
    assert pane.save()
    assert pane.moves._next.text() == "补发(&G)", "and not 申领, which a replacement does without"
