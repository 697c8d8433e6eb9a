"""The peer of saving: a record's bare rows in a plain SQLite file."""

import sqlite3
import uuid
from typing import Any

from db.registers import Case
from db.store.database import Database
from db.store.kinds import parts


class Plain:
    """The rows of the first case, saved again: no key, no history, no rules, no objects."""

    def __init__(self, database: Database) -> None:
        self._file = sqlite3.connect(database.path.with_name("plain.db"), isolation_level=None)
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = FULL")
        self._rows: list[tuple[str, dict[str, Any]]] = []
        with database.engine.connect() as connection:
            for part in parts(Case):
                table: Any = part.__table__
                made = f"SELECT sql FROM sqlite_master WHERE tbl_name = '{table}' AND sql NOT NULL"  # noqa: S608 - ours
                for sql in connection.exec_driver_sql(made).scalars().all():
                    self._file.execute(sql)
                owner = "id" if part is Case else "owner_id"
                one = f"SELECT * FROM {table} WHERE {owner} = 1"  # noqa: S608 - ours
                for row in connection.exec_driver_sql(one).mappings():
                    names = ", ".join(f":{name}" for name in row)
                    told = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({names})"  # noqa: S608
                    self._rows.append((told, dict(row)))

    def save(self) -> None:
        """One more such case in one transaction."""
        self._file.execute("BEGIN IMMEDIATE")
        owner = None
        for sql, row in self._rows:
            fresh = {"id": None, "uid": uuid.uuid4().hex, "owner_id": owner}
            number = self._file.execute(sql, row | fresh).lastrowid
            owner = owner or number  # the case itself comes first
        self._file.execute("COMMIT")

    def close(self) -> None:
        """The file goes with its folder."""
        self._file.close()
