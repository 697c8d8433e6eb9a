"""Enforcement certificates 行政执法证: the card, the log of what happened to it, its states."""

from db.registers.card.card import Card
from db.registers.card.event import CardEvent
from db.registers.card.settings import Settings, settings
from db.registers.card.standing import COMING, ENDED, HELD, NAMES, Standing, standings

__all__ = [
    "COMING",
    "ENDED",
    "HELD",
    "NAMES",
    "Card",
    "CardEvent",
    "Settings",
    "Standing",
    "settings",
    "standings",
]
