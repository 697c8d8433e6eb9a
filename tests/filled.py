"""Fills a record of any register with plausible synthetic values, children and links included."""

import base64
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from stdnum.cn import ric, uscc

from db.store.codes import codes
from db.store.fields import Field
from db.store.kinds import ChoiceKind, ChoicesKind, FileKind, LinkKind, RowsKind, StateKind
from db.store.record import Record, register
from tests.enforcers import certify
from tests.sealing import receiving_certificate

_NUMBERS = count(1)  # every text made in one run is another, so that unique fields never collide
_ROWS = 2
_FIRST_DAY = date(2024, 3, 1)  # the dates of a record follow one another in the order of its fields
_PERSONS = ("姓名", "负责人", "主任", "记录人", "代理人", "法定代表人")
_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


def filled(cls: type[Record], session: Session, **values: Any) -> Any:
    """A valid record with every field filled that people may fill; it is not yet added.

    Records that it links to are taken from the store, or made and added first. A state stays the
    first one: moves lead to the others.

    Args:
        cls: the register.
        session: of a running step.
        values: fields that shall have another value.
    """
    record = _filled(cls, session, values, row=0, deep=True)
    if cls.__tablename__ == "inspection":
        for officer in record.officers:
            certify(session, officer.staff_id, f"检{next(_NUMBERS)}")
    if cls.__tablename__ == "meeting":
        for item in record.agenda:
            item.override_on = record.day
    if cls.__tablename__ == "subsidy_claim":
        record.amount = sum(share.amount for share in record.shares)
    if cls.__tablename__ == "shortcoming":
        record.year += 1  # the problem that it takes over is of the year before
    if cls.__tablename__ == "campaign":
        record.objects = record.visits
    if cls.__tablename__ == "assessment":
        for row in record.items:
            row.weight, row.score = 50, 45
    if cls.__tablename__ == "own_figure":
        record.register, record.day = "mediation", "mediation.registered_on"
        record.split = "mediation.dispute_type"
        for row in record.conditions:
            row.path = "mediation.number"  # any text is one of its values
    return record


def id_number(number: int) -> str:
    """A resident ID number of somebody born in the 1880s (GB 11643, check digit right)."""
    body = f"52040318{80 + number % 10}0{1 + number % 9}{10 + number % 18}{number % 1000:03}"
    return body + str(ric.calc_check_digit(body + "0"))


def credit_code(number: int) -> str:
    """A unified social credit code of no existing company (GB 32100, check digit right)."""
    body = f"91520403MA{number % 10**7:07}"
    return body + str(uscc.calc_check_digit(body))


def _filled(cls: Any, session: Session, values: dict[str, Any], *, row: int, deep: bool) -> Any:
    record = cls.fresh(**values)
    first = _first_day(cls)
    days = (first + timedelta(days=day) for day in count(row))
    for spec in cls.fields.values():
        if spec.name in values or spec.computed or isinstance(spec.kind, StateKind):
            continue
        if spec.restricts:  # it would be in no list
            continue
        if spec.shown_when and not spec.shown_when(record):
            continue
        if isinstance(spec.kind, RowsKind):
            rows = [_filled(spec.kind.row, session, {}, row=n, deep=deep) for n in range(_ROWS)]
            setattr(record, spec.name, rows)
        elif isinstance(spec.kind, LinkKind):
            if deep or spec.required:
                alone = _unique(cls, spec.name)
                setattr(record, spec.name, _linked(session, spec.kind.table, row, fresh=alone))
        elif spec.kind.code == "date":
            if getattr(record, spec.name) is None or spec.default is not None:
                setattr(record, spec.name, next(days))
        elif isinstance(spec.kind, ChoiceKind | ChoicesKind) or getattr(record, spec.name) is None:
            setattr(record, spec.name, _value(spec, row))
        for other, value in record.implied(spec.name).items():
            setattr(record, other, value)
    return record


def _first_day(cls: Any) -> date:
    """Another one for each record, where two of one day would collide."""
    columns = cls.__table__.columns
    unique = any(f.kind.code == "date" and columns[f.name].unique for f in cls.fields.values())
    return _FIRST_DAY + timedelta(days=next(_NUMBERS)) if unique else _FIRST_DAY


def _unique(cls: Any, name: str) -> bool:
    """Whether no two records may have the same value there."""
    return any(index.unique and index.columns.keys() == [name] for index in cls.__table__.indexes)


def _linked(session: Session, table: str, row: int, *, fresh: bool = False) -> int:
    """The first record there, and the next one for the next row: nobody stands in a list twice."""
    cls = register(table)
    there = session.scalar(select(cls.id).order_by(cls.id).offset(row).limit(1))
    if there is not None and not fresh:
        return there
    record = _filled(cls, session, {}, row=0, deep=False)
    session.add(record)
    session.flush()
    number: int = record.id
    return number


def _value(spec: Field, row: int) -> Any:
    number = next(_NUMBERS)
    if isinstance(spec.kind, ChoiceKind):
        leaves = codes(spec.kind.table).leaves()
        return leaves[row % len(leaves)].code
    if isinstance(spec.kind, ChoicesKind):
        leaves = codes(spec.kind.table).leaves()
        return spec.kind.joined(entry.code for entry in leaves[row : row + 2])
    if spec.label == "考核年度":
        return _FIRST_DAY.year + row
    if spec.name == "certificate":
        return receiving_certificate()
    if isinstance(spec.kind, FileKind):
        return _PNG if spec.kind.picture else f"内容{number}".encode()
    made = {
        "text": lambda: _text(spec.label, number),
        "long_text": lambda: f"{spec.label}第一行\n第二行{number}",
        "whole": lambda: 1 + number % (99 if spec.unit == "%" else 3000),  # thousands of fields
        "money": lambda: 1_280_000 + number,
        "time": lambda: datetime(2024, 3, 1, 9, 0) + timedelta(minutes=number),
        "yes_no": lambda: True,
        "id_number": lambda: id_number(number),
        "credit_code": lambda: credit_code(number),
        "phone": lambda: f"1380000{number % 10**4:04}",
    }
    return made[spec.kind.code]()


def _text(label: str, number: int) -> str:
    if label == "单元格":
        return f"C{number}"
    if label == "指标代码":
        return f"own.{number}"
    if not label.startswith(_PERSONS):
        return f"{label}{number}"
    surnames, given = "赵钱孙李周吴郑王冯陈", "一二三四五六七八九十"
    return surnames[number % 10] + given[number // 10 % 10] + given[number // 100 % 10]
