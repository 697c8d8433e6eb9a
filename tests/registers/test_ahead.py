"""A day that should have come is doubted or refused in every register; a term may lie ahead."""

import re
from datetime import date, timedelta

import pytest

from db.registers import ALL, Consultation
from db.store.fields import Ahead
from db.store.kinds import DateKind, parts
from db.store.problems import Level, problems_of

TODAY = date.today()
SOON = TODAY + timedelta(days=1)
TERM = re.compile(r"期限|有效期|^承诺|至$|止$|到$|延至|下次")
"""How days are called that are agreed, promised or run out."""
DEEDS = {"传播数据截至", "承办止"}
"""Called so, and yet past."""
DAYS = [
    (cls, field)
    for cls in dict.fromkeys(part for cls in ALL for part in parts(cls))
    for field in cls.fields.values()
    if type(field.kind) is DateKind and field.computed is None
]


def said(row, name):
    sentence = f"{type(row).fields[name].label}在今天之后，请核对"
    return [p.level for p in problems_of(row) if p.path == name and p.sentence == sentence]


@pytest.mark.parametrize(
    ("cls", "field"), DAYS, ids=[f"{cls.__tablename__}.{field.name}" for cls, field in DAYS]
)
def test_a_day_that_should_have_come_is_told_and_one_that_may_lie_ahead_is_not(cls, field):
    row = cls.fresh()
    setattr(row, field.name, SOON)
    levels = {Ahead.MAY: [], Ahead.DOUBTED: [Level.WARN], Ahead.REFUSED: [Level.STOP]}
    assert said(row, field.name) == levels[field.ahead]
    setattr(row, field.name, TODAY)
    assert said(row, field.name) == []


def test_what_is_called_a_term_may_lie_ahead():
    terms = [
        (cls, field) for cls, field in DAYS if TERM.search(field.label) and field.label not in DEEDS
    ]
    assert len(terms) > 40
    assert [
        (cls.__tablename__, field.label) for cls, field in terms if field.ahead is not Ahead.MAY
    ] == []


def test_a_letter_is_not_answered_before_the_day_has_come():
    letter = Consultation.fresh(day=TODAY, way="3", replied_on=SOON)
    assert said(letter, "replied_on") == [Level.WARN]
