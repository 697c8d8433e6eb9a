"""The command ``return``: the whole way of a table without a window, and when it says no."""

import json
from datetime import date

import pytest

from db.registers import Certificate, Return
from db.store.database import Database
from desktop.documents import seals
from tests.offices import PASSWORD, new_store, settle
from tests.returns import agreed_one, change

TABLE = ("--table", "mediation", "--year", "2024", "--quarter", "2")


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as database:
        settle(database)
        agreed_one(database)
        with database.step("制作签名证书") as session:
            seals.make_own(session, "测试镇司法所", PASSWORD)
        return database.path


@pytest.fixture
def act(run, store):
    def call(name, *more):
        return run("return", name, "--store", store, *TABLE, *more)

    return call


def stages(store):
    with Database.open(store, PASSWORD) as database, database.read() as session:
        return [one.stage for one in session.query(Return).order_by(Return.id)]


def test_filled_checked_signed_unlocked_and_corrected(act, store):
    for name, stage in (("fill", "已填报"), ("check", "已审核"), ("sign", "已签发")):
        code, out, err = act(name)
        assert (code, err) == (0, "")
        assert out.rstrip().endswith(stage)
    code, out, _ = act("show", "--json")
    said = json.loads(out)
    assert (code, said["stage"], said["head"], said["differences"]) == (
        0,
        "已签发",
        "测试所长",
        [],
    )
    assert said["signature"]["sound"]
    with Database.open(store, PASSWORD) as database:
        agreed_one(database)
    code, out, _ = act("show")
    assert code == 1
    assert "改动\t测试镇人民调解委员会 · 调解情况·调解案件总数：1 → 2" in out
    assert act("unlock", "--reason", "漏报")[0] == 0
    assert act("revise")[0] == 0
    assert act("check")[0] == act("sign")[0] == 0
    assert stages(store) == ["corrected", "signed"]
    with Database.open(store, PASSWORD) as database, database.step("停用") as session:
        session.get(Certificate, 1).revoked_on = date(2024, 1, 1)
    code, out, _ = act("show")
    assert (code, "签名核验\t不能认可" in out, "改动\t" in out) == (1, True, False)


def test_what_stands_against_a_step_is_one_sentence(act, store):
    code, _, err = act("check")
    assert (code, err.count("\n")) == (2, 1)
    assert "还没有填报" in err
    act("fill")
    with Database.open(store, PASSWORD) as database:
        change(database, 1, source=None)
    act("fill")
    code, _, err = act("check")
    assert code == 1
    assert "核对不符，请先改正" in err
    code, _, err = act("send-back")
    assert "退回请写明原因" in err
    assert act("send-back", "--reason", "缺来源")[0] == 0
    assert stages(store) == ["filling"]
