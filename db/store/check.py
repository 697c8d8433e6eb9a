"""The check: proves the chain, and that the tables are what the history says they are."""

import contextlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, DateTime, Table, func, select

from db.store import blobs, check_attachments, check_counters
from db.store.check_anchors import Proof, prove
from db.store.defining import shipped, tables_of
from db.store.engine import spoken
from db.store.history import (
    CHANGE,
    START,
    STEP,
    chain_digest,
    change_digest,
    content_digest,
    told_tables,
)
from db.store.kinds import RowsKind
from db.store.progress import Progress, unwatched
from db.store.record import Child, register
from db.store.search import checking, index

if TYPE_CHECKING:
    from db.store.database import Database


@dataclass
class Report:
    """What the check found: nothing wrong when ``findings`` is empty."""

    steps: int = 0
    changes: int = 0
    rows: int = 0
    proof: Proof = field(default_factory=Proof)
    findings: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether everything agrees."""
        return not self.findings


def check(
    database: "Database", progress: Progress = unwatched, codes: Sequence[str] = ()
) -> Report:
    """Check pages, chain, each change, each row against its history, each attachment's content.

    What the chain cannot see: the newest steps taken away and the tables put back as they were, by
    somebody who holds the data key. That is a former state of the store, like an older backup; only
    an anchor outside tells (``codes``: those that people typed from paper, see ``Report.proof``).

    Raises:
        Cancelled: through ``progress``.
        Trouble: the file cannot be read at all.
    """
    report = Report()
    with spoken(), database.engine.connect().execution_options(reading=True) as connection:
        answer = connection.exec_driver_sql("PRAGMA quick_check(5)").scalars().all()
        if answer != ["ok"]:
            report.findings.append("仓库文件的内部结构有损坏，请从备份恢复")
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            report.findings.append(f"{_title(row[0])}第 {row[1]} 条指向的记录不存在")
        total = connection.scalar(select(func.count()).select_from(CHANGE)) or 0
        whole = total * 2 + blobs.count(connection)
        _check_chain(connection, database.chain_key, report, lambda n: progress(n, whole))
        tables = [*told_tables(), *tables_of(database.own.every)]
        for number, table in enumerate(tables):
            _check_table(connection, table, report)
            progress(total + total * number // len(tables), whole)
        for number, found in enumerate(check_attachments.findings(connection)):
            report.findings.extend(found)
            progress(total * 2 + number, whole)
        report.findings.extend(check_counters.gaps(connection))
        searched = index.tables(database.own.every)
        report.findings.extend(checking.findings(connection, searched))
        report.proof = prove(connection, codes)
        report.findings.extend(report.proof.findings)
    return report


REPLAYED = "SELECT row_id, action, content FROM change WHERE table_name = ? ORDER BY row_id, id"
_ENTRY = "step_id, table_name, row_id, action, content, erased, digest"


def _check_chain(connection: Connection, key: bytes, report: Report, told: Any) -> None:
    """Walk the steps and their changes side by side, both in the order of steps."""
    entries = _rows(connection, f"SELECT {_ENTRY} FROM change ORDER BY step_id, id")  # noqa: S608
    groups = groupby(entries, key=itemgetter(0))
    group = next(groups, None)
    previous, expected, strays = START, 1, False
    for step in connection.execute(select(STEP).order_by(STEP.c.id)).mappings():
        said = f"第 {step['id']} 步“{step['name']}”（{step['at']}，{step['who']}）"
        if step["id"] != expected:
            report.findings.append(f"第 {expected} 步至第 {step['id'] - 1} 步从历史中消失了")
        while group and group[0] < step["id"]:
            strays, group = True, next(groups, None)
        total, count = sha256(), 0
        if group and group[0] == step["id"]:
            for _, table, row_id, action, content, erased, digest in group[1]:
                count += 1
                total.update(digest.encode())
                inner = erased if content is None else content_digest(key, content)
                if digest != change_digest(key, table, row_id, action, inner):
                    where = f"{_title(table)}第 {row_id} 条"
                    report.findings.append(f"{said}对{where}的记载被改过")
            group = next(groups, None)
        if count != step["changes"] or total.hexdigest() != step["digest"]:
            report.findings.append(f"{said}的改动记载不全或被改过")
        elif chain_digest(key, previous, step) != step["chain"]:
            report.findings.append(f"{said}与历史链不符，这一步或它之前的记载被改过")
        previous, expected = step["chain"], step["id"] + 1
        report.steps += 1
        report.changes += count
        told(report.changes)
    if strays or group:
        report.findings.append("历史被截去一段：有改动找不到所属的步骤")


def _rows(connection: Connection, sql: str, values: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Rows as the file holds them: a forged value may be of any type, and there are many."""
    cursor = connection.connection.cursor()
    try:
        yield from cursor.execute(sql, values)
    finally:
        cursor.close()


