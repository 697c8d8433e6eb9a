"""A report with what it was made of, so that it can be checked, compared and reconciled."""

from dataclasses import dataclass

from db.figures.annual_report.composed import Composed
from db.figures.annual_report.facts import Facts
from db.figures.annual_report.template import OwnText, Template


@dataclass(frozen=True)
class Draft:
    """A composed report and its parts.

    Attributes:
        template, texts, facts: what it was made of.
        composed: the report itself.
        last: that of the year before, where one is kept.
    """

    template: Template
    texts: tuple[OwnText, ...]
    facts: Facts
    composed: Composed
    last: Composed | None = None

    @property
    def year(self) -> int:
        """Of the report."""
        return self.composed.year
