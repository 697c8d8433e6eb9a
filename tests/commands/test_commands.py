"""The command line: what it prints, and its exit codes 0 done, 1 no, 2 wrong call."""

import json
import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import main as program
from db.store import clock
from desktop.exchange.drives import resting
from tests.offices import PASSWORD, agreed, new_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A closed store with one agreed case."""
    with new_store(tmp_path) as database:
        agreed(database)
        from desktop.documents import seals

        with database.step("证书") as session:
            seals.make_own(session, "测试镇司法所", PASSWORD)
            seals.publish(session, database.path)
        return database.path


def test_init_shows_the_recovery_code_once_and_never_overwrites(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "新 文件夹" / "store.db"
    code, out, _ = run("init", "--office", "测试镇司法所", "--store", path)
    assert code == 0
    recovery = out.strip().rsplit("：", 1)[1]
    assert len(recovery) == 29
    before = path.read_bytes()
    code, _, err = run("init", "--office", "别的所", "--store", path)
    assert (code, "已经存在" in err) == (2, True)
    assert path.read_bytes() == before


def test_recovery_sets_a_new_password(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.db"
    _, out, _ = run("init", "--office", "测试镇司法所", "--store", path)
    file = tmp_path / "code.txt"
    file.write_text(out.strip().rsplit("：", 1)[1].lower(), encoding="utf-8")
    monkeypatch.setenv("FENGQIAO_PASSWORD", "另一句更好记的话 7")
    assert run("check", "--store", path)[0] == 1
    assert run("unlock-with-recovery", "--code-file", file, "--store", path)[0] == 0
    assert run("check", "--store", path)[0] == 0
    file.write_text("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE", encoding="utf-8")
    assert run("unlock-with-recovery", "--code-file", file, "--store", path)[0] == 1


def test_registers_tell_machines_everything(run: Any) -> None:
    code, out, _ = run("registers", "--json")
    assert code == 0
    told = {register["code"]: register for register in json.loads(out)}
    case = told["mediation"]
    fields = {field["name"]: field for field in case["fields"]}
    assert fields["registered_on"]["label"] == "登记日期"
    assert len(fields["dispute_type"]["choices"]) == 18
    assert fields["committee_id"]["register"] == "committee"
    assert {child["name"] for child in case["children"]} >= {
        "parties",
        "meetings",
        "terms",
        "visits",
    }


def test_add_list_check(run: Any, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(
        json.dumps(
            {
                "登记日期": "2024-07-01",
                "纠纷类型": "婚姻家庭纠纷",
                "当事人": [{"姓名或名称": "赵六"}, {"姓名或名称": "钱七", "地位": "被申请人"}],
            },
            ensure_ascii=False,
        ),
        encoding="utf-8-sig",
    )
    code, out, _ = run("add", "人民调解", file, "--store", store)
    assert (code, "赵六与钱七婚姻家庭纠纷" in out) == (0, True)
    code, out, _ = run("list", "mediation", "--where", "状态=登记", "--json", "--store", store)
    (listed,) = json.loads(out)
    assert [party["name"] for party in listed["parties"]] == ["赵六", "钱七"]
    _, out, _ = run("list", "mediation", "--search", "张三", "--store", store)
    assert "（2024）测人调字第1号" in out
    assert "共 1 件" in out
    _, out, _ = run(
        "list", "mediation", "--where", "登记日期>=2024-07-01", "--json", "--store", store
    )
    assert len(json.loads(out)) == 1
    assert run("check", "--store", store)[0] == 0


def test_print_sign_verify(run: Any, store: Path, tmp_path: Path) -> None:
    draft, signed = tmp_path / "draft.pdf", tmp_path / "signed.pdf"
    assert run("print", "agreement", "测人调字第1号", "--out", draft, "--store", store)[0] == 0
    code, out, _ = run("verify", draft, "--store", store)
    assert (code, "没有电子签名" in out) == (1, True)
    words = ("print", "人民调解协议书", "（2024）测人调字第1号", "--out", signed, "--sign")
    assert run(*words, "--store", store)[0] == 0
    code, out, _ = run("verify", signed, "--store", store, "--json")
    told = json.loads(out)
    assert (code, told["verdict"]) == (0, "intact")
    assert told["signatures"][0]["name"] == "测试镇司法所"
    assert run("verify", signed, "--trust", f"{store}.certs.pem")[0] == 0
    altered = bytearray(signed.read_bytes())
    altered[len(altered) // 3] ^= 1
    signed.write_bytes(altered)
    assert run("verify", signed, "--store", store)[0] == 1


def test_a_strangers_signature_is_not_ours(run: Any, store: Path, tmp_path: Path) -> None:
    signed = tmp_path / "signed.pdf"
    run("print", "agreement", "第1号", "--out", signed, "--sign", "--store", store)
    (tmp_path / "elsewhere").mkdir()
    other = tmp_path / "elsewhere" / "store.db"
    run("init", "--office", "别的所", "--store", other)
    code, out, _ = run("verify", signed, "--store", other)
    assert (code, "未登记" in out) == (1, True)


def test_deadlines(run: Any, store: Path) -> None:
    code, out, _ = run("deadlines", "--store", store)
    assert (code, out.splitlines()[-1]) == (0, "共 1 项")
    for part in ("2024-07-01", "逾期", "协议履行", "人民调解", "甲调解员", "人民调解法第三十一条"):
        assert part in out
    _, out, _ = run("deadlines", "--json", "--register", "人民调解", "--store", store)
    (told,) = json.loads(out)
    assert told["days_left"] < 0
    assert (told["due_on"], told["code"], told["register"], told["record_id"]) == (
        "2024-07-01",
        "performance",
        "mediation",
        1,
    )
    for narrowed in (("--register", "paper"), ("--days", "-99999")):
        assert run("deadlines", "--store", store, *narrowed)[1] == "共 0 项\n"
    assert run("deadlines", "--register", "没有的", "--store", store)[0] == 2


def test_backup_restore(run: Any, store: Path, tmp_path: Path) -> None:
    stick = tmp_path / "优盘"
    code, out, _ = run("backup", "--to", stick, "--store", store)
    assert (code, "已备份" in out) == (0, True)
    (copy,) = stick.glob("*.db")
    code, out, _ = run("restore", copy, "--store", store)
    assert (code, "改名保存" in out) == (0, True)
    assert run("check", "--store", store)[0] == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["list", "没有的登记簿"], 2, "没有“没有的登记簿”这个登记簿，全部见命令 registers"),
        (["list", "调解"], 2, "相近的有：mediation（人民调解）"),
        (["list", "mediaton"], 2, "相近的有：mediation（人民调解）"),
        (["list", "mediation", "--where", "颜色=红"], 2, "颜色"),
        (["list", "mediation", "--where", "受理日期=昨天"], 2, "不是日期"),
        (["list", "mediation", "--where", "乱写"], 2, "看不懂"),
        (["list", "mediation", "--limit", "-1"], 2, "0 为全部"),
        (["add", "mediation", "没有.json"], 2, "读不了"),
        (["print", "agreement", "第9999号", "--out", "x.pdf"], 2, "里没有"),
        (["print", "不存在", "1", "--out", "x.pdf"], 2, "这种文书"),
        (["print"], 2, "--out"),
        (["receiving-key", "--out", "没有/收.pem"], 2, "没有文件夹"),
        (["verify", "没有.pdf"], 2, "读不了"),
        (["restore", "没有.db"], 2, "找不到备份"),
    ],
)
def test_wrong_calls_get_a_sentence(
    run: Any, store: Path, words: list[str], code: int, said: str
) -> None:
    found, out, err = run(*words, "--store", store)
    assert found == code
    assert said in err
    assert "Traceback" not in out + err
    assert err.count("\n") == 1


def test_damaged_json(run: Any, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    for content, said in (
        (b"{", "不是完好的 JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[" * 100_000, "JSON"),
    ):
        file.write_bytes(content)
        code, _, err = run("add", "mediation", file, "--store", store)
        assert (code, said in err) == (2, True)


def test_no_password_nobody_to_ask(
    run: Any, store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("FENGQIAO_PASSWORD")
    with Path(os.devnull).open(encoding="utf-8") as nobody:
        monkeypatch.setattr("sys.stdin", nobody)
        assert run("check", "--store", store)[0] == 2
    file = tmp_path / "password.txt"
    file.write_text(PASSWORD + "\n", encoding="utf-8")
    assert run("check", "--store", store, "--password-file", file)[0] == 0


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ("飞", "没有 '飞'，有：'init', "),
        ("list", "还缺 登记簿"),
        ("list 人民调解 多 余", "不认识 多 余"),
        ("list 人民调解 --limit 三", "--limit 后面要写数字，不是 '三'"),
        ("list 人民调解 --limit", "--limit 后面要写一个值"),
        ("list 人民调解 --json=1", "--json 后面不用写 '1'"),
        ("merge", "还缺 报送包"),
        ("screenshots --out 图 --only", "--only 后面至少要写一个值"),
        ("export 案 案.csv --masked --unmasked", "--unmasked 不能和 --masked 一起写"),
        ("list 人民调解 --lim 3", "不认识 --lim 3"),
    ],
)
def test_a_call_written_wrong_is_answered_in_chinese_with_2(
    call: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        program.main(call.split())
    said = capsys.readouterr().err
    assert (stopped.value.code, said.startswith("命令写得不对：")) == (2, True)
    assert sentence in said


def test_the_help_of_every_command_is_chinese() -> None:
    top = program.parser()
    (words,) = (one.choices for one in top._actions if one.choices)
    for one in (top, *words.values()):
        said = re.findall("[a-z]+", one.format_help())
        assert not {"usage", "options", "positional", "exit"}.intersection(said), one.prog


def test_a_store_on_a_stick_only_with_a_word(run: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(resting, "unfit_place", lambda _store: "那里是优盘")
    init = ("init", "--office", "测试镇司法所", "--store", tmp_path / "store.db")
    code, _, err = run(*init)
    assert (code, "那里是优盘" in err) == (2, True)
    assert not (tmp_path / "store.db").exists()
    assert run(*init, "--anywhere")[0] == 0


def test_a_clock_set_back_is_told_before_any_command(
    run: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    store = tmp_path / "store.db"
    run("init", "--office", "测试镇司法所", "--store", store)
    assert run("list", "mediation", "--store", store)[2] == ""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime(2011, 1, 1)

    monkeypatch.setattr(clock, "datetime", Clock)
    code, _, err = run("list", "mediation", "--store", store)
    assert (code, "请先校正日期和时间" in err) == (0, True)
