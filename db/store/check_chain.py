"""The check's walk over the chain: every step and every change, in the order of steps.

It knows no register, so that a long history is walked by a second process beside the first, which
meanwhile replays the rows: Python reckons on one core at a time.
"""

import contextlib
import multiprocessing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Connection, select

from db.store.engine import engine_for, spoken
from db.store.history import START, STEP, Digests
from db.store.trouble import Trouble

if TYPE_CHECKING:
    from multiprocessing.connection import Connection as Pipe

WORTH_IT = 150_000
"""Entries from which on a second process, which takes a second to begin, saves time."""
_ENTRY = "step_id, table_name, row_id, action, content, erased, digest"
_TOLD_EVERY = 2_000  # entries


@dataclass(frozen=True)
class Altered:
    """A change whose record was altered: what is said of its step, and which row it tells of."""

    said: str
    table: str
    row_id: int


@dataclass
class Walked:
    """What the walk saw; findings are sentences, or changes that were altered."""

    steps: int = 0
    changes: int = 0
    findings: list[str | Altered] = field(default_factory=list)


def rows(connection: Connection, sql: str, values: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Rows as the file holds them: a forged value may be of any type, and there are many."""
    found: Iterator[Any] = connection.connection.cursor().execute(sql, values)
    return found


def walk(connection: Connection, key: bytes, told: Callable[[int], None]) -> Walked:
    """Walk the steps and their changes side by side; ``told`` hears how many changes are done."""
    seen, digests = Walked(), Digests(key)
    content_digest, change_digest = digests.content, digests.change  # a million times
    entries = rows(connection, f"SELECT {_ENTRY} FROM change ORDER BY step_id, id")  # noqa: S608
    groups = groupby(entries, key=itemgetter(0))
    group = next(groups, None)
    previous, expected, strays = START, 1, False
    for step in connection.execute(select(STEP).order_by(STEP.c.id)).mappings():
        said = f"第 {step['id']} 步“{step['name']}”（{step['at']}，{step['who']}）"
        if step["id"] != expected:
            seen.findings.append(f"第 {expected} 步至第 {step['id'] - 1} 步从历史中消失了")
        while group and group[0] < step["id"]:
            strays, group = True, next(groups, None)
        stored: list[str] = []
        if group and group[0] == step["id"]:
            for _, table, row_id, action, content, erased, digest in group[1]:
                stored.append(digest)
                inner = erased if content is None else content_digest(content)
                if digest != change_digest(table, row_id, action, inner):
                    seen.findings.append(Altered(said, table, row_id))
            group = next(groups, None)
        total = sha256("".join(stored).encode()).hexdigest()
        if len(stored) != step["changes"] or total != step["digest"]:
            seen.findings.append(f"{said}的改动记载不全或被改过")
        elif digests.chain(previous, step) != step["chain"]:
            seen.findings.append(f"{said}与历史链不符，这一步或它之前的记载被改过")
        previous, expected = step["chain"], step["id"] + 1
        seen.steps += 1
        seen.changes += len(stored)
        told(seen.changes)
    if strays or group:
        seen.findings.append("历史被截去一段：有改动找不到所属的步骤")
    return seen


class Beside:
    """The same walk in a process of its own, from now until ``seen``; ends with the block."""

    def __init__(self, path: Path, key: bytes, chain_key: bytes) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe(duplex=False)
        args = (theirs, str(path), key, chain_key)
        self._worker = context.Process(target=_serve, args=args, daemon=True)
        self._worker.start()
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.kill()
        self._worker.join()
        self._worker.close()
        self._ours.close()

    def seen(self, told: Callable[[int], None]) -> Walked:
        """Wait for the end.

        Raises:
            Trouble: the file cannot be read, or the process was ended.
        """
        while True:
            try:
                word, said = self._ours.recv()
            except EOFError:
                raise Trouble("检查仓库时内存不足，没有查完；请关掉别的程序再查") from None
            if word == "trouble":
                raise Trouble(said)
            if word == "seen":
                walked: Walked = said
                return walked
            told(said)


def _serve(pipe: "Pipe", path: str, key: bytes, chain_key: bytes) -> None:
    """In the other process."""
    last = 0

    def told(done: int) -> None:
        nonlocal last
        if done - last >= _TOLD_EVERY:
            last = done
            pipe.send(("told", done))

    with contextlib.suppress(BrokenPipeError):  # nobody waits any more
        try:
            with spoken():
                connection = engine_for(Path(path), key).connect()
                with connection.execution_options(reading=True) as reading:
                    pipe.send(("seen", walk(reading, chain_key, told)))
        except Trouble as trouble:
            pipe.send(("trouble", trouble.sentence))
