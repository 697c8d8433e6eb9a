"""The events of journeys that are known to take too long, each with its reason."""

KNOWN: dict[tuple[str, str], str] = {}
"""By the journey's test and the event: receiver and kind, as a failing journey tells it."""

ANYWHERE = {
    "QTimer of Idle of Sweeper of QApplication Timer": "garbage is collected as people pause: no"
    " key and no click has come for seconds, and nobody waits for an answer",
}
"""Events whose hour is not the journey's choice; not every run has them."""
