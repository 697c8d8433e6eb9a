"""Law education 普法: themes, events, posts, places, the guides and advisers of the villages."""

from db.registers.education.culture_place import BOARD, CulturePlace, PlaceUpdate
from db.registers.education.event import LawEvent
from db.registers.education.event_moves import COUNTED
from db.registers.education.event_rows import EventMaterial, EventTheme, EventUnit, EventVillage
from db.registers.education.guide import GuideDeed, GuideReview, GuideTraining, LegalGuide
from db.registers.education.legal_activity import LegalActivity
from db.registers.education.legal_adviser import (
    LECTURE,
    AdviserDuty,
    AdviserVillage,
    LegalAdviser,
)
from db.registers.education.legal_room import LegalRoom
from db.registers.education.post import MediaPost
from db.registers.education.theme import LawTheme, propose

__all__ = [
    "BOARD",
    "COUNTED",
    "LECTURE",
    "AdviserDuty",
    "AdviserVillage",
    "CulturePlace",
    "EventMaterial",
    "EventTheme",
    "EventUnit",
    "EventVillage",
    "GuideDeed",
    "GuideReview",
    "GuideTraining",
    "LawEvent",
    "LawTheme",
    "LegalActivity",
    "LegalAdviser",
    "LegalGuide",
    "LegalRoom",
    "MediaPost",
    "PlaceUpdate",
    "propose",
]
