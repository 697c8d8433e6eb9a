"""What may be claimed of a period and what not, and the sums of what was claimed and paid."""

from datetime import date

import pytest

from db.figures import asking
from db.figures.behind import ids
from db.figures.catalogue import figure
from db.figures.catalogue.subsidies import figures
from db.figures.period import Period
from db.figures.subsidies import by_committee, by_mediator, claimable
from db.registers import SubsidyList
from db.registers.subsidy import claim_many, claims_of
from db.store.progress import Cancelled
from tests.offices import new_store, settle
from tests.subsidies import FIRST, LAST, claim, filed, grade, scheme

DAY = date(2024, 10, 8)


@pytest.fixture
def database(tmp_path):
    with new_store(tmp_path) as made:
        settle(made)
        yield made


def looked(database, **values):
    with database.read() as session:
        return claimable(session, FIRST, LAST, **values)


def test_cases_of_the_period_are_offered_or_barred_with_a_reason(database):
    scheme(database)
    good = filed(database, mediators=[1, 2])
    closed = filed(database, moves=("perform", "close"))
    agreed = filed(database, moves=(), agreed_on=date(2024, 7, 1))
    filed(database, closed_on=date(2024, 10, 1))
    filed(database, moves=(), agreed_on=date(2024, 10, 1))
    found = looked(database)
    assert [(one.case_id, one.whom) for one in found.offers] == [
        (good, "甲调解员 50.00、乙调解员 50.00")
    ]
    assert {one.case_id: one.why for one in found.barred} == {
        closed: ("还没有归档",),
        agreed: ("还没有结案（达成协议）",),
    }


def test_what_was_claimed_is_not_offered_again(database):
    scheme(database)
    claim(database, filed(database))
    assert looked(database).offers == looked(database).barred == ()


def test_earlier_cases_are_offered_when_asked_for_but_none_older_than_the_first_scheme(database):
    scheme(database, valid_from=date(2024, 6, 30))
    filed(database, closed_on=date(2024, 6, 29), accepted_on=date(2024, 6, 5))
    before = filed(database, closed_on=date(2024, 6, 30))
    assert looked(database).offers == ()
    assert [one.case_id for one in looked(database, earlier=True).offers] == [before]


def test_without_a_scheme_all_are_barred_with_the_way_out(database):
    filed(database)
    (barred,) = looked(database).barred
    assert "请先在“补贴方案”里登记" in barred.why[0]


def test_offers_count_up_to_the_cap_of_the_month(database):
    scheme(database, grade("一般", 100), monthly_cap=250_00)
    claim(database, filed(database))
    for _ in range(2):
        filed(database)
    filed(database, mediators=[2])
    doubts = [
        [words for words in offer.doubts if "每人每月" in words]
        for offer in looked(database).offers
    ]
    assert doubts == [
        [],
        ["甲调解员 2024年7月的补贴共 300 元，超过方案规定的每人每月 250 元"],
        [],
    ]


def test_looking_tells_progress_and_can_be_stopped(database):
    scheme(database)
    for _ in range(2):
        filed(database)
    told = []
    looked(database, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]

    def stop(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        looked(database, progress=stop)


def test_the_sums_of_a_period_and_of_each_who_gets_some(database):
    scheme(database)
    cases = [filed(database, mediators=[1, 2]), filed(database), filed(database, death=True)]
    with database.step("申报") as session:
        number = claim_many(session, cases, (FIRST, LAST), DAY).id
    steps = (
        ("submit", {"submitted_on": DAY, "submitted_by": "陈所长"}),
        ("answer", {"answered_on": date(2024, 10, 20)}),
        ("pay", {"paid_on": date(2024, 11, 1), "paid_number": "付7"}),
    )
    for code, values in steps:
        with database.step(code) as session:
            batch = session.get(SubsidyList, number)
            for name, value in values.items():
                setattr(batch, name, value)
            next(m for m in SubsidyList.moves if m.code == code).make(batch, session)
    with database.read() as session:
        claims = claims_of(session, number)
        october, november = (
            [one.number for one in asking.values(session, figures(), month).values()]
            for month in (Period.month(2024, 10), Period.month(2024, 11))
        )
        paid = ids(session, figure("subsidy.paid"), Period.month(2024, 11))
        mediators, committees = by_mediator(session, claims), by_committee(claims)
    assert october == [3, 400_00, 3, 400_00, 0, 0, 0, 0]
    assert november == [0, 0, 0, 0, 3, 400_00, 0, 0]
    assert paid == [one.id for one in claims]
    assert [(part.name, part.cases, part.amount) for part in mediators] == [
        ("甲调解员", 3, 350_00),
        ("乙调解员", 1, 50_00),
    ]
    assert [(part.name, part.cases, part.amount) for part in committees] == [
        ("测试镇人民调解委员会", 3, 400_00)
    ]
