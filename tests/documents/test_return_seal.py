"""A return is signed by the office's certificate, and every change of it is found."""

import subprocess
from datetime import date
from hashlib import sha256

import pytest
from sqlalchemy import select

from db.figures.frozen import digest_of
from db.figures.returns import check_off, fill_in, open_return, sign_off
from db.registers import Certificate, Return
from db.store.trouble import Trouble
from desktop.documents import seals
from desktop.documents.return_seal import judge_return, office_seal
from tests.offices import PASSWORD, settle, store_of
from tests.returns import HEAD, QUARTER, TABLE, agreed_one


def certified(database):
    settle(database)
    agreed_one(database)
    with database.step("制作证书") as session:
        seals.make_own(session, "测试镇司法所", PASSWORD)


def sealed(database):
    certified(database)
    return signed(database, PASSWORD).id


@pytest.fixture
def database(tmp_path):
    """With a return that the head signed."""
    with store_of(tmp_path, sealed)[0] as kept:
        yield kept


@pytest.fixture
def made(database):
    with database.read() as session:
        return session.get_one(Return, 1)


def signed(database, passphrase):
    number = open_return(database, TABLE, QUARTER).id
    fill_in(database, number)
    check_off(database, number)
    with database.read() as session, office_seal(session, passphrase) as seal:
        return sign_off(database, number, HEAD, seal)


def judged(database, made):
    with database.read() as session:
        return judge_return(session, made)


def test_the_signature_fits_what_was_signed(database, made):
    found = judged(database, made)
    assert found.sound
    assert "测试镇司法所" in found.sentence


def test_a_wrong_pass_phrase_signs_nothing(tmp_path):
    with store_of(tmp_path, certified)[0] as database:
        with pytest.raises(Trouble):
            signed(database, "别的口令 2024")
        with database.read() as session:
            assert session.get(Return, 1).stage == "checked"


def test_altered_figures_do_not_fit(database, made):
    made.content = made.content.replace('"words":"1"', '"words":"9"', 1)
    assert "数据摘要不符" in judged(database, made).sentence
    made.digest = digest_of(made.content)
    assert "签的不是这些数字" in judged(database, made).sentence
    made.signature = made.signature[:-1] + bytes([made.signature[-1] ^ 1])
    assert not judged(database, made).sound
    made.signature = None
    assert "不在了" in judged(database, made).sentence


def test_a_certificate_that_nobody_knows_or_that_was_struck_off_is_not_believed(database, made):
    with database.step("停用") as session:
        session.get(Certificate, 1).revoked_on = date(2024, 1, 1)
    assert not judged(database, made).sound
    with database.step("删除") as session:
        session.get(Certificate, 1).deleted_at = made.signed_at
    found = judged(database, made)
    assert not found.sound
    assert "未登记" in found.sentence


def test_openssl_says_the_same(database, made, tmp_path):
    """The recipe of docs/architecture.md: the signature holds the hash of the figures."""
    with database.read() as session:
        pem = session.get(Certificate, 1).chain
    for name, held in (("office.pem", pem), ("figures.p7s", made.signature)):
        (tmp_path / name).write_bytes(held)
    command = "openssl cms -verify -inform DER -in figures.p7s -CAfile office.pem -purpose any"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode() == sha256(made.content.encode()).hexdigest()


def test_a_new_certificate_takes_the_place_of_the_old_one_which_says_so(database):
    with database.step("再做一张") as session:
        seals.make_own(session, "测试镇司法所", PASSWORD)
        old, new = session.scalars(select(Certificate).order_by(Certificate.id))
        assert (old.active, new.active) == (False, True)
        old.active = True  # as people may tick it again
        session.flush()
        assert seals.signing_certificate(session) is new
        assert "更新的一张" in next(old.conflicts(session)).sentence
        assert not list(new.conflicts(session))
