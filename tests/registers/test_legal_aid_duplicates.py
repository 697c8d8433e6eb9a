"""The same person applying twice in one matter is doubted, another matter is not."""

from datetime import timedelta

import pytest

from tests.applicants import DAY, application


@pytest.fixture
def there(database):
    with database.step("登记") as session:
        session.add(application())


def doubts(database, aid):
    with database.read() as session:
        return [p.sentence for p in aid.conflicts(session) if "重复" in p.sentence]


def test_the_same_person_and_cause_around_the_same_time(database, there):
    (sentence,) = doubts(database, application())
    assert sentence.endswith("（2024-03-04 申请），请核对")


@pytest.mark.parametrize(
    "values",
    [
        {"cause": "01"},
        {"applied_on": DAY + timedelta(days=200)},
        {"id_number": "520403198202020026"},
        {"id_number": None, "name": "李四"},
    ],
)
def test_what_differs_is_another_application(database, there, values):
    assert doubts(database, application(**values)) == []
