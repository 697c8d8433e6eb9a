"""The records that a user opened last, newest first.

Kept are register and id alone, sealed under a key of the store and named by a digest of the user,
among what the windows remember; what a record is called is read from the store.
"""

import hmac
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.store.keys import derived
from db.store.record import register
from desktop.windows.parts import memory
from desktop.windows.parts.sealed import bound, seal, unseal

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.windows.lists.register_page import RegisterPage

MOST = 20
_PURPOSE = "recent records"


@dataclass(frozen=True)
class Recent:
    """A record that was opened; ``title`` is its register's."""

    register: str
    record_id: int
    title: str
    caption: str


def recent(database: "Database") -> list[Recent]:
    """Those that are still there and that the user may see."""
    from sqlalchemy import select

    found: dict[tuple[str, int], Recent] = {}
    kept = _kept(database)
    with database.read() as session:
        for table in dict.fromkeys(table for table, _ in kept):
            try:
                cls = register(table)
            except KeyError:  # of a register that the office made and took back since
                continue
            if database.rights.may_see(cls):
                ids = [number for name, number in kept if name == table]
                query = select(cls.id, cls.caption).where(cls.id.in_(ids), cls.deleted_at.is_(None))
                for number, caption in session.execute(query):
                    found[table, number] = Recent(table, number, cls.title, caption)
    return [found[one] for one in kept if one in found]


def note(database: "Database", table: str, number: int) -> None:
    """Put a record in front."""
    kept = [(table, number), *(one for one in _kept(database) if one != (table, number))]
    sealed = seal(database, _PURPOSE, kept[:MOST], database.user)
    memory.keep(_place(database), b64encode(sealed).decode())


def follow(page: "RegisterPage") -> "RegisterPage":
    """Note what is opened and saved on a register's page; gives the page back."""
    database, table = page.database, page.cls.__tablename__
    if not page.cls.single:
        for told in (page.table.opened, page.table.entered_at, page.kept):
            told.connect(lambda number: note(database, table, number))
    return page


def _kept(database: "Database") -> list[tuple[str, int]]:
    try:
        sealed = b64decode(memory.word(_place(database)))
    except ValueError:
        return []
    kept = unseal(database, _PURPOSE, sealed, database.user) or []  # none yet, or another store's
    return [(table, number) for table, number in kept]


def _place(database: "Database") -> str:
    """No name of a person in it."""
    who = hmac.digest(
        derived(database.key, _PURPOSE), bound(database, _PURPOSE, database.user), "sha256"
    )
    return f"recent/{who.hex()[:16]}"
