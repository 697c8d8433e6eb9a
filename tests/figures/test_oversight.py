"""Figures of oversight: both readings of satisfaction, rates of nothing are none."""

from datetime import date
from decimal import Decimal

import pytest

from db.figures.period import Period
from db.figures.tables.filling import fill
from db.figures.tables.shipped import table
from db.registers import LegalCase, Petition, Proposal, Screening
from db.registers.oversight import DeputyTalk
from tests.counted import counted
from tests.offices import keep, new_store, settle

YEAR = (date(2024, 1, 1), date(2024, 12, 31))
DAY = date(2024, 3, 1)


@pytest.fixture
def database(tmp_path):
    with new_store(tmp_path) as made:
        settle(made)
        yield made


def numbers(database, *codes):
    return [counted(database, code, *YEAR).value for code in codes]


RATES = [
    f"proposals.{one}_rate" for one in ("reply", "meeting", "satisfaction", "satisfaction_strict")
]


def proposal(opinion=None, *, talk=False, **values):
    known = {"name": "修路", "lead": "代表甲", "handed_on": DAY, "replied_on": date(2024, 5, 6)}
    made = Proposal.fresh(**(known | values), opinion=opinion)
    made.talks = [DeputyTalk.fresh(day=date(2024, 4, 1))] if talk else []
    return made


def test_no_proposals_have_no_rates(database):
    assert numbers(database, "proposals.total", *RATES) == [0, None, None, None, None]
    keep(database, proposal(replied_on=None, returned_on=DAY))
    assert numbers(database, "proposals.total", *RATES) == [0, None, None, None, None]
    keep(database, proposal(replied_on=None))
    assert numbers(database, "proposals.total", *RATES) == [1, 0, 0, None, None]


def test_a_talk_by_telephone_is_no_meeting(database):
    by_phone = proposal()
    by_phone.talks = [DeputyTalk.fresh(day=DAY, way="2")]
    keep(database, by_phone, proposal(talk=True))
    assert numbers(database, "proposals.meeting_rate") == [50]


def test_fairly_satisfied_is_satisfied_by_the_usual_reading_alone(database):
    keep(database, proposal("1", talk=True), proposal("2", talk=True), proposal("3"), proposal())
    third = Decimal("33.3")
    assert numbers(database, *RATES) == [100, 50, Decimal("66.7"), third]


def test_the_opinion_after_a_second_handling_is_the_one_that_counts(database):
    keep(database, proposal("1"), proposal("3", second_on=date(2024, 7, 1), second_opinion="1"))
    assert numbers(database, *RATES[2:]) == [100, 100]


def test_petitions_count_by_the_day_they_came(database):
    assert numbers(database, "petitions.total", "petitions.closed_rate") == [0, None]
    keep(
        database,
        Petition.fresh(matter="甲", received_on=date(2023, 12, 31), handled_on=DAY),
        Petition.fresh(matter="乙", received_on=date(2024, 12, 31)),
        Petition.fresh(matter="丙", received_on=DAY, handled_on=date(2025, 1, 3), persons=4),
    )
    assert numbers(database, "petitions.total", "petitions.closed_rate", "petitions.persons") == [
        2, 50, 5,
    ]  # fmt: skip


def test_legal_cases_are_counted_apart_and_lost_ones_when_they_end(database):
    heads = "legal_cases.head_present_rate"
    assert numbers(database, heads) == [None]
    known = {"matter": "不服处罚", "accepted_on": DAY}
    heard = {"kind": "2", "heard_on": date(2024, 4, 1)}
    keep(
        database,
        LegalCase.fresh(**known, decided_on=date(2024, 4, 30), result="2"),
        LegalCase.fresh(**known, decided_on=date(2025, 1, 8), result="4"),
        LegalCase.fresh(**known, head_present=True),
        LegalCase.fresh(**known, **heard, head_present=True, decided_on=DAY, result="1"),
        LegalCase.fresh(**known, **heard, head_present=False),
        LegalCase.fresh(**known, kind="3"),
    )
    kinds = ("legal_cases.reconsideration", "legal_cases.litigation", "legal_cases.lost")
    assert numbers(database, *kinds, heads) == [3, 3, 1, 50]


def test_screenings_fill_the_mediation_table_by_committee(database):
    def filled():
        with database.read() as session:
            return fill(session, table("mediation"), Period.quarter(2024, 1))

    assert filled().cell("total", "screened").by_hand, "none are kept: written by hand"
    keep(
        database,
        Screening.fresh(place="甲", day=DAY, committee_id=1, found=3, settled=2, prevented=2),
        Screening.fresh(place="乙", day=DAY, prevented=1),
        Screening.fresh(place="丙", day=date(2024, 4, 1), prevented=9),
    )
    cells = {
        (row, column): filled().cell(row, column).number
        for row in ("1", "total")
        for column in ("screened", "forestalled")
    }
    assert list(cells.values()) == [1, 2, 2, 3]
    assert not filled().cell("total", "screened").by_hand
    parts = ("found", "resolved", "prevented", "turned")
    assert numbers(database, *(f"screenings.{part}" for part in parts)) == [3, 2, 12, 0]
