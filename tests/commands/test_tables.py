"""The commands ``tables`` and ``figures --table``: in print, in JSON, with what is wrong."""

import json
from datetime import date

import pytest

import main
from db.registers import Case
from tests.offices import PASSWORD, agreed, new_store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    with new_store(folder) as database:
        agreed(database)
        with database.step("补录") as session:
            session.add(
                Case.fresh(
                    state="agreed", registered_on=date(2024, 9, 1), accepted_on=date(2024, 9, 1),
                    agreed_on=date(2024, 9, 5), source="1", agreement_form="oral",
                )
            )  # fmt: skip
    return folder / "store.db"


@pytest.fixture
def tell(store, capsys, monkeypatch):
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSWORD)

    def told(command, *words):
        code = main.main([command, "--store", str(store), *words])
        out = capsys.readouterr()
        return code, out.out, out.err

    return told


def test_the_tables_are_listed(tell):
    code, out, _ = tell("tables")
    assert code == 0
    assert out.splitlines()[0] == "mediation\t人民调解案件情况统计表"
    assert {"code": "education", "title": "法治宣传教育情况统计表", "own": False} in json.loads(
        tell("tables", "--json")[1]
    )


def test_a_table_is_printed_and_sound(tell):
    code, out, _ = tell("figures", "--table", "mediation", "--year", "2024", "--quarter", "2")
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "人民调解案件情况统计表（2024年第二季度）"
    assert lines[1].startswith("单位\t调解情况／调解案件总数（件）\t调解情况／涉及当事人数（人）")
    (total,) = (line for line in lines if line.startswith("本级上报总计"))
    assert total.split("\t")[1:4] == ["1", "2", "1"]
    assert not any(line.startswith("错误") for line in lines)


def test_an_error_is_told_with_its_records_and_the_code_of_the_call(tell):
    words = ("--table", "mediation", "--year", "2024", "--quarter", "3")
    code, out, _ = tell("figures", *words)
    assert code == 1
    assert "错误：本级上报总计：调解案件总数 1，应等于案件分类之和 0，差 1" in out.splitlines()
    code, out, _ = tell("figures", *words, "--json", "--records")
    told = json.loads(out)
    assert code == 1
    (found,) = (
        one for one in told["findings"] if one["rule"] == "k1" and one["cells"][0]["row"] == "total"
    )
    assert [(one["register"], one["id"]) for one in found["records"]] == [("mediation", 2)]
    (total,) = (row for row in told["rows"] if row["key"] == "total")
    assert total["cells"]["total"]["records"] == {"records": [{"register": "mediation", "id": 2}]}
    assert total["cells"]["total"]["last_period"] == 1


def test_cumulative_counts_from_january(tell):
    words = ("--table", "mediation", "--year", "2024", "--quarter", "3", "--cumulative", "--json")
    told = json.loads(tell("figures", *words)[1])
    (total,) = (row for row in told["rows"] if row["key"] == "total")
    assert (told["period"]["first"], total["cells"]["total"]["value"]) == ("2024-01-01", 2)


def test_an_unknown_table_is_told(tell):
    code, _, err = tell("figures", "--table", "nothing", "--year", "2024")
    assert code == 2
    assert "没有统计表“nothing”" in err
