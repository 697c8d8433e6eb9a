"""A small store of invented cases, for people who want to look before they set up their own."""

import secrets
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from db.store.progress import Progress, unwatched

if TYPE_CHECKING:
    from db.store.database import Database


def sample_store(folder: Path, progress: Progress = unwatched) -> "Database":
    """Make the store and leave it open; its password is told to nobody, so it opens only once.

    Args:
        folder: an empty one.
        progress: told of its few steps; may cancel.

    Raises:
        Cancelled: through ``progress``; the store is closed.
    """
    from db.store.database import Database
    from desktop.commands.demo import present
    from desktop.commands.demo.people import People
    from desktop.commands.demo.run import fill_cases
    from desktop.commands.demo.showpieces import SHOWPIECES

    progress(0, 3)
    database, _code = Database.create(folder / "store.db", "陈所长", secrets.token_urlsafe(24))
    try:
        progress(1, 3)
        random = Random(7)  # noqa: S311 - invented people, no secret
        fill_cases(database, len(SHOWPIECES), random, People(random))
        progress(2, 3)
        present.fill(database, date.today())
    except BaseException:
        database.close()
        raise
    return database
