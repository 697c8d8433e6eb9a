"""Records that begin from another one: most is there already, and both name each other."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db.registers import Consultation, LegalAid
from desktop.windows.main_window import MainWindow
from desktop.windows.record import drafts
from tests.offices import new_store, settle
from tests.windows.desks import main_window

DAY = date(2024, 5, 6)


@pytest.fixture
def window(qtbot, tmp_path: Path, data_folder: Path) -> Iterator[MainWindow]:
    database = new_store(tmp_path)
    settle(database)
    with main_window(qtbot, database) as made:
        yield made


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


def test_what_was_begun_is_still_tied_after_a_dead_program(window):
    number = asked(window)
    pane_of(window, "consultation").moves.onward[0].click()
    drafts.keep(window.database, pane_of(window, "legal_aid").record)
    pane_of(window, "legal_aid").discard()
    window.pages.show_draft(drafts.take(window.database))
    pane = pane_of(window, "legal_aid")
    assert pane.save()
    with window.database.read() as session:
        assert session.get(Consultation, number).aid_id == pane.record_id


def test_what_is_typed_is_saved_before_another_record_begins(window):
    number = asked(window)
    pane = pane_of(window, "consultation")
    pane.record.content = "工资被拖欠半年"
    pane.form.refresh()
    pane._mark(dirty=True)
    pane.moves.onward[0].click()
    assert pane_of(window, "legal_aid").record.facts == "工资被拖欠半年"
    with window.database.read() as session:
        assert session.get(Consultation, number).content == "工资被拖欠半年"
