"""Figures of documents: in force, screened, filed in time, reviewed, counted by their day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from db.registers import (
    CleanupRound,
    Contract,
    LegalityReview,
    MajorDecision,
    NormativeDocument,
    Plan,
)
from tests.counted import counted
from tests.offices import keep

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
YEAR = (FIRST, LAST)
DAY = date(2024, 5, 30)
ONE = timedelta(days=1)


def number(database, code, *days):
    return counted(database, code, *(days or YEAR)).value


def review(**values):
    usual = {"subject": "事", "state": "issued", "opinion": "1", "sent_on": DAY - 5 * ONE}
    return LegalityReview.fresh(**(usual | {"opinion_on": DAY - ONE} | values))


def document(**values):
    usual = {"name": "办法", "state": "in_force", "published_on": DAY}
    return NormativeDocument.fresh(**(usual | values))


def test_a_document_is_in_force_until_the_day_it_ends(database):
    keep(
        database,
        document(),
        document(published_on=LAST + ONE),
        document(published_on=date(2020, 1, 1), valid_until=LAST),
        document(published_on=date(2020, 1, 1), valid_until=LAST - ONE),
        document(state="repealed", ended_on=LAST, published_on=date(2023, 1, 1)),
        document(state="repealed", ended_on=LAST + ONE, published_on=date(2023, 1, 1)),
        document(state="draft", published_on=None),
    )
    found = counted(database, "normative.in_force", *YEAR)
    assert found.value == 3
    assert found.pieces["期初"] + found.pieces["增加"] - found.pieces["减少"] == found.value
    assert number(database, "normative.made") == 1


def test_a_document_counts_as_screened_with_all_five_dates(database):
    steps = ("screened_first", "screened_second", "reviewed_first", "reviewed_second")
    keep(
        database,
        document(**dict.fromkeys((*steps, "appraised_on"), DAY)),
        document(**dict.fromkeys(steps, DAY)),
    )
    assert number(database, "normative.screened") == 1


@pytest.mark.parametrize(
    ("published", "filed", "pieces"),
    [
        (date(2024, 5, 30), date(2024, 6, 14), (1, 1)),
        (date(2024, 5, 30), date(2024, 6, 15), (0, 1)),
        (date(2024, 5, 30), None, (0, 1)),
        (date(2024, 12, 20), None, (0, 0)),  # the fifteen days end in January
        (date(2024, 12, 20), date(2024, 12, 25), (1, 1)),
        (date(2024, 12, 20), date(2025, 1, 2), (0, 0)),
    ],
)
def test_a_document_is_filed_in_time_within_fifteen_days(database, published, filed, pieces):
    keep(database, document(published_on=published, filed_on=filed))
    found = counted(database, "normative.filed_on_time_rate", *YEAR)
    assert tuple(found.pieces.values()) == pieces


def test_contracts_and_documents_reviewed_by_the_day_itself(database):
    early, late = keep(database, review(opinion_on=DAY), review(opinion_on=DAY + ONE))
    keep(
        database,
        *(Contract.fresh(name="合同", signed_on=DAY, review_id=one, amount=150_000_000)
          for one in (early, late, None)),
        document(review_id=early),
        document(review_id=late),
    )  # fmt: skip
    assert number(database, "contracts.total") == 3
    assert number(database, "contracts.amount") == 450_000_000
    assert number(database, "contracts.reviewed_rate") == Decimal("33.3")
    assert number(database, "normative.reviewed_rate") == 50


def test_plans_decisions_and_clean_ups_count_by_their_day(database):
    for day in (FIRST, LAST, LAST + ONE):
        keep(
            database,
            Plan.fresh(name="方案", issued_on=day),
            MajorDecision.fresh(name="决策", decided_on=day),
            CleanupRound.fresh(name="清理", day=day, checked=10),
        )
    keep(database, MajorDecision.fresh(name="还没有决定"))
    keep(database, Plan.fresh(name="全", issued_on=FIRST, sections_present="1,2,3,4"))
    for code, value in (
        ("plans.made", 3),
        ("plans.complete", 1),
        ("decisions.total", 2),
        ("cleanups.rounds", 2),
        ("cleanups.checked", 20),
    ):
        assert number(database, code) == value, code
