"""An office with cases in the second quarter of 2024, and a seal, for the tests of returns."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from db.figures.period import Period
from db.figures.returns import check_off, fill_in, open_return, sign_off
from db.registers import Case, Return
from db.store.database import Database
from tests.offices import agreed_case, settle, walk

QUARTER = Period.quarter(2024, 2)
HEAD = "测试所长"
TABLE = "mediation"


class PlainSeal:
    """Signs with a hash: enough where nobody judges the signature."""

    subject, fingerprint = "测试镇司法所", "ab" * 32

    def sign(self, digest: str, moment: datetime) -> bytes:
        """The hash of digest and moment."""
        return sha256(f"{digest}{moment}".encode()).digest()


def agreed_one(database: Database, committee_id: int = 1, **values: Any) -> int:
    """One more case with an agreement in the quarter; its id."""
    case = agreed_case(committee_id)
    for name, value in values.items():
        setattr(case, name, value)
    with database.step("登记") as session:
        session.add(case)
    walk(database, case.id, "accept", "agree")
    return case.id


def three_cases(database: Database) -> tuple[int, ...]:
    """An office with three cases in the quarter; their ids."""
    settle(database)
    return tuple(agreed_one(database) for _ in range(3))


def signed_quarter(database: Database) -> tuple[int, tuple[int, ...]]:
    """The same, its table signed; the ids of the return and of the cases."""
    cases = three_cases(database)
    return signed(database).id, cases


def signed(database: Database, period: Period = QUARTER, table: str = TABLE, **more: Any) -> Return:
    """A return that was filled, checked and signed."""
    made = open_return(database, table, period, **more)
    return through(database, made.id)


def through(database: Database, number: int, now: datetime | None = None) -> Return:
    """The three steps of a return that was opened."""
    fill_in(database, number, who="陈填报")
    check_off(database, number, who="王审核")
    return sign_off(database, number, HEAD, PlainSeal(), now=now)


def change(database: Database, number: int, **values: Any) -> None:
    """A case changed after the fact."""
    with database.step("修改") as session:
        case = session.get(Case, number)
        for name, value in values.items():
            setattr(case, name, value)
