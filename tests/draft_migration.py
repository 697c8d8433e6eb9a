"""Drafts the next migration from the registers: ``python -m tests.draft_migration TEXT``."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from db.registers import ALL
from db.store import database, schema
from db.store.engine import connect, engine_for
from db.store.record import Row


def main() -> None:
    """Upgrade an empty store as far as it goes, compare, write the difference."""
    assert ALL, database  # imported for their tables
    revision = f"{len(list((schema.MIGRATIONS / 'versions').glob('*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        path, key = Path(folder) / "draft.db", bytes(32)
        connect(path, key, new=True).close()
        engine = engine_for(path, key)
        config = Config()
        config.set_main_option("script_location", str(schema.MIGRATIONS))
        config.set_main_option("path_separator", "os")
        with engine.connect() as connection:
            config.attributes.update(connection=connection, metadata=Row.metadata)
            if revision != "0001":
                command.upgrade(config, "head")
            command.revision(
                config, message=" ".join(sys.argv[1:]), autogenerate=True, rev_id=revision
            )
        engine.dispose()


if __name__ == "__main__":
    main()
