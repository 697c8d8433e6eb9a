"""A question beside the work: answered while Python goes on, broken off when nobody waits."""

import threading

import pytest

from db.store.beside import Beside
from db.store.trouble import Trouble

_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def threads():
    return {one.name for one in threading.enumerate() if one.name.startswith("beside")}


def test_the_answer_comes_and_its_connection_only_reads(database):
    def ask(connection):
        return connection.exec_driver_sql("PRAGMA query_only").scalar()

    with Beside(database.engine, ask) as asked:
        assert asked.answer(lambda: None) == 1
    assert threads() == set()


def test_what_goes_wrong_is_told_to_who_waits(database):
    def ask(_connection):
        raise Trouble("磁盘读写出错")

    with Beside(database.engine, ask) as asked, pytest.raises(Trouble, match="磁盘"):
        asked.answer(lambda: None)


def test_who_leaves_early_breaks_the_question_off(database):
    def ask(connection):
        return connection.exec_driver_sql(_ENDLESS).scalar()

    def cancel():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Beside(database.engine, ask) as asked:
        asked.answer(cancel)
    assert threads() == set()
    with database.read() as session:
        assert session.connection().exec_driver_sql("SELECT 1").scalar() == 1
