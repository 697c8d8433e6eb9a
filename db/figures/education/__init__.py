"""Law education looked at for gaps: themes without events, thin villages, absent advisers."""

from db.figures.education.advisers import Gap, gaps
from db.figures.education.guides import Village, thin_villages, villages
from db.figures.education.themes import (
    Outlook,
    Standing,
    ThemeEvent,
    outlook,
    themes_without_event,
)

__all__ = [
    "Gap",
    "Outlook",
    "Standing",
    "ThemeEvent",
    "Village",
    "gaps",
    "outlook",
    "themes_without_event",
    "thin_villages",
    "villages",
]
