"""The tables that are handed in together for a period, filled and checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.figures.period import Period
from db.figures.tables.checking import Finding, check
from db.figures.tables.filled import Filled
from db.figures.tables.filling import fill
from db.figures.tables.layout import Table
from db.figures.tables.rules import ERROR, in_use
from db.figures.tables.shipped import summary
from db.store.progress import Progress, unwatched

_KINDS = {"month": "月度", "half": "半年", "year": "年度"}


@dataclass(frozen=True)
class Report:
    """The summary of a period.

    Attributes:
        title: 司法所季度工作统计汇总. ``note``: printed below.
        asked: the period as people name it. ``period``: what was counted.
        tables: filled, in their order.
        findings: of each table, in the same order.
    """

    title: str
    asked: Period
    period: Period
    cumulative: bool
    tables: tuple[Filled, ...]
    findings: tuple[tuple[Finding, ...], ...]
    note: str = ""

    @property
    def errors(self) -> tuple[str, ...]:
        """What stands against signing, each with its table."""
        return tuple(
            f"{filled.table.title}：{one.sentence}"
            for filled, found in zip(self.tables, self.findings, strict=True)
            for one in found
            if one.level == ERROR
        )


def report(
    session: Session,
    period: Period,
    cumulative: bool = False,
    *,
    tables: Sequence[Table] | None = None,
    progress: Progress = unwatched,
) -> Report:
    """Fill and check the tables of the summary, or those that are named.

    Raises:
        Trouble: a figure of a table is not known.
        Cancelled: through ``progress``, told of each table.
    """
    whole, rules = summary(), in_use(session)
    chosen = whole.tables if tables is None else tuple(tables)
    made = []
    for number, table in enumerate(chosen):
        progress(number, len(chosen))
        made.append(fill(session, table, period, cumulative))
    progress(len(chosen), len(chosen))
    return Report(
        whole.title.replace("季度", _KINDS.get(period.kind, "季度")),
        period,
        period.cumulative() if cumulative else period,
        cumulative,
        tuple(made),
        tuple(tuple(check(one, rules)) for one in made),
        whole.note,
    )
