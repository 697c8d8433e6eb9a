"""The demo's fourth quarter handed in: PDF, workbook, a parcel under a pass phrase, slip."""

from datetime import date
from pathlib import Path

from db.figures.period import Period
from db.figures.tables import report
from db.store.database import Database

PASSPHRASE = "demo-2024-demo-2024"  # noqa: S105 - the demo says so itself


def fill(database: Database, folder: Path, pin: str) -> list[tuple[str, str]]:
    """Hand in the last quarter of 2024; gives each file and what it is.

    Raises:
        Trouble: the demo's own tables do not keep to the check rules.
    """
    from desktop.documents.statistics.asked import Asked
    from desktop.exchange.handing_in import Way, hand_in
    from desktop.exchange.parcel.seal import Seal

    period = Period.quarter(2024, 4)
    asked = Asked(period, head=database.user, filled_by=database.user, filled_on=date.today())
    with database.read() as session:
        found = report(session, period)
    place = folder / "summary"
    place.mkdir(exist_ok=True)
    done = hand_in(database, found, asked, Way(place, Seal(passphrase=PASSPHRASE), pin))
    said = [(f"{place.name}/{name}", words) for name, words in done]
    return [*said, ("", f"报送包口令 {PASSPHRASE}")]
