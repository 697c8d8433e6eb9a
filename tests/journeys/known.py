"""The events of journeys that are known to take too long, each with its reason."""

KNOWN: dict[tuple[str, str], str] = {
    (
        "test_register_agree_print_export_and_lock",
        "QTimer of MainWindow Timer",
    ): "a page with a whole form, 2,700 objects, is deleted at once after it was hidden: nothing"
    " smaller stands for itself (a try with its rows crashed)",
}
"""By the journey's test and the event: receiver and kind, as a failing journey tells it."""

ANYWHERE = {
    "QTimer of Idle of Sweeper of QApplication Timer": "garbage is collected as people pause: no"
    " key and no click has come for seconds, and nobody waits for an answer",
}
"""Events whose hour is not the journey's choice; not every run has them."""
