"""What a summary is asked for: the period, who answers for it, and a reason to let errors stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from db.figures.period import Period


@dataclass(frozen=True)
class Asked:
    """The subject of the summary's forms.

    Attributes:
        period: as people name it. ``cumulative``: counted from January on.
        head, filled_by: 单位负责人 and 填表人; empty for a line to sign on.
        filled_on: 填报日期; None leaves room for it.
        despite: why it is handed in although a check rule of level error is not kept.
        blank: the tables without numbers, to be filled in by hand.
    """

    period: Period
    cumulative: bool = False
    head: str = ""
    filled_by: str = ""
    filled_on: date | None = None
    despite: str = ""
    blank: bool = False

    @property
    def name(self) -> str:
        """2024年第四季度（累计）."""
        return f"{self.period.name}{'（累计）' if self.cumulative else ''}"

    def __str__(self) -> str:
        return self.name
