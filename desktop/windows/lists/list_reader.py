"""Reads a long list behind the window: its first rows, all its ids, in between what is seen."""

import contextlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.windows.parts.across import carrier, tell

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from sqlalchemy.orm import Session

    from db.store.database import Database
    from db.store.lines import Line
    from db.store.listing import Listing

PAGE = 100
"""Rows fetched at once."""
NUMBERS = "I"
"""Four bytes for each id; the search index (``db.store.search.index``) has no longer ones."""
_WAITING = 4
"""Pages that wait to be read: who scrolls fast has left the others behind."""


@dataclass(frozen=True)
class Asked:
    """A list to be read.

    Attributes:
        listing: which.
        about: its likely length; 0 when nobody knows.
        again: it is shown already, so nothing is told before all is read.
        seen: the numbers of the pages that people look at.
    """

    listing: "Listing"
    about: int = 0
    again: bool = False
    seen: tuple[int, ...] = ()


@dataclass
class Found:
    """What was read so far: ids in order, and pages by number."""

    asked: Asked
    ids: "array[int]" = field(default_factory=lambda: array(NUMBERS))
    pages: "dict[int, list[Line]]" = field(default_factory=dict)


class ListReader(QObject):
    """One list at a time; the next one stops the one before in the middle of its question.

    ``began`` tells the first rows and ``ended`` everything (``Found``), ``fetched`` a page with the
    mark by which it was asked for, ``failed`` an error. All are heard in the reader's own thread.
    """

    began = Signal(object)
    ended = Signal(object)
    fetched = Signal(int, int, object)
    failed = Signal(object)

    def __init__(self, database: "Database", parent: QObject) -> None:
        super().__init__(parent)
        carrier()
        work = _Work(database, self)
        self._work = work
        self.destroyed.connect(lambda: work.ask(None))

    def read(self, asked: Asked) -> None:
        """Read a list from its beginning."""
        self._work.ask(asked)
        _worker().submit(self._work.read, asked)

    def fetch(self, listing: "Listing", mark: int, number: int, ids: Sequence[int]) -> None:
        """Read a page, soon: also in the middle of a list."""
        if self._work.want(listing, mark, number, ids):
            _worker().submit(self._work.serve_alone)

    def learn(self, cls: Any, record_id: int) -> None:
        """Read a record for nothing: the next one is read in 15 ms instead of 30."""
        _worker().submit(self._work.learn, cls, record_id)

    def stop(self) -> None:
        """Nothing is wanted any more."""
        self._work.ask(None)

    def hear(self, signal: str, *what: object) -> None:
        """Emit one of the signals, in the reader's own thread."""
        getattr(self, signal).emit(*what)


class _Work:
    """What the worker thread does for one reader, which it may outlive."""

    def __init__(self, database: "Database", reader: ListReader) -> None:
        self._database, self._reader = database, reader
        self._lock = Lock()
        self._wanted: dict[tuple[int, int], tuple[Listing, Sequence[int]]] = {}
        self._connection: Any = None
        self._asked: Asked | None = None

    def ask(self, asked: Asked | None) -> None:
        """Want this list and nothing else; what is being read is interrupted."""
        with self._lock:
            self._asked = asked
            self._wanted.clear()
            if self._connection is not None:
                self._connection.interrupt()

    def want(self, listing: "Listing", mark: int, number: int, ids: Sequence[int]) -> bool:
        """Put a page on the list of what is seen; False when it stands there."""
        with self._lock:
            if (mark, number) in self._wanted:
                return False
            self._wanted[mark, number] = listing, ids
            while len(self._wanted) > _WAITING:
                self._wanted.pop(next(iter(self._wanted)))
        return True

    def read(self, asked: Asked) -> None:
        """Read a list, unless another one is wanted."""
        try:
            if self._asked is asked:
                self._read(asked)
        except Exception as error:  # noqa: BLE001 - told in the window's thread
            if self._asked is asked:  # else it is the interruption that was asked for
                self._tell("failed", error)

    def _read(self, asked: Asked) -> None:
        found, listing = Found(asked), asked.listing
        with self._database.read() as session, self._interruptible(session):
            for ids in listing.keys(session, PAGE):
                if not found.ids and not asked.again:
                    found.pages[0] = listing.lines(session, ids)
                    self._tell("began", Found(asked, array(NUMBERS, ids), dict(found.pages)))
                found.ids.extend(ids)
                self._serve(session)
                if self._asked is not asked:
                    return
            for number in asked.seen:
                found.pages[number] = listing.lines(session, ids_of(found.ids, number))
        self._tell("ended", found)

    @contextlib.contextmanager
    def _interruptible(self, session: "Session") -> Iterator[None]:
        with self._lock:
            self._connection = session.connection().connection.dbapi_connection
        try:
            yield
        finally:
            with self._lock:  # from now on somebody else may use the connection
                self._connection = None

    def learn(self, cls: Any, record_id: int) -> None:
        """Put the questions about one record of a register into SQL, which the engine keeps."""
        with contextlib.suppress(Exception), self._database.read() as session:
            session.get(cls, record_id)  # what is wrong is said where one is opened

    def serve_alone(self) -> None:
        """Read the pages that are wanted, if the list did not bring them already."""
        try:
            if self._wanted:
                with self._database.read() as session:
                    self._serve(session)
        except Exception as error:  # noqa: BLE001 - told in the window's thread
            self._tell("failed", error)

    def _serve(self, session: "Session") -> None:
        """The newest first: that is where people look."""
        while self._wanted:
            with self._lock:
                if not self._wanted:
                    return
                (mark, number), (listing, ids) = self._wanted.popitem()
            self._tell("fetched", mark, number, listing.lines(session, ids))

    def _tell(self, signal: str, *what: object) -> None:
        tell(self._reader, self._reader.hear, signal, *what)


def ids_of(ids: "array[int]", number: int) -> list[int]:
    """Those of a page."""
    return ids[number * PAGE : (number + 1) * PAGE].tolist()


def wait() -> None:
    """Wait until all that was asked so far is read."""
    _worker().submit(int).result()


@cache
def _worker() -> "ThreadPoolExecutor":
    """Apart from that of the tasks: a list does not wait for a backup."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(1, thread_name_prefix="lists")
