"""A damaged store as far as it can be read: a bad page takes its own rows along, no others."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from db.store.engine import connect, spoken
from db.store.trouble import Trouble

_AT_ONCE = 200
_FAR = 10_000_000
"""A rowid beyond which nothing is looked for, where the highest cannot be told."""


class Damaged:
    """A file and its data key. After a bad page SQLCipher refuses a connection: the next is new."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._file: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._let_go()

    def columns(self, table: Any) -> list[str]:
        """Those columns of a table that the file has, too: it may be of an older shape."""
        rows = self._asked(f'PRAGMA table_info("{table.name}")') or []
        there = {row[1] for row in rows}
        return [column.name for column in table.columns if column.name in there]

    def rows(self, table: str, names: list[str]) -> Iterator[Any]:
        """Every row that can be read, by rowid; behind a bad page the search goes on."""
        if not names:
            return
        asked = ", ".join(f'"{name}"' for name in names)
        sql = f'SELECT rowid, {asked} FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT ?'  # noqa: S608
        highest = self._asked(f'SELECT max(rowid) FROM "{table}"')  # noqa: S608 - names are ours
        top = (highest[0][0] or 0) if highest else _FAR
        last = 0
        while True:
            rows = self._asked(sql, (last, _AT_ONCE))
            if rows is None:  # a bad page within: one by one up to it
                while one := self._asked(sql, (last, 1)):
                    last = one[0][0]
                    yield one[0][1:]
                beyond = None if one is not None else self._beyond(sql, last, top)
                if beyond is None:
                    return
                last = beyond
                continue
            yield from (row[1:] for row in rows)
            if len(rows) < _AT_ONCE:
                return
            last = rows[-1][0]

    def _beyond(self, sql: str, bad: int, top: int) -> int | None:
        """The lowest rowid behind which rows can be read again; None when there is none."""
        good, step = bad, 1
        while True:
            good = min(bad + step, top)
            if self._asked(sql, (good, 1)) is not None:
                break
            if good == top:
                return None
            bad, step = good, step * 2
        while good - bad > 1:
            middle = (good + bad) // 2
            if self._asked(sql, (middle, 1)) is None:
                bad = middle
            else:
                good = middle
        return good

    def _asked(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any] | None:
        """The rows; None where they cannot be read."""
        with contextlib.suppress(Trouble), spoken():
            if self._file is None:
                self._file = connect(self._path, self._key, torn=True)
            return list(self._file.execute(sql, values).fetchall())
        self._let_go()
        return None

    def _let_go(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
