"""A batch of parcels taken in: one step after a backup, or only tried."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from db.figures.received import missing
from db.store.backup import back_up, remove_copy
from db.store.progress import Progress, unwatched
from desktop.exchange.merging.course import run
from desktop.exchange.merging.deciding import Decisions
from desktop.exchange.merging.outcome import Fate, Missing, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from db.store.database import Database
    from desktop.exchange.merging.incoming import Incoming

UNDECIDED = Decisions()


class _NotKept(Exception):  # noqa: N818 - no error: the step is taken back on purpose
    pass


def merge(
    database: "Database",
    incoming: "Sequence[Incoming]",
    decisions: Decisions = UNDECIDED,
    progress: Progress = unwatched,
    *,
    keep: bool = True,
) -> Outcome:
    """Take the parcels in, in one step that one undo takes back; a backup is made before.

    Each parcel goes in whole or not at all; one that is refused or waits does not keep the others
    out.

    Args:
        database: the store.
        incoming: the files, opened and judged.
        decisions: which number counts where they differ.
        progress: told of parcels; may cancel, and nothing was changed.
        keep: False only tries: the same work, then taken back, without a backup.

    Raises:
        Trouble: no room for the backup; what was received before was altered by another tool.
        Cancelled: through ``progress``.
    """
    backup = _backed_up(database) if keep and any(one.opened for one in incoming) else None
    outcome = Outcome(())
    try:
        with database.step("接收报送包") as session:
            outcome = _outcome(session, incoming, run(session, incoming, decisions, progress))
            _refuse_empty(outcome, keep=keep)
    except _NotKept:
        if backup is not None:  # nothing was taken in: it would only crowd out another
            remove_copy(backup)
            backup = None
    return replace(outcome, backup=backup)


def _backed_up(database: "Database") -> Path:
    return back_up(database, database.backup_folder, "接收前")


def _refuse_empty(outcome: Outcome, *, keep: bool) -> None:
    if not (keep and (outcome.those(Fate.TAKEN) or outcome.those(Fate.FILED))):
        raise _NotKept


def _outcome(
    session: "Session", incoming: "Sequence[Incoming]", verdicts: "Sequence[Verdict]"
) -> Outcome:
    """With the offices that are missing for the periods of the batch."""
    session.flush()
    spans = {
        (about.first, about.last): about.period
        for one, verdict in zip(incoming, verdicts, strict=True)
        if one.opened and one.tables and verdict.fate in (Fate.TAKEN, Fate.WAITS)
        for about in (one.opened.manifest.about,)
    }
    lacking = [
        Missing(name, first, last, missing(session, first, last))
        for (first, last), name in spans.items()
        if first and last
    ]
    return Outcome(tuple(verdicts), tuple(one for one in lacking if one.offices))
