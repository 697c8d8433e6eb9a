"""What a report repeats: problems and measures of the year in pairs."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session


def rows_of(session: Session, year: int) -> dict[str, Sequence[Mapping[str, str]]]:
    """Rows by name, each as words by name."""
    del session, year
    return {}
