"""How every register looks as sheets: legal for Excel, nothing lost, nothing twice."""

import pytest

from db.registers import ALL, Card, Case, Certificate
from db.store.fields import Field
from db.store.kinds import FileKind, RowsKind
from db.store.listing import Listing
from desktop.exchange.layout import MARK, OWNER, PLACE, Column, as_shown, complete, sheet_name

each_register = pytest.mark.parametrize("cls", ALL, ids=[cls.__tablename__ for cls in ALL])


@each_register
def test_sheets_are_legal_and_their_headers_unique(cls):
    sheets = complete(cls)
    names = [sheet.name.casefold() for sheet in sheets]
    assert len(set(names)) == len(names)
    for sheet in sheets:
        assert 0 < len(sheet.name) <= 31
        assert not set(sheet.name) & set("[]:*?/\\'")
        headers = [column.header for column in sheet.columns]
        assert len(set(headers)) == len(headers)
        assert headers[-1] == MARK
        assert sheet.rows is None or headers[:2] == [OWNER, PLACE]


@each_register
def test_every_field_that_somebody_gave_has_its_column(cls):
    sheets = complete(cls)
    for sheet in sheets:
        left_out = set(sheet.cls.fields) - {spec.name for spec in sheet.fields}
        for name in left_out:
            spec = sheet.cls.fields[name]
            assert isinstance(spec.kind, FileKind | RowsKind) or spec.computed is not None, name
    rows = [spec.name for spec in cls.fields.values() if isinstance(spec.kind, RowsKind)]
    assert [sheet.rows.name for sheet in sheets[1:]] == rows


def test_keys_and_pictures_stay_in_the_house():
    kinds = {spec.kind.code for sheet in complete(Certificate) for spec in sheet.fields}
    assert "file" not in kinds


def test_masked_sheets_have_no_way_back():
    assert all(Column(MARK) not in sheet.columns for sheet in complete(Case, marked=False))


def test_as_shown_are_the_lists_columns():
    (sheet,) = as_shown(Listing(Card))
    assert sheet.fields == Listing(Card).columns
    assert {type(spec) for spec in sheet.fields} == {Field}


def test_long_and_equal_names_are_told_apart():
    first = sheet_name("很" * 40, set())
    second = sheet_name("很" * 40, {first.casefold()})
    assert (len(first), len(second)) == (31, 31)
    assert second.endswith("（2）")
    assert sheet_name("甲/乙:[丙]'", set()) == "甲／乙：［丙］’"
