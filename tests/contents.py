"""What a store holds, as bare as SQLite gives it: comparing it before and after costs little."""

from typing import Any

from db.store.database import Database
from db.store.history import told_tables


def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of all tables but the history's own, by table."""
    with database.read() as session:
        cursor = session.connection().connection.cursor()
        return {
            table.name: cursor.execute(f'SELECT * FROM "{table.name}" ORDER BY id').fetchall()  # noqa: S608
            for table in told_tables()
        }
