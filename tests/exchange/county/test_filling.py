"""A table from above filled from the registers: figures, lists, words; refusals lose nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from db.figures.period import Period
from db.registers import CountyForm, ExportLog
from db.registers.county_form import CountyFormCell
from db.store.attachments import attachments_of
from db.store.database import Database
from db.store.rights import ASKED
from db.store.trouble import Trouble
from desktop.exchange.county.filling import Draft, drafted, write
from desktop.exchange.county.keeping import form_named, keep, require_template, template_of
from desktop.exchange.county.labels import labels
from desktop.exchange.county.package import Package
from desktop.exchange.county.scanning import grids
from tests.exchange.county.books import ROLL, SHEET, bare_book, county_book
from tests.offices import agreed, agreed_case, new_store

QUARTER = Period.quarter(2024, 2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        agreed(database)
        yield database


def cell(package: Package, sheet: str, spot: str, code: str, **more) -> CountyFormCell:
    made = CountyFormCell.fresh(sheet=sheet, address=spot, code=code, words=code, **more)
    words = labels(grids(package)[sheet], made.place)
    made.row_text, made.column_text = words.row or None, words.column or None
    return made


def quarterly(package: Package) -> list[CountyFormCell]:
    return [
        cell(package, SHEET, "B2", "office", way="word"),
        cell(package, SHEET, "B5", "mediation.total"),
        cell(package, SHEET, "D5", "mediation.total", span="cumulative"),
        cell(package, ROLL, "A2", "mediation.#", way="column"),
        cell(package, ROLL, "B2", "mediation.accepted_on", way="column"),
        cell(package, ROLL, "C2", "mediation.summary", way="column"),
    ]


def draft(store: Database, package: Package, cells, period: Period = QUARTER, **more) -> Draft:
    with store.read() as session:
        return drafted(session, "季报", cells, package, period, user=store.user, **more)


def test_figures_lists_and_words_go_where_they_were_mapped(store, tmp_path):
    package = county_book(tmp_path / "表.xlsx")
    made = draft(store, package, quarterly(package))
    assert [one.shown for one in made.single] == ["测试镇司法所", "1", "1"]
    path = write(store, made, tmp_path / "填好.xlsx")
    page = load_workbook(path)
    assert [page[SHEET][spot].value for spot in ("B2", "B5", "D5")] == ["测试镇司法所", 1, 1]
    row = [one.value for one in page[ROLL][2]]
    assert (row[0], row[1].date(), row[2]) == (1, date(2024, 6, 5), "通道堆放杂物影响通行。")


def test_another_period_has_other_figures_and_an_empty_list(store, tmp_path):
    package = county_book(tmp_path / "表.xlsx")
    made = draft(store, package, quarterly(package), Period.quarter(2024, 3))
    assert [one.shown for one in made.single] == ["测试镇司法所", "0", "1"]
    assert made.records == 0


def test_a_register_that_was_not_kept_leaves_its_cell_blank_and_says_so(store, tmp_path):
    package = county_book(tmp_path / "表.xlsx")
    made = draft(store, package, [cell(package, SHEET, "B5", "aid.applied")])
    assert made.values == {}
    assert "没有登记过，留空" in made.blank[0].shown


def test_the_file_is_entered_as_an_export_and_the_template_is_never_written_over(store, tmp_path):
    package = county_book(tmp_path / "表.xlsx")
    made = draft(store, package, quarterly(package))
    with pytest.raises(Trouble, match="就是模板"):
        write(store, made, tmp_path / "表.xlsx")
    with pytest.raises(Trouble, match="结尾，和模板一样"):
        write(store, made, tmp_path / "填好.xlsm")
    with store.read() as session:
        assert session.scalars(select(ExportLog)).all() == []
    write(store, made, tmp_path / "填好.xlsx")
    with store.read() as session:
        (entry,) = session.scalars(select(ExportLog)).all()
    assert (entry.name, entry.extent, entry.records) == ("上级表格", "季报", 1)


def test_a_list_that_would_run_into_what_stands_below_is_refused(store, tmp_path):
    with store.step("又一件") as session:
        session.add(agreed_case(1))
    text = '<c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c>'
    rows = "".join(
        f'<row r="{number}">{text.format(number, word) if word else ""}</row>'
        for number, word in ((1, "简介"), (2, ""), (3, ""), (4, "填表说明"))
    )
    package = bare_book(f"<sheetData>{rows}</sheetData>")
    one = cell(package, "表", "A2", "mediation.summary", way="column")
    assert draft(store, package, [one]).records == 2
    with store.step("再一件") as session:
        session.add(agreed_case(1))
    with pytest.raises(Trouble, match="只有 2 行空位，要填 3 行"):
        draft(store, package, [one])


def test_secrets_in_a_list_are_masked_where_it_is_asked(store, tmp_path):
    with store.step("改") as session:
        from db.registers import Mediator

        session.get(Mediator, 1).id_number = "520403188001010017"
    package = bare_book("<sheetData><row r='1'/></sheetData>")
    one = CountyFormCell.fresh(sheet="表", address="A1", way="column", code="mediator.id_number")
    bare, masked = (draft(store, package, [one], masked=masked) for masked in (False, True))
    assert (bare.secret, bare.values["表"][2, 1]) == (True, "520403188001010017")
    assert masked.values["表"][2, 1] == "52*************017"
    store.rights = replace(store.rights, sensitive=ASKED)
    given = draft(store, package, [one], masked=False)
    assert (given.masked, given.values) == (True, masked.values), "without the right, always"


@pytest.mark.parametrize(
    ("code", "way", "said"),
    [
        ("mediation.totl", "figure", "相近的有：mediation.total"),
        ("nothing.name", "column", "没有“nothing”这个登记簿"),
        ("mediation.parties", "column", "不能作名单的一列"),
        ("weather", "word", "没有“weather”这个表头文字"),
    ],
)
def test_a_code_that_means_nothing_is_told(store, tmp_path, code, way, said):
    package = county_book(tmp_path / "表.xlsx")
    with pytest.raises(Trouble, match=said):
        draft(store, package, [cell(package, SHEET, "B5", code, way=way)])


def test_mapping_and_template_are_kept_by_name_and_undone_together(store, tmp_path):
    old = county_book(tmp_path / "旧.xlsx")
    number = keep(store, None, "季报", quarterly(old), old)
    new = county_book(tmp_path / "新.xlsx", top=1)
    keep(store, number, "季报", quarterly(old)[:1], new)
    with store.read() as session:
        form = form_named(session, "季报")
        assert (len(form.cells), template_of(session, form).content) == (1, new.content)
    store.undo()
    with store.read() as session:
        form = form_named(session, "季报")
        assert (len(form.cells), template_of(session, form).content) == (6, old.content)
        assert [one.name for one in attachments_of(session, "county_form", number)] == ["旧.xlsx"]
        with pytest.raises(Trouble, match="有：季报"):
            form_named(session, "年报")


def test_without_a_template_or_a_mapping_nothing_is_filled(store, tmp_path):
    with store.step("登记") as session:
        session.add(CountyForm.fresh(name="空表"))
    with store.read() as session, pytest.raises(Trouble, match="还没有模板"):
        require_template(session, form_named(session, "空表"))
    with pytest.raises(Trouble, match="还没有对照任何一格"):
        draft(store, county_book(tmp_path / "表.xlsx"), [])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("表.csv", "甲,乙\n".encode(), "另存为 xlsx"),
        ("表.xlsx", b"", "是空文件"),
        ("表.xlsx", b"PK\x03\x04 cut", "已经损坏"),
        ("表.xls", b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "xls 格式"),
        ("表.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    ],
)
def test_files_that_cannot_be_filled_get_a_sentence(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Trouble, match=said):
        Package.of(path)


@pytest.mark.parametrize(
    "rows",
    [
        "<sheetData><row r='1'><c r='A1'>",
        "<sheetData><row r='1'><c r='1A'/></row></sheetData>",
        "<sheetData><row r='1'><c r='A1' t='s'><v>7</v></c></row></sheetData>",
        "<sheetData/><mergeCells><mergeCell/></mergeCells>",
        "<other/>",
    ],
)
def test_a_damaged_sheet_gets_a_sentence(rows):
    with pytest.raises(Trouble, match="已经损坏"):
        grids(bare_book(rows))


def test_a_sheet_with_declarations_or_in_another_encoding_is_not_guessed_at():
    package = bare_book("<sheetData/>")
    part = package.part("xl/worksheets/sheet1.xml")
    for changed in (
        part.replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'),
        part.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        part.decode().replace("UTF-8", "GBK").encode("gbk"),
    ):
        other = Package("表.xlsx", package.with_parts({"xl/worksheets/sheet1.xml": changed}))
        with pytest.raises(Trouble, match="另存为 xlsx"):
            grids(other)
