"""The events of journeys that are known to take too long, each with its reason; best none."""

_KEYS = "test_register_agree_print_export_and_lock"
_GOES = "a window with all its pages goes in one event, behind the unlock window that stands there"

KNOWN = {
    ("test_the_first_day", "MainWindow DeferredDelete"): _GOES,
    ("test_a_register_of_the_towns_own", "MainWindow DeferredDelete"): _GOES,
    (_KEYS, "MainWindow DeferredDelete"): _GOES,
    (_KEYS, "QShortcut of RegisterPage Shortcut"): "an export asks in two dialogs, Qt's own among"
    " them, and both are made in the event of the one key",
    (_KEYS, "QWindow MainWindowClassWindow KeyRelease"): "a move is checked, written and read again"
    " before the window goes on",
}
"""By the journey's test and the event: receiver and kind, as a failing journey tells it."""

ALONE = {
    "QTimer of Idle of Sweeper of QApplication Timer": "garbage is collected as people pause: no"
    " key and no click has come for seconds, and nobody waits for an answer",
}
"""Events that come only while nobody touches the program."""
