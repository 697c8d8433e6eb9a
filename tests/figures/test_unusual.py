"""What is unlike the periods before is asked about; small numbers are left alone."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.figures.period import Period
from db.figures.tables import fill, table
from db.figures.tables.unusual import improbable, unusual
from db.registers import Case, Mediator
from tests.offices import new_store, settle


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
        (1_990, [2_000, 2_000, 2_000, 1_900], False),
        (1_500, [2_000, 2_000, 2_000, 1_900], True),
        (90_000, [50_000, 50_000], True),
        (50_100, [50_000, 50_000], False),
    ],
)
def test_what_chance_does_is_not_asked_about(number, history, odd):
    share = 1 / (len(history) + 1)
    assert improbable(number, sum(history), share) is odd


@given(st.lists(st.integers(0, 60), min_size=2, max_size=4))
def test_the_mean_itself_is_never_asked_about_and_far_numbers_are_no_less_odd(history):
    mean, past, share = round(sum(history) / len(history)), sum(history), 1 / (len(history) + 1)
    assert not improbable(mean, past, share)
    odd = [improbable(number, past, share) for number in range(mean, mean + 60)]
    assert odd == sorted(odd)


def cases(database, numbers):
    """Cases of types, so many in each quarter from 2023 on."""
    with database.step("登记") as session:
        for quarter, kinds in enumerate(numbers):
            first = Period.quarter(2023 + quarter // 4, quarter % 4 + 1).first
            for kind, number in kinds.items():
                for place in range(number):
                    day = first + timedelta(days=place % 80)
                    session.add(
                        Case.fresh(
                            state="agreed", registered_on=day, accepted_on=day, agreed_on=day,
                            dispute_type=kind, source="1", agreement_form="oral",
                        )
                    )  # fmt: skip


def said(tmp_path, numbers):
    with new_store(tmp_path) as database:
        cases(database, numbers)
        with database.read() as session:
            filled = fill(session, table("mediation"), Period.quarter(2024, 1))
            return [one.sentence for one in unusual(session, filled) if one.row == "total"]


def test_the_sentence_names_the_type_and_both_numbers(tmp_path):
    usual = {"01": 9, "02": 9}
    assert said(tmp_path, [usual] * 4 + [{"01": 0, "02": 14}]) == [
        "本季婚姻家庭纠纷 0 件，过去四季平均 9 件，请确认"
    ]


def test_where_all_fell_it_is_asked_once(tmp_path):
    usual = {"01": 12, "02": 12, "04": 12}
    assert said(tmp_path, [usual] * 4 + [{"01": 2, "02": 3, "04": 3}]) == [
        "本季调解案件总数 8 件，过去四季平均 36 件，请确认"
    ]


def test_a_quiet_quarter_and_a_first_one_are_not_asked_about(tmp_path):
    usual = {"01": 9, "02": 9}
    assert said(tmp_path, [usual] * 4 + [{"01": 7, "02": 10}]) == []
    (tmp_path / "new").mkdir()
    assert said(tmp_path / "new", [{}, {}, {}, {}, {"01": 40}]) == []


def test_mediators_who_serve_nowhere_are_told(tmp_path):
    with new_store(tmp_path) as database:
        settle(database)
        with database.step("登记") as session:
            session.add_all([Mediator.fresh(name="丙"), Mediator.fresh(name="丁")])
        with database.read() as session:
            filled = fill(session, table("mediators"), Period.quarter(2024, 1))
            assert filled.cell("total", "mediators").number == 2
            said = [one.sentence for one in unusual(session, filled)]
    assert said == ["2 名人民调解员没有填任职，表里没有计入，请补上"]
