"""People's mediation cases 人民调解案件."""

from db.registers.mediation.case import Case
from db.registers.mediation.rows import CaseMediator, Meeting, Party, Term, Visit

__all__ = ["Case", "CaseMediator", "Meeting", "Party", "Term", "Visit"]
