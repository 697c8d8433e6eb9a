"""The events of journeys that are known to take too long, each with its reason; best none."""

KNOWN: dict[tuple[str, str], str] = {}
"""By the journey's test and the event: receiver and kind, as a failing journey tells it."""
