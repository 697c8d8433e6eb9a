"""A quarter of the demo's cases filed and paid by an invented scheme; the next one still open."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.subsidies import claimable
from db.registers import Case, Mediator, SubsidyClaim, SubsidyList, SubsidyScheme
from db.registers.mediation import SelfCheck
from db.registers.subsidy import SubsidyGrade, claim_many, claims_of
from db.store.codes import codes
from db.store.database import Database
from db.store.record import Record

_PAID = date(2024, 7, 1), date(2024, 9, 30)
_OPEN = date(2024, 10, 1), date(2024, 12, 31)
_FILED = 12
"""Cases filed of each quarter; the others wait, as in any office."""


def fill(database: Database) -> list[tuple[str, int | date, bool]]:
    """The scheme, twelve cases filed in each of two quarters, a list paid; gives its papers."""
    with database.step("登记补贴方案（样例）") as session:
        session.add(_scheme())
        official = session.scalar(select(Mediator).order_by(Mediator.id))
        if official is not None:
            official.on_public_payroll = True
    for period in (_PAID, _OPEN):
        with database.step("案件归档") as session:
            _file(session, period)
    with database.read() as session:
        offers = [offer.case_id for offer in claimable(session, *_PAID).offers]
    with database.step(f"申报 {len(offers)} 件补贴") as session:
        batch = claim_many(session, offers, _PAID, date(2024, 10, 9)).id
    _send(database, batch)
    return [("subsidy_list", batch, True), ("subsidy_payout", batch, False)]


def _scheme() -> SubsidyScheme:
    """Invented: no amounts for this county were found."""
    made: SubsidyScheme = SubsidyScheme.fresh(
        name="样例：人民调解以案定补办法（金额为演示而编）",
        document_number="样例〔2024〕1号",
        valid_from=date(2024, 1, 1),
        results="written,oral,failed",
        monthly_cap=600_00,
    )
    made.grades = [
        SubsidyGrade.fresh(
            name="重大",
            difficulties="3",
            persons_from=10,
            amount_from=30_000_00,
            death=True,
            amount_written=200_00,
            amount_oral=100_00,
            amount_failed=50_00,
        ),
        SubsidyGrade.fresh(name="一般", difficulties="2", amount_written=100_00, amount_oral=50_00),
        SubsidyGrade.fresh(name="简易", amount_written=50_00, amount_oral=20_00),
    ]
    return made


def _file(session: Session, period: tuple[date, date]) -> None:
    """File the first cases closed in the period."""
    query = select(Case).where(Case.state == "closed", Case.closed_on.between(*period))
    for case in session.scalars(query.order_by(Case.closed_on, Case.id).limit(_FILED)).all():
        day = (case.closed_on or period[0]) + timedelta(2)
        case.filed_by, case.checked_by, case.retention = "陈所长", "陈所长", "2"
        case.filed_on = case.checked_on = case.archived_on = day
        case.gaps_reason = case.gaps_reason or "演示数据，没有附扫描件"
        if not case.checks:
            points = codes("dossier_point").leaves()
            case.checks = [SelfCheck.fresh(point=point.code, result="1") for point in points]
        _make(session, case, "file")


def _send(database: Database, number: int) -> None:
    """The way of a list; one claim is reduced before the county's answer."""
    with database.step("补贴申报批次：初审并报送") as session:
        batch = session.get_one(SubsidyList, number)
        batch.number = "天司〔2024〕9号"
        batch.submitted_on, batch.submitted_by = date(2024, 10, 10), "陈所长"
        _make(session, batch, "submit")
    with database.step("补贴申报：核减") as session:
        reduced = _reduced(claims_of(session, number))
        if reduced is not None:
            reduced.granted = (reduced.amount or 0) // 2
            reduced.reduction_reason = "卷宗缺回访记录"
    with database.step("补贴申报批次：县局批复") as session:
        batch = session.get_one(SubsidyList, number)
        batch.answered_on, batch.answer_number = date(2024, 10, 24), "样例复〔2024〕5号"
        _make(session, batch, "answer")
    with database.step("补贴申报批次：发放") as session:
        batch = session.get_one(SubsidyList, number)
        batch.paid_on, batch.paid_number = date(2024, 11, 5), "付字第118号"
        _make(session, batch, "pay")


def _reduced(claims: Sequence[SubsidyClaim]) -> SubsidyClaim | None:
    """The first that is divided, so that the sheet shows how a reduction falls on two."""
    return next((one for one in claims if len(one.shares) > 1), None)


def _make(session: Session, record: Record, code: str) -> None:
    move: Any = next(move for move in record.moves if move.code == code)
    move.make(record, session)
