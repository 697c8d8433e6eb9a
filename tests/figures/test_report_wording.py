"""Places for figures in a report's text, and the conditions under which statements are printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.figures.annual_report.condition import codes_asked, holds
from db.figures.annual_report.wording import Optional, Slot, codes_in, parts_of, slots_of
from db.store.trouble import Trouble

NUMBERS = {"services.handled": 1152, "proposals.reply_rate": Decimal(100), "visits.total": None}


def test_a_text_is_read_in_its_parts():
    parts = parts_of("办理{{ services.handled }}[[，其中代办{{services.agency|exact}}]]。")
    agency = Optional(("，其中代办", Slot("services.agency", "exact")))
    assert parts == ("办理", Slot("services.handled"), agency, "。")
    assert codes_in("{{year-1}}年{{town}}{{row.text}}{{a.b@last}}{{a.b@last}}") == ["a.b@last"]


@given(st.text(alphabet="[]{}年a.|@", max_size=40))
def test_no_text_is_lost_or_refused(text):
    said = "".join(part for part in flat(parts_of(text)) if isinstance(part, str))
    assert set(said) <= set(text)
    list(slots_of(parts_of(text)))


def flat(parts):
    for part in parts:
        yield from flat(part.parts) if isinstance(part, Optional) else [part]


def test_a_bracket_without_its_partner_stays_to_be_seen():
    assert "".join(parts_of("甲[[乙")) == "甲[[乙"
    assert "".join(parts_of("甲]]乙")) == "甲]]乙"


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        ("", True),
        ("services.handled > 0", True),
        ("services.handled == 1152 and proposals.reply_rate == 100", True),
        ("not services.handled > 2000 or visits.total > 3", True),
        ("0 < services.handled <= 1152", True),
        ("services.handled - 1000 == 152", True),
        ("visits.total == 0", False),
        ("visits.total < 5", False),
        ("visits.total + 1 > 0", False),
        ("nothing.known > 0", False),
    ],
)
def test_a_condition_holds_by_the_figures(condition, met):
    assert holds(condition, NUMBERS) is met


@pytest.mark.parametrize(
    "condition",
    [
        "__import__('os')",
        "services.handled.real > (",
        "services.handled ** 9 > 1",
        "[1]",
        "services.handled is 3",
        "lambda: 1",
        "大于三",
        "(" * 300,
    ],
)
def test_nothing_but_a_condition_is_understood(condition):
    with pytest.raises(Trouble, match="看不懂"):
        holds(condition, NUMBERS)


def test_codes_of_a_condition_are_known():
    assert codes_asked("a.b > c.d_e@last and a.b > 0") == ["a.b", "c.d_e@last"]
