"""Law education looked at for gaps: themes without events, thin villages, absent advisers."""

from db.figures.education.advisers import Advice, advice
from db.figures.education.guides import Village, thin_villages, villages
from db.figures.education.themes import Outlook, Standing, ThemeEvent, outlook

__all__ = [
    "Advice",
    "Outlook",
    "Standing",
    "ThemeEvent",
    "Village",
    "advice",
    "outlook",
    "thin_villages",
    "villages",
]
