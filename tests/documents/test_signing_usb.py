"""Signing with a USB key: SoftHSM in a folder of its own, and mocks for what it cannot do."""

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pkcs11 import exceptions as faults
from pkcs11.constants import TokenFlag

from db.store.trouble import Trouble
from desktop.documents import seals
from desktop.documents.forms import form
from desktop.documents.issue import examine, issue
from desktop.documents.signing import own_key, sign, usb_key, verify
from desktop.documents.signing.usb_key import UsbKey
from desktop.documents.signing.verdict import Kind
from tests.forged import papers
from tests.forged.authority import issued
from tests.offices import agreed, new_store

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/libsofthsm2.so")
MODULE = next((path for path in MODULES if Path(path).exists()), "")
PIN, SO_PIN = "87654321", "12345678"
RSA = rsa.generate_private_key(65537, 2048)
EC = ec.generate_private_key(ec.SECP256R1())

needs_token = pytest.mark.skipif(not MODULE, reason="SoftHSM2 is not installed")


@pytest.fixture(scope="module")
def softhsm(tmp_path_factory) -> Iterator[str]:
    """A SoftHSM with tokens 枫桥 (rsa, ec), bare (no certificate), empty; the driver's path."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(conf)
    for label in ("fengqiao", "bare", "empty"):
        run("softhsm2-util", "--init-token", "--free", "--label", label,
            "--so-pin", SO_PIN, "--pin", PIN)  # fmt: skip
    leaf = issued(RSA)
    put_key(folder, "fengqiao", RSA, "rsa", "01")
    put_certificate(folder, "fengqiao", leaf, "another label", "01")
    put_key(folder, "fengqiao", EC, "ec", "02")
    put_certificate(folder, "fengqiao", issued(EC), "ec", "02")
    put_key(folder, "fengqiao", rsa.generate_private_key(65537, 2048), "mismatch", "03")
    put_certificate(folder, "fengqiao", leaf, "mismatch", "03")
    put_key(folder, "bare", RSA, "rsa", "01")
    yield MODULE
    import pkcs11

    pkcs11.unload(MODULE)
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


def run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip(f"{command[0]} is not installed")


def put_key(folder: Path, token: str, key, label: str, number: str) -> None:
    path = folder / "key.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    run("softhsm2-util", "--import", str(path), "--token", token, "--label", label,
        "--id", number, "--pin", PIN)  # fmt: skip


def put_certificate(folder: Path, token: str, leaf, label: str, number: str) -> None:
    path = folder / "leaf.der"
    path.write_bytes(leaf.public_bytes(serialization.Encoding.DER))
    run("pkcs11-tool", "--module", MODULE, "--token-label", token, "--login", "--pin", PIN,
        "--write-object", str(path), "--type", "cert", "--label", label,
        "--id", number)  # fmt: skip


def signed(key: UsbKey, pin: str = PIN) -> tuple[bytes, bytes]:
    """A PDF signed with ``key``, and the certificate it was signed with."""
    with usb_key.plugged_in(key, pin) as signer:
        pdf = sign.sign(
            papers.paper(), signer, place=papers.FIRST, name=papers.OFFICE, reason="测试"
        )
        return pdf, signer.certificate.der


@needs_token
@pytest.mark.parametrize("label", ["rsa", "ec"])
def test_a_usb_key_signs(softhsm, label):
    pdf, leaf = signed(UsbKey(softhsm, "fengqiao", label))
    assert verify.verify(pdf, [leaf]).kind is Kind.INTACT


@needs_token
def test_the_session_is_closed_so_that_it_can_be_opened_again(softhsm):
    for _ in range(2):
        signed(UsbKey(softhsm, "fengqiao", "ec"))


@needs_token
def test_the_tokens_plugged_in_are_listed(softhsm):
    assert {token.label for token in usb_key.tokens(softhsm)} == {"fengqiao", "bare", "empty"}
    assert {token.warning for token in usb_key.tokens(softhsm)} == {""}
    with pytest.raises(Trouble, match="“bare”"):
        usb_key.only_token(softhsm)


def test_of_one_token_nobody_needs_to_know_the_label(monkeypatch):
    seen = [usb_key.TokenSeen("农信 Key", "1", "")]
    monkeypatch.setattr(usb_key, "tokens", lambda _module: seen)
    assert usb_key.only_token("x.dll") == "农信 Key"
    seen.clear()
    with pytest.raises(Trouble, match="没有找到 USB 密钥"):
        usb_key.only_token("x.dll")


@needs_token
@pytest.mark.parametrize(
    ("token", "label", "pin", "words"),
    [
        ("fengqiao", "rsa", "00000000", "PIN 码不对"),
        ("fengqiao", "rsa", "1", "PIN 码不对"),
        ("fengqiao", "rsa", "", "请输入"),
        ("elsewhere", "rsa", PIN, "没有找到"),
        ("fengqiao", "none", PIN, "没有名为“none”的签名私钥"),
        ("fengqiao", "", PIN, "有多把签名私钥"),
        ("empty", "", PIN, "没有签名私钥"),
        ("bare", "", PIN, "没有与私钥配对的证书"),
        ("fengqiao", "mismatch", PIN, "不配对"),
    ],
)
def test_what_goes_wrong_at_the_usb_key(softhsm, token, label, pin, words):
    with pytest.raises(Trouble, match=words):
        signed(UsbKey(softhsm, token, label), pin)


@needs_token
def test_only_one_session_at_a_time(softhsm):
    key = UsbKey(softhsm, "fengqiao", "ec")
    with usb_key.plugged_in(key, PIN), pytest.raises(Trouble, match="正被占用"):
        signed(key)


@needs_token
def test_the_certificate_on_the_token_is_checked_like_any_other(softhsm):
    later = datetime.now(UTC) + timedelta(days=400)
    with (
        pytest.raises(Trouble, match="到期"),
        usb_key.plugged_in(UsbKey(softhsm, "fengqiao", "ec"), PIN) as signer,
    ):
        sign.sign(papers.paper(), signer, place=papers.FIRST, name="某所", reason="测试", now=later)


@pytest.mark.parametrize("module", ["/nowhere/driver.so", __file__])
def test_a_driver_that_is_none(module):
    with pytest.raises(Trouble, match="无法加载"):
        usb_key.tokens(module)


# --- mocks: SoftHSM never locks a PIN ----------------------------------


class Slot:
    """A slot whose token reports ``flags``, before and after the PIN was tried."""

    def __init__(self, flags: TokenFlag, after: TokenFlag, fault: Exception) -> None:
        self._flags, self._after, self._fault = flags, after, fault

    def get_token(self) -> SimpleNamespace:
        return SimpleNamespace(flags=self._after)

    def token(self) -> SimpleNamespace:
        return SimpleNamespace(flags=self._flags, slot=self, open=self._open)

    def _open(self, **_login: object) -> None:
        raise self._fault


def opened(monkeypatch, flags: int, fault: Exception, after: int = 0, **more: object) -> str:
    """The sentence that opening such a token ends in."""
    slot = Slot(TokenFlag(flags), TokenFlag(after), fault)
    found = lambda **_wanted: iter([slot.token()])  # noqa: E731
    driver = SimpleNamespace(get_tokens=found, finalize=lambda: None)
    monkeypatch.setattr(usb_key, "_driver", lambda _module: driver)
    pin = str(more.pop("pin", PIN))
    with (
        pytest.raises(Trouble) as told,
        usb_key.plugged_in(UsbKey("driver", "token"), pin, **more),
    ):
        pytest.fail("the mock token never opens")
    return told.value.sentence


def test_a_locked_pin_is_not_even_tried(monkeypatch):
    never = AssertionError("the PIN was tried")
    assert "锁定" in opened(monkeypatch, TokenFlag.USER_PIN_LOCKED, never)


def test_a_last_try_is_taken_only_on_demand(monkeypatch):
    never = AssertionError("the PIN was tried")
    assert "最后一次" in opened(monkeypatch, TokenFlag.USER_PIN_FINAL_TRY, never)
    sentence = opened(
        monkeypatch,
        TokenFlag.USER_PIN_FINAL_TRY,
        faults.PinIncorrect(),
        after=TokenFlag.USER_PIN_LOCKED,
        despite_last_try=True,
    )
    assert "PIN 码不对" in sentence
    assert "锁定" in sentence


def test_a_wrong_pin_tells_how_many_are_left(monkeypatch):
    sentence = opened(monkeypatch, 0, faults.PinIncorrect(), after=TokenFlag.USER_PIN_FINAL_TRY)
    assert "最后一次" in sentence


def test_a_token_with_its_own_pin_pad_needs_no_pin(monkeypatch):
    pad = TokenFlag.PROTECTED_AUTHENTICATION_PATH
    assert "锁定" in opened(monkeypatch, pad, faults.PinLocked(), pin="")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (faults.PinLocked(), "锁定"),
        (faults.PinLenRange(), "长度"),
        (faults.PinExpired(), "过期"),
        (faults.UserPinNotInitialized(), "还没有设置"),
        (faults.TokenNotPresent(), "没有找到"),
        (faults.SessionCount(), "正被占用"),
        (faults.DeviceRemoved(), "拔出"),
        (faults.GeneralError(), "拔出"),
        (faults.MechanismInvalid(), "不支持"),
        (faults.HostMemory(), "HostMemory"),
    ],
)
def test_each_fault_of_a_token_has_its_sentence(monkeypatch, fault, words):
    assert words in opened(monkeypatch, 0, fault)


def test_pulled_out_while_signing(monkeypatch):
    """The fault comes up through sign() and is told; closing the dead session adds nothing."""

    def gone(*_arguments: object, **_more: object) -> bytes:
        raise faults.DeviceRemoved

    session = SimpleNamespace(close=gone)
    slot = SimpleNamespace(get_mechanisms=set)
    token = SimpleNamespace(flags=TokenFlag(0), slot=slot, open=lambda **_login: session)
    ended: list[bool] = []
    found = lambda **_wanted: iter([token])  # noqa: E731
    driver = SimpleNamespace(get_tokens=found, finalize=lambda: ended.append(True))
    own = own_key.OwnKey(papers.key(papers.OFFICE).certificate, (), RSA)

    def signer(*_arguments: object) -> usb_key.Signer:
        private = SimpleNamespace(sign=gone)
        engine = usb_key.TokenKey(private, set(), own.certificate, ())
        return usb_key.Signer(own.certificate, (), "sha256", engine)

    monkeypatch.setattr(usb_key, "_driver", lambda _module: driver)
    monkeypatch.setattr(usb_key, "_signer", signer)
    with pytest.raises(Trouble, match="拔出"):
        signed(UsbKey("driver", "token"))
    assert ended  # the next try starts the driver again


@needs_token
def test_plugged_in_again_it_signs_again(softhsm):
    tokens = Path(os.environ["SOFTHSM2_CONF"]).parent / "tokens"
    aside = tokens.with_name("aside")
    key = UsbKey(softhsm, "fengqiao", "ec")
    signed(key)
    tokens.rename(aside)
    tokens.mkdir()
    try:
        with pytest.raises(Trouble, match="拔出"):
            signed(key)
    finally:
        tokens.rmdir()
        aside.rename(tokens)
    signed(key)


def test_two_tokens_of_one_name(monkeypatch):
    token = SimpleNamespace(flags=TokenFlag(0))
    driver = SimpleNamespace(get_tokens=lambda **_wanted: iter([token, token]))
    monkeypatch.setattr(usb_key, "_driver", lambda _module: driver)
    with pytest.raises(Trouble, match="只留一个"):
        signed(UsbKey("driver", "token"))


@needs_token
def test_an_agreement_is_issued_with_a_registered_usb_key(softhsm, tmp_path):
    agreement = form("agreement")
    with new_store(tmp_path) as store:
        agreed(store)
        with store.step("登记 USB 密钥") as session:
            found = seals.add_token(session, UsbKey(softhsm, "fengqiao", "rsa"), PIN)
            assert (found.kind, found.key) == ("token", None)
        with pytest.raises(Trouble, match="PIN"):
            issue(store, agreement, 1, "00000000")
        paper = issue(store, agreement, 1, PIN)
        with store.read() as session:
            trust = seals.trust_of(session, "")
            assert examine(paper.pdf, trust, session).kind is Kind.INTACT
