"""The command ``summary``: four files that belong together, each whole, and when it refuses."""

from datetime import date

import pytest

from db.registers import Case, ExportLog, Paper, Parcel
from db.store.database import Database
from desktop.documents import seals
from tests.offices import PASSWORD, agreed, new_store
from tests.sealing import PASSPHRASE

QUARTER = ("--year", "2024", "--quarter", "2")


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as database:
        agreed(database)
        with database.step("制作签名证书") as session:
            seals.make_own(session, "测试镇司法所", PASSWORD)
            seals.publish(session, database.path)
        return database.path


@pytest.fixture
def phrase(tmp_path):
    path = tmp_path / "phrase"
    path.write_text(PASSPHRASE, encoding="utf-8")
    return path


def entries(store):
    with Database.open(store, PASSWORD) as database, database.read() as session:
        return {
            cls.__tablename__: session.query(cls).order_by(cls.id).all()
            for cls in (Paper, Parcel, ExportLog)
        }


def test_it_writes_four_files_that_verify_and_are_entered(run, store, phrase, tmp_path):
    folder = tmp_path / "报送" / "二季度"
    call = ("summary", "--store", store, *QUARTER, "--to", folder)
    code, out, err = run(*call, "--passphrase-file", phrase)
    assert (code, err) == (0, "")
    names = [line.split("\t")[0] for line in out.splitlines()]
    assert sorted(names) == sorted(map(str, folder.iterdir()))
    assert [name.rsplit(".", 1)[1] for name in names] == ["pdf", "xlsx", "p7m", "pdf"]
    assert run("verify", "--store", store, names[0])[0] == 0
    code, out, _ = run(
        "verify", "--trust", f"{store}.certs.pem", "--passphrase-file", phrase, names[2], "--json"
    )
    assert code == 0
    for kind in ('.pdf"', '.xlsx"', '"tables/mediation.json"', '"tables/education.json"'):
        assert kind in out
    kept = entries(store)
    assert [one.state for one in kept["parcel"]] == ["delivered"]
    assert [one.verified for one in kept["export_log"]] == [True, True, True]
    assert len(kept["paper"]) == 1


def test_an_error_stops_it_before_anything_is_written(run, store, tmp_path):
    with Database.open(store, PASSWORD) as database, database.step("缺类") as session:
        session.add(
            Case.fresh(
                state="agreed", registered_on=date(2024, 5, 1), accepted_on=date(2024, 5, 1),
                agreed_on=date(2024, 5, 5), source="1", agreement_form="oral", number="缺类1号",
            )
        )  # fmt: skip
    folder = tmp_path / "out"
    call = ("summary", "--store", store, *QUARTER, "--to", folder, "--unsealed")
    code, out, _ = run(*call)
    assert code == 1
    assert "应等于案件分类之和 1，差 1" in out
    assert not folder.exists()
    assert not any(entries(store).values())
    assert run(*call, "--despite", "原始台账缺页")[0] == 0
    assert len(list(folder.iterdir())) == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "请选一种"),
        (("--receiver", "没有的单位"), "没有“没有的单位”"),
        (("--unsealed", "--quarter", "5"), "季度应在 1 至 4 之间"),
        (("--unsealed", "--month", "5"), "只能选一种"),
    ],
)
def test_a_wrong_call_is_told_and_nothing_happens(run, store, tmp_path, words, said):
    code, _, err = run("summary", "--store", store, *QUARTER, "--to", tmp_path / "out", *words)
    assert code == 2
    assert said in err
    assert not any(entries(store).values())


def test_a_short_pass_phrase_is_refused_before_the_paper_is_signed(run, store, phrase, tmp_path):
    phrase.write_text("short", encoding="utf-8")
    call = ("summary", "--store", store, *QUARTER, "--to", tmp_path / "out")
    code, _, err = run(*call, "--passphrase-file", phrase)
    assert code == 2
    assert "口令至少要" in err
    assert not any(entries(store).values())


def test_a_parcel_that_could_not_be_written_is_void(run, store, tmp_path, monkeypatch):
    from db.store.trouble import Trouble
    from desktop.exchange import handing_in

    def refuse(*_arguments):
        raise Trouble("盘满了")

    monkeypatch.setattr(handing_in, "hand_over", refuse)
    call = ("summary", "--store", store, *QUARTER, "--to", tmp_path / "out", "--unsealed")
    code, _, err = run(*call)
    assert (code, err) == (1, "盘满了\n")
    assert [one.state for one in entries(store)["parcel"]] == ["void"]


def test_one_table_and_its_blank_as_pdf(run, store, tmp_path):
    path = tmp_path / "表.pdf"
    call = ("figures", "--store", store, *QUARTER, "--table", "mediation", "--pdf", path)
    code, out, _ = run(*call)
    assert (code, out) == (0, f"人民调解案件情况统计表（2024年第二季度）：1 页，写入 {path}\n")
    full = path.read_bytes()
    code, out, _ = run(*call, "--blank")
    assert (code, out) == (0, f"人民调解案件情况统计表（空白）：1 页，写入 {path}\n")
    assert path.read_bytes() != full
