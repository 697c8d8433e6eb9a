"""What comes after the password, made ready while people type it, first what is wanted first.

What knows no Qt is imported in the worker. PySide6 makes its classes when they are first named,
in the middle of which another thread may come: so windows are imported in their own thread, in
pieces that nobody feels, and no other way.
"""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from desktop.windows.parts.later import later

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.store.progress import Progress

_STAGES = (
    (
        "argon2.low_level",
        "cryptography.hazmat.primitives.ciphers.aead",
        "sqlalchemy.orm",
        "sqlalchemy.dialects.sqlite.pysqlite",
    ),
    ("db.registers", "db.store.database", "db.store.backup", "db.store.clock"),
    (
        "db.figures.catalogue",
        "db.figures.deadlines",
        "db.figures.brief",
        "db.figures.lacking",
        "db.figures.safety",
        "db.figures.unfinished",
        "db.store.hints",
        "desktop.documents.forms",
    ),
)
_LAST = ("cn2an", "db.figures.tables", "db.figures.annual_report.draft")
"""What the first amount in a form needs, 0.15 s, and the pages over the figures, 0.06 s.

Imported when nobody waits for anything.
"""
_WINDOWS = tuple(
    f"desktop.windows.{name}"
    for name in (
        "home.facts",
        "editors",
        "home.page",
        "pages",
        "main_window",
        "lists.register_tools",
        "attachments.panel",
        "record.form",
        "lists.register_page",
        "overviews.blank_page",
        "record.drafts",
    )
)
"""In the order in which they need each other: none takes the window's thread for two frames."""


def make_ready(settle: Callable[[], None] | None = None) -> None:
    """Import all that knows no window; ``settle`` is called after each stage."""
    settle = settle or (lambda: None)
    from db.store.search import pinyin

    pinyin.warm()
    for stage in _STAGES:
        for name in stage:
            import_module(name)
        settle()
    from db.figures.catalogue import catalogue
    from db.store.record import Row

    Row.registry.configure()  # 0.3 s, which the first list would pay
    catalogue()  # 0.15 s, which the first page would
    settle()


def import_windows(here: "QWidget", then: Callable[[], None] = lambda: None) -> None:
    """Import the windows one by one, as long as ``here`` is there; ``then`` when all are."""
    waiting = list(_WINDOWS)

    def go_on() -> None:
        if waiting:
            import_module(waiting.pop(0))
            later(here, 0, go_on)
        else:
            then()

    go_on()


def import_last(_progress: "Progress") -> None:
    """In the worker, after all else."""
    for name in _LAST:
        import_module(name)
