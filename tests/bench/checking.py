"""The check's history entries per second, against bare reading and hashing of the same file."""

import hmac
import tempfile
from hashlib import sha256
from pathlib import Path
from time import process_time

from db.store.check import check
from db.store.database import Database
from tests.bench.saving import add_many, timed
from tests.offices import new_store, settle

ENTRIES = 24_000


def run() -> list[tuple[str, float, str]]:
    """The whole check over the floor: each entry and each row read once, each entry hashed once.

    Processor time says the same on a machine that others use meanwhile.
    """
    with tempfile.TemporaryDirectory() as folder, new_store(Path(folder)) as database:
        committee = settle(database)
        while (entries := check(database).changes) < ENTRIES:
            for _ in range(20):
                add_many(database, committee)
        floor, whole, alone, work = [], [], [], []
        for _ in range(5):
            start = process_time()
            floor.append(timed(lambda: bare(database)))
            alone.append(process_time() - start)
            start = process_time()
            whole.append(timed(lambda: check(database)))
            work.append(process_time() - start)
    rate = entries / min(whole)
    note = f"{rate:,.0f} entries a second, of {entries:,}; floor {min(floor):.2f} s"
    each = f"{min(work) / entries * 1e6:.1f} µs an entry, floor {min(alone) / entries * 1e6:.1f}"
    return [
        ("check, per bare reading and hashing", min(whole) / min(floor), note),
        ("the same in processor time of all threads", min(work) / min(alone), each),
    ]


def bare(database: Database) -> None:
    """What no check can do without: read entries and rows, make one digest of each entry."""
    with database.engine.connect().execution_options(reading=True) as connection:
        cursor = connection.exec_driver_sql("SELECT content, digest FROM change ORDER BY id")
        for content, _digest in cursor:
            hmac.digest(database.chain_key, content.encode(), sha256)
        tables = connection.exec_driver_sql("SELECT DISTINCT table_name FROM change").scalars()
        for table in tables.all():
            for _row in connection.exec_driver_sql(f"SELECT * FROM {table}"):  # noqa: S608 - ours
                pass
