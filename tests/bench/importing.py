"""Importing a ledger against reading its file and writing the same rows bare."""

import gc
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook
from sqlalchemy import insert, select

from db.registers import Case, Person
from db.store.database import Database
from db.store.history import told_tables
from desktop.exchange.importing.plan import plan
from desktop.exchange.importing.reading import read
from desktop.exchange.importing.taking import Way, take
from tests.offices import new_store, settle

ROWS = 20_000  # the 100,000 cost the same for each row, and five minutes
CASES = 2_000


def run() -> list[tuple[str, float, str]]:
    """Ratios to the floor: calamine reads the file, executemany writes every row that arose."""
    return [
        measured(Person, persons(ROWS), ROWS, f"import {ROWS:,} persons"),
        measured(Case, cases(CASES), CASES, f"import {CASES:,} cases, each with two parties"),
    ]


def measured(cls: Any, rows: Iterator[list[Any]], number: int, what: str) -> tuple[str, float, str]:
    """One ledger into an empty office, then the rows that it left into another one, bare."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "台账.xlsx"
        write(path, rows)
        with store(folder, "a") as database:
            before = {table: last(database, table) for table in told_tables_and_change()}
            gc.collect()
            start = time.perf_counter()
            outcome = take(database, plan(cls, read(path)), Way(keep=True))
            took = time.perf_counter() - start
            assert outcome.kept, outcome.faulty[:1]
            assert len(outcome.rows) == number
            arose = {table: left(database, table, n) for table, n in before.items()}
        gc.collect()
        with store(folder, "b") as database:
            start = time.perf_counter()
            book = CalamineWorkbook.from_path(str(path))
            book.get_sheet_by_index(0).to_python()
            with database.engine.begin() as connection:
                for table, values in arose.items():
                    if values:
                        connection.execute(insert(table), values)
            floor = time.perf_counter() - start
    return what, took / floor, f"{took:.1f} s, floor {floor:.1f} s"


def store(folder: str, name: str) -> Database:
    """An office's store."""
    (Path(folder) / name).mkdir()
    database = new_store(Path(folder) / name)
    settle(database)
    return database


def told_tables_and_change() -> list[Any]:
    """Every table that an import writes: the registers' and the history's."""
    from db.store.history import CHANGE

    return [*told_tables(), CHANGE]


def last(database: Database, table: Any) -> int:
    """The highest id."""
    with database.engine.connect() as connection:
        found = connection.execute(select(table.c.id).order_by(table.c.id.desc()).limit(1))
        return found.scalar() or 0


def left(database: Database, table: Any, after: int) -> list[dict[str, Any]]:
    """The rows that came after that id."""
    with database.engine.connect() as connection:
        rows = connection.execute(select(table).where(table.c.id > after)).mappings()
        return [dict(row) for row in rows]


def write(path: Path, rows: Iterator[list[Any]]) -> None:
    """The ledger, as an office would have it."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            else:
                sheet.write(number, column, cell)
    book.close()


def persons(number: int) -> Iterator[list[Any]]:
    """A roll of persons with ten columns."""
    yield [
        "姓名",
        "身份证号",
        "性别",
        "民族",
        "学历",
        "单位或职业",
        "电话",
        "住址",
        "户籍所在地",
        "备注",
    ]
    for n in range(number):
        yield [
            f"张{n}", known(n), "男", "汉族", "初中", "务农", f"138{n:08}",
            f"天龙镇{n % 40}组", f"天龙镇{n % 40}组", "从旧台账转入",
        ]  # fmt: skip


def cases(number: int) -> Iterator[list[Any]]:
    """A ledger of disputes with thirteen columns."""
    yield [
        "案号", "受理日期", "申请人", "申请人身份证号", "申请人联系电话", "被申请人",
        "被申请人联系电话", "纠纷类型", "案件来源", "简要案情", "结案日期", "状态", "调解员",
    ]  # fmt: skip
    for n in range(number):
        day = date(2015, 1, 1) + timedelta(days=n % 3000)
        yield [
            f"（{day.year}）测人调字第{n + 1}号", day, f"赵{n}", known(n), f"138{n:08}", f"钱{n}",
            f"139{n:08}", "邻里纠纷", "依申请调解", f"因通道堆物发生争执，第{n}件。",
            day + timedelta(days=20), "已结案", "甲调解员",
        ]  # fmt: skip


def known(number: int) -> str:
    """An ID number of nobody: each another one, check digit right."""
    from stdnum.cn import ric

    thousands, rest = divmod(number, 1000)
    year, month, day = 1900 + thousands // 30, 1 + thousands % 12, 1 + thousands // 12 % 28
    body = f"520403{year:04}{month:02}{day:02}{rest:03}"
    return body + str(ric.calc_check_digit(body + "0"))
