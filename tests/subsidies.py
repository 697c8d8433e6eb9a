"""Invented schemes and archived cases for the tests of the subsidy per case."""

from datetime import date
from typing import Any

from db.registers import Case, SubsidyClaim, SubsidyScheme
from db.registers.mediation import CaseMediator
from db.registers.subsidy import SubsidyGrade
from db.store.database import Database
from tests.offices import agreed_case, self_check, walk

FIRST, LAST = date(2024, 7, 1), date(2024, 9, 30)
CLOSED = date(2024, 7, 8)


def grade(name: str, written: int | None = None, **values: Any) -> SubsidyGrade:
    """A grade; amounts in yuan, half of it for an oral agreement."""
    oral = None if written is None else written * 50
    paid = None if written is None else written * 100
    return SubsidyGrade.fresh(
        **{"name": name, "amount_written": paid, "amount_oral": oral} | values
    )


def scheme(database: Database, *grades: SubsidyGrade, **values: Any) -> int:
    """A scheme from 2024 on: 重大 200 yuan from ten persons or a death, 一般 100; gives its id."""
    known: dict[str, Any] = {"name": "样例方案", "valid_from": date(2024, 1, 1)}
    with database.step("登记补贴方案") as session:
        made = SubsidyScheme.fresh(**(known | values))
        made.grades = list(grades) or [
            grade("重大", 200, persons_from=10, death=True),
            grade("一般", 100),
        ]
        session.add(made)
    return made.id


def filed(database: Database, committee_id: int = 1, **values: Any) -> int:
    """An archived case, performed and closed on CLOSED unless values say otherwise; its id."""
    mediators = values.pop("mediators", [1])
    closed = values.pop("closed_on", CLOSED)
    moves = values.pop("moves", ("perform", "close", "file"))
    case = agreed_case(committee_id)
    for name, value in values.items():
        setattr(case, name, value)
    case.mediators = [
        CaseMediator.fresh(mediator_id=number, leading=place == 0)
        for place, number in enumerate(mediators)
    ]
    with database.step("登记") as session:
        session.add(case)
    walk(database, case.id, "accept", "agree")
    later = {
        "performed_on": date(2024, 6, 30),
        "closed_on": closed,
        "filed_by": "甲", "filed_on": closed, "checked_by": "乙",
        "retention": "2", "archived_on": closed,
        "gaps_reason": "扫描件另存",
    }  # fmt: skip
    for code in moves:
        walk(database, case.id, code, **later, checks=self_check())
    return case.id


def failed(database: Database, committee_id: int = 1) -> int:
    """An archived case in which no agreement was reached; its id."""
    case = agreed_case(committee_id)
    case.terms, case.agreed_on, case.agreement_form = [], None, None
    with database.step("登记") as session:
        session.add(case)
    walk(database, case.id, "accept")
    walk(database, case.id, "fail", ended_on=date(2024, 6, 20), other_routes="起诉")
    later = {
        "closed_on": CLOSED, "filed_by": "甲", "filed_on": CLOSED, "checked_by": "乙",
        "retention": "2", "archived_on": CLOSED,
        "gaps_reason": "扫描件另存",
    }  # fmt: skip
    for code in ("close", "file"):
        walk(database, case.id, code, **later, checks=self_check())
    return case.id


def claim(database: Database, case_id: int, **values: Any) -> int:
    """A claim of the case, filled in by the program where values say nothing; its id."""
    with database.step("申报") as session:
        made = SubsidyClaim.fresh(case_id=case_id, **values)
        session.add(made)
    return made.id


def case_of(database: Database, number: int) -> Case:
    """The case, detached."""
    with database.read() as session:
        found = session.get(Case, number)
    assert found is not None
    return found
