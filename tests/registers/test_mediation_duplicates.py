"""The same dispute entered twice is doubted, another one between the same people is not."""

from datetime import date, timedelta

import pytest

from db.store.problems import Level
from tests.offices import agreed_case


@pytest.fixture
def there(database):
    with database.step("登记") as session:
        session.add(agreed_case(1))


def doubts(database, case):
    with database.read() as session:
        return [problem.sentence for problem in case.conflicts(session)]


def test_the_same_people_and_kind_around_the_same_time(database, there):
    (sentence,) = doubts(database, agreed_case(1))
    assert sentence == "可能重复：张三与李四邻里纠纷（2024-06-03 登记），请核对"
    with database.read() as session:
        assert {p.level for p in agreed_case(1).conflicts(session)} == {Level.WARN}


@pytest.mark.parametrize("change", ["type", "day", "party", "alone"])
def test_what_differs_is_another_case(database, there, change):
    case = agreed_case(1)
    if change == "type":
        case.dispute_type = "01"
    elif change == "day":
        case.registered_on = date(2024, 6, 3) + timedelta(days=200)
    elif change == "party":
        case.parties[1].id_number = None
        case.parties[1].name = "王五"
    else:
        del case.parties[1]
    assert doubts(database, case) == []


def test_a_case_does_not_doubt_itself(database, there):
    from db.registers import Case

    with database.read() as session:
        assert list(session.get(Case, 1).conflicts(session)) == []
