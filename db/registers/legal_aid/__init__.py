"""Legal aid 法律援助: applications, what became of them, and the hardship standards."""

from db.registers.legal_aid.aid import LegalAid
from db.registers.legal_aid.handling import (
    AidVisit,
    Delivery,
    Lawyer,
    Objection,
    Progress,
    Subsidy,
)
from db.registers.legal_aid.rows import Fellow, Material, Member, Supplement
from db.registers.legal_aid.standard import AidStandard

__all__ = [
    "AidStandard",
    "AidVisit",
    "Delivery",
    "Fellow",
    "Lawyer",
    "LegalAid",
    "Material",
    "Member",
    "Objection",
    "Progress",
    "Subsidy",
    "Supplement",
]
