"""Nobody is entered twice: the known are offered, taken, told and cut, in rows and in forms."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.registers import Case, Mediator, Person
from db.store.database import Database
from desktop.windows.parts.notices import Toast
from tests.offices import agreed_case, new_store, settle
from tests.windows.desks import desk, empty_desk, quits, unlocked
from tests.windows.pages import cell, opened, rows, type_in

__all__ = ["desk", "empty_desk", "quits"]

ZHANG = "520403198001010033"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        settle(database)
        with database.step("人员") as session:
            session.add(Person.fresh(name="张三", id_number=ZHANG, phone="13800001234", sex="1"))
            session.add(Person.fresh(name="张三丰", phone="13900005678"))
        yield database


@pytest.fixture
def page(qtbot, store):
    made = opened(qtbot, store, Case)
    made.new_record()
    rows(made, "parties").add()
    return made


def grid(page):
    return rows(page, "parties").cards[0]._grid


def typed(qtbot, page, name: str, text: str):
    """As by hand: the line is in front, each key is seen."""
    line = grid(page).cells[name].editor.line

    def ready() -> bool:
        page.window().activateWindow()
        line.setFocus()
        return line.hasFocus()

    qtbot.waitUntil(ready)
    line.setText(text)
    line.textEdited.emit(text)
    return grid(page).known.offers[name]


def who(page) -> str:
    return grid(page).cells["person_id"].editor.label.text()


def test_the_known_are_offered_and_the_keyboard_takes_one(qtbot, store, page):
    offer = typed(qtbot, page, "name", "张")
    assert [words.split("　")[0] for words in offer.words()] == ["张三（1980年生）", "张三丰"]
    assert offer.popup().isVisible()
    assert grid(page).cells["name"].editor.line.text() == "张"
    qtbot.keyClick(offer.popup(), Qt.Key.Key_Down)
    assert grid(page).cells["name"].editor.line.text() == "张"  # an arrow writes nothing
    qtbot.keyClick(offer.popup(), Qt.Key.Key_Return)
    party = page.pane.record.parties[0]
    assert (party.name, party.id_number, party.phone, party.sex) == (
        "张三", ZHANG, "13800001234", "1"
    )  # fmt: skip
    assert party.person_id is not None
    (toast,) = page.window().findChildren(Toast)
    assert "身份证号" in toast.sentence


def test_going_on_typing_passes_the_offer_by(qtbot, store, page):
    offer = typed(qtbot, page, "name", "张三")
    qtbot.keyClick(offer.popup(), Qt.Key.Key_Return)  # nothing was chosen in the list
    assert not offer.popup().isVisible()
    qtbot.waitUntil(lambda: page.pane.record.parties[0].name == "张三")
    party = page.pane.record.parties[0]
    assert (party.person_id, party.phone) == (None, None)
    assert who(page) == "新人员，保存时登记"


def test_a_number_offers_its_owner_and_says_who_it_is(qtbot, store, page):
    assert not typed(qtbot, page, "id_number", "520").words()
    offer = typed(qtbot, page, "id_number", "52040319")
    assert len(offer.words()) == 1
    type_in(qtbot, grid(page).cells["name"].editor.line, "张三")
    type_in(qtbot, grid(page).cells["id_number"].editor.line, ZHANG)
    assert "身份证号与登记的相同" in who(page)
    assert page.pane.save()
    with store.read() as session:
        assert session.query(Person).filter_by(name="张三").count() == 1


def test_an_organisation_is_not_looked_for_among_persons(qtbot, store, page):
    grid(page).row.kind = "organization"
    assert typed(qtbot, page, "name", "张").words() == []


def test_where_else_somebody_stands_is_told_and_a_wrong_link_is_cut(qtbot, store, page):
    case = agreed_case(1)
    case.parties[0].name, case.parties[0].id_number = "张三", ZHANG
    with store.step("登记") as session:
        session.add(case)
    offer = typed(qtbot, page, "name", "张三")
    offer._choose(0)
    assert "2024-06 人民调解 当事人" in who(page)
    assert "不是同一人" in who(page)
    grid(page).cells["person_id"].editor.label.linkActivated.emit("cut")
    party = page.pane.record.parties[0]
    assert (party.name, party.id_number, party.phone, party.person_id) == ("张三", None, None, None)
    assert who(page) == "新人员，保存时登记"
    assert page.pane.save()
    with store.read() as session:
        assert session.query(Person).filter_by(name="张三").count() == 2


def test_a_saved_row_shows_its_person_and_not_the_record_at_hand(qtbot, store):
    case = agreed_case(1)
    case.parties[0].id_number = ZHANG
    with store.step("登记") as session:
        session.add(case)
    page = opened(qtbot, store, Case, case.id)
    rows(page, "parties").enter(0, "name")
    assert "张三" in who(page)
    assert "人民调解" not in who(page)


def test_a_form_names_somebody_like_a_row_does(qtbot, store):
    page = opened(qtbot, store, Mediator)
    page.new_record()
    line = cell(page, "name").editor.line
    line.setText("张三丰")
    line.textEdited.emit("张三丰")
    part = next(p for _, p in page.pane.form._parts if "name" in getattr(p, "cells", {}))
    part.known.take("name", part.known.look_for("name", "张三丰")[0])
    assert (page.pane.record.name, page.pane.record.phone) == ("张三丰", "13900005678")
    assert cell(page, "phone").editor.line.text() == "13900005678"


def test_a_person_shows_all_roles_and_they_open(qtbot, desk):
    window = unlocked(qtbot, desk)
    with window.database.read() as session:
        person = session.query(Person).filter_by(name="李四").one()
    window.pages.open_record("person", person.id)
    panel = window.pages.register_page("person").pane.form.below.roles
    assert len(panel.lines) == 1
    panel.lines[0].click()
    qtbot.waitUntil(lambda: window.pages.name == "mediation")
    pane = window.pages.register_page("mediation").pane
    assert pane.record_id == 1
    card = next(p for _, p in pane.form._parts if hasattr(p, "cards")).cards[1]
    card.open()
    line = card._grid.cells["name"].editor.line
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.pages.name == "person")
