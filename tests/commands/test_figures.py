"""The command ``figures``: every figure with its words, and the records behind it."""

import json

import pytest

import main
from tests.offices import PASSWORD, agreed, new_store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    with new_store(folder) as database:
        agreed(database)
    return folder / "store.db"


@pytest.fixture
def tell(store, capsys, monkeypatch):
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSWORD)

    def told(*words):
        code = main.main(["figures", "--store", str(store), *words])
        out = capsys.readouterr()
        return code, out.out, out.err

    return told


def test_every_figure_with_last_period_and_last_year(tell):
    code, out, _ = tell("--year", "2024", "--quarter", "2")
    assert code == 0
    assert "mediation.resolved\t调解成功\t1件\t—\t—" in out.splitlines()
    assert out.splitlines()[0].endswith("2024年第二季度\t2024年第一季度\t2023年第二季度")


def test_json_gives_the_ids_behind_every_figure(tell):
    code, out, _ = tell("--year", "2024", "--json", "--records")
    told = {one["code"]: one for one in json.loads(out)["figures"]}
    assert code == 0
    assert told["mediation.resolved"]["records"] == {
        "records": [{"register": "mediation", "id": 1}]
    }
    assert told["mediation.rate"]["value"] == "100.0"
    assert told["mediation.rate"]["parts"] == {"调解成功": 1, "办结案件": 1}
    assert told["education.events"]["value"] is None, "that register was not kept"
    assert told["mediators.total"]["records"].keys() == {"期末", "期初", "增加", "减少"}


def test_the_records_behind_one_figure(tell):
    code, out, _ = tell("--year", "2024", "--month", "6", "--records", "mediation.parties")
    assert code == 0
    assert out.splitlines() == [
        "涉及当事人数（2024年6月）：2人",
        "mediation\t1\t（2024）测人调字第1号 张三与李四邻里纠纷\t2",
    ]


def test_another_basis_and_cumulative(tell):
    june = ("--from", "2024-06-01", "--to", "2024-06-08")
    assert "：0件" in tell(*june, "--records", "mediation.total")[1]
    assert "：1件" in tell(*june, "--records", "mediation.total", "--basis", "受理")[1]
    words = ("--year", "2024", "--quarter", "4", "--cumulative", "--records", "mediation.total")
    assert "（2024年）：1件" in tell(*words)[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--year"),
        (("--year", "2024", "--quarter", "5"), "1 至 4"),
        (("--year", "2024", "--quarter", "1", "--month", "1"), "只能选一种"),
        (("--year", "2024", "--from", "2024-01-01"), "--to"),
        (("--from", "2024-02-01", "--to", "2024-01-01"), "早于起日"),
        (("--from", "昨天", "--to", "2024-01-01"), "不是日期"),
        (("--year", "2024", "--records", "mediation.resoled"), "mediation.resolved"),
        (("--year", "2024", "--records"), "指标代码"),
        (("--year", "2024", "--pdf", "表.pdf"), "--table"),
        (("--year", "2024", "--basis", "随便"), "办结"),
        (("--year", "2024", "--records", "committees.total", "--basis", "受理"), "不能按"),
    ],
)
def test_a_wrong_call_is_one_sentence(tell, words, said):
    code, out, err = tell(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
