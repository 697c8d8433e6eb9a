"""A table from above by the command line: seen, filled, and a new template asked about first."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.exchange.county.keeping import keep
from tests.exchange.county.books import ROLL, SHEET, county_book
from tests.exchange.county.test_filling import quarterly
from tests.offices import agreed, new_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    package = county_book(tmp_path / "表.xlsx")
    with new_store(tmp_path) as database:
        agreed(database)
        keep(database, None, "季报", quarterly(package), package)
        return database.path


def test_a_quarter_is_filled(run, store, tmp_path):
    path = tmp_path / "填好.xlsx"
    call = ("fill", "季报", "--year", "2024", "--quarter", "2", "--store", store)
    code, out, err = run(*call)
    assert (code, err) == (0, "")
    assert "没有写文件" in out
    code, out, err = run(*call, "--out", path, "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert told["cells"][f"{SHEET}!B5"] == "1"
    assert (told["file"], told["records"]) == (str(path), 1)
    assert load_workbook(path)[SHEET]["B5"].value == 1
    code, out, _ = run("list", "导出登记", "--store", store, "--json")
    assert len(json.loads(out)) == 1


def test_a_new_template_is_followed_only_when_people_say_so(run, store, tmp_path):
    new, path = tmp_path / "新.xlsx", tmp_path / "填好.xlsx"
    county_book(new, top=3)
    call = ("fill", "季报", "--year", "2024", "--out", path, "--store", store)
    code, out, _ = run(*call, "--template", new)
    assert (code, path.exists()) == (1, False)
    assert "B8" in out
    code, _, err = run(*call, "--template", new, "--confirm")
    assert (code, err) == (0, "")
    page = load_workbook(path)
    assert (page[SHEET]["B8"].value, page[ROLL]["A2"].value) == (1, 1)
    path.unlink()
    assert run(*call)[0] == 0  # the new template is the form's now
    assert load_workbook(path)[SHEET]["B8"].value == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("年报", "--year", "2024"), "有：季报"),
        (("季报", "--year", "2024", "--quarter", "5"), "1 至 4"),
        (("季报", "--year", "2024", "--out", "表.doc"), "应以 .xlsx 结尾"),
        (("季报", "--year", "2024", "--template", "没有.xlsx"), "读不了"),
    ],
)
def test_a_wrong_call_gets_a_sentence(run, store, words, said):
    code, _, err = run("fill", *words, "--store", store)
    assert (code, said in err) == (2, True), err
