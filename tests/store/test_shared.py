"""One person, many roles: found by number or name, made once, kept up to date."""

from datetime import date

import pytest
from sqlalchemy import select

from db.registers import Case, Enterprise, Mediator, Person, Staff
from db.registers.mediation import Party
from db.store.check import check
from db.store.database import Database
from db.store.relinking import link_all, nothing_shared
from tests.store.conftest import PASSWORD

ZHANG = "520403198001010016"
LI = "520403198202020026"


def everybody(database):
    """All persons but the two mediators of the template."""
    with database.read() as session:
        found = session.scalars(select(Person).order_by(Person.id)).all()
    return [person for person in found if not person.name.endswith("调解员")]


def persons(database):
    return {person.name: person for person in everybody(database)}


def keep(database, record):
    with database.step("登记") as session:
        session.add(record)
    return record.id


def case(*parties):
    made = Case.fresh()
    made.parties = [Party.fresh(**values) for values in parties]
    return made


def test_a_party_becomes_a_person_with_all_that_was_typed(database):
    keep(database, case({"name": "张三", "id_number": ZHANG, "phone": "13800001234"}))
    person = persons(database)["张三"]
    assert (person.sex, person.born_on, person.phone) == ("1", date(1980, 1, 1), "13800001234")
    with database.read() as session:
        assert session.scalar(select(Party)).person_id == person.id
    assert check(database).sound


def test_the_same_number_in_another_register_is_the_same_person(database):
    keep(database, case({"name": "张三", "id_number": ZHANG, "phone": "13800001234"}))
    staff = keep(database, Staff.fresh(name="张三", id_number=ZHANG))
    assert len(everybody(database)) == 1
    with database.read() as session:
        kept = session.get(Staff, staff)
        assert kept.person_id == persons(database)["张三"].id
        assert kept.phone == "13800001234", "what is known need not be typed again"


def test_two_rows_of_one_step_are_one_person(database):
    first = case({"name": "张三", "id_number": ZHANG})
    second = case({"name": "张三", "id_number": ZHANG})
    with database.step("登记两件") as session:
        session.add_all([first, second])
    assert len(everybody(database)) == 1


@pytest.mark.parametrize(
    ("known", "typed", "people"),
    [
        ({"phone": "13800001234"}, {"phone": "13800001234"}, 1),
        ({"phone": "13800001234"}, {"phone": "13900001234"}, 2),
        ({"born_on": date(1980, 1, 1)}, {"id_number": ZHANG}, 1),
        ({"id_number": LI, "phone": "1"}, {"id_number": ZHANG, "phone": "1"}, 2),
        ({}, {}, 2),
    ],
)  # fmt: skip
def test_namesakes_are_one_person_only_when_something_else_agrees(database, known, typed, people):
    keep(database, case({"name": "张三", **known}))
    keep(database, case({"name": "张三", **typed}))
    assert len(everybody(database)) == people


def test_a_new_telephone_is_the_newest_word_and_an_old_paper_keeps_its_own(database):
    keep(database, case({"name": "张三", "id_number": ZHANG, "phone": "13800001234"}))
    keep(database, case({"name": "张三", "id_number": ZHANG, "phone": "13900001234"}))
    assert persons(database)["张三"].phone == "13900001234"
    with database.read() as session:
        kept = session.scalars(select(Party.phone).order_by(Party.id)).all()
    assert kept == ["13800001234", "13900001234"]


def test_a_slip_in_the_number_is_mended_and_another_number_is_another_person(database):
    wrong = ZHANG[:-2] + "26"
    number = keep(database, Mediator.fresh(name="张三", id_number=wrong))
    for typed, expected in ((ZHANG, [ZHANG]), (LI, [ZHANG, LI])):
        with database.step("改号") as session:
            session.get(Mediator, number).id_number = typed
        with database.read() as session:
            found = session.scalars(select(Person).where(Person.name == "张三")).all()
            assert [person.id_number for person in found] == expected


def test_an_organisation_is_an_enterprise_and_no_person(database):
    keep(
        database,
        case({"name": "平坝区兴农农资经营部", "kind": "organization", "representative": "王五"}),
    )
    assert persons(database).keys().isdisjoint({"平坝区兴农农资经营部"})
    with database.read() as session:
        assert session.scalar(select(Enterprise)).representative == "王五"


def test_undo_takes_the_person_back_with_the_row(database):
    keep(database, case({"name": "张三", "id_number": ZHANG}))
    database.undo()
    assert "张三" not in persons(database)
    database.redo()
    assert "张三" in persons(database)
    assert check(database).sound


def test_a_second_record_of_one_number_is_refused_with_a_sentence(database):
    keep(database, Person.fresh(name="张三", id_number=ZHANG))
    with database.read() as session:
        found = list(Person.fresh(name="张三", id_number=ZHANG).conflicts(session))
    assert "张三" in found[0].sentence


def test_rows_of_an_older_store_are_linked_once(database):
    keep(database, case({"name": "张三", "id_number": ZHANG}))
    keep(database, Mediator.fresh(name="张三", id_number=ZHANG))
    with database.engine.begin() as connection:  # as an older program left it
        for sql in (
            "UPDATE mediation_party SET person_id = NULL",
            "UPDATE mediator SET person_id = NULL",
            "DELETE FROM person",
            "DELETE FROM change WHERE table_name = 'person'",
        ):
            connection.exec_driver_sql(sql)
    assert nothing_shared(database)
    assert link_all(database) == 4
    assert link_all(database) == 0
    assert not nothing_shared(database)
    assert len(everybody(database)) == 1
    with database.read() as session:
        assert None not in session.scalars(select(Mediator.person_id)).all()


def test_linking_that_was_cut_short_is_done_at_the_next_opening(store):
    with Database.open(store, PASSWORD) as database:
        keep(database, case({"name": "张三", "id_number": ZHANG}))
        with database.engine.begin() as connection:  # killed after the migration, before the step
            for sql in (
                "UPDATE mediation_party SET person_id = NULL",
                "UPDATE mediator SET person_id = NULL",
                "DELETE FROM person",
            ):
                connection.exec_driver_sql(sql)
    with Database.open(store, PASSWORD) as database:
        assert [person.name for person in everybody(database)] == ["张三"]
