"""Figures of law education: value and records behind it, for a period or on a day."""

from db.figures.education.advisers import Gap, gaps
from db.figures.education.counted import Counted
from db.figures.education.guides import (
    Growth,
    Village,
    also_mediators,
    growth,
    guides,
    thin_villages,
    unreviewed,
    untrained,
    villages,
)
from db.figures.education.reached import activities, events, posts, reach
from db.figures.education.stocks import boards, places, rooms, updates
from db.figures.education.themes import (
    Outlook,
    Standing,
    ThemeEvent,
    outlook,
    themes_without_event,
)

__all__ = [
    "Counted",
    "Gap",
    "Growth",
    "Outlook",
    "Standing",
    "ThemeEvent",
    "Village",
    "activities",
    "also_mediators",
    "boards",
    "events",
    "gaps",
    "growth",
    "guides",
    "outlook",
    "places",
    "posts",
    "reach",
    "rooms",
    "themes_without_event",
    "thin_villages",
    "unreviewed",
    "untrained",
    "updates",
    "villages",
]
