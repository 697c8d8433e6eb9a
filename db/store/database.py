"""The store: an open, encrypted file that is read freely and changed only in named steps."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import RLock
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.store import schema
from db.store.engine import connect, engine_for, sentence_for, spoken
from db.store.history import StepWriter
from db.store.keys import Keyring, derived, keyring_path
from db.store.lock import StoreLock
from db.store.recorder import record_changes
from db.store.trouble import Trouble
from db.store.undo import Offer, offered, redo_last, undo_last

Listener = Callable[[frozenset[str]], None]


class Database:
    """An open store. ``changed`` listeners hear which tables a step touched, after it is kept."""

    def __init__(self, path: Path, keyring: Keyring, key: bytes, user: str, lock: StoreLock) -> None:
        self.path, self.keyring, self.user = path, keyring, user
        self.key = key
        self.chain_key = derived(key, "history chain")
        self.changed: list[Listener] = []
        self._lock = lock
        self._writing = RLock()
        self._in_step = False
        self.engine: Engine = engine_for(path, key)

    @classmethod
    def create(cls, path: Path, user: str, password: str) -> tuple[Self, str]:
        """A new, empty store; gives also the recovery code, which nobody can show again.

        Raises:
            Trouble: something lies there already, the password is too short, or the disk refuses.
        """
        if path.exists() or keyring_path(path).exists():
            raise Trouble(f"{path} 已经存在，不会覆盖它；请换一个位置", wrong_input=True)
        keyring, key, code = Keyring.create(keyring_path(path), user, password)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Trouble(f"建不了文件夹 {path.parent}，请换一个位置") from error
        lock = StoreLock(path)
        lock.take()
        try:
            keyring.save()
            connect(path, key, new=True).close()
            database = cls(path, keyring, key, user, lock)
            database._bring_up()
        except BaseException:
            lock.release()
            for file in (path, keyring_path(path)):
                file.unlink(missing_ok=True)
            raise
        return database, code

    @classmethod
    def open(cls, path: Path, password: str, user: str | None = None) -> Self:
        """Open a store with a user's password.

        Raises:
            WrongPassword: the password is wrong; nothing was touched.
            Trouble: the store is missing, damaged, in use, or newer than the program.
        """
        return cls._open(path, lambda ring: ring.open(password, user))

    @classmethod
    def open_with_code(cls, path: Path, code: str, new_password: str) -> Self:
        """Open a store with the printed recovery code and give its first user a new password."""

        def unlock(ring: Keyring) -> tuple[bytes, str]:
            key = ring.open_with_code(code)
            user = ring.users()[0]
            ring.set_password(user, new_password, key)
            ring.save()
            return key, user

        return cls._open(path, unlock)

    @classmethod
    def _open(cls, path: Path, unlock: Callable[[Keyring], tuple[bytes, str]]) -> Self:
        if not path.exists():
            raise Trouble(f"找不到仓库 {path}，请检查位置，或用 init 新建一个", wrong_input=True)
        key, user = unlock(keyring := Keyring.load(keyring_path(path)))
        lock = StoreLock(path)
        lock.take()
        try:
            connect(path, key).close()
            database = cls(path, keyring, key, user, lock)
            database._bring_up()
        except BaseException:
            lock.release()
            raise
        return database

    def _bring_up(self) -> None:
        from db.store.backup import back_up

        with spoken():
            schema.bring_up(self.engine, lambda: back_up(self, self.backup_folder, "升级前"))

    @property
    def backup_folder(self) -> Path:
        """Where backups go when no other place is named."""
        return self.path.parent / "backups"

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking; what it gives stays usable, detached, afterwards."""
        with (
            spoken(),
            self.engine.connect().execution_options(reading=True) as connection,
            Session(connection, expire_on_commit=False, autoflush=False) as session,
        ):
            yield session
            session.expunge_all()

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[Session]:
        """A session for changing: all of it is kept under this name, or nothing is.

        Steps do not nest. Names carry numbers and titles, no personal data.

        Raises:
            Trouble: the disk is full, a unique value stands already, and the like.
        """
        with self._writer(name) as writer:
            session = Session(writer.connection, expire_on_commit=False)
            record_changes(session, writer)
            with session:
                yield session
                session.flush()
                session.expunge_all()
            writer.finish(None)

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
        with self.engine.connect().execution_options(reading=True) as connection:
            return offered(connection, which)

    @contextlib.contextmanager
    def _writer(self, name: str) -> Iterator[StepWriter]:
        with self._writing:
            if self._in_step:
                raise RuntimeError("a step within a step")
            self._in_step = True
            try:
                with self.engine.connect() as connection, connection.begin():
                    writer = StepWriter(connection, self.chain_key, self.user, name)
                    yield writer
            except Exception as error:
                sentence = sentence_for(error)
                if sentence is None:
                    raise
                raise Trouble(sentence) from error
            finally:
                self._in_step = False
        for listener in list(self.changed):
            listener(frozenset(writer.tables))