def _check_table(connection: Connection, table: Table, report: Report) -> None:
    """Walk the rows and their replayed history side by side, both in the order of ids."""
    told = replayed(_rows(connection, REPLAYED, (table.name,)))
    expected = next(told, None)
    columns = [(column.key, column) for column in table.columns]
    asked = ", ".join(f'"{column.name}"' for column in table.columns)
    place = [key for key, _ in columns].index("id")
    sql = f'SELECT {asked} FROM "{table.name}" ORDER BY id'  # noqa: S608 - names are ours
    for values in _rows(connection, sql):
        report.rows += 1
        row_id = values[place]
        while expected and expected[0] < row_id:
            report.findings.append(f"{_said(table, expected[0], expected[1])}被绕过程序删除了")
            expected = next(told, None)
        if not expected or expected[0] > row_id:
            row = dict(zip(table.columns.keys(), values, strict=True))
            report.findings.append(f"{_said(table, row_id, row)}不是由本程序写入的")
            continue
        if names := _differing(columns, values, expected[1]):
            said = _said(table, row_id, dict(zip(table.columns.keys(), values, strict=True)))
            labels = "、".join(_label(table.name, name) for name in names)
            report.findings.append(
                f"{said}被绕过程序改过：{labels}"
                if expected[1] is not None
                else f"{said}的历史内容被抹去，无从核对"
            )
        expected = next(told, None)
    while expected:
        report.findings.append(f"{_said(table, expected[0], expected[1])}被绕过程序删除了")
        expected = next(told, None)


def _differing(
    columns: Sequence[tuple[str, Any]], values: Any, expected: dict[str, Any] | None
) -> list[str]:
    """Columns whose stored value is not what the history says; all where it says nothing."""
    if expected is None:
        return [key for key, _ in columns]
    get = expected.get
    return [
        key
        for (key, column), value in zip(columns, values, strict=True)
        if value != get(key) and _held(column, value) != get(key)
    ]


def _held(column: Any, value: Any) -> Any:
    """What the file holds, as the history holds it; a forged value may be of any type."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(column.type, DateTime) and isinstance(value, str):
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(value).isoformat()
    return value


def replayed(changes: Iterable[Any]) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """(id, content) of each row that should be there; None where the history lost its content.

    Args:
        changes: of one table, as ``REPLAYED`` gives them.
    """
    for row_id, changes_of in groupby(changes, key=itemgetter(0)):
        content: dict[str, Any] | None = None
        there = False
        for _, action, said in changes_of:
            there = action != "remove"
            content = _applied(content, action, said)
        if there:
            yield row_id, content


def _applied(
    content: dict[str, Any] | None, action: str, text: str | None
) -> dict[str, Any] | None:
    """A row's content after one more change; None once something of it cannot be read."""
    if action == "remove" or text is None:
        return None
    try:
        said = json.loads(text)
        if action == "add":
            return dict(said)
        return None if content is None else content | {name: new for name, (_, new) in said.items()}
    except (ValueError, TypeError, AttributeError):  # forged, and found so by its digest
        return None


def _class_of(name: str) -> Any:
    try:
        return register(name)
    except KeyError:
        return next((cls for cls in shipped() if cls.__tablename__ == name), None)


def _title(name: str) -> str:
    cls = _class_of(name)
    if isinstance(cls, type) and issubclass(cls, Child):
        fields = register(cls.owner).fields.values()
        label = next(f.label for f in fields if isinstance(f.kind, RowsKind) and f.kind.row is cls)
        return f"{_title(cls.owner)}的{label}"
    return str(getattr(cls, "title", name))


def _label(table: str, column: str) -> str:
    spec = getattr(_class_of(table), "fields", {}).get(column)
    return spec.label if spec else column


def _said(table: Table, row_id: int, row: Any) -> str:
    caption = (row or {}).get("caption") or (row or {}).get("name")
    return f"{_title(table.name)}第 {row_id} 条" + (f"“{caption}”" if caption else "")
