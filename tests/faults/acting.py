"""A program that acts when told to: ``python -m tests.faults.acting STORE PASSWORD DESCRIPTOR``.

It answers by a socket, so that all it writes to files can be made to fail from outside.
"""

import socket
import sys
import traceback
from pathlib import Path

from db.registers import Case
from db.store.backup import back_up, restore
from db.store.check import check
from db.store.database import Database
from db.store.listing import Listing
from db.store.trouble import Trouble
from tests.offices import agreed_case

CASES = 3
"""In the store before the first act."""


class Acting:
    """An open store, what can be done with it, and a look at it."""

    def __init__(self, store: Path, password: str) -> None:
        self.store, self.folder, self.password = store, store.parent, password
        self.database = Database.open(store, password)

    def save(self) -> None:
        """Save a case with a long text."""
        with self.database.step("登记") as session:
            case = agreed_case(1)
            case.closing_note = "天" * 10_000
            session.add(case)

    def take_in(self) -> None:
        """Import the ledger beside the store."""
        from desktop.exchange.importing.plan import plan
        from desktop.exchange.importing.reading import read
        from desktop.exchange.importing.taking import Way, take

        take(self.database, plan(Case, read(self.folder / "ledger.csv")), Way(keep=True))

    def ready_take_in(self) -> None:
        """Nothing of the ledger is there."""
        with self.database.read() as session:
            there = Listing(Case).count(session)
        if there > CASES:
            self.database.undo()

    def send_out(self) -> None:
        """Export the cases as a workbook."""
        from desktop.exchange.exporting import export
        from desktop.exchange.rows_out import Wish

        export(self.database, Wish(Listing(Case), masked=False), self.folder / "out.xlsx")

    def copy(self) -> None:
        """Back up."""
        back_up(self.database, self.folder / "copies")

    def change_password(self) -> None:
        """Give the user another password."""
        ring = self.database.keyring
        password = self.password + "吗"
        ring.set_password(self.database.user, password, self.database.key)
        ring.save()
        self.password = password

    def put_back(self) -> None:
        """Restore the copy; the store is closed before."""
        (made,) = (self.folder / "copies").glob("*.db")
        restore(made, self.store, self.password)

    def ready_put_back(self) -> None:
        """A copy to restore."""
        if not (self.folder / "copies").exists():
            self.copy()
        self.database.close()

    def look(self) -> str:
        """How many cases, what the check says, which files lie there; opened anew."""
        self.database.close()
        self.database = Database.open(self.store, self.password)
        with self.database.read() as session:
            count = Listing(Case).count(session)
        files = sorted(
            str(path.relative_to(self.folder))
            for path in self.folder.rglob("*")
            if path.is_file() and not _passing(path)
        )
        return f"{count} {check(self.database).findings} {files}"


def _passing(path: Path) -> bool:
    """What SQLite writes beside a store, and the whole copies that go before an import."""
    copy = path.parent.name == "backups" and path.name.endswith((".db", ".db.keys"))
    return copy or path.name.endswith(("-wal", "-shm"))


def main(store: str, password: str, descriptor: str) -> None:
    """Act by act, until nobody asks any more."""
    acting = Acting(Path(store), password)
    with socket.socket(fileno=int(descriptor)) as line:
        while name := line.recv(100).decode():
            try:
                done = getattr(acting, name, lambda: "")()
                said = f"done {done or ''}"
            except Trouble as trouble:
                said = f"refused {trouble.sentence}"
            except Exception:  # noqa: BLE001 - told to who asked
                said = f"fault {traceback.format_exc()}"
            line.sendall(said.encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
