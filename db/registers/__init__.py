"""What we keep: one file per register, and this table of contents."""

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.registers.affairs import (
    Appeal,
    EnterpriseVisit,
    Handling,
    HandlingMonth,
    ListDocument,
    PowerItem,
)
from db.registers.annual_report import AnnualReport
from db.registers.backup_log import BackupLog
from db.registers.blank_form import BlankForm
from db.registers.card import Card
from db.registers.check_rule import CheckRule
from db.registers.committee import Committee
from db.registers.consultation import Consultation
from db.registers.county_form import CountyForm
from db.registers.day_off import DayOff
from db.registers.deadline_rule import DeadlineRule
from db.registers.education import (
    CulturePlace,
    LawEvent,
    LawTheme,
    LegalActivity,
    LegalAdviser,
    LegalGuide,
    LegalRoom,
    MediaPost,
)
from db.registers.emergency import Drill, EmergencyPlan, EmergencyTeam, EmergencyTraining, Incident
from db.registers.enforcing import (
    Accountability,
    Assessment,
    Campaign,
    Finding,
    RiskWarning,
    Supervisor,
    WarningRule,
)
from db.registers.enterprise import Enterprise
from db.registers.export_log import ExportLog
from db.registers.governing import (
    CleanupRound,
    Contract,
    LeadingGroup,
    LegalityReview,
    MajorDecision,
    Meeting,
    NormativeDocument,
    Plan,
    Task,
)
from db.registers.honour import Honour
from db.registers.import_mapping import ImportMapping
from db.registers.inspection import Inspection
from db.registers.internal_check import InternalCheck
from db.registers.law_study import LawStudy
from db.registers.legal_aid import AidStandard, LegalAid
from db.registers.mediation import Case, DossierOrder
from db.registers.mediator import Mediator
from db.registers.office import Office
from db.registers.oversight import LegalCase, Petition, Proposal, Screening
from db.registers.own import OwnFigure, OwnRegister
from db.registers.paper import Paper
from db.registers.parcel import Parcel, Receiver, ReceivingKey, Sender
from db.registers.person import Person
from db.registers.phrase import Phrase
from db.registers.place import Place
from db.registers.printing import Printing
from db.registers.received import ReceivedRecord, ReceivedTable
from db.registers.report_table import ReportTable
from db.registers.retention import Destruction, RetentionRule
from db.registers.retention.rule import offer
from db.registers.saved_filter import SavedFilter
from db.registers.seal import Certificate
from db.registers.shortcoming import Shortcoming
from db.registers.staff import Staff
from db.registers.statistics_return import Return
from db.registers.subsidy import DifficultyRule, SubsidyClaim, SubsidyList, SubsidyScheme
from db.registers.superior_report import SuperiorReport
from db.registers.talk import Talk
from db.registers.training import Training
from db.registers.users import AccessLog, UserAccount
from db.store.codes import derive
from db.store.defining import OwnRegisters, own_registers
from db.store.record import Record

if TYPE_CHECKING:
    from db.store.database import Database

ALL: tuple[type[Record], ...] = (
    Case,
    LegalAid,
    Consultation,
    Paper,
    SubsidyClaim,
    SubsidyList,
    Return,
    ReceivedTable,
    ReceivedRecord,
    AnnualReport,
    Printing,
    BlankForm,
    Parcel,
    Card,
    Training,
    Inspection,
    Campaign,
    Finding,
    Supervisor,
    RiskWarning,
    Assessment,
    Accountability,
    LawEvent,
    LawTheme,
    MediaPost,
    CulturePlace,
    LegalGuide,
    LegalAdviser,
    LegalRoom,
    LegalActivity,
    LeadingGroup,
    Meeting,
    Plan,
    Task,
    NormativeDocument,
    CleanupRound,
    LegalityReview,
    MajorDecision,
    Contract,
    ListDocument,
    PowerItem,
    HandlingMonth,
    Handling,
    Appeal,
    EnterpriseVisit,
    Proposal,
    Petition,
    LegalCase,
    Screening,
    EmergencyPlan,
    EmergencyTeam,
    EmergencyTraining,
    Drill,
    Incident,
    LawStudy,
    Shortcoming,
    Honour,
    Talk,
    InternalCheck,
    SuperiorReport,
    Person,
    Staff,
    Enterprise,
    Committee,
    Mediator,
    Place,
    Office,
    Certificate,
    CountyForm,
    Receiver,
    Sender,
    ReceivingKey,
    AidStandard,
    SubsidyScheme,
    DifficultyRule,
    DeadlineRule,
    OwnRegister,
    OwnFigure,
    ReportTable,
    CheckRule,
    WarningRule,
    DayOff,
    Phrase,
    ImportMapping,
    ExportLog,
    UserAccount,
    AccessLog,
    BackupLog,
    RetentionRule,
    Destruction,
    DossierOrder,
)
"""Every register of the program, in the order of the sidebar."""


def in_force(store: "Session | Database") -> tuple[type[Record], ...]:
    """Every register that people see: the program's, then those that the store's office made."""
    own = own_registers(store) if isinstance(store, Session) else store.own
    return (*ALL, *own.in_force)


derive(OwnFigure.code_tables(OwnRegisters()))  # what a figure can be made of, before a store opens
offer(ALL)

__all__ = [
    "ALL",
    "AccessLog",
    "Accountability",
    "AidStandard",
    "AnnualReport",
    "Appeal",
    "Assessment",
    "BackupLog",
    "BlankForm",
    "Campaign",
    "Card",
    "Case",
    "Certificate",
    "CheckRule",
    "CleanupRound",
    "Committee",
    "Consultation",
    "Contract",
    "CountyForm",
    "CulturePlace",
    "DayOff",
    "DeadlineRule",
    "Destruction",
    "DifficultyRule",
    "DossierOrder",
    "Drill",
    "EmergencyPlan",
    "EmergencyTeam",
    "EmergencyTraining",
    "Enterprise",
    "EnterpriseVisit",
    "ExportLog",
    "Finding",
    "Handling",
    "HandlingMonth",
    "Honour",
    "ImportMapping",
    "Incident",
    "Inspection",
    "InternalCheck",
    "LawEvent",
    "LawStudy",
    "LawTheme",
    "LeadingGroup",
    "LegalActivity",
    "LegalAdviser",
    "LegalAid",
    "LegalCase",
    "LegalGuide",
    "LegalRoom",
    "LegalityReview",
    "ListDocument",
    "MajorDecision",
    "MediaPost",
    "Mediator",
    "Meeting",
    "NormativeDocument",
    "Office",
    "OwnFigure",
    "OwnRegister",
    "Paper",
    "Parcel",
    "Person",
    "Petition",
    "Phrase",
    "Place",
    "Plan",
    "PowerItem",
    "Printing",
    "Proposal",
    "ReceivedRecord",
    "ReceivedTable",
    "Receiver",
    "ReceivingKey",
    "ReportTable",
    "RetentionRule",
    "Return",
    "RiskWarning",
    "SavedFilter",
    "Screening",
    "Sender",
    "Shortcoming",
    "Staff",
    "SubsidyClaim",
    "SubsidyList",
    "SubsidyScheme",
    "SuperiorReport",
    "Supervisor",
    "Talk",
    "Task",
    "Training",
    "UserAccount",
    "WarningRule",
    "in_force",
]
