"""What we keep: one file per register, and this table of contents."""

from db.registers.committee import Committee
from db.registers.day_off import DayOff
from db.registers.deadline_rule import DeadlineRule
from db.registers.enterprise import Enterprise
from db.registers.mediation import Case
from db.registers.mediator import Mediator
from db.registers.office import Office
from db.registers.paper import Paper
from db.registers.person import Person
from db.registers.place import Place
from db.registers.seal import Certificate
from db.registers.staff import Staff
from db.store.record import Record

ALL: tuple[type[Record], ...] = (
    Case,
    Paper,
    Person,
    Staff,
    Enterprise,
    Committee,
    Mediator,
    Place,
    Office,
    Certificate,
    DeadlineRule,
    DayOff,
)
"""Every register, in the order of the sidebar."""

__all__ = [
    "ALL",
    "Case",
    "Certificate",
    "Committee",
    "DayOff",
    "DeadlineRule",
    "Enterprise",
    "Mediator",
    "Office",
    "Paper",
    "Person",
    "Place",
    "Staff",
]
