"""A new certificate from the window: made here, or from a file; what is missing is said."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from PySide6.QtCore import Qt
from sqlalchemy import select

from db.registers import Certificate
from db.store.database import Database
from desktop.documents.seals import bundle_path
from desktop.documents.signing.own_key import make_own
from desktop.windows.signing.new_certificate import NewCertificate
from desktop.windows.signing.passphrase import AskPassphrase
from tests.offices import PASSWORD, new_store, settle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        settle(database)
        yield database


@pytest.fixture
def dialog(qtbot, store):
    made = NewCertificate(store)
    qtbot.addWidget(made)
    return made


def fill(dialog: NewCertificate, **texts: str) -> None:
    for name, text in texts.items():
        dialog._fields[name].setText(text)


def certificates(store: Database) -> list[Certificate]:
    with store.read() as session:
        return list(session.scalars(select(Certificate)))


def test_the_offices_own_certificate(qtbot, dialog, store):
    fill(dialog, own_pass=PASSWORD, own_again=PASSWORD)
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        dialog.work()
    (made,) = certificates(store)
    assert (made.kind, "测试镇司法所" in made.subject) == ("own", True)
    assert bundle_path(store.path).exists()


def test_enter_finishes_and_opens_no_list_of_files(qtbot, dialog):
    dialog.show()
    dialog.choose("token")
    field = dialog._fields["pin"]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog._said.text() == "请填写驱动文件"


@pytest.mark.parametrize(
    ("kind", "texts", "said"),
    [
        ("own", {}, "请填写签名口令"),
        ("own", {"own_pass": PASSWORD, "own_again": "x"}, "不一样"),
        ("file", {}, "请填写证书文件"),
        ("token", {"module": "x.so"}, "请填写PIN 码"),
    ],
)
def test_what_is_missing_is_said(dialog, store, kind, texts, said):
    dialog.choose(kind)
    fill(dialog, **texts)
    dialog.work()
    assert said in dialog._said.text()
    assert not certificates(store)


@pytest.mark.parametrize(
    ("content", "said"), [(None, "读不了"), (b"no certificate", ""), (b"", "")]
)
def test_a_bad_file_is_a_sentence_and_can_be_tried_again(  # noqa: PLR0917 - fixtures
    qtbot, dialog, store, tmp_path, content, said
):
    path = tmp_path / "证书.p12"
    if content is not None:
        path.write_bytes(content)
    dialog.choose("file")
    fill(dialog, file_path=str(path), file_pass=PASSWORD, file_again=PASSWORD)
    dialog.work()
    qtbot.waitUntil(lambda: bool(dialog._said.text()), timeout=10_000)
    assert said in dialog._said.text()
    assert dialog._go.isEnabled()
    assert not certificates(store)


def test_a_file_is_imported_with_its_password(qtbot, dialog, store, tmp_path):
    own = make_own("测试镇司法所", now=datetime.now().astimezone() - timedelta(days=1))
    leaf = x509.load_der_x509_certificate(own.certificate.der)
    above = [x509.load_der_x509_certificate(one.der) for one in own.chain]
    path = tmp_path / "证书.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"x", own.private, leaf, above, BestAvailableEncryption(b"file-word")
        )
    )
    dialog.choose("file")
    fill(dialog, file_path=str(path), file_word="错", file_pass=PASSWORD, file_again=PASSWORD)
    dialog.work()
    qtbot.waitUntil(lambda: bool(dialog._said.text()), timeout=10_000)
    fill(dialog, file_word="file-word")
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        dialog.work()
    assert [found.kind for found in certificates(store)] == ["file"]


def test_an_empty_passphrase_cannot_sign(qtbot):
    from PySide6.QtWidgets import QPushButton, QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    asked = AskPassphrase(parent, "人民调解协议书", "测试镇司法所（自制）", token=False)
    sign = next(b for b in asked.findChildren(QPushButton) if b.text().startswith("签名"))
    assert not sign.isEnabled()
    asked._field.setText("口令")
    assert sign.isEnabled()
    assert asked.passphrase == "口令"


def test_a_clock_in_doubt_is_told_before_signing(qtbot):
    from PySide6.QtWidgets import QLabel, QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    doubt = "电脑的时钟是 2011-01-01，早于上一次登记"
    asked = AskPassphrase(parent, "人民调解协议书", "甲", token=False, doubt=doubt)
    assert any(doubt in label.text() for label in asked.findChildren(QLabel))


def test_which_certificate_signs_from_now_on_is_told(qtbot, store, monkeypatch):
    from PySide6.QtWidgets import QWidget

    from db.registers import Certificate
    from desktop.windows.parts.notices import Toast
    from desktop.windows.signing.made_here import make

    parent = QWidget()
    qtbot.addWidget(parent)
    for done in (0, 1):
        monkeypatch.setattr(NewCertificate, "exec", lambda _dialog, answer=done: answer)
        assert make(store, Certificate, parent) is bool(done)
        assert len(parent.findChildren(Toast)) == done


def test_enter_after_the_pin_signs(qtbot):
    """The button is not to be pressed at first, and Enter must not fall to the one beside it."""
    asked = AskPassphrase(None, "协议书", "某证书", token=True)
    qtbot.addWidget(asked)
    asked.show()
    qtbot.keyClick(asked._field, Qt.Key.Key_Return)
    assert asked.isVisible()
    qtbot.keyClicks(asked._field, "1234")
    qtbot.keyClick(asked._field, Qt.Key.Key_Return)
    assert asked.result() == AskPassphrase.DialogCode.Accepted
