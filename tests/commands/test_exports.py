"""Records out by the command line: whole and unmasked unless asked otherwise."""

import json
from pathlib import Path

import pytest

from tests.exchange.sheets import read_back
from tests.offices import agreed, new_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with new_store(tmp_path) as database:
        agreed(database)
        return database.path


def test_a_bare_export_can_come_back(run, store, tmp_path):
    path = tmp_path / "案.xlsx"
    code, out, err = run("export", "mediation", path, "--store", store, "--purpose", "换电脑")
    assert (code, err) == (0, "")
    assert f"已导出 1 件到 {path}" in out
    assert "--masked" in out
    rows = read_back(path)["当事人"]
    assert rows[0]["身份证号"] == "520403188001010017"
    assert len(rows[0]["记录标识"]) == 32
    _, out, _ = run("list", "导出登记", "--store", store, "--json")
    (entry,) = json.loads(out)
    assert (entry["name"], entry["masked"], entry["purpose"]) == ("人民调解", False, "换电脑")


def test_masked_and_as_shown(run, store, tmp_path):
    path = tmp_path / "员.xlsx"
    assert run("export", "人民调解", path, "--store", store, "--masked")[0] == 0
    assert read_back(path)["当事人"][0]["身份证号"] == "52*************017"
    code, out, _ = run(
        "export", "mediator", path, "--store", store, "--shown", "--search", "甲", "--json"
    )
    assert (code, json.loads(out)["records"]) == (0, 1)
    assert list(read_back(path)) == ["人民调解员"]
    _, out, _ = run("export", "mediator", path, "--store", store, "--json")
    assert json.loads(out)["masked"] is False


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mediation", "案.doc"), "结尾"),
        (("mediation", "案.xlsx", "--where", "状态=已归档"), "没有可导出"),
        (("mediation", "案.xlsx", "--where", "颜色=红"), "没有“颜色”这一栏"),
        (("没有的", "案.xlsx"), "没有“没有的”这个登记簿"),
    ],
)
def test_a_wrong_call_gets_a_sentence(run, store, tmp_path, words, said):
    register, name, *rest = words
    code, _, err = run("export", register, tmp_path / name, *rest, "--store", store)
    assert (code, said in err) == (2, True)
    assert not (tmp_path / "案.xlsx").exists()
