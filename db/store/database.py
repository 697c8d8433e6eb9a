"""The store: an open, encrypted file that is read freely and changed only in named steps."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any, Self

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from db.store import opening
from db.store.defining import (
    OwnRegisters,
    defined,
    defining_tables,
    lacking,
    let_go,
    make_room,
    put_in_force,
    session_info,
)
from db.store.engine import engine_for, sentence_for, spoken
from db.store.history import ERASED, StepWriter
from db.store.keys import Keyring, derived
from db.store.lock import StoreLock
from db.store.progress import Progress, unwatched
from db.store.recorder import record_changes, refuse_changes
from db.store.rewriting import rewrite
from db.store.rights import RIGHTS, Rights, granting_tables, rights_of
from db.store.search import index
from db.store.stale import StepSession
from db.store.trouble import Trouble
from db.store.undo import Offer, offered, redo_last, undo_last
from db.store.whereabouts import Whereabouts

Listener = Callable[[frozenset[str]], None]


class Database:
    """An open store. ``changed`` listeners hear which tables a step touched, after it is kept."""

    def __init__(
        self, path: Path, keyring: Keyring, key: bytes, user: str, lock: StoreLock
    ) -> None:
        self.path, self.keyring, self.user, self.key = path, keyring, user, key
        self.chain_key = derived(key, "history chain")
        self.changed: list[Listener] = []
        self.erased: Callable[[], None] = self.rewrite  # windows do it with progress
        self._lock = lock
        self._writing = RLock()
        self._in_step = False
        self.engine: Engine = engine_for(path, key)
        self._whereabouts = Whereabouts(path, lock)
        self._whereabouts.watch(self.engine)
        self.own = OwnRegisters()
        self.rights = Rights(user)  # the program's own, until the store is open
        self.opened_at = datetime.now().replace(microsecond=0)

    @classmethod
    def create(cls, path: Path, user: str, password: str) -> tuple[Self, str]:
        """A new, empty store; gives also the recovery code, which nobody can show again.

        Raises:
            Trouble: something lies there already, the password is too short, or the disk refuses.
        """
        return opening.create(cls, path, user, password)

    @classmethod
    def open(
        cls, path: Path, password: str, user: str | None = None, progress: Progress = unwatched
    ) -> Self:
        """Open a store with a user's password; ``progress`` is of an index that it lacks.

        Raises:
            FirstTime, WrongPassword: a start code, or no password; nothing was touched.
            Trouble: the store is missing, damaged, in use, or newer than the program.
        """
        return opening.open_by(cls, path, lambda ring: ring.open(password, user), progress)

    @classmethod
    def open_with_code(cls, path: Path, code: str, new_password: str) -> Self:
        """Open a store with the printed recovery code and give its first user a new password."""

        def unlock(ring: Keyring) -> tuple[bytes, str]:
            return ring.open_with_code(code), ring.users()[0]

        return opening.open_anew(cls, path, new_password, unlock)

    @classmethod
    def open_first(cls, path: Path, code: str, new_password: str) -> Self:
        """Open a store with a start code, which the new password of its person replaces."""
        return opening.open_anew(cls, path, new_password, lambda ring: ring.open_first(code))

    @property
    def backup_folder(self) -> Path:
        """Where backups go when no other place is named."""
        return self.path.parent / "backups"

    def close(self) -> None:
        """Let go of the file; looking and changing are refused from now on."""
        self.engine.dispose()
        let_go(self)
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking; what it gives stays usable, detached, afterwards."""
        with (
            spoken(self.path),
            self._connect(reading=True) as connection,
            Session(
                connection, expire_on_commit=False, autoflush=False, info=self._info()
            ) as session,
        ):
            refuse_changes(session)
            yield session
            session.expunge_all()

    @contextlib.contextmanager
    def step(self, name: str, *, lasting: bool = False) -> Iterator[Session]:
        """A session for changing: all of it is kept under this name, or nothing is.

        Steps do not nest. Names carry numbers and titles, no personal data.

        Args:
            name: what people read in the history.
            lasting: tells of what happened outside the store, an export; undo passes it by.

        Raises:
            Trouble: the disk is full, a unique value stands already, and the like.
        """
        with self._writer(name) as writer:
            session = StepSession(writer.connection, expire_on_commit=False, info=self._info())
            record_changes(session, writer)
            with session:
                yield session
                session.flush()
                session.expunge_all()
            if lasting:
                writer.finish_lasting()
            else:
                writer.finish(None)
        if session.info.get(ERASED):
            self.erased()

    def rewrite(self, progress: Progress = unwatched) -> None:
        """Write the file anew after a destruction (``rewriting``)."""
        rewrite(self.path, self.key, progress)

    def undo(self) -> str:
        """Take back the newest step; gives the name of the new step.

        Raises:
            Trouble: there is nothing to undo, or it was changed since.
        """
        with self._writer("") as writer:
            undo_last(writer.connection, writer)
        return writer.name

    def redo(self) -> str:
        """Do again what was undone last; gives the name of the new step."""
        with self._writer("") as writer:
            redo_last(writer.connection, writer)
        return writer.name

    def offered(self, which: str) -> Offer | None:
        """What ``undo`` or ``redo`` would do now."""
        with spoken(self.path), self._connect(reading=True) as connection:
            return offered(connection, which)

    def define(self) -> None:
        """Bring the registers that the store itself defines into force."""
        with self._connect(reading=True) as connection:
            self.own = defined(connection)
            room = not lacking(connection, self.own)
        if not room:
            with self._connect(reading=False) as connection, connection.begin():
                make_room(connection, self.own)
        put_in_force(self, self.own)

    def index(self, progress: Progress = unwatched, *, anew: bool = False) -> None:
        """Make the search index where the file has none by the rule of today, or ``anew``."""
        with self._connect(reading=True) as connection:
            anew = anew or not index.is_made(connection)
        if anew:
            with self._connect(reading=False) as connection:
                index.remake(connection, index.tables(self.own.every), progress)

    def learn_rights(self) -> None:
        """Look up what the person who opened the store may do."""
        role, first = self.keyring.role_of(self.user), self.user == self.keyring.users()[0]
        with self.read() as session:
            self.rights = rights_of(session, self.user, role, first=first)

    def _info(self) -> dict[str, Any]:
        return session_info(self.own) | {RIGHTS: self.rights}

    def _connect(self, *, reading: bool) -> Connection:
        if not self._lock.held:
            raise Trouble("仓库已经关闭，请重新打开")
        self._whereabouts.confirm()
        return self.engine.connect().execution_options(reading=reading)

    @contextlib.contextmanager
    def _writer(self, name: str) -> Iterator[StepWriter]:
        with self._writing:
            if self._in_step:
                raise RuntimeError("a step within a step")
            self._in_step = True
            try:
                with self._connect(reading=False) as connection, connection.begin():
                    writer = StepWriter(connection, self.chain_key, self.user, name, self.rights)
                    yield writer
                    own = self.own
                    if writer.tables & defining_tables():
                        own = defined(connection)
                        make_room(connection, own)
            except Exception as error:
                sentence = sentence_for(error, self.path)
                if sentence is None:
                    raise
                raise Trouble(sentence) from error
            finally:
                self._in_step = False
            if own is not self.own:
                self.own = own
                put_in_force(self, own)
            if writer.tables & granting_tables():
                self.learn_rights()
        for listener in list(self.changed) if writer.tables else ():
            listener(frozenset(writer.tables))
