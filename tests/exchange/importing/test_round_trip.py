"""Every register goes out whole and comes into a fresh store equal."""

from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

from db.registers import ALL
from db.store.database import Database
from db.store.kinds import FileKind, LinkKind, RowsKind
from db.store.links import captions
from db.store.listing import Listing
from db.store.trouble import Trouble
from desktop.exchange.exporting import export
from desktop.exchange.importing.outcome import Fate
from desktop.exchange.importing.plan import plan
from desktop.exchange.importing.reading import read
from desktop.exchange.importing.taking import Way, take
from desktop.exchange.layout import complete, is_carried
from desktop.exchange.rows_out import Wish
from tests.filled import filled
from tests.offices import new_store


def linked(cls: Any) -> Iterator[str]:
    """The tables that a register's records and their rows point at."""
    for spec in cls.fields.values():
        if isinstance(spec.kind, LinkKind) and spec.kind.table != cls.__tablename__:
            yield spec.kind.table
        elif isinstance(spec.kind, RowsKind):
            yield from linked(spec.kind.row)


def needs_a_file(cls: Any) -> bool:
    """Whether a record is nothing without a file, which no sheet can hold."""
    return any(spec.required and isinstance(spec.kind, FileKind) for spec in cls.fields.values())


_TABLES = {
    cls.__tablename__: cls for cls in ALL if not cls.written_by_program and not needs_a_file(cls)
}
BY_PEOPLE = [
    _TABLES[table]
    for table in TopologicalSorter(
        {t: list(dict.fromkeys(linked(cls))) for t, cls in _TABLES.items()}
    ).static_order()
    if table in _TABLES
]
"""Registers people fill, those first that others point at."""
BY_PROGRAM = [cls for cls in ALL if cls.written_by_program]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, Database]:
    """A store with a filled record of every register, and one that all of them came into."""
    folder = tmp_path_factory.mktemp("round")
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    with new_store(folder / "a") as one, new_store(folder / "b") as other:
        for cls in BY_PEOPLE:  # what a record points at is made with it
            with one.step("登记") as session:
                if cls.single or not Listing(cls).count(session):
                    session.add(filled(cls, session))
        for cls in BY_PEOPLE:
            carry(one, other, cls, folder / f"{cls.__tablename__}.xlsx")
        yield one, other


def carry(one: Database, other: Database, cls: Any, path: Path) -> None:
    export(one, Wish(Listing(cls), masked=False), path)
    outcome = take(other, plan(cls, read(path)), Way(keep=True))
    faults = {remark.told() for row in outcome.faulty for remark in row.remarks}
    assert not faults, cls.title
    assert outcome.kept


@pytest.mark.parametrize("cls", BY_PEOPLE, ids=[cls.__tablename__ for cls in BY_PEOPLE])
def test_it_comes_back_equal(cls, stores):
    one, other = (whole(database, cls) for database in stores)
    assert one
    assert one == other


@pytest.mark.parametrize("cls", BY_PEOPLE, ids=[cls.__tablename__ for cls in BY_PEOPLE])
def test_taking_it_again_changes_nothing(cls, stores, tmp_path):
    path = tmp_path / "again.xlsx"
    export(stores[1], Wish(Listing(cls), masked=False), path)
    outcome = take(stores[1], plan(cls, read(path)), Way())
    assert {row.fate for row in outcome.rows} == {Fate.SAME}, outcome.rows[0]
    assert not [remark for row in outcome.rows for remark in row.remarks]


@pytest.mark.parametrize("cls", BY_PROGRAM, ids=[cls.__tablename__ for cls in BY_PROGRAM])
def test_what_proves_something_is_not_imported(cls, stores, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("名称\n假的\n", encoding="utf-8")
    with pytest.raises(Trouble, match="不能导入"):
        plan(cls, read(path))


def whole(database: Database, cls: Any) -> dict[str, Any]:
    """Every record of the register as text by field, links by name, under its mark."""
    with database.read() as session:
        records = Listing(cls).records(session, None)
        return {record.uid: told(session, record, cls) for record in records}


def told(session: Any, row: Any, cls: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for spec in cls.fields.values():
        value = getattr(row, spec.name)
        if isinstance(spec.kind, RowsKind):
            found[spec.name] = [told(session, one, spec.kind.row) for one in value]
        elif isinstance(spec.kind, LinkKind):
            found[spec.name] = captions(session, spec.kind.table, [value]).get(value)
        elif is_carried(spec):
            found[spec.name] = value
    assert set(found) >= {spec.name for spec in complete(type(row))[0].fields} if cls in ALL else 1
    return found
