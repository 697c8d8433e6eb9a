"""The command ``import``: exit codes, what it prints, what it leaves."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.ledgers import FAULTS, ROWS, write_ledger
from tests.offices import new_store, settle

GOOD = ROWS - len(FAULTS)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with new_store(tmp_path) as database:
        settle(database)
        return database.path


def listed(run: Any, store: Path) -> int:
    _, out, _ = run("list", "mediation", "--store", store, "--json")
    return len(json.loads(out))


def test_a_dry_run_tells_all_and_keeps_nothing(run, store, tmp_path):
    write_ledger(tmp_path / "a.xlsx")
    call = ("import", "mediation", tmp_path / "a.xlsx", "--store", store)
    code, out, _ = run(*call, "--dry-run", "--json")
    told = json.loads(out)
    assert (code, told["kept"]) == (1, False)
    assert told["counts"] == {"new": GOOD, "faulty": len(FAULTS)}
    assert listed(run, store) == 0
    code, out, _ = run(*call)
    assert code == 1
    assert "一条也没有登记" in out
    assert "E8：申请人身份证号" in out
    assert listed(run, store) == 0


def test_the_good_ones_are_kept_and_the_workbook_comes_back(run, store, tmp_path):
    write_ledger(tmp_path / "a.xlsx")
    back = tmp_path / "退回.xlsx"
    code, out, _ = run(
        "import", "人民调解", tmp_path / "a.xlsx", "--good-only", "--rejects", back,
        "--mapping", "旧台账", "--store", store,
    )  # fmt: skip
    assert code == 1
    assert "可以一步撤销" in out
    assert str(back) in out
    assert listed(run, store) == GOOD
    assert load_workbook(back)["2024年"]["M4"].value == "已导入"


def test_people_say_sheet_header_and_columns(run, store, tmp_path):
    write_ledger(tmp_path / "a.xlsx", faults=False)
    call = ("import", "mediation", tmp_path / "a.xlsx", "--store", store, "--dry-run")
    code, out, _ = run(*call, "--sheet", "2024年", "--header", "3", "--map", "简要案情=", "--json")
    assert (code, json.loads(out)["counts"]) == (0, {"new": ROWS})
    for wrong, word in (
        (("--sheet", "没有"), "没有“没有”这张工作表"),
        (("--header", "999"), "不能作表头"),
        (("--map", "没有=案号"), "表里没有“没有”这一栏"),
        (("--map", "序号=没有"), "没有“没有”这一栏"),
    ):
        code, _, err = run(*call, *wrong)
        assert code == 2
        assert word in err


def test_json_goes_out_and_comes_in(run, store, tmp_path):
    write_ledger(tmp_path / "a.xlsx", faults=False)
    assert run("import", "mediation", tmp_path / "a.xlsx", "--store", store)[0] == 0
    out = tmp_path / "x.json"
    assert run("export", "mediator", out, "--store", store)[0] == 0
    (tmp_path / "b").mkdir()
    with new_store(tmp_path / "b") as other:
        path = other.path
    (tmp_path / "c.json").write_text('[{"姓名": "张三", "电话": "13800000001"}]', encoding="utf-8")
    assert run("import", "person", tmp_path / "c.json", "--store", path)[0] == 0
    code, told, _ = run("list", "person", "--store", path)
    assert (code, "13800000001" in told or "138" in told) == (0, True)


def test_wrong_files_and_registers_are_wrong_calls(run, store, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK nothing")
    code, _, err = run("import", "mediation", tmp_path / "a.xlsx", "--store", store)
    assert (code, "损坏" in err) == (2, True)
    code, _, err = run("import", "paper", tmp_path / "a.xlsx", "--store", store)
    assert (code, "不能导入" in err) == (2, True)
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    code, _, err = run("import", "person", tmp_path / "a.json", "--store", store)
    assert (code, "不是完好的 JSON" in err) == (2, True)
