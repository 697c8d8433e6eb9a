"""Keep a store of today before the next migration: ``python -m tests.old_files.make``."""

import tempfile
from pathlib import Path

from db.registers import ALL
from db.store import schema
from db.store.backup import back_up
from db.store.database import Database
from db.store.keys import keyring_path
from db.store.whole_file import write_whole
from tests.filled import filled
from tests.offices import PASSWORD, agreed

HERE = Path(__file__).parent


def make(folder: Path) -> Path:
    """One filled record of every register and one case on its way; gives the file's path."""
    target = folder / f"{schema.HEAD}.db"
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "store.db"
        with Database.create(path, "测试员", PASSWORD)[0] as database:
            agreed(database)
            for cls in ALL:
                with database.step(f"登记{cls.title}") as session:
                    session.add(filled(cls, session))
            copy = back_up(database, Path(place) / "copies")
        write_whole(target, copy.read_bytes())
        write_whole(keyring_path(target), keyring_path(copy).read_bytes())
    return target


if __name__ == "__main__":
    print(make(HERE))
