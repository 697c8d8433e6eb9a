"""The command ``report``: what it writes, what it compares, when it refuses."""

import json
from datetime import date

import pytest

from db.figures.annual_report.own_text import write
from db.figures.annual_report.template import REWRITTEN
from db.registers import AnnualReport, Office, Paper, Shortcoming
from db.store.database import Database
from desktop.documents import seals
from tests.offices import PASSWORD, agreed, new_store

WORDS = {"heads.duty": "主要负责人带头抓法治建设。", "next.own": "继续抓好执法规范和普法。"}


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as database:
        agreed(database)
        with database.step("填写") as session:
            office = session.query(Office).one()
            office.township, office.district = "测试镇", "测试区"
            seals.make_own(session, "测试镇司法所", PASSWORD)
        return database.path


@pytest.fixture
def kept(store):
    """A store with a report that can be signed."""
    with Database.open(store, PASSWORD) as database, database.step("起草") as session:
        problem = {"heading": "宣传方面", "problem": "办法不多", "causes": "人手少"}
        session.add(
            Shortcoming.fresh(year=2024, measure_heading="改进", measure="讲案例", **problem)
        )
        report = AnnualReport.fresh(year=2024, dated=date(2025, 2, 5))
        session.add(report)
        session.flush()
        for key, text in WORDS.items():
            write(session, report, key, REWRITTEN, text)
    return store


def asked(run, store, *words):
    return run("report", "--store", store, "--year", "2024", *words)


@pytest.mark.parametrize(
    ("ending", "start"), [("txt", "测试镇".encode()), ("docx", b"PK"), ("pdf", b"%PDF")]
)
def test_it_writes_the_report_without_a_record(run, store, tmp_path, ending, start):
    path = tmp_path / f"报告.{ending}"
    code, out, err = asked(run, store, "--out", path)
    assert (code, err) == (0, "")
    assert path.read_bytes().startswith(start)
    assert "错误：“【待填" in out


def test_it_compares_and_reconciles(run, kept, tmp_path):
    theirs, table = tmp_path / "旧报告.txt", tmp_path / "核对.txt"
    theirs.write_text("调解员３名，化解矛盾纠纷1件，化解率100％，植树400棵。", encoding="utf-8")
    code, out, _ = asked(run, kept, "--compare", theirs, "--reconcile", table)
    assert code == 0
    assert "一致 2，不一致 1，只在对照文本 1" in out
    assert "对照文本 3名" in out
    assert "旧报告.txt" in table.read_text(encoding="utf-8")


def test_json_tells_all(run, kept, tmp_path):
    theirs = tmp_path / "a.txt"
    theirs.write_text("化解矛盾纠纷2件。", encoding="utf-8")
    code, out, _ = asked(run, kept, "--json", "--compare", theirs)
    told = json.loads(out)
    assert code == 0
    assert told["title"] == "测试镇2024年法治政府建设年度报告"
    assert {"code", "name", "words", "value"} <= told["figures"][0].keys()
    assert [one["verdict"] for one in told["comparison"] if one["theirs"]] == ["DIFFERS"]


def test_a_sound_report_is_signed_and_entered(run, kept, tmp_path):
    path = tmp_path / "r.pdf"
    assert asked(run, kept, "--out", path, "--sign")[0] == 0
    assert run("verify", "--store", kept, path)[0] == 0
    with Database.open(kept, PASSWORD) as database, database.read() as session:
        assert session.query(Paper).count() == 1


def test_one_with_errors_is_not(run, kept, tmp_path):
    with Database.open(kept, PASSWORD) as database, database.step("改写") as session:
        report = session.query(AnnualReport).one()
        write(session, report, "next.own", REWRITTEN, "调解员112人，较上年增加58人，增长率109%。")
    path = tmp_path / "r.pdf"
    code, out, _ = asked(run, kept, "--out", path, "--sign")
    assert (code, path.exists()) == (1, False)
    assert "增长率应为 107.4%" in out
    assert asked(run, kept, "--out", path)[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "请写 --out"),
        (("--out", "r.odt"), "不能写成"),
        (("--out", "r.txt", "--sign"), "请写 --out 文件.pdf"),
        (("--out", "r.pdf", "--sign"), "还没有登记2024年的年度报告"),
        (("--out", "r.pdf", "--upward"), "还没有登记2024年的年度报告"),
        (("--out", "r.txt", "--template", "nine"), "没有报告模板"),
        (("--compare", "没有.txt"), "读不了文件"),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence(run, store, words, said):
    code, _, err = asked(run, store, *words)
    assert code == 2
    assert said in err


def test_a_paper_upwards_needs_its_head(run, kept, tmp_path):
    code, _, err = asked(run, kept, "--out", tmp_path / "r.pdf", "--upward")
    assert code == 1
    assert "还缺发文机关标志、发文字号、签发人、主送机关" in err


def test_another_template_can_be_tried(run, kept, tmp_path):
    path = tmp_path / "五项.txt"
    assert asked(run, kept, "--out", path, "--template", "five_parts")[0] == 0
    text = path.read_text(encoding="utf-8")
    assert "一、主要举措和成效" in text
    assert WORDS["heads.duty"] in text
