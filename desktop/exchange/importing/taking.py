"""Takes a sheet into a register: all of it or its good rows, in one step, or only tries."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.store.progress import Progress, unwatched
from desktop.exchange.importing.json_in import JsonPlan
from desktop.exchange.importing.outcome import Outcome
from desktop.exchange.importing.plan import Plan
from desktop.exchange.importing.run import Run
from desktop.exchange.importing.sweeping import unswept

if TYPE_CHECKING:
    from db.store.database import Database


@dataclass(frozen=True)
class Way:
    """How to import.

    Attributes:
        keep: False only tries: the same work, then taken back.
        good_only: keep the good rows although others are faulty; else all or nothing.
        make_links: villages, mediators and the like that are missing are registered by their name.
    """

    keep: bool = False
    good_only: bool = False
    make_links: bool = False


class _NotKept(Exception):  # noqa: N818 - no error: the step is taken back on purpose
    pass


def take(
    database: "Database", plan: Plan | JsonPlan, way: Way, progress: Progress = unwatched
) -> Outcome:
    """Import the plan's sheet, or try it; one step, after a backup.

    Args:
        database: the store.
        plan: what from where.
        way: how.
        progress: told of records; may cancel, and nothing was changed.

    Raises:
        Trouble: the mapping does not do, the backup failed, or the store refused.
    """
    with unswept():
        found = plan.drafts()
    outcome = Outcome(plan.name, [])
    if way.keep:
        from db.store.backup import back_up

        outcome.backup = back_up(database, database.backup_folder, "导入前")
    try:
        with (
            unswept(),
            database.step(f"导入{plan.cls.title} {len(found):,} {plan.cls.unit}") as session,
        ):
            run = Run(session, plan, make_links=way.make_links)
            outcome.rows = run.over(found, progress)
            _decide(outcome, way)
    except _NotKept:
        outcome.kept = False
    return outcome


def _decide(outcome: Outcome, way: Way) -> None:
    outcome.kept = way.keep and (way.good_only or not outcome.faulty)
    if not outcome.kept:
        raise _NotKept
