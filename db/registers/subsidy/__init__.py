"""The subsidy per case 以案定补: schemes, claims, the lists of them; when a case is 疑难复杂."""

from db.registers.subsidy.batch import SubsidyList, claim_many, claims_of, period_named
from db.registers.subsidy.claim import SubsidyClaim, SubsidyShare
from db.registers.subsidy.contested import claimed, over_cap, paid_in_month
from db.registers.subsidy.difficulty import DifficultyRule
from db.registers.subsidy.scheme import SubsidyGrade, SubsidyScheme
from db.registers.subsidy.suggesting import Suggestion, mediators, suggest

__all__ = [
    "DifficultyRule",
    "SubsidyClaim",
    "SubsidyGrade",
    "SubsidyList",
    "SubsidyScheme",
    "SubsidyShare",
    "Suggestion",
    "claim_many",
    "claimed",
    "claims_of",
    "mediators",
    "over_cap",
    "paid_in_month",
    "period_named",
    "suggest",
]
