"""What a kind shows, it reads back: for every value of every kind, as text and as JSON."""

import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.store.codes import codes
from db.store.kinds import (
    ChoiceKind,
    CreditCodeKind,
    DateKind,
    FileKind,
    IdNumberKind,
    Kind,
    LongTextKind,
    MoneyKind,
    MonthKind,
    PhoneKind,
    StateKind,
    TextKind,
    TimeKind,
    WholeKind,
    YesNoKind,
)
from db.store.trouble import Trouble

STATE = StateKind((("registered", "登记"), ("accepted", "调解中")))
TYPED = [
    Kind(),
    TextKind(),
    LongTextKind(),
    WholeKind(),
    DateKind(),
    YesNoKind(),
    TimeKind(),
    MoneyKind(),
    IdNumberKind(),
    CreditCodeKind(),
    PhoneKind(),
    ChoiceKind("dispute_type"),
    STATE,
]
VALUES = [
    (WholeKind(), st.integers(-(10**15) + 1, 10**15 - 1)),
    (DateKind(), st.dates()),
    (MonthKind(), st.dates().map(lambda day: day.replace(day=1))),
    (TimeKind(), st.datetimes(min_value=datetime(1, 1, 2)).map(lambda t: t.replace(microsecond=0))),
    (MoneyKind(), st.integers(-(10**15), 10**15)),
    (YesNoKind(), st.booleans()),
    (STATE, st.sampled_from(["registered", "accepted"])),
    (ChoiceKind("dispute_type"), st.sampled_from([e.code for e in codes("dispute_type").leaves()])),
]  # fmt: skip


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.code)
@given(text=st.text() | st.text("0123456789-./年月日¥万,，. xX是否　\n"))
def test_any_text_is_understood_or_refused_in_words(kind, text):
    try:
        value = kind.parse(text)
    except Trouble as trouble:
        trouble.sentence.encode()
        return
    assert kind.parse(kind.format(value)) == value
    as_json = json.loads(json.dumps(kind.to_json(value)))
    assert kind.from_json(as_json) == value
    assert all(kind.problems(value)) if value is not None else kind.problems(value) == []


@pytest.mark.parametrize(("kind", "values"), VALUES, ids=lambda x: getattr(x, "code", ""))
@given(data=st.data())
def test_any_value_comes_back(kind, values, data):
    value = data.draw(values)
    assert kind.parse(kind.format(value)) == value
    assert kind.from_json(json.loads(json.dumps(kind.to_json(value)))) == value


@given(st.binary(min_size=1))
def test_any_file_comes_back(content):
    kind = FileKind()
    assert kind.from_json(json.loads(json.dumps(kind.to_json(content)))) == content


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_date_is_understood_in_five_forms(day):
    y, m, d = day.year, day.month, day.day
    forms = (f"{y}-{m}-{d}", f"{y}/{m}/{d}", f"{y}.{m}.{d}", f"{y}{m:02}{d:02}", f"{y}年{m}月{d}日")
    wide = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")
    for form in forms:
        assert DateKind().parse(form) == DateKind().parse(form.translate(wide)) == day


@given(st.integers(0, 10**15))
def test_an_amount_is_understood_with_and_without_marks(fen):
    shown = MoneyKind().format(fen)
    for form in (
        shown,
        f"¥{shown}",
        f"{shown}元",
        shown.replace(",", ""),
        shown.replace(",", "，"),
    ):
        assert MoneyKind().parse(form) == fen
