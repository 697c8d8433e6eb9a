"""verify and receiving-key on the command line, for both offices."""

import json
from pathlib import Path
from typing import Any

import pytest

import main as program
from db.registers import Receiver, Sender
from db.store.certificates import certificates_in
from db.store.certificates import fingerprint as mark
from db.store.database import Database
from desktop.documents import seals
from desktop.exchange.parcel.seal import Seal
from tests.offices import PASSWORD, new_store, settle
from tests.parcels import made, office_store, sender_record
from tests.sealing import PASSPHRASE


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSWORD)

    def call(*words: object) -> tuple[int, str, str]:
        code = program.main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def township(tmp_path: Path) -> Path:
    """A closed store of an office that can sign, its certificates beside it."""
    (tmp_path / "township").mkdir()
    with office_store(tmp_path / "township") as database:
        with database.read() as session:
            seals.publish(session, database.path)
        return database.path


@pytest.fixture
def county(tmp_path: Path, township: Path) -> Path:
    """A closed store of an office that knows the township."""
    (tmp_path / "county").mkdir()
    with Database.open(township, PASSWORD) as database:
        sender = sender_record(database)
    with new_store(tmp_path / "county") as database:
        settle(database)
        with database.step("登记") as session:
            session.add(sender)
        return database.path


def write(store: Path, path: Path, seal: Seal) -> bytes:
    with Database.open(store, PASSWORD) as database:
        content = made(database, seal).content
    path.write_bytes(content)
    return content


def test_a_parcel_from_key_to_verdict(run, township, county, tmp_path):
    certificate = tmp_path / "county.pem"
    code, out, _ = run("receiving-key", "--out", certificate, "--store", county)
    assert code == 0
    assert mark(certificates_in(certificate.read_bytes())[0]) in out
    with Database.open(township, PASSWORD) as database, database.step("换证书") as session:
        session.get(Receiver, 1).certificate = certificate.read_bytes()
    file = tmp_path / "p.p7m"
    content = write(township, file, Seal(receivers=(1,)))
    code, out, _ = run("verify", file, "--store", county, "--json")
    told = json.loads(out)
    assert (code, told["verdict"], told["office"]) == (0, "intact", "测试镇司法所")
    assert (told["sequence"], told["period"]) == (1, "2024年第四季度")
    assert told["files"] == ["tables/mediation.json", "汇总/季度汇总.pdf"]
    code, out, _ = run("verify", file, "--store", township)
    assert code == 0
    assert "与本所登记的" in out
    code, _, err = run("verify", file, "--trust", f"{township}.certs.pem")
    assert (code, "接收证书打开" in err) == (2, True)
    file.write_bytes(content[:-40] + bytes(40))
    for store, sentence in ((county, "已损坏或被改动"), (township, "不能认定完好")):
        code, out, err = run("verify", file, "--store", store)
        assert (code, out, sentence in err) == (1, "", True)


def test_the_receiving_key_is_made_once_unless_asked_for(run, county, tmp_path):
    first, again, new = (tmp_path / f"{n}.pem" for n in range(3))
    for path, more in ((first, ()), (again, ()), (new, ("--new",))):
        assert run("receiving-key", "--out", path, *more, "--store", county)[0] == 0
    assert first.read_bytes() == again.read_bytes() != new.read_bytes()


def test_a_parcel_under_a_pass_phrase_needs_no_store(run, township, tmp_path):
    file, phrase = tmp_path / "p.p7m", tmp_path / "phrase.txt"
    write(township, file, Seal(passphrase=PASSPHRASE))
    trust = ("--trust", f"{township}.certs.pem")
    code, _, err = run("verify", file, *trust)
    assert (code, "请输入口令" in err) == (2, True)
    phrase.write_text(PASSPHRASE + "\n", encoding="utf-8")
    code, out, _ = run("verify", file, *trust, "--passphrase-file", phrase)
    assert code == 0
    assert "测试镇司法所第 1 号" in out
    phrase.write_text("另一句口令另一句口令", encoding="utf-8")
    code, _, err = run("verify", file, *trust, "--passphrase-file", phrase)
    assert (code, "口令不对" in err) == (2, True)


def test_a_signed_parcel_found_beside_its_store_and_one_by_a_stranger(run, township, tmp_path):
    file = tmp_path / "p.p7m"
    write(township, file, Seal(unsealed=True))
    beside = township.parent / "p.p7m"
    beside.write_bytes(file.read_bytes())
    code, out, _ = run("verify", beside)
    assert (code, "文件旁仓库" in out) == (0, True)
    code, _, err = run("verify", file)
    assert (code, "签名者未登记" in err) == (1, True)


def test_a_receiver_needs_a_certificate_to_encrypt_for(township):
    with Database.open(township, PASSWORD) as database, database.read() as session:
        office = seals.trust_of(session, "")
    signing = seals._pem(office.certificates[:1])
    for content, sentence in (
        (b"\x89PNG", "没有可用的证书"),
        (signing, "不能用来加密"),
        (seals._pem(office.certificates[1:]), "不是 RSA 证书"),
    ):
        record = Receiver.fresh(name="某局", certificate=content)
        record.settle()
        assert any(sentence in problem.sentence for problem in record.stopping())
    assert not Sender.fresh(name="某所", certificate=signing).stopping()
