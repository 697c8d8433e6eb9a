"""The shape of the store, and how an older one is brought up to it."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from db.store import attachments  # noqa: F401 - every store has its tables
from db.store.record import Row
from db.store.trouble import Trouble

HEAD = "0004"
"""The newest revision. Asking the file for its own is 1,000 times cheaper than asking Alembic."""

MIGRATIONS = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str | None:
    """The revision of an opened store; None for a file without tables of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def bring_up(engine: Engine, before: Callable[[], object] | None) -> bool:
    """Bring the store to ``HEAD``, all or nothing; gives whether it was older.

    Args:
        engine: of the opened file.
        before: runs before an older store is changed, and makes the backup; None for a new store.

    Raises:
        Trouble: the store was made by a newer program, or holds nothing.
    """
    with engine.connect().execution_options(reading=True) as connection:
        revision = revision_of(connection)
    if revision == HEAD:
        return False
    if before is not None:
        if revision is None:
            raise Trouble(
                "仓库里没有枫桥的数据：请从最近的备份恢复；刚建立时被打断的，删去它再建一次"
            )
        if revision > HEAD:
            raise Trouble("这个仓库由更新版本的程序建立，请先升级本程序，再打开它")
        before()
    _upgrade(engine)
    return True


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.connect() as connection:
        # Must precede BEGIN; batch operations drop and remake tables that children point at.
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        with connection.begin():  # ours, or Alembic would commit before the last look
            config.attributes["connection"] = connection
            config.attributes["metadata"] = Row.metadata
            command.upgrade(config, "head")
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken:
                raise RuntimeError(f"migration left a dangling reference: {broken}")
    engine.dispose()  # connections come back with foreign keys on
