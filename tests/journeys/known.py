"""The events of journeys that are known to take too long, each with its reason; best none."""

_KEYS = "test_register_agree_print_export_and_lock"

KNOWN = {
    (_KEYS, "QShortcut of RegisterPage Shortcut"): "an export asks in two dialogs, Qt's own among"
    " them, and both are made in the event of the one key",
}
"""By the journey's test and the event: receiver and kind, as a failing journey tells it."""

ANYWHERE = {
    "QTimer of Idle of Sweeper of QApplication Timer": "garbage is collected as people pause: no"
    " key and no click has come for seconds, and nobody waits for an answer",
}
"""Events whose hour is not the journey's choice; not every run has them."""
