"""A question that the database answers beside the work of the one who asked.

While SQLite reckons, Python's other threads run: what it compares or counts in one long statement
costs no time where it is put into a thread with a connection of its own.
"""

import contextlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import Connection, Engine

T = TypeVar("T")
_LOOK = 0.1  # seconds between two looks whether it is answered
_AHEAD = 3
"""One that is being made, and two for a thread that was held up."""


class Beside(Generic[T]):
    """``ask`` runs with a reading connection from now until ``answer``; ends with the block."""

    def __init__(self, engine: Engine, ask: Callable[[Connection], T]) -> None:
        self._engine, self._ask = engine, ask
        self._file: Any = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="beside")
        self._asked = self._thread.submit(self._run)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        while not self._asked.done():  # left early: what is still asked is broken off
            if self._file is not None:
                self._file.interrupt()
            wait([self._asked], _LOOK)
        self._thread.shutdown()

    def answer(self, told: Callable[[], None]) -> T:
        """Wait for the answer; ``told`` is called now and then, and may break off.

        Raises:
            Trouble: as ``ask`` does.
        """
        while not self._asked.done():
            told()
            wait([self._asked], _LOOK)
        return self._asked.result()

    def _run(self) -> T:
        with self._engine.connect().execution_options(reading=True) as connection:
            self._file = connection.connection.dbapi_connection
            try:
                return self._ask(connection)
            finally:
                self._file = None


class ReadAhead(Generic[T]):
    """What ``ask`` gives of a reading connection, some of it made before it is wanted.

    Iterating raises what ``ask`` raises; ends with the block.
    """

    def __init__(self, engine: Engine, ask: Callable[[Connection], Iterator[T]]) -> None:
        self._ending = contextlib.ExitStack()
        connection = self._ending.enter_context(engine.connect().execution_options(reading=True))
        self._file: Any = connection.connection.dbapi_connection
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ahead")
        self._given = ask(connection)
        self._coming = deque(self._next() for _ in range(_AHEAD))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
        for one in self._coming:
            while not one.done():  # left early
                self._file.interrupt()
                wait([one], _LOOK)
        self._thread.shutdown()
        self._ending.close()

    def __iter__(self) -> Iterator[T]:
        while self._coming and (item := self._coming.popleft().result()) is not None:
            self._coming.append(self._next())
            yield item

    def _next(self) -> Future[T | None]:
        return self._thread.submit(next, self._given, None)
