"""A day that should have come is doubted or refused in every register; a term may lie ahead."""

import re
from datetime import date, timedelta

import pytest

from db.registers import ALL, Consultation
from db.store.fields import Ahead, Field
from db.store.kinds import DateKind, parts
from db.store.problems import Level, problems_of
from db.store.record import Child

TODAY = date.today()
SOON = TODAY + timedelta(days=1)
TERM = re.compile(r"期限|有效期|^承诺|至$|止$|到$|延至|下次")
"""How days are called that are agreed, promised or run out."""
DEEDS = {"传播数据截至", "承办止"}
"""Called so, and yet past."""
PLANNED = {"任职起", "上岗日期", "离岗日期", "有效期起", "最后日期"}
"""Not called so, and yet set in advance, in rows."""
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


@pytest.mark.parametrize(
    ("cls", "field"),
    [(cls, field) for cls, field in DAYS if issubclass(cls, Child)],
    ids=lambda one: one.name if isinstance(one, Field) else one.__tablename__,
)
def test_a_row_made_again_repeats_a_term_and_a_birth_and_no_day_of_a_deed(cls, field):
    row, day = cls.fresh(), TODAY - timedelta(days=400)
    setattr(row, field.name, day)
    repeats = TERM.search(field.label) and field.label not in DEEDS
    repeats = repeats or field.label in PLANNED | {"出生日期"}
    assert getattr(row.again(), field.name) == (day if repeats else field.fresh())
