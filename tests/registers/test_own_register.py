"""Registers that the office makes: whatever becomes of the definition, nothing entered is lost."""

from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from db.registers import OwnRegister, Person, Place, in_force
from db.registers.own import OwnField
from db.store.check import check
from db.store.codes import codes
from db.store.database import Database
from db.store.links import captions
from db.store.listing import Filter, Listing
from db.store.problems import stopping
from db.store.record import register
from db.store.record_history import story_of
from db.store.standing import standing
from tests.offices import PASSWORD, new_store
from tests.own_made import MONTH, TIMES, VILLAGE, WAY, definition, entered, made, villages
from tests.own_made import in_force as own


@pytest.fixture
def kept(database):
    """The register with three records, and the first village."""
    first, second = villages(database)
    cls = made(database)
    entered(database, cls, (first, 3, 120, "1"), (second, 3, 80, "2"), (first, 4, None, "1"))
    return cls, first


def change(database, cls, act):
    """Change the definition in a step; gives the register as it is since."""
    with database.step("改自建台账") as session:
        record = session.scalar(select(OwnRegister).where(OwnRegister.code == cls.__tablename__))
        act(record)
    return own(database, cls.__tablename__)


def refused(database, cls, act):
    """What stops the change from being saved."""
    with database.read() as session:
        record = session.scalar(select(OwnRegister).where(OwnRegister.code == cls.__tablename__))
        session.expunge(record)
        act(record)
        return [problem.sentence for problem in stopping(session, record)]


def rows(database, cls):
    listing = Listing(cls)
    with database.read() as session:
        ids = listing.page(session, 0, 100)
        return [list(cells) for _, cells in listing.lines(session, ids, masked=False)]


def test_it_lists_searches_filters_and_sums_as_others_do(database, kept):
    cls, first = kept
    assert cls in in_force(database)
    assert rows(database, cls) == [
        ["天龙村", "2024-04-28", "", "路口"],
        ["高峰村", "2024-03-28", "80", "集市"],
        ["天龙村", "2024-03-28", "120", "路口"],
    ]
    with database.read() as session:
        assert Listing(cls, search="高峰村").count(session) == 1
        assert Listing(cls, search="集市").count(session) == 1
        assert Listing(cls, filters=(Filter(VILLAGE, "=", first),)).count(session) == 2
        assert session.scalar(select(func.sum(getattr(cls, TIMES)))) == 200
        record = session.get(cls, 1)
        assert record.caption == "天龙村 2024-03-28 120次 路口"
        assert [line.label for line in story_of(session, cls, 1)[0].lines] == [
            "村居", "月份", "劝导次数", "方式",
        ]  # fmt: skip
    blank = cls.fresh(**{MONTH: None})
    assert {problem.path for problem in blank.stopping()} == {VILLAGE, MONTH}


def test_undo_and_redo_hold_over_definition_and_rows(database):
    first, _ = villages(database)
    cls = made(database)
    entered(database, cls, (first, 3, 120, "1"))
    change(database, cls, lambda r: r.columns.append(OwnField.fresh(label="备注")))
    for _ in range(3):
        database.undo()
        assert check(database).sound
    assert database.own.in_force == ()
    for _ in range(3):
        database.redo()
        assert check(database).sound
    assert list(own(database, cls.__tablename__).fields) == ["f_1", "f_2", "f_3", "f_4", "f_5"]
    assert rows(database, own(database, cls.__tablename__)) == [
        ["天龙村", "2024-03-28", "120", "路口", ""]
    ]


def test_it_is_there_after_a_restart_and_in_a_restored_copy(database, kept, tmp_path):
    from db.store.backup import back_up

    cls, first = kept
    copy = back_up(database, tmp_path / "备份")
    database.close()
    for path in (database.path, copy):
        with Database.open(path, PASSWORD) as again:
            assert again.own.in_force == (cls,), "the same content is the same class"
            assert len(rows(again, cls)) == 3
            assert check(again).sound
            with again.read() as session:
                village = session.get(Place, first)
                assert len(standing(session, village)) == 2


def test_a_renamed_register_field_or_entry_loses_nothing(database, kept):
    cls, _ = kept

    def rename(record):
        record.name = "交通安全劝导"
        record.columns[2].label = "劝导人次"
        record.columns[3].options = "路口→路口和桥头、集市"

    now = change(database, cls, rename)
    assert now.title == "交通安全劝导"
    assert now.fields[TIMES].label == "劝导人次"
    assert [row[2:] for row in rows(database, now)] == [
        ["", "路口和桥头"], ["80", "集市"], ["120", "路口和桥头"],
    ]  # fmt: skip
    assert register(cls.__tablename__) is now


def test_a_dropped_field_keeps_what_it_holds(database, kept):
    cls, _ = kept

    def drop(record):
        record.columns[2].dropped = True

    now = change(database, cls, drop)
    assert TIMES not in now.fields
    with database.step("改一条") as session:
        session.get(now, 1).f_4 = "2"
    assert check(database).sound
    database.undo()
    again = change(database, cls, lambda record: setattr(record.columns[2], "dropped", False))
    assert [row[2] for row in rows(database, again)] == ["", "80", "120"]


