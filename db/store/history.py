"""The history: every change in the transaction that made it, in a keyed chain of digests.

``step`` is what people did, ``change`` is what it did to one row. A change keeps a digest over the
digest of its content, and the chain runs over these: once the inner digest stands in the content's
place, content can lawfully be erased and the proof still stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from db.store.history_values import dumps
from db.store.record import Row
from db.store.search import index
from db.store.trouble import Trouble

STEP = Table(
    "step",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),  # do, undo, redo
    Column("target", Integer),  # the step that an undo or redo takes back
    Column("under", Integer),  # what can be undone once this step is undone
    Column("undo_top", Integer),  # what can be undone after this step
    Column("redo_under", Integer),
    Column("redo_top", Integer),  # what can be redone after this step
    Column("changes", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("chain", String, nullable=False),
    info={"told": False},
)
CHANGE = Table(
    "change",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("step_id", Integer, nullable=False, index=True),
    Column("table_name", String, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("action", String, nullable=False),  # add, edit, remove
    Column("content", Text),  # None once lawfully erased
    Column("erased", String),  # what stands for it then: its digest
    Column("digest", String, nullable=False),
    Index("ix_change_row", "table_name", "row_id", "id"),
    info={"told": False},
)
START = "0" * 64
_BELONGS = "table_name"
"""Rows that have it belong to a record of that register: attachments."""
ERASED = "erased"
"""Stands in a session's ``info`` once it erased: the file is to be rewritten after the step."""


_TOLD = ("step_id", "table_name", "row_id", "action", "content", "digest")
_NOTE = str(insert(CHANGE).compile(dialect=sqlite.dialect(), column_keys=_TOLD))
"""Numbers and texts alone, so that the driver takes them as they are, row for row."""


def told_tables() -> list[Table]:
    """The tables whose every row the history tells: all but its own and what is kept by hash."""
    return [table for table in Row.metadata.sorted_tables if table.info.get("told", True)]


@dataclass(frozen=True)
class Change:
    """What happened to one row.

    ``content`` is the whole row for add and remove, and ``{column: [before, after]}`` for edit;
    values as JSON holds them, columns that are None left out of whole rows.
    """

    table: str
    row_id: int
    action: str
    content: dict[str, Any]


@dataclass(frozen=True)
class Turn:
    """What undo and redo point at after a step."""

    kind: str = "do"
    target: int | None = None
    under: int | None = None
    undo_top: int | None = None
    redo_under: int | None = None
    redo_top: int | None = None


def chain_head(session: Session) -> str | None:
    """The end of the history chain as it stands; None in a store without history."""
    return session.scalar(select(STEP.c.chain).order_by(STEP.c.id.desc()).limit(1))


class Allowing(Protocol):
    """Says who may write where."""

    def against(self, table: str) -> str:
        """Why a row of the table may not be written, empty when it may."""


