"""The demo's store keeping: a backup, one in a second place, a drill, and the month's page."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db.registers.backup_log import enter_backup, enter_drill
from db.store.backup import back_up
from db.store.drill import drill
from db.store.history import chain_head

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.commands.demo.run import Print


def fill(database: "Database", folder: Path) -> "list[Print]":
    """Two backups and a restore drill, each entered; gives the month's page to print."""
    for place in (database.backup_folder, folder / "second-place"):
        with database.read() as session:
            head = chain_head(session)
        enter_backup(database, back_up(database, place), head)
    enter_drill(database, drill(database))
    return [("proof_page", date.today(), False)]
