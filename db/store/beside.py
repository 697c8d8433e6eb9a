"""A question that the database answers beside the work of the one who asked.

While SQLite reckons, Python's other threads run: what it compares or counts in one long statement
costs no time where it is put into a thread with a connection of its own.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import Connection, Engine

T = TypeVar("T")
_LOOK = 0.1  # seconds between two looks whether it is answered


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
