"""What is slow on purpose, or comes out alike each time, is done once in a run of tests."""

from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from sqlalchemy import Engine

from db.store import database, schema, slowness
from db.store.keys import Slot
from desktop.documents.signing import locked_key
from tests import sealing


@cache
def share() -> None:
    """Let all stores, keys and statements of this process share what they have in common."""
    # Argon2id is slow on purpose; thousands of test stores need not be. Files keep what they say.
    Slot.__init__.__defaults__ = (1, 1024, 1)  # passes, KiB, lanes
    slowness.passes = lambda _memory_kib, _lanes: 1
    # So is what protects a signing key, and an RSA key takes a second to find: a few do for all.
    locked_key.ROUNDS = sealing.REAL_ROUNDS // 10
    keys = cycle(map(lambda _number, find=locked_key.fresh: find(), range(8)))
    locked_key.fresh = lambda: next(keys)
    locked_key.unlock = _unlock
    database.engine_for = _engine_for
    schema._upgrade = _upgrade


_really_unlock = locked_key.unlock
_sound: set[Any] = set()


def _unlock(bundle: bytes, passphrase: str) -> Any:
    """Whether the numbers of an RSA key are primes takes longer to see than all else it does."""
    try:
        key: Any = serialization.load_pem_private_key(
            bundle, passphrase.encode(), unsafe_skip_rsa_key_validation=True
        )
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return _really_unlock(bundle, passphrase)
    if key.private_numbers() not in _sound:
        key = _really_unlock(bundle, passphrase)
        _sound.add(key.private_numbers())
    return key


_really_engine_for = database.engine_for
_shared: dict[str, Any] = {}


def _engine_for(path: Path, key: bytes) -> Engine:
    """A statement is written once for all the stores, not once for each."""
    engine = _really_engine_for(path, key)
    engine.dialect = _shared.setdefault("dialect", engine.dialect)
    engine._compiled_cache = _shared.setdefault("statements", engine._compiled_cache)
    return engine


_really_upgrade = schema._upgrade
_tables_at: dict[tuple[Path, str], list[str]] = {}


def _upgrade(engine: Engine) -> None:
    """Alembic walks through all revisions for the first new store; then its tables are known."""
    blank, newest = not _tables(engine), (schema.MIGRATIONS, schema.HEAD)
    if not blank or newest not in _tables_at:
        _really_upgrade(engine)
        if blank:
            _tables_at[newest] = _tables(engine)
        return
    with engine.begin() as connection:
        for statement in _tables_at[newest]:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (schema.HEAD,))
    engine.dispose()  # as an upgrade ends


_TABLES = """SELECT sql FROM sqlite_master
    WHERE sql NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY rowid"""


def _tables(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.exec_driver_sql(_TABLES).scalars())
