"""The events of journeys that are known to take too long, each with its reason."""

KNOWN: dict[tuple[str, str], str] = {}
"""By the journey's test and the event: receiver and kind, as a failing journey tells it."""

ANYWHERE = {
    "QTimer of Idle away Timer": "garbage is collected once no key and no click has come for a"
    " minute: nobody is there, as where a busy machine goes through a journey slowly",
}
"""Events whose hour is not the journey's choice; not every run has them."""
