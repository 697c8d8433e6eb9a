"""What the data propose for the self-check before filing."""

from datetime import date, timedelta

import pytest

from db.figures.self_check import proposed
from db.registers import Case
from db.registers.mediation import Evidence, SelfCheck, Visit
from tests.offices import agreed, new_store, walk

PERFORMED = date(2024, 6, 12)
LAST = date(2024, 7, 12)  # thirty days later, a Friday


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as database:
        walk(database, agreed(database), "perform", performed_on=PERFORMED)
        yield database


def results(store, today=date(2024, 12, 1), change=lambda _case: None):
    with store.read() as session:
        case = session.get(Case, 1)
        change(case)
        found = {row.point: row for row in proposed(session, case, today)}
        session.expunge_all()
    return found


def visited(day):
    return lambda case: case.visits.append(Visit.fresh(visited_on=day, visited="张三"))


@pytest.mark.parametrize(
    ("day", "result"), [(LAST, "1"), (LAST + timedelta(days=1), "2"), (PERFORMED, "1")]
)
def test_a_visit_is_in_time_until_the_last_day_of_the_offices_period(store, day, result):
    assert results(store, change=visited(day))["6"].result == result


def test_no_visit_is_a_fault_once_the_period_is_over_and_open_until_then(store):
    assert results(store, LAST)["6"].result is None
    late = results(store, LAST + timedelta(days=1))["6"]
    assert (late.result, str(LAST) in late.note) == ("2", True)


def test_lacking_papers_are_named(store):
    assert "当事人身份证明" in results(store)["2"].note
    assert results(store)["2"].result == "2"


def test_evidence_is_counted_and_its_absence_left_to_people(store):
    assert results(store)["4"].result is None
    case = results(store, change=lambda c: c.evidence.append(Evidence.fresh(name="照片")))
    assert (case["4"].result, case["4"].note) == ("1", "证据材料 1 项")


def test_what_has_a_row_already_is_not_proposed_again(store):
    def checked(case):
        case.checks.append(SelfCheck.fresh(point="3", result="1"))

    assert set(results(store, change=checked)) == {"1", "2", "4", "5", "6", "7"}


def test_without_an_agreement_no_visit_is_due(store):
    def failed(case):
        case.agreed_on = None

    assert results(store, change=failed)["6"].result == "3"
