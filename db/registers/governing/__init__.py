"""Governing by law: leading groups, meetings, tasks, documents, decisions and their review."""

from db.registers.governing.cleanup import CleanedDocument, CleanupRound
from db.registers.governing.contract import Contract
from db.registers.governing.decision import MajorDecision
from db.registers.governing.document import NormativeDocument
from db.registers.governing.group import GOVERNMENT, HEAD, PARTY, GroupMember, LeadingGroup
from db.registers.governing.meeting import SPECIAL, Meeting
from db.registers.governing.meeting_rows import AgendaItem, Decision
from db.registers.governing.plan import Plan
from db.registers.governing.review import LegalityReview
from db.registers.governing.task import Task, TaskDelay
from db.registers.governing.task_moves import OPEN

__all__ = [
    "GOVERNMENT",
    "HEAD",
    "OPEN",
    "PARTY",
    "SPECIAL",
    "AgendaItem",
    "CleanedDocument",
    "CleanupRound",
    "Contract",
    "Decision",
    "GroupMember",
    "LeadingGroup",
    "LegalityReview",
    "MajorDecision",
    "Meeting",
    "NormativeDocument",
    "Plan",
    "Task",
    "TaskDelay",
]
