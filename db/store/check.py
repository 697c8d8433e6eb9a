"""The check: proves the chain, and that the tables are what the history says they are."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, func, select

from db.store.engine import spoken
from db.store.history import (
    CHANGE,
    START,
    STEP,
    chain_digest,
    change_digest,
    whole_row,
)
from db.store.progress import Progress, unwatched
from db.store.record import Row

if TYPE_CHECKING:
    from db.store.database import Database

_OURS = ("step", "change")


@dataclass
class Report:
    """What the check found: nothing wrong when ``findings`` is empty."""

    steps: int = 0
    changes: int = 0
    rows: int = 0
    findings: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether everything agrees."""
        return not self.findings


def check(database: "Database", progress: Progress = unwatched) -> Report:
    """Check the file's pages, the chain of steps, each change, and each row against its history.

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
            report.findings.append(f"{row[0]} 第 {row[1]} 行指向的记录不存在")
        total = connection.scalar(select(func.count()).select_from(CHANGE)) or 0
        _check_chain(connection, database.chain_key, report, lambda n: progress(n, total * 2))
        for number, table in enumerate(Row.metadata.sorted_tables):
            if table.name not in _OURS:
                _check_table(connection, table, report)
            progress(total + total * number // len(Row.metadata.tables), total * 2)
    return report


def _check_chain(connection: Connection, key: bytes, report: Report, told: Any) -> None:
    previous, expected = START, 1
    for step in connection.execute(select(STEP).order_by(STEP.c.id)).mappings():
        said = f"第 {step['id']} 步“{step['name']}”（{step['at']}，{step['who']}）"
        if step["id"] != expected:
            report.findings.append(f"第 {expected} 步至第 {step['id'] - 1} 步从历史中消失了")
        total, count = sha256(), 0
        for change in connection.execute(
            select(CHANGE).where(CHANGE.c.step_id == step["id"]).order_by(CHANGE.c.id)
        ):
            count += 1
            total.update(bytes.fromhex(change.digest))
            if change.content is not None and change.digest != change_digest(
                key, change.table_name, change.row_id, change.action, change.content
            ):
                where = f"{_title(change.table_name)}第 {change.row_id} 条"
                report.findings.append(f"{said}对{where}的记载被改过")
        if count != step["changes"] or total.hexdigest() != step["digest"]:
            report.findings.append(f"{said}的改动记载不全或被改过")
        elif chain_digest(key, previous, step) != step["chain"]:
            report.findings.append(f"{said}与历史链不符，这一步或它之前的记载被改过")
        previous, expected = step["chain"], step["id"] + 1
        report.steps += 1
        report.changes += count
        told(report.changes)
    strays = select(func.count()).where(CHANGE.c.step_id >= expected)
    if connection.scalar(strays):
        report.findings.append("历史的末尾被截去：有改动找不到所属的步骤")


def _check_table(connection: Connection, table: Table, report: Report) -> None:
    """Walk the rows and their replayed history side by side, both in the order of ids."""
    told = _replayed(connection, table.name)
    expected = next(told, None)
    for row in connection.execute(select(table).order_by(table.c.id)).mappings():
        report.rows += 1
        while expected and expected[0] < row["id"]:
            report.findings.append(f"{_said(table, expected[0], expected[1])}被绕过程序删除了")
            expected = next(told, None)
        if not expected or expected[0] > row["id"]:
            report.findings.append(f"{_said(table, row['id'], row)}不是由本程序写入的")
            continue
        if expected[1] is not None and expected[1] != whole_row(table, row):
            now = whole_row(table, row)
            names = sorted(n for n in {*now, *expected[1]} if now.get(n) != expected[1].get(n))
            labels = "、".join(_label(table.name, name) for name in names)
            report.findings.append(f"{_said(table, row['id'], row)}被绕过程序改过：{labels}")
        expected = next(told, None)
    while expected:
        report.findings.append(f"{_said(table, expected[0], expected[1])}被绕过程序删除了")
        expected = next(told, None)


def _replayed(connection: Connection, name: str) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """(id, content) of each row that should be there; None where content was lawfully erased."""
    query = select(CHANGE.c.row_id, CHANGE.c.action, CHANGE.c.content).where(
        CHANGE.c.table_name == name
    )
    current: int | None = None
    content: dict[str, Any] | None = None
    there = erased = False
    for row in connection.execute(query.order_by(CHANGE.c.row_id, CHANGE.c.id)):
        if row.row_id != current:
            if current is not None and there:
                yield current, None if erased else content
            current, content, there, erased = row.row_id, {}, False, False
        there = row.action != "remove"
        if row.content is None:
            erased = True
            continue
        change = json.loads(row.content)
        if row.action == "add":
            content, erased = change, False
        elif row.action == "edit" and content is not None:
            content.update({key: pair[1] for key, pair in change.items()})
            content = {key: value for key, value in content.items() if value is not None}
    if current is not None and there:
        yield current, None if erased else content


def _class_of(name: str) -> Any:
    return next((m.class_ for m in Row.registry.mappers if m.class_.__tablename__ == name), None)


def _title(name: str) -> str:
    return str(getattr(_class_of(name), "title", name))


def _label(table: str, column: str) -> str:
    spec = getattr(_class_of(table), "fields", {}).get(column)
    return spec.label if spec else column


def _said(table: Table, row_id: int, row: Any) -> str:
    caption = (row or {}).get("caption")
    return f"{_title(table.name)}第 {row_id} 条" + (f"“{caption}”" if caption else "")
