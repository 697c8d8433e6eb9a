"""Enforcement beyond certificates: campaigns, problems put right, supervision and assessment."""

from db.registers.enforcing.accountability import Accountability
from db.registers.enforcing.assessment import Assessment, AssessmentItem
from db.registers.enforcing.campaign import COUNTED_BY_HAND, Campaign, CampaignBody
from db.registers.enforcing.finding import Finding
from db.registers.enforcing.finding_moves import OUTWARD
from db.registers.enforcing.risk_warning import RiskWarning
from db.registers.enforcing.supervisor import Supervisor, SupervisorTraining
from db.registers.enforcing.warning_rule import WarningRule

__all__ = [
    "COUNTED_BY_HAND",
    "OUTWARD",
    "Accountability",
    "Assessment",
    "AssessmentItem",
    "Campaign",
    "CampaignBody",
    "Finding",
    "RiskWarning",
    "Supervisor",
    "SupervisorTraining",
    "WarningRule",
]
