"""The check's history entries per second, against bare reading and hashing of the same file.

The floor is one thread's: it reads each entry and each row once and makes one digest of each entry.
The check does more (its second line, in processor time of all threads), and on two cores at once:
its first line may be under 1.
"""

import hmac
import tempfile
from hashlib import sha256
from pathlib import Path
from time import process_time

from db.store.bulk import add_many
from db.store.check import check
from db.store.database import Database
from tests.bench.saving import timed
from tests.offices import agreed_case, new_store, settle

ENTRIES = 48_000
_ROUNDS = 9
_CASES = 500  # in one step, as an old ledger comes in; each has six rows


def run() -> list[tuple[str, float, str]]:
    """The least of several rounds, check and floor in turn.

    Processor time says the same on a machine that others use meanwhile.
    """
    with tempfile.TemporaryDirectory() as folder, new_store(Path(folder)) as database:
        committee = settle(database)
        for _ in range(0, ENTRIES, 6 * _CASES):
            with database.step("导入") as session:
                add_many(session, [agreed_case(committee) for _ in range(_CASES)])
        entries = check(database).changes
        floor, whole, alone, work = [], [], [], []
        for _ in range(_ROUNDS):
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
