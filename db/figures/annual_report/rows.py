"""What a report repeats, and its annexes: problems and measures, what went without a review."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from db.figures.annual_report.composed import Annex


def rows_of(session: Session, year: int) -> dict[str, Sequence[Mapping[str, str]]]:
    """Rows by name, each as words by name."""
    del session, year
    return {}


def annexes_of(session: Session, year: int) -> tuple[Annex, ...]:
    """What must be told behind the report."""
    del session, year
    return ()
