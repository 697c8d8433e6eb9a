"""The tables of a period added up over all offices, each checked by the same rules."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from db.figures.period import Period
from db.figures.received.adding import added_up
from db.figures.tables import Filled, Report, check, in_use, summary
from db.figures.tables.layout import Table
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble

TITLE = "下级报送汇总"


def report_of_all(
    session: Session,
    period: Period,
    cumulative: bool = False,
    tables: Sequence[Table] | None = None,
    progress: Progress = unwatched,
) -> Report:
    """The tables that offices handed in for a period, added up and checked.

    Args:
        session: for looking.
        period: as people name it.
        cumulative: from January on; parcels of cumulative tables then.
        tables: those alone; all shipped ones that any office has a number in, where none are named.
        progress: told of tables.

    Raises:
        Trouble: nothing has come for the period; what was received was altered.
        Cancelled: through ``progress``.
    """
    chosen = summary().tables if tables is None else tables
    found: list[Filled] = []
    came = False
    for number, table in enumerate(chosen):
        progress(number, len(chosen))
        added = added_up(session, table, period, cumulative)
        came = came or bool(added.received)
        found += added.tables if added.says or tables is not None else ()
    progress(len(chosen), len(chosen))
    if not came:
        name = f"{period.name}{'（累计）' if cumulative else ''}"
        raise Trouble(f"{name}还没有收到任何单位的报表", wrong_input=True)
    rules = in_use(session)
    return Report(
        TITLE,
        period,
        period.cumulative() if cumulative else period,
        cumulative,
        tuple(found),
        tuple(tuple(check(one, rules)) for one in found),
    )
