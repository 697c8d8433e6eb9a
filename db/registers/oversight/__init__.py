"""监督: proposals, petitions, legal cases, and the screening for disputes."""

from db.registers.oversight.legal_case import LOST, RECONSIDERATION, LegalCase
from db.registers.oversight.petition import Petition
from db.registers.oversight.proposal import DISSATISFIED, FACE_TO_FACE, DeputyTalk, Proposal
from db.registers.oversight.screening import Screening, ScreeningCase

__all__ = [
    "DISSATISFIED",
    "FACE_TO_FACE",
    "LOST",
    "RECONSIDERATION",
    "DeputyTalk",
    "LegalCase",
    "Petition",
    "Proposal",
    "Screening",
    "ScreeningCase",
]
