"""Cells become values by their kind, after what Excel did to them is undone or named."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.registers import Case, LawEvent, Person
from db.registers.mediation import Term
from db.store.trouble import Trouble
from desktop.exchange.importing.cells import Unread, text_of, value_of

DAY = Case.fields["accepted_on"]
ID = Person.fields["id_number"]
MONEY = Term.fields["amount"]


@pytest.mark.parametrize(
    "cell",
    ["2024.3.5", "2024年3月5日", "20240305", "2024-03-05", "2024/3/5", "45356", 45356.0, 20240305.0,
     "2024-03-05 09:30:00", date(2024, 3, 5), datetime(2024, 3, 5, 9, 30)],
)  # fmt: skip
def test_a_date_in_all_its_forms(cell):
    assert value_of(DAY, cell) == date(2024, 3, 5)


@given(st.dates(date(1955, 1, 1), date(2100, 1, 1)))
def test_excels_day_numbers_are_its_days(day):
    assert value_of(DAY, float((day - date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize("cell", ["3/5/2024", "5-3-2024", "13.5.2024"])
def test_a_day_that_may_be_read_two_ways_is_not_guessed(cell):
    with pytest.raises(Trouble, match="看不出是"):
        value_of(DAY, cell)


@pytest.mark.parametrize(
    "cell", [520403198001010010.0, "4.4E+17", "4.40981E+17", "520403198001012000"]
)
def test_a_number_that_excel_cut_is_named_as_such(cell):
    with pytest.raises(Trouble, match="被 Excel 当成数字改坏"):
        value_of(ID, cell)


def test_a_cut_number_is_shown_as_excel_shows_it():
    with pytest.raises(Trouble, match="520403198001010000"):
        value_of(ID, 520403198001010010.0)


@given(st.integers(0, 10**14))
def test_numbers_that_excel_keeps_whole_are_whole(number):
    assert text_of(float(number)) == str(number)
    assert value_of(Person.fields["phone"], float(number)) == str(number)


@given(st.integers(-(10**9), 10**9))
def test_money_in_binary_is_fen(fen):
    assert value_of(MONEY, fen / 100) == fen


def test_money_in_ten_thousands_as_the_header_says():
    assert value_of(MONEY, 1.28, "金额（万元）") == 1_280_000
    assert value_of(MONEY, "1.28", "金额（万元）") == 1_280_000
    assert value_of(MONEY, 0.1 + 0.2) == 30


def test_a_number_with_its_unit_is_the_number():
    assert value_of(LawEvent.fields["staff_number"], "2人") == 2
    assert value_of(LawEvent.fields["broadcasts"], "３ 次") == 3
    assert value_of(MONEY, "1,200元") == 120_000
    for unclear in ("2人次", "2-3人", "约2人"):
        with pytest.raises(Trouble, match=unclear):
            value_of(LawEvent.fields["staff_number"], unclear)


def test_a_formula_without_a_value_says_what_to_do():
    with pytest.raises(Trouble, match="没有算出结果"):
        value_of(DAY, Unread())


def test_choices_and_yes_and_no():
    assert value_of(Case.fields["death"], True) is True
    assert value_of(Case.fields["death"], "无") is False
    assert value_of(LawEvent.fields["state"], "已举办") == "held"
    assert text_of(timedelta(hours=1)) == "1:00:00"
