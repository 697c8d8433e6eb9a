"""The check's walk over the chain: every step and every change, in the order of steps."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, select

from db.store.history import START, STEP, Digests

_CONTENT = "iif(typeof(content) = 'blob', quote(content), CAST(content AS BLOB))"
"""As it is digested, which saves making text of it; forged bytes are not taken for a text."""
_ENTRY = f"step_id, table_name, row_id, action, {_CONTENT}, erased, digest"


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
