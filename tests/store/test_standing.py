"""Where a person stands: every register that links to them, newest first."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from db.registers import Case, Mediator, Person
from db.registers.mediation import Party
from db.store.database import Database
from db.store.problems import all_problems, stopping
from db.store.standing import standing, still_called
from db.store.trouble import Trouble
from desktop.exchange.json_records import add_records

ZHANG = "520403198001010017"


def case(day, **values):
    record = Case.fresh(registered_on=day, **values)
    record.parties = [Party.fresh(name="张三", id_number=ZHANG), Party.fresh(name="李四", role="2")]
    return record


@pytest.fixture
def person(database: Database) -> Person:
    """张三, who is a mediator, and a party twice."""
    with database.step("登记") as session:
        session.add_all([case(date(2023, 5, 1)), case(date(2024, 6, 1))])
        session.add(Mediator.fresh(name="张三", id_number=ZHANG))
    with database.read() as session:
        return session.scalars(select(Person).where(Person.name == "张三")).one()


def test_all_roles_are_told_newest_first(database, person):
    with database.read() as session:
        roles = standing(session, person)
    assert [(one.title, one.role, one.day) for one in roles] == [
        ("人民调解员", "", date.today()),
        ("人民调解", "当事人", date(2024, 6, 1)),
        ("人民调解", "当事人", date(2023, 5, 1)),
    ]
    assert {one.table for one in roles} == {"mediator", "mediation"}


def test_the_open_record_and_the_recycle_bin_are_left_out(database, person):
    with database.step("删除") as session:
        session.get(Case, 1).deleted_at = datetime(2024, 7, 1)
    with database.read() as session:
        roles = standing(session, person, without=("mediation", 2))
    assert [one.title for one in roles] == ["人民调解员"]


def test_at_most_so_many_and_the_newest_of_them(database, person):
    with database.read() as session:
        assert [one.day for one in standing(session, person, 2)] == [
            date.today(), date(2024, 6, 1)
        ]  # fmt: skip


def test_records_that_keep_another_name_are_told_with_it(database, person):
    with database.read() as session:
        assert still_called(session, person) == []
    with database.step("修改人员") as session:
        session.get(Person, person.id).name = "张叁"
    with database.step("修改") as session:
        session.get(Case, 1).parties[0].name = "张叁"
    with database.step("删除") as session:
        himself = select(Mediator).where(Mediator.person_id == person.id)
        session.scalars(himself).one().deleted_at = datetime(2024, 7, 1)
    with database.read() as session:
        mended = session.get(Person, person.id)
        told = still_called(session, mended)
    assert [(one.table, one.record_id, one.role, one.called) for one in told] == [
        ("mediation", 2, "当事人", "张三")
    ]


def test_somebody_new_stands_nowhere(database):
    with database.step("登记") as session:
        session.add(Person.fresh(name="王五"))
    with database.read() as session:
        person = session.scalars(select(Person).where(Person.name == "王五")).one()
        assert standing(session, person) == []


def test_links_are_walked_by_their_index(database, person):
    asked: list[str] = []
    from sqlalchemy import event

    with database.read() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
        standing(session, person)
        plans = [
            " ".join(
                row[3]
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", tuple(values))
            )
            for sql, values in list(asked)
        ]
    assert len(plans) >= 3
    assert not [plan for plan in plans if "SCAN" in plan]


def test_a_second_person_of_one_number_is_refused_everywhere(database, person):
    again = Person.fresh(name="张三", id_number=ZHANG)
    with database.read() as session:
        assert [p.path for p in stopping(session, again)] == ["id_number"]
        assert stopping(session, person) == []
    with pytest.raises(Trouble, match="已登记为"), database.step("导入") as session:
        add_records(session, Person, {"name": "张三", "id_number": ZHANG})


def test_what_others_say_against_a_row_stands_at_the_row(database, monkeypatch):
    from db.store.problems import Problem

    monkeypatch.setattr(Party, "conflicts", lambda self, _s: [Problem("name", f"{self.name}！")])
    with database.read() as session:
        found = all_problems(session, case(date(2024, 1, 1)))
    said = {p.path: p.sentence for p in found if p.sentence.endswith("！")}
    assert said == {"parties[0].name": "张三！", "parties[1].name": "李四！"}
