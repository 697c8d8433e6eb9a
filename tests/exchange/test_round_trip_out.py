"""Every register goes out and its workbook says what the store says."""

from collections.abc import Iterator
from typing import Any

import pytest

from db.registers import ALL
from db.store.database import Database
from db.store.kinds import LinkKind
from db.store.links import captions
from db.store.listing import Listing
from desktop.exchange.exporting import export
from desktop.exchange.layout import MARK, OWNER, PLACE, Sheet, complete
from desktop.exchange.rows_out import Wish
from tests.exchange.sheets import as_typed, read_back
from tests.filled import filled

each_register = pytest.mark.parametrize("cls", ALL, ids=[cls.__tablename__ for cls in ALL])


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("out")
    made, _code = Database.create(folder / "store.db", "张所长", "一二三四五六七八")
    with made:
        yield made


@each_register
def test_the_workbook_says_what_the_store_says(cls, database, tmp_path):
    with database.step("登记") as session:
        record = filled(cls, session)
        session.add(record)
    path = tmp_path / "出.xlsx"
    done = export(database, Wish(Listing(cls), masked=False), path)
    found = read_back(path)
    main, *others = complete(cls)
    assert [sheet.name for sheet in (main, *others)] == list(found)
    assert len(found[main.name]) == done.records
    (row,) = [row for row in found[main.name] if row[MARK] == record.uid]
    assert_same(database, main, record, row)
    for sheet in others:
        kept = getattr(record, sheet.rows.name)
        rows = [row for row in found[sheet.name] if row[MARK] == record.uid]
        assert [row[PLACE] for row in rows] == [number + 1 for number in range(len(kept))]
        for one, row in zip(kept, rows, strict=True):
            assert row[OWNER] == record.caption
            assert_same(database, sheet, one, row)


def assert_same(database: Database, sheet: Sheet, record: Any, row: dict[str, Any]) -> None:
    for spec in sheet.fields:
        value, cell = getattr(record, spec.name), row[spec.label]
        if isinstance(spec.kind, LinkKind):
            with database.read() as session:
                value = captions(session, spec.kind.table, [value]).get(value, "")
            assert cell == value, spec.label
        else:
            assert spec.kind.parse(as_typed(cell)) == value, spec.label