def test_a_field_with_entries_is_neither_removed_nor_given_another_kind(database, kept):
    cls, _ = kept
    assert refused(database, cls, lambda record: record.columns.pop(2)) == [
        "“劝导次数”已有 2 条内容，不能删去；请放回这一栏再勾“停用”，内容仍在"
    ]
    assert refused(database, cls, lambda record: setattr(record.columns[2], "kind", "5")) == [
        "“劝导次数”已有 2 条内容，类型不能再改；请把它停用，另加一栏"
    ]
    assert (
        refused(database, cls, lambda record: record.columns.append(OwnField.fresh(label="备")))
        == []
    )


def test_a_blank_field_may_get_another_kind_and_undone_numbers_are_not_used_again(database, kept):
    cls, _ = kept
    now = change(database, cls, lambda r: r.columns.append(OwnField.fresh(label="罚款", kind="4")))
    assert list(now.fields)[-1] == "f_5"
    now = change(database, cls, lambda record: setattr(record.columns[4], "kind", "1"))
    assert list(now.fields)[-1] == "f_6", "another column: the old one held amounts"
    database.undo()
    database.undo()
    now = change(database, cls, lambda record: record.columns.append(OwnField.fresh(label="号")))
    assert list(now.fields)[-1] == "f_7", "what undone steps left in the file is not taken over"
    with database.step("填") as session:
        session.get(now, 1).f_7 = "007"
    assert rows(database, now)[2][-1] == "007"
    assert check(database).sound


def test_a_deleted_register_hides_its_rows_and_gives_them_back(database, kept):
    cls, _ = kept
    with database.step("删除自建台账") as session:
        session.get(OwnRegister, 1).deleted_at = datetime(2026, 1, 1)
    assert cls not in in_force(database)
    assert cls in database.own.every
    assert check(database).sound
    with database.step("恢复自建台账") as session:
        session.get(OwnRegister, 1).deleted_at = None
    assert len(rows(database, own(database, cls.__tablename__))) == 3


@pytest.mark.parametrize("name", ["人民调解", "自建台账"])
def test_nothing_is_called_like_a_register_of_the_program(database, name):
    with database.read() as session:
        (problem,) = stopping(session, definition(name))
        assert problem.sentence == f"程序已有“{name}”，请换一个名称"


def test_a_definition_says_in_words_what_it_lacks(database):
    empty = OwnRegister.fresh(name="空")
    twice = definition("重")
    twice.columns[1].label, twice.columns[3].options = "村居", "路口、路口"
    with database.read() as session:
        assert [one.sentence for one in stopping(session, empty)] == ["请添加栏目，至少一栏不停用"]
        assert {one.sentence for one in stopping(session, twice)} == {
            "栏目名称重复，请改一个", "选项有重复的，请改一下",
        }  # fmt: skip


def test_a_definition_taken_to_another_store_means_the_same_register(database, kept, tmp_path):
    from desktop.exchange.json_records import add_records, to_json

    cls, _ = kept
    with database.read() as session:
        said = to_json(session, session.get(OwnRegister, 1))
    (tmp_path / "other").mkdir()
    with new_store(tmp_path / "other") as other:
        with other.step("登记") as session:
            add_records(session, OwnRegister, {k: v for k, v in said.items() if k != "id"})
        there = own(other, cls.__tablename__)
        assert there.fields == cls.fields
        assert codes(f"{cls.__tablename__}.{WAY}").name("2") == "集市"
        assert rows(other, there) == []
    assert len(rows(database, cls)) == 3


def test_two_open_stores_do_not_take_one_another_for_their_own(database, kept, tmp_path):
    cls, _ = kept
    (tmp_path / "other").mkdir()
    with new_store(tmp_path / "other") as other:
        villages(other)
        twin = made(other)
        assert twin.__tablename__ != cls.__tablename__
        with other.read() as session:
            assert standing(session, session.get(Place, 1)) == []
        assert check(other).sound
        assert check(database).sound


def test_a_person_stands_in_own_registers_too(database):
    with database.step("建") as session:
        person = Person.fresh(name="张三")
        session.add(person)
        session.add(
            OwnRegister.fresh(
                name="走访",
                columns=[
                    OwnField.fresh(label="走访对象", kind="9"),
                    OwnField.fresh(label="走访日期", kind="5"),
                ],
            )
        )
    (cls,) = database.own.in_force
    with database.step("登记") as session:
        session.add(cls.fresh(f_1=person.id, f_2=date(2024, 5, 6)))
    with database.read() as session:
        (role,) = standing(session, session.get(Person, person.id))
        assert (role.title, role.role, role.day) == ("走访", "走访对象", date(2024, 5, 6))
        assert captions(session, cls.__tablename__, [1]) == {1: "张三 2024-05-06"}


def test_a_definition_written_by_another_program_keeps_no_store_from_opening(database, kept):
    cls, _ = kept
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE own_field SET kind = '99' WHERE code = 'f_3'")
        connection.exec_driver_sql("UPDATE own_field SET entries = '乱\nx' WHERE code = 'f_4'")
    database.close()
    with Database.open(database.path, PASSWORD) as again:
        now = own(again, cls.__tablename__)
        assert list(now.fields) == ["f_1", "f_2", "f_4"]
        assert [row[2] for row in rows(again, now)] == ["1", "2", "1"], "codes without names"
        assert any("栏目第 3 条被绕过程序改过：类型" in one for one in check(again).findings)
