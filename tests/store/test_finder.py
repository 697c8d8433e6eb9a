"""Finding by index while typing: who begins so, in order; others only in need."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.registers import ALL, Enterprise, Person, Place
from db.store import finder
from db.store.finder import candidates
from db.store.links import offered

PEOPLE = (
    ("张三", "520403198001010017", "13800001234"),
    ("张三丰", "520403197502020026", "13900005678"),
    ("李张三", None, "13800009999"),
    ("Anna Zhang", "52040319900303003X", None),
)


@pytest.fixture
def people(database):
    with database.step("人员") as session:
        session.add(Place.fresh(name="天龙村", kind="2"))
        session.flush()
        for name, number, phone in PEOPLE:
            session.add(Person.fresh(name=name, id_number=number, phone=phone, place_id=1))
    return database


def names(database, typed, **how):
    with database.read() as session:
        found = candidates(session, Person, typed, **how)
        known = {person.id: person.name for person in session.query(Person)}
    return [known[one.id] for one in found]


@pytest.mark.parametrize(
    ("typed", "how", "expected"),
    [
        ("张", {"field": "name"}, ["张三", "张三丰"]),
        (" 张三 ", {"field": "name"}, ["张三", "张三丰"]),
        ("张三丰", {"field": "name"}, ["张三丰"]),
        ("５２０４", {"field": "id_number"}, ["张三丰", "张三", "Anna Zhang"]),
        ("520403 19900303 003x", {"field": "id_number"}, ["Anna Zhang"]),
        ("138", {"field": "phone"}, ["张三", "李张三"]),
        ("张三", {}, ["张三", "张三丰", "李张三"]),
        ("13900005678", {}, ["张三丰"]),
        ("１３９", {"field": "phone"}, ["张三丰"]),
        ("张三（", {}, ["张三"]),
        ("anna", {}, ["Anna Zhang"]),
        ("100%", {}, []),
        ("zs", {}, ["张三", "张三丰", "李张三"]),
        ("zhangsanf", {"field": "name"}, ["张三丰"]),
        ("zhangsa", {}, ["张三", "张三丰", "李张三"]),
        ("l", {}, ["李张三"]),
    ],
)
def test_what_begins_so_is_found(people, typed, how, expected):
    assert names(people, typed, **how) == expected


def test_in_a_large_register_what_holds_it_is_looked_for_in_need_only(people, monkeypatch):
    monkeypatch.setattr(finder, "_SMALL", 0)
    assert names(people, "张三") == ["张三", "张三丰"]
    assert names(people, "三丰") == ["张三丰"]


def test_namesakes_are_told_apart_without_showing_the_whole_telephone(people):
    with people.read() as session:
        (one,) = candidates(session, Person, "张三丰")
    assert one.words == "女　天龙村　139****5678"


def test_nobody_in_the_recycle_bin_is_offered(people):
    from datetime import datetime

    with people.step("删除") as session:
        session.query(Person).filter_by(name="张三").one().deleted_at = datetime(2024, 1, 1)
    assert names(people, "张三", field="name") == ["张三丰"]


def test_an_enterprise_is_found_by_its_code(database):
    with database.step("企业") as session:
        session.add(Enterprise.fresh(name="兴农经营部", credit_code="91520403MA12345678"))
    with database.read() as session:
        assert [c for _, c in offered(session, "enterprise", "91520403ma")] == ["兴农经营部"]
        assert [c for _, c in offered(session, "enterprise", "")] == ["兴农经营部"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=st.lists(st.text("甲乙丙uv", min_size=1, max_size=4), max_size=6),
    typed=st.text("甲乙丙uv", min_size=1, max_size=3),
    limit=st.integers(1, 4),
)
def test_it_is_what_a_slow_search_would_find(database, made, typed, limit):
    with database.step("村") as session:
        for place in session.query(Place):
            session.delete(place)
        session.flush()
        session.add_all(Place.fresh(name=name, kind="2") for name in set(made))
    with database.read() as session:
        found = [caption for _, caption in offered(session, "place", typed, limit)]
    every = sorted(set(made))
    begin = [name for name in every if name.startswith(typed)]
    hold = [name for name in every if typed in name and name not in begin]
    assert found == (begin + hold)[:limit]


def test_each_key_goes_along_an_index_in_its_order(database):
    """No index of what keeps a record out is taken instead: all are live, so it names them all."""
    with database.read() as session:
        cursor = session.connection().connection.cursor()
        for cls in ALL:
            for name in (
                finder._name_column(cls),
                *(one for one, _ in finder._number_columns(cls)),
            ):
                asked = f"EXPLAIN QUERY PLAN {finder._starting(cls, name, 8)}"
                plan = [row[3] for row in cursor.execute(asked, ("张", "张三"))]
                assert f"({name}>? AND {name}<?)" in plan[0], f"{cls.title}: {plan}"
                assert not any("TEMP B-TREE" in line for line in plan), f"{cls.title}: {plan}"
