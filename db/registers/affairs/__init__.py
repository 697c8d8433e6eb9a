"""政务服务: lists made public, items handled, and what enterprises ask."""

from db.registers.affairs.appeal import Appeal
from db.registers.affairs.handling import Handling
from db.registers.affairs.handling_month import HandlingMonth, MonthRow, reported
from db.registers.affairs.list_document import DUTIES, POWERS, ListDocument, Posting
from db.registers.affairs.power_item import DUTY, POWER, PowerItem
from db.registers.affairs.visit import EnterpriseVisit

__all__ = [
    "DUTIES",
    "DUTY",
    "POWER",
    "POWERS",
    "Appeal",
    "EnterpriseVisit",
    "Handling",
    "HandlingMonth",
    "ListDocument",
    "MonthRow",
    "Posting",
    "PowerItem",
    "reported",
]
