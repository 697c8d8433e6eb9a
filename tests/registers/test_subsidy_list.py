"""A list of claims: many claimed at once, submitted, answered and paid as one, undone as one."""

from datetime import date

import pytest

from db.registers import SubsidyClaim, SubsidyList
from db.registers.subsidy import claim_many, claims_of, period_named
from db.store.trouble import Trouble
from tests.subsidies import FIRST, LAST, claim, filed, scheme

DAY = date(2024, 10, 8)


@pytest.fixture
def batch(database):
    """A list of three claims; gives its id."""
    scheme(database)
    cases = [filed(database, mediators=[1, 2]), filed(database), filed(database, death=True)]
    with database.step("申报") as session:
        return claim_many(session, cases, (FIRST, LAST), DAY).id


def move(database, number, code, **values):
    with database.step(code) as session:
        record = session.get(SubsidyList, number)
        for name, value in values.items():
            setattr(record, name, value)
        next(m for m in SubsidyList.moves if m.code == code).make(record, session)


def claims(database, number):
    with database.read() as session:
        return claims_of(session, number)


def states(database, number):
    return [one.state for one in claims(database, number)]


def held(database, number):
    with database.read() as session:
        return session.get(SubsidyList, number)


def submitted(database, number):
    move(database, number, "submit", submitted_on=DAY, submitted_by="陈所长")


def test_many_cases_are_claimed_in_one_step(database, batch):
    assert held(database, batch).caption == "2024年第三季度 补贴申报"
    assert sum(one.amount for one in claims(database, batch)) == 400_00
    database.undo()
    with database.read() as session:
        assert session.query(SubsidyClaim).count() == session.query(SubsidyList).count() == 0


def test_a_second_round_joins_the_open_list(database, batch):
    assert one_more(database) == batch
    submitted(database, batch)
    assert one_more(database) != batch


def one_more(database):
    case = filed(database)
    with database.step("再申报") as session:
        return claim_many(session, [case], (FIRST, LAST), DAY).id


def test_nothing_is_claimed_when_one_cannot_be(database, batch):
    good, bad = filed(database), filed(database, moves=("perform", "close"))
    with pytest.raises(Trouble, match="还没有归档"), database.step("申报") as session:
        claim_many(session, [good, bad], (FIRST, LAST), DAY)
    assert len(claims(database, batch)) == 3


def test_the_list_takes_its_claims_with_it(database, batch):
    submitted(database, batch)
    assert states(database, batch) == ["reviewed"] * 3
    assert {one.reviewer for one in claims(database, batch)} == {"陈所长"}
    sent = held(database, batch)
    assert (sent.claimed_count, sent.claimed_total) == (3, 400_00)
    refused, reduced, _ = (one.id for one in claims(database, batch))
    with database.step("逐件") as session:
        one = session.get(SubsidyClaim, refused)
        one.refused_on, one.refused_by, one.refusal_reason = DAY, "县司法局", "重复"
        next(m for m in SubsidyClaim.moves if m.code == "refuse").make(one, session)
        other = session.get(SubsidyClaim, reduced)
        other.granted, other.reduction_reason = 60_00, "缺回访"
    move(database, batch, "answer", answered_on=date(2024, 10, 20))
    assert states(database, batch) == ["refused", "approved", "approved"]
    assert held(database, batch).granted_total == 260_00
    move(database, batch, "pay", paid_on=date(2024, 11, 1), paid_number="付7")
    assert states(database, batch) == ["refused", "paid", "paid"]
    assert held(database, batch).paid_total == 260_00
    assert {one.paid_number for one in claims(database, batch)} == {None, "付7"}
    database.undo()
    assert states(database, batch) == ["refused", "approved", "approved"]


def test_an_empty_list_and_days_out_of_order_are_refused(database, batch):
    with database.step("空") as session:
        empty = SubsidyList.fresh(first_on=FIRST, last_on=LAST, words="补报")
        session.add(empty)
    with pytest.raises(Trouble, match="还没有可以报送的申报"):
        submitted(database, empty.id)
    submitted(database, batch)
    with pytest.raises(Trouble, match="批复日期早于报送日期"):
        move(database, batch, "answer", answered_on=date(2024, 10, 1))


def test_one_claim_that_cannot_be_reviewed_stops_the_list(database, batch):
    other = claim(database, filed(database), list_id=batch, grade="重大", amount=200_00)
    with pytest.raises(Trouble, match="等级与建议的不同"):
        submitted(database, batch)
    assert states(database, batch) == ["waiting"] * 4
    with database.step("移出") as session:
        session.get(SubsidyClaim, other).list_id = None
    submitted(database, batch)


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2024, 10, 1), date(2024, 12, 31), "2024年第四季度"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        (date(2023, 2, 1), date(2023, 2, 28), "2023年2月"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024年"),
        (date(2024, 2, 1), date(2024, 4, 30), "2024年2月1日至2024年4月30日"),
        (date(2024, 7, 1), date(2024, 9, 29), "2024年7月1日至2024年9月29日"),
    ],
)
def test_a_period_is_called_as_people_call_it(first, last, name):
    assert period_named(first, last) == name
