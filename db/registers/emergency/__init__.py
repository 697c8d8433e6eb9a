"""Emergencies: plans, the team, training, drills, and what happened."""

from db.registers.emergency.drill import Drill, DrillBody
from db.registers.emergency.incident import Incident, IncidentNotice
from db.registers.emergency.plan import EmergencyPlan, PlanRevision
from db.registers.emergency.team import EmergencyTeam, TeamMember
from db.registers.emergency.training import EmergencyTraining

__all__ = [
    "Drill",
    "DrillBody",
    "EmergencyPlan",
    "EmergencyTeam",
    "EmergencyTraining",
    "Incident",
    "IncidentNotice",
    "PlanRevision",
    "TeamMember",
]
