"""Undo and redo: history taken back as new steps, across restarts, in order."""

import pytest

from db.registers import Case, Mediator, Paper
from db.store.check import check
from db.store.database import Database
from db.store.trouble import Trouble
from tests.filled import filled
from tests.store.conftest import PASSWORD
from tests.store.test_steps import contents, saved_case


def test_undo_and_redo_across_a_restart(store):
    with Database.open(store, PASSWORD) as database:
        empty = contents(database)
        case = saved_case(database)
        full = contents(database)
        assert database.offered("undo").name == "登记纠纷"
    with Database.open(store, PASSWORD) as database:
        assert database.undo() == "撤销：登记纠纷"
        assert contents(database) == empty
    with Database.open(store, PASSWORD) as database:
        assert database.offered("redo").name == "撤销：登记纠纷"
        assert database.redo() == "重做：登记纠纷"
        assert contents(database) == full
        assert database.offered("redo") is None
        assert database.undo() == "撤销：登记纠纷"
        with database.read() as session:
            assert session.get(Case, case.id) is None
        assert check(database).sound


def test_there_is_nothing_to_undo_in_an_empty_store(tmp_path):
    with Database.create(tmp_path / "store.db", "甲", PASSWORD)[0] as database:
        assert database.offered("undo") is None
        assert database.offered("redo") is None
        for turn, sentence in ((database.undo, "没有可以撤销"), (database.redo, "没有可以重做")):
            with pytest.raises(Trouble, match=sentence):
                turn()


def test_a_new_step_ends_what_could_be_redone(database):
    saved_case(database)
    database.undo()
    saved_case(database)
    assert database.offered("redo") is None
    database.undo()
    assert database.offered("redo").name == "撤销：登记纠纷"


def test_undo_goes_back_step_by_step_and_forth_again(database):
    states = [contents(database)]
    for number in range(4):
        with database.step(f"第 {number}") as session:
            session.add(Mediator.fresh(name=f"调解员{number}"))
        states.append(contents(database))
    for expected in reversed(states[:-1]):
        database.undo()
        assert contents(database) == expected
    for expected in states[1:]:
        database.redo()
        assert contents(database) == expected
    assert check(database).sound


def test_a_record_with_a_file_is_undone_and_redone(database):
    with database.step("签发") as session:
        session.add(filled(Paper, session))
    with_file = contents(database)
    database.undo()
    database.redo()
    assert contents(database) == with_file
