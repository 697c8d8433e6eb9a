"""Periods know their names, the one before, and last year's; words never say more than is true."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.figures.period import Period
from db.figures.words import Style, percent, said, said_percent
from db.store.trouble import Trouble


@pytest.mark.parametrize(
    ("period", "name", "before", "ago"),
    [
        (Period.month(2024, 1), "2024年1月", "2023年12月", "2023年1月"),
        (Period.month(2024, 2), "2024年2月", "2024年1月", "2023年2月"),
        (Period.quarter(2024, 1), "2024年第一季度", "2023年第四季度", "2023年第一季度"),
        (Period.half(2024, 2), "2024年下半年", "2024年上半年", "2023年下半年"),
        (Period.year(2024), "2024年", "2023年", "2023年"),
        (
            Period(date(2024, 1, 1), date(2024, 9, 30)),
            "2024年1至9月",
            "2023-04-01 至 2023-12-31",
            "2023年1至9月",
        ),
        (
            Period(date(2024, 3, 5), date(2024, 3, 7)),
            "2024-03-05 至 2024-03-07",
            "2024-03-02 至 2024-03-04",
            "2023-03-05 至 2023-03-07",
        ),
    ],
)
def test_a_period_and_those_beside_it(period, name, before, ago):
    assert (period.name, period.before().name, period.year_ago().name) == (name, before, ago)


def test_a_day_that_last_year_did_not_have():
    leap = Period(date(2024, 2, 29), date(2024, 2, 29))
    assert leap.year_ago() == Period(date(2023, 2, 28), date(2023, 2, 28))


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 2000))
def test_the_period_before_ends_on_its_eve_and_months_part_it(first, days):
    period = Period(first, min(date.fromordinal(first.toordinal() + days), date(2090, 12, 31)))
    assert period.before().last == period.eve
    following = period.after()
    assert following.eve == period.last
    assert following.before() == period
    months = list(period.months())
    assert (months[0].first, months[-1].last) == (period.first, period.last)
    assert all(one.last == two.eve for one, two in pairwise(months))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Period.quarter(2024, 5),
        lambda: Period.month(2024, 0),
        lambda: Period.year(0),
        lambda: Period(date(2024, 2, 1), date(2024, 1, 31)),
    ],
)
def test_no_such_period(wrong):
    with pytest.raises(Trouble):
        wrong()


# words


@pytest.mark.parametrize(
    ("number", "style", "step", "words"),
    [
        (300, Style.OVER, 0, "300家次"),
        (301, Style.OVER, 0, "300余家次"),
        (53, Style.OVER, 0, "50余家次"),
        (20_480, Style.OVER, 0, "2万余家次"),
        (20_000, Style.OVER, 0, "20000家次"),
        (323, Style.OVER, 10, "320余家次"),
        (0, Style.OVER, 0, "0家次"),
        (7, Style.OVER, 0, "7家次"),
        (298, Style.NEAR, 10, "近300家次"),
        (300, Style.NEAR, 10, "300家次"),
        (301, Style.NEAR, 0, "近310家次"),
        (312, Style.AT_LEAST, 100, "300家次以上"),
        (12, Style.AT_LEAST, 100, "12家次"),
        (323, Style.EXACT, 100, "323家次"),
    ],
)
def test_round_numbers(number, style, step, words):
    assert said(number, "家次", style, step) == words


@given(st.integers(0, 10**7), st.sampled_from((0, 10, 50, 100, 10_000)))
def test_a_rounded_number_stays_on_its_side_of_the_truth(number, step):
    def plain(words):
        digits = words.strip("近余以上件")
        return int(digits.removesuffix("万")) * (10_000 if "万" in digits else 1)

    over, near = said(number, "", Style.OVER, step), said(number, "", Style.NEAR, step)
    assert plain(over) < number if "余" in over else plain(over) == number
    assert plain(near) > number if "近" in near else plain(near) == number


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (158, 158, "100%"),
        (1999, 2000, "99.9%"),
        (0, 5, "0%"),
        (1, 5000, "0.1%"),
        (58, 54, "107.4%"),
        (-1, 10, "-10%"),
        (0, 0, "—"),
        (3, 0, "—"),
    ],
)
def test_a_rate_is_whole_only_when_it_is(part, whole, words):
    assert said_percent(percent(part, whole)) == words


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_100_percent_means_all_and_0_means_none(part, whole):
    rate = percent(part, whole)
    assert (rate == 100) == (part == whole)
    assert (rate == 0) == (part == 0)
    assert abs(rate - Decimal(part * 100) / whole) <= Decimal("0.1")
