"""What the worker does beside saving: import, export, migrate, seal parcels, write sticks, merge.

Each job says ``ready``, then works until it is killed, and says what is done when it is done.
"""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

from db.registers import ALL, Case
from db.store.database import Database
from db.store.listing import Listing

assert ALL
Say = Callable[[str], None]


def take_in(store: Path, password: str, say: Say) -> None:
    """Import the ledger beside the store, and take it back."""
    from desktop.exchange.importing.plan import plan
    from desktop.exchange.importing.reading import read
    from desktop.exchange.importing.taking import Way, take

    chosen = plan(Case, read(store.parent / "ledger.csv"))
    with Database.open(store, password) as database:
        say("ready")
        for _ in count():
            outcome = take(database, chosen, Way(keep=True, good_only=True))
            say(f"taken {len(outcome.rows) - len(outcome.faulty)}")
            database.undo()
            say("undone")


def send_out(store: Path, password: str, say: Say) -> None:
    """Export the cases, each time to another file."""
    from desktop.exchange.exporting import export
    from desktop.exchange.rows_out import Wish

    out = store.parent / "out"
    out.mkdir(exist_ok=True)
    begun = len(list(out.iterdir()))
    with Database.open(store, password) as database:
        say("ready")
        for number in count(begun):
            path = out / f"{number}{('.xlsx', '.csv', '.json')[number % 3]}"
            export(database, Wish(Listing(Case), masked=False), path)
            say(f"out {path.name}")


def bring_up(store: Path, password: str, say: Say) -> None:
    """Open an old store, which migrates it; then another one."""
    (store.parent / "up").mkdir(exist_ok=True)
    say("ready")
    for number in count(len(list((store.parent / "up").iterdir()))):
        place = store.parent / "up" / str(number)
        (place / "old").mkdir(parents=True)
        for ending in ("", ".keys"):
            shutil.copyfile(f"{store}{ending}", place / "old" / f"{store.name}{ending}")
        (place / "old").rename(place / "new")
        Database.open(place / "new" / store.name, password).close()
        say(f"up {number}")


def seal(store: Path, password: str, say: Say) -> None:
    """Make one parcel after the other and write it into a folder."""
    from db.store.whole_file import write_whole
    from desktop.exchange.parcel.making import delivered
    from tests.parcels import made

    (store.parent / "parcels").mkdir(exist_ok=True)
    with Database.open(store, password) as database:
        say("ready")
        for _ in count():
            parcel = made(database)
            write_whole(store.parent / "parcels" / f"{parcel.sequence}.fqp", parcel.content)
            delivered(database, parcel.record_id)
            say(f"parcel {parcel.sequence} {parcel.digest}")


def write_stick(store: Path, password: str, say: Say) -> None:
    """Hand files over into a folder, as onto a stick."""
    from desktop.exchange.drives.drive import folder_as_drive
    from desktop.exchange.handing import hand_over
    from desktop.exchange.outgoing import About, Outgoing

    stick = store.parent / "stick"
    stick.mkdir(exist_ok=True)
    drive = folder_as_drive(stick)
    with Database.open(store, password) as database:
        say("ready")
        for number in count(len(list(stick.iterdir()))):
            file = Outgoing(f"{number}.bin", bytes([number % 251]) * 3_000_000, "季度报送包", 1)
            hand_over(database, drive, [file], About("某局", "报送"), lambda *_: None)
            say(f"stick {file.name}")


def merge_in(store: Path, _password: str, say: Say) -> None:
    """Take the parcels beside the store in, and take that back."""
    from tests.offices import PASSWORD
    from tests.townships import taken

    paths = sorted((store.parent / "come").iterdir())
    with Database.open(store, PASSWORD) as database:
        say("ready")
        for _ in count():
            taken(database, paths)
            say("taken")
            database.undo()
            say("undone")


JOBS = {
    "take_in": take_in,
    "send_out": send_out,
    "bring_up": bring_up,
    "seal": seal,
    "write_stick": write_stick,
    "merge_in": merge_in,
}
