"""merge and received on the command line."""

import json

import pytest

from tests.offices import PASSWORD
from tests.sealing import PASSPHRASE
from tests.townships import NAMES, bureau, knows, on_stick, sent, table_file, township

QUARTER = ("--year", "2024", "--quarter", "4")


@pytest.fixture
def office(tmp_path):
    """An open store of an office."""
    with township(tmp_path / "甲", NAMES[0]) as database:
        yield database


@pytest.fixture
def county(tmp_path, office):
    """The closed store of the bureau, which the office knows."""
    with bureau(tmp_path / "局", office) as database:
        knows(office, database)
        return database.path


@pytest.fixture
def stick(tmp_path, office):
    made = sent(office, table_file({"total": 5, "resolved": 4}))
    return on_stick(tmp_path / "stick", p=made.content)[0].parent


def test_a_trial_then_the_real_thing_then_the_receipt(run, office, county, stick, tmp_path):
    code, out, err = run("merge", stick, "--store", county, "--dry-run")
    assert (code, err) == (0, "")
    assert "甲镇司法所第 1 号\t收下\t统计表：新报 1 张" in out
    assert "什么都没有改动" in out
    code, out, err = run("merge", stick, "--store", county, "--receipt", tmp_path / "回")
    assert (code, err) == (0, "")
    assert "接收前.db" in out
    (receipt,) = (tmp_path / "回").glob("*.p7m")
    assert str(receipt) in out
    office.close()
    code, out, err = run("merge", receipt, "--store", office.path)
    assert (code, err) == (0, "")
    assert "回执已登记" in out
    code, out, _ = run("merge", stick, "--store", county)
    assert code == 1
    assert "已经收过了" in out


def test_the_json_tells_every_change(run, office, county, stick, tmp_path):
    run("merge", stick, "--store", county)
    more = sent(office, table_file({"total": 6, "resolved": 4}))
    (path,) = on_stick(tmp_path / "more", q=more.content)
    code, out, _ = run("merge", path, "--store", county, "--json")
    told = json.loads(out)
    (parcel,) = told["parcels"]
    assert (code, parcel["fate"], parcel["sequence"]) == (0, "taken", 2)
    (table,) = parcel["tables"]
    assert table["state"] == "changed"
    changes = [(one["row"], one["before"], one["now"]) for one in table["changes"]]
    assert changes == [("1", 5, 6), ("total", 5, 6)]
    assert told["missing"] == []


def test_a_pass_phrase_file_may_hold_several(run, office, county, tmp_path):
    from desktop.exchange.parcel.seal import Seal

    made = sent(office, table_file({"total": 5}), seal=Seal(passphrase=PASSPHRASE))
    (path,) = on_stick(tmp_path / "stick", p=made.content)
    phrases = tmp_path / "phrases"
    phrases.write_text(f"另一个所的口令 2024\n{PASSPHRASE}\n", encoding="utf-8")
    code, out, _ = run("merge", path, "--store", county)
    assert code == 1
    assert "请输入口令" in out
    assert run("merge", path, "--store", county, "--passphrase-file", phrases)[0] == 0


def test_added_up_on_the_terminal_as_json_and_as_files(run, county, stick, tmp_path):
    call = ("received", "--store", county, *QUARTER)
    code, _, err = run(*call)
    assert (code, "还没有收到任何单位的报表" in err) == (2, True)
    run("merge", stick, "--store", county)
    code, out, _ = run(*call, "--table", "mediation")
    assert "甲镇司法所\t5\t—\t4" in out
    assert "总计\t5" in out
    assert code == 0
    code, out, _ = run(*call, "--table", "mediation", "--json")
    (sheet,) = json.loads(out)
    assert {row["title"]: row["values"][0] for row in sheet["rows"]}["总计"] == 5
    code, out, _ = run(*call, "--to", tmp_path / "out")
    assert code == 0
    assert sorted(one.suffix for one in (tmp_path / "out").iterdir()) == [".pdf", ".xlsx"]


def test_a_call_without_parcels_is_told(run, county, tmp_path):
    (tmp_path / "empty").mkdir()
    code, _, err = run("merge", tmp_path / "empty", "--store", county)
    assert (code, "没有报送包" in err) == (2, True)
    assert PASSWORD not in err


def test_records_are_never_sent_unsealed(run, office, tmp_path):
    office.close()
    call = ("send-records", "--store", office.path, *QUARTER, "--to", tmp_path / "out")
    code, _, err = run(*call)
    assert (code, "请选一种" in err) == (2, True)
    code, _, err = run(*call, "--receiver", "平坝区司法局")
    assert (code, "背后没有记录" in err) == (2, True)
