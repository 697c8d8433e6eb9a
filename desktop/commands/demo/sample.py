"""A small store of invented cases, for people who want to look before they set up their own."""

import secrets
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from db.store.progress import Progress, unwatched

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.commands.demo.people import People

_CASES = 8
_RUNNING = 2
"""Cases of the last days that are still being mediated, so that something is due."""
_LATER = (
    "agreement_form",
    "agreed_on",
    "performance_way",
    "performance_due",
    "performance_state",
    "parties_signed_on",
    "mediator_signed_on",
    "sealed_on",
    "performed_on",
    "closed_on",
)
"""What is not known yet of a case that is still being mediated."""


def sample_store(folder: Path, progress: Progress = unwatched) -> "Database":
    """Make the store and leave it open; its password is told to nobody, so it opens only once.

    Args:
        folder: an empty one.
        progress: told of its few steps; may cancel.

    Raises:
        Cancelled: through ``progress``; the store is closed.
    """
    from db.store.database import Database
    from desktop.commands.demo.people import People
    from desktop.commands.demo.run import fill_cases

    progress(0, 3)
    database, _code = Database.create(folder / "store.db", "陈所长", secrets.token_urlsafe(24))
    try:
        progress(1, 3)
        random = Random(7)  # noqa: S311 - invented people, no secret
        people = People(random)
        fill_cases(database, _CASES, random, people)
        progress(2, 3)
        _running(database, random, people)
    except BaseException:
        database.close()
        raise
    return database


def _running(database: "Database", random: Random, people: "People") -> None:
    """Cases of these days, accepted and no further."""
    from db.store.moves import way_to
    from desktop.commands.demo.cases import Committees, Writer

    with database.read() as session:
        committees = Committees.of(session)
    writer = Writer(random, people, committees)
    with database.step("登记人民调解案件") as session:
        for back in range(1, _RUNNING + 1):
            case = writer.draw(date.today() - timedelta(days=12 * back))
            for name in _LATER:
                setattr(case, name, None)
            case.meetings, case.terms, case.receipts, case.visits = [], [], [], []
            session.add(case)
            for move in way_to(case, "accepted"):
                move.make(case, session)
