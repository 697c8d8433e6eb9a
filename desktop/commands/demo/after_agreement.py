"""What followed one agreement of the demo: the money came, a court confirmed, somebody asked."""

from datetime import date, timedelta

from db.registers import Case
from db.registers.mediation import Receipt
from db.store.database import Database

COURT = "安顺市平坝区人民法院"
_PAPERS = ("mediation_receipts", "mediation_visits", "mediation_confirmation", "mediation_report")


def fill(database: Database, number: int) -> list[tuple[str, int | date, bool]]:
    """Receipt and confirmation of the case of that id; gives the papers to print."""
    with database.step("登记履行凭证") as session:
        case = session.get_one(Case, number)
        sides = {party.role: party.name for party in case.parties}
        day = case.performed_on or case.agreed_on
        if case.amount is not None and not case.receipts and day is not None:
            case.receipts = [
                Receipt.fresh(
                    received_on=day, payer=sides["2"], payee=sides["1"], amount=case.amount, way="1"
                )
            ]
    _confirm(database, number)
    return [(code, number, False) for code in _PAPERS]


def _confirm(database: Database, number: int) -> None:
    """The three acts of a confirmation: asked for, taken, ruled."""
    with database.read() as session:
        effective = session.get_one(Case, number).effective_on
    if effective is None:
        return
    acts = (
        ("confirmation", 5, "confirmation_applied_on"),
        ("confirmation_accepted", 7, "confirmation_accepted_on"),
        ("confirmation_valid", 21, "confirmation_decided_on"),
    )
    for code, days, name in acts:
        move = next(move for move in Case.moves if move.code == code)
        with database.step(move.label) as session:
            case = session.get_one(Case, number)
            case.confirmation_court = COURT
            setattr(case, name, effective + timedelta(days=days))
            if code == "confirmation_valid":
                case.confirmation_number = f"（{effective.year}）黔0403民特17号"
            move.make(case, session)
