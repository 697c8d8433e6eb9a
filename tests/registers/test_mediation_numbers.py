"""Case numbers: one series per committee and year, without gaps, never given twice."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from db.registers import Case, Committee
from db.store.check import check
from db.store.counters import Counter
from db.store.history import STEP, StepWriter
from db.store.trouble import Trouble
from db.store.undo import _take_back
from tests.offices import walk
from tests.registers.test_mediation import loaded, move, registered


def second_committee(database):
    with database.step("登记") as session:
        committee = Committee.fresh(name="二村人民调解委员会", short_name="二", kind="1")
        session.add(committee)
    return committee.id


def numbers(database):
    with database.read() as session:
        found = session.execute(
            select(Case.committee_id, Case.number_year, Case.number_no).order_by(Case.number_no)
        )
        series = {}
        for committee, year, number in found:
            series.setdefault((committee, year), []).append(number)
        return series


def test_numbers_have_no_gaps_in_any_committee_and_year(database):
    other = second_committee(database)
    for committee, year in ((1, 2024), (other, 2024), (1, 2023)) * 2:
        number = registered(database, committee_id=committee, registered_on=date(2023, 1, 1))
        walk(database, number, "accept", accepted_on=date(year, 6, 5))
    assert numbers(database) == {
        (1, 2024): [1, 2],
        (other, 2024): [1, 2],
        (1, 2023): [1, 2],
    }
    assert loaded(database, 2).number == "（2024）二人调字第1号"


def test_a_number_that_fails_to_be_given_is_given_to_the_next(database):
    first, second = registered(database), registered(database)
    with pytest.raises(ZeroDivisionError):
        accept_and_fail(database, first)
    walk(database, second, "accept")
    assert loaded(database, second).number_no == 1


def accept_and_fail(database, number):
    with database.step("受理") as session:
        move("accept").make(session.get(Case, number), session)
        raise ZeroDivisionError


def test_a_void_number_is_never_given_again(database):
    first = registered(database)
    walk(database, first, "accept")
    walk(database, first, "void", void_reason="重复登记")
    second = registered(database)
    walk(database, second, "accept")
    assert (loaded(database, first).number_no, loaded(database, second).number_no) == (1, 2)


def test_a_deleted_number_is_never_given_again(database):
    first = registered(database)
    walk(database, first, "accept")
    with database.step("删除") as session:
        session.get(Case, first).deleted_at = datetime(2024, 7, 1, 9)
    second = registered(database)
    walk(database, second, "accept")
    assert loaded(database, second).number_no == 2


def test_undoing_the_newest_acceptance_gives_its_number_back(database):
    first, second = registered(database), registered(database)
    walk(database, first, "accept")
    walk(database, second, "accept")
    database.undo()
    assert loaded(database, second).number is None
    third = registered(database)
    walk(database, third, "accept")
    assert loaded(database, third).number_no == 2
    assert check(database).sound


def test_an_acceptance_is_not_taken_back_once_a_later_number_is_out(database):
    """Undo goes in order; but even asked directly, an older acceptance stays."""
    first, second = registered(database), registered(database)
    walk(database, first, "accept")
    with database.read() as session:
        accepted = session.scalar(select(STEP.c.id).order_by(STEP.c.id.desc()).limit(1))
    walk(database, second, "accept")
    with pytest.raises(Trouble, match="同一条记录又改过"):
        take_back(database, accepted)
    assert loaded(database, first).number_no == 1
    assert check(database).sound


def take_back(database, step):
    with database.engine.begin() as connection:
        writer = StepWriter(connection, database.chain_key, "甲", "撤销旧的")
        _take_back(connection, writer, step)


def test_oral_agreements_have_a_series_of_their_own(database):
    cases = []
    for form in ("oral", "written", "oral"):
        number = registered(database, agreement_form=form)
        walk(database, number, "accept", "agree")
        cases.append(loaded(database, number))
    assert [case.number_no for case in cases] == [1, 2, 3]
    assert [case.oral_number for case in cases] == [
        "（2024）测人调口字第1号",
        None,
        "（2024）测人调口字第2号",
    ]
    with database.read() as session:
        kept = {counter.kind: counter.last for counter in session.scalars(select(Counter))}
    assert kept == {"人调": 3, "口头": 2}
