"""The check's walk over the chain: every step and every change, in the order of steps."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, select

from db.store.check_read import ENTRY, FIELDS, TEXT, Batch, rows
from db.store.history import START, STEP, Digests

_COLUMNS = sorted(column.name for column in STEP.c if column is not STEP.c.chain)
_MEMBERS = ", ".join(f"'{name}', {name}" for name in _COLUMNS)
_TEXTS = f"max({', '.join(f'ifnull({name}, 0)' for name in _COLUMNS)}) < x''"  # no bytes among them
_STEPS = (
    f"SELECT id, changes, {TEXT.format('digest')}, {TEXT.format('chain')},"  # noqa: S608 - ours
    f" CASE WHEN {_TEXTS} THEN CAST(json_object({_MEMBERS}) AS BLOB) ELSE x'' END"
    " FROM step ORDER BY id"
)
"""With what a step says as ``history.dumps`` writes it."""
_SORTED = f"SELECT {ENTRY} FROM change ORDER BY step_id, id"  # noqa: S608 - ours


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


Run = tuple[int, list[bytes], list[tuple[Any, Any]]]
"""Entries of one step that lie together: the step, their digests as they are stored, and table and
row of those where that is not their digest."""


class _DisorderError(Exception):
    """Entries do not lie in the order of their steps: somebody moved one."""


def walk(
    connection: Connection, key: bytes, batches: Iterable[Batch], told: Callable[[int], None]
) -> Walked:
    """Walk the steps and their changes side by side; ``told`` hears how many changes are done.

    Args:
        connection: to read steps by, and once more all entries where they lie in disorder.
        key: of the chain.
        batches: all entries in the order of their ids, which is that of their steps.
        told: may break off.
    """
    digests, coming = Digests(key), iter(batches)
    try:
        runs = _runs(connection, coming, digests)
        seen = _walked(connection, digests, _in_order(_steps_of(runs)), told)
    except _DisorderError:
        runs = (_one(row, digests) for row in rows(connection, _SORTED))
        seen = _walked(connection, digests, _steps_of(runs), told)
    for _ in coming:
        pass  # what no step tells of is compared as well
    return seen


def _walked(
    connection: Connection,
    digests: Digests,
    groups: Iterator[Any],
    told: Callable[[int], None],
) -> Walked:
    seen = Walked()
    group = next(groups, None)
    previous, expected, strays = START.encode(), 1, False
    for number, changes, digest, chain, text in rows(connection, _STEPS):
        if number != expected:
            seen.findings.append(f"第 {expected} 步至第 {number - 1} 步从历史中消失了")
        while group and group[0] < number:
            strays, group = True, next(groups, None)
        count, total = 0, sha256()
        if group and group[0] == number:
            for _, stored, altered in group[1]:
                count += len(stored)
                total.update(b"".join(stored))
                said = _said(connection, number) if altered else ""
                seen.findings += [Altered(said, *row) for row in altered]
            group = next(groups, None)
        if count != changes or total.hexdigest().encode() != digest:
            said = _said(connection, number)
            seen.findings.append(f"{said}的改动记载不全或被改过")
        elif digests.link(previous, text).encode() != chain:
            said = _said(connection, number)
            seen.findings.append(f"{said}与历史链不符，这一步或它之前的记载被改过")
        previous = chain if isinstance(chain, bytes) else b""
        expected = number + 1
        seen.steps += 1
        seen.changes += count
        told(seen.changes)
    if strays or group:
        seen.findings.append("历史被截去一段：有改动找不到所属的步骤")
    return seen


def _said(connection: Connection, number: int) -> str:
    step = connection.execute(select(STEP).where(STEP.c.id == number)).one()
    return f"第 {number} 步“{step.name}”（{step.at}，{step.who}）"


def _steps_of(runs: Iterator[Run]) -> Iterator[Any]:
    return groupby(runs, key=itemgetter(0))


def _in_order(groups: Iterator[Any]) -> Iterator[Any]:
    last = 0
    for group in groups:
        if group[0] < last:
            raise _DisorderError
        last = group[0]
        yield group


def _runs(connection: Connection, batches: Iterable[Batch], digests: Digests) -> Iterator[Run]:
    for batch in batches:
        fields = batch.fields()
        if fields is None:
            yield from (_one(row, digests) for row in batch.rows(connection))
            continue
        steps, said, contents, stored = (fields[place::FIELDS] for place in range(FIELDS))
        right = list(map(digests.entry, said, contents))
        sound, start = right == stored, 0
        for step, together in groupby(steps):
            end = start + len(list(together))
            places = () if sound else range(start, end)
            altered = [_told_of(said[at]) for at in places if right[at] != stored[at]]
            yield int(step), stored[start:end], altered
            start = end


def _told_of(said: bytes) -> tuple[str, str]:
    table, row_id, _ = said.decode(errors="replace").split("\0", 2)
    return table, row_id


def _one(row: Any, digests: Digests) -> Run:
    """An entry that was erased, or is not as the program writes it."""
    step, table, row_id, action, content, erased, digest = row
    inner, right = "", False
    with contextlib.suppress(AttributeError, ValueError):  # a forged value may be anything
        if content == "NULL":
            inner = erased.decode()
        elif isinstance(content, bytes):
            inner = digests.content(content)
        right = digests.change(table.decode(), row_id, action.decode(), inner) == digest.decode()
    stored = digest if isinstance(digest, bytes) else b""
    named = table.decode(errors="replace") if isinstance(table, bytes) else table
    return step, [stored], [] if right else [(named, row_id)]
