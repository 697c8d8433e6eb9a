"""What comes after the password, made ready in the worker while people type it."""

from collections.abc import Callable
from importlib import import_module

_STAGES = (
    (
        "argon2.low_level",
        "cryptography.hazmat.primitives.ciphers.aead",
        "sqlalchemy.orm",
        "sqlalchemy.dialects.sqlite.pysqlite",
    ),
    ("db.registers", "db.store.database", "db.store.backup"),
    (
        "desktop.windows.main_window",
        "desktop.windows.lists.register_page",
        "desktop.windows.overviews.blank_page",
        "desktop.windows.record.drafts",
        "desktop.documents.forms",
        "db.store.clock",
        "PySide6.QtSvg",
    ),
)
"""What is wanted up to the first list, in the order in which it is wanted."""


def make_ready(settle: Callable[[], None] = lambda: None) -> None:
    """Import all of it; ``settle`` is called after each stage."""
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
