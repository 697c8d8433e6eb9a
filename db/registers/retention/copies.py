"""Copies of the store that are older than a destruction: they still hold what was destroyed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.store.backup import copied_at, copies_of, former_stores
from db.store.history import CHANGE, STEP
from db.store.record import Row

if TYPE_CHECKING:
    from db.registers.retention.destruction import Destruction
    from db.store.database import Database

_WHOLE = "全库备份"  # db.registers.backup_log.WHOLE
_ELSEWHERE = "2"  # resources/codes/backup_kind.toml
_MADE = '"state":["planned","destroyed"]'


@dataclass(frozen=True)
class OldCopy:
    """A file or stick with the store as it was: where, and of when."""

    place: str
    file: str
    made_at: datetime

    @property
    def path(self) -> Path:
        """Where it was written."""
        return Path(self.place) / self.file

    @property
    def sentence(self) -> str:
        """For people and for the protocol."""
        return f"{self.made_at:%Y-%m-%d %H:%M}　{self.path}"


def destroyed_at(session: Session, protocol: "Destruction") -> datetime | None:
    """When the step of the destruction was made; None before it."""
    here = (CHANGE.c.table_name == protocol.__tablename__, CHANGE.c.row_id == protocol.id)
    query = select(STEP.c.at).join(CHANGE, CHANGE.c.step_id == STEP.c.id)
    at = session.scalar(query.where(*here, CHANGE.c.content.contains(_MADE)).limit(1))
    return datetime.fromisoformat(at) if at else None


def entered(session: Session, protocol: "Destruction") -> list[OldCopy]:
    """Those that the registers of backups and exports tell of, wherever they went."""
    at = destroyed_at(session, protocol)
    if at is None:
        return []
    tables = Row.metadata.tables
    log, out = tables["backup_log"].c, tables["export_log"].c
    backups = select(log.place, log.file, log.made_at).where(log.kind == _ELSEWHERE)
    sticks = select(out.stick, out.file, out.left_at).where(
        out.name == _WHOLE, out.verified.is_(True)
    )
    found = [OldCopy(*row) for query in (backups, sticks) for row in session.execute(query)]
    return sorted((one for one in found if one.made_at <= at), key=lambda one: one.made_at)


def beside(database: "Database", at: datetime) -> Iterator[OldCopy]:
    """Those in the store's own folders: backups, and stores that a restore moved aside."""
    ours = copies_of(database.backup_folder, database.keyring.store_id)
    for path in (*ours, *former_stores(database.path)):
        made = copied_at(path)
        if made is not None and made <= at:
            yield OldCopy(str(path.parent), path.name, made)
