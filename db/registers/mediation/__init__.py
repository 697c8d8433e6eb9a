"""People's mediation cases 人民调解案件."""

from db.registers.mediation.case import Case
from db.registers.mediation.confirming import confirmable
from db.registers.mediation.dossier_order import DossierOrder, DossierRow
from db.registers.mediation.dossier_rows import Evidence, Inquiry, Receipt, SelfCheck
from db.registers.mediation.rows import CaseMediator, Meeting, Party, Term, Visit
from db.registers.mediation.states import SETTLED, TAKEN_BACK

__all__ = [
    "SETTLED",
    "TAKEN_BACK",
    "Case",
    "CaseMediator",
    "DossierOrder",
    "DossierRow",
    "Evidence",
    "Inquiry",
    "Meeting",
    "Party",
    "Receipt",
    "SelfCheck",
    "Term",
    "Visit",
    "confirmable",
]