class StepWriter:
    """Collects the changes of one step and writes them, in the step's own transaction."""

    def __init__(
        self,
        connection: Connection,
        key: bytes,
        who: str,
        name: str,
        rights: Allowing | None = None,
    ) -> None:
        self.connection, self.key, self.who, self.name = connection, key, who, name
        self._rights, self._digests = rights, Digests(key)
        columns = (STEP.c.id, STEP.c.at, STEP.c.chain, STEP.c.undo_top, STEP.c.redo_top)
        last = connection.execute(select(*columns).order_by(STEP.c.id.desc()).limit(1)).first()
        self.previous = last.chain if last else START
        self._last_at: str = last.at if last else ""
        self.step_id: int = last.id + 1 if last else 1
        self.undo_top: int | None = last.undo_top if last else None
        self.redo_top: int | None = last.redo_top if last else None
        self.tables: set[str] = set()
        self.count = 0
        self._sum = sha256()

    def note(self, changes: Iterable[Change]) -> None:
        """Write changes as they happen, and keep the search index."""
        rows, noted = [], list(changes)
        for change in noted:
            self._refuse(change)
            content = dumps(change.content)
            inner = self._digests.content(content.encode())
            digest = self._digests.change(change.table, change.row_id, change.action, inner)
            self._sum.update(digest.encode())
            self.tables.add(change.table)
            told = (self.step_id, change.table, change.row_id, change.action, content, digest)
            rows.append(told)
        if rows:
            self.count += len(rows)
            self.connection.exec_driver_sql(_NOTE, rows)
            index.keep(self.connection, noted)

    def _refuse(self, change: Change) -> None:
        """Whoever may not write there keeps nothing of the step.

        Raises:
            Trouble: with the reason.
        """
        if self._rights is None:
            return
        table = Row.metadata.tables.get(change.table)  # none of the office's own is there
        belongs = table is not None and _BELONGS in table.c
        if table is not None and belongs and change.action == "edit":
            query = select(table.c[_BELONGS]).where(table.c.id == change.row_id)
            owner = self.connection.scalar(query)
        elif belongs:
            owner = change.content.get(_BELONGS)
        elif change.table in self.tables:  # asked already
            return
        else:
            owner = change.table
        if sentence := self._rights.against(owner or change.table):
            raise Trouble(sentence)

    def finish_lasting(self) -> None:
        """Write a step that undo and redo pass by: they still point where they did."""
        self.finish(Turn(undo_top=self.undo_top, redo_top=self.redo_top))

    def finish(self, turn: Turn | None) -> None:
        """Write the step itself; None for an ordinary step. A step without changes leaves none.

        It is never dated before the step before it, whatever the clock says (``clock.py``).
        """
        if not self.count:
            return
        turn = turn or Turn(under=self.undo_top, undo_top=self.step_id)
        row = {
            "id": self.step_id,
            "at": max(datetime.now().isoformat(timespec="seconds"), self._last_at),
            "who": self.who,
            "name": self.name,
            **turn.__dict__,
            "changes": self.count,
            "digest": self._sum.hexdigest(),
        }
        row["chain"] = self._digests.chain(self.previous, row)
        self.connection.execute(insert(STEP), row)


class Digests:
    """The digests of one store's history: HMAC-SHA256, its key (of 32 bytes) begun once.

    Both halves of RFC 2104 are begun here and copied: ``hmac`` takes half as long again for it.
    """

    def __init__(self, key: bytes) -> None:
        block = key.ljust(sha256().block_size, b"\0")
        self._inner = sha256(bytes(byte ^ 0x36 for byte in block))
        self._outer = sha256(bytes(byte ^ 0x5C for byte in block))
        self._content = self._inner.copy()
        self._content.update(b"content\0")

    def content(self, content: bytes) -> str:
        """Over a change's content in UTF-8; keyed, so that nobody guesses what was erased."""
        inner, outer = self._content.copy(), self._outer.copy()
        inner.update(content)
        outer.update(inner.digest())
        return outer.hexdigest()

    def change(self, table: str, row_id: int, action: str, inner: str) -> str:
        """Over what a change says; ``inner`` is the digest of its content."""
        return self._of(f"{table}\0{row_id}\0{action}\0{inner}".encode())

    def entry(self, said: bytes, content: bytes) -> bytes:
        """``change`` over ``content`` in one; ``said`` is what stands before its digest there."""
        inner, outer = self._content.copy(), self._outer.copy()
        inner.update(content)
        outer.update(inner.digest())
        told, whole = self._inner.copy(), self._outer.copy()
        told.update(said + outer.hexdigest().encode())
        whole.update(told.digest())
        return whole.hexdigest().encode()

    def chain(self, previous: str, row: Any) -> str:
        """Over the chain so far and everything in the step's own row."""
        said = {column.key: row[column.key] for column in STEP.c if column.key != "chain"}
        return self.link(previous.encode(), dumps(said).encode())

    def link(self, previous: bytes, said: bytes) -> str:
        """``chain`` over what the step's row says as it is digested."""
        return self._of(previous + b"\0" + said)

    def _of(self, text: bytes) -> str:
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(text)
        outer.update(inner.digest())
        return outer.hexdigest()


def erase(connection: Connection, key: bytes, table: str, row_id: int) -> None:
    """Erase what the history holds of a removed row, for destruction after the retention term.

    That the row was there, when and by whose hand stays provable; what it said is gone.
    """
    digests = Digests(key)
    here = (CHANGE.c.table_name == table, CHANGE.c.row_id == row_id, CHANGE.c.content.is_not(None))
    for row in connection.execute(select(CHANGE.c.id, CHANGE.c.content).where(*here)).all():
        gone = {"content": None, "erased": digests.content(row.content.encode())}
        connection.execute(update(CHANGE).where(CHANGE.c.id == row.id).values(gone))
