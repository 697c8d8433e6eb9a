"""The events of journeys that are known to take too long, each with its reason."""

KNOWN: dict[tuple[str, str], str] = {
    (
        "test_register_agree_print_export_and_lock",
        "QTimer of MainWindow Timer",
    ): "a page with a whole form, 2,300 objects, is deleted at once after it was hidden: 49 to 61,"
    " ms, twice that where many pages went before; nothing smaller stands for itself",
}
"""By the journey's test and the event: receiver and kind, as a failing journey tells it."""

ANYWHERE = {
    "QTimer of Idle of Sweeper of QApplication Timer": "garbage is collected as people pause: no"
    " key and no click has come for seconds, and nobody waits for an answer",
}
"""Events whose hour is not the journey's choice; not every run has them."""
