"""What is unlike the periods before is asked about; small numbers are left alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.figures.period import Period
from db.figures.tables import fill, table
from db.figures.tables.unusual import improbable, unusual
from db.registers import Case
from tests.offices import new_store


@pytest.mark.parametrize(
    ("number", "history", "odd"),
    [
        (0, [9, 9, 9, 9], True),
        (0, [1, 1, 1, 1], False),
        (1, [0, 0, 0, 0], False),
        (2, [0, 0, 0, 0], False),
        (4, [0, 0, 0, 0], True),
        (0, [2, 2, 2, 2], False),
        (8, [9, 9, 9, 9], False),
        (14, [9, 9, 9, 9], False),
        (30, [9, 9, 9, 9], True),
        (0, [3, 4], False),
        (90_000, [50_000, 50_000], True),
        (50_100, [50_000, 50_000], False),
    ],
)
def test_what_chance_does_is_not_asked_about(number, history, odd):
    assert improbable(number, history) is odd


@given(st.lists(st.integers(0, 60), min_size=2, max_size=4))
def test_the_mean_itself_is_never_asked_about_and_far_numbers_are_no_less_odd(history):
    mean = round(sum(history) / len(history))
    assert not improbable(mean, history)
    odd = [improbable(number, history) for number in range(mean, mean + 60)]
    assert odd == sorted(odd)


def test_the_sentence_names_the_type_and_both_numbers(tmp_path):
    with new_store(tmp_path) as database:
        with database.step("登记") as session:
            for quarter in range(5):
                first = date(2023, 1, 1) + timedelta(days=91 * quarter)
                for n in range(9):
                    day = first + timedelta(days=n * 9)
                    kinds = ("01", "02") if quarter < 4 else ("02",)
                    session.add_all(
                        Case.fresh(
                            state="agreed", registered_on=day, accepted_on=day, agreed_on=day,
                            dispute_type=kind, source="1", agreement_form="oral",
                        )
                        for kind in kinds
                    )  # fmt: skip
        with database.read() as session:
            filled = fill(session, table("mediation"), Period.quarter(2024, 1))
            said = [one.sentence for one in unusual(session, filled) if one.row == "total"]
    assert said == ["本季婚姻家庭纠纷 0 件，过去四季平均 9 件，请确认"]
