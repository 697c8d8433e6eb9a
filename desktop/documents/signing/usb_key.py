"""Signing with a USB key (PKCS#11 token): finding it, opening it once, and what can go wrong.

PKCS #11 v2.40, OASIS. The PIN is asked for once per session and kept nowhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pkcs11 import exceptions as faults
from pkcs11.constants import Attribute, ObjectClass, TokenFlag

from db.store.trouble import Trouble
from desktop.documents.signing.certificate import describe, refuse_unusable
from desktop.documents.signing.own_key import chain_above
from desktop.documents.signing.signer import Signer, digest_for
from desktop.documents.signing.usb_engine import TokenKey

GONE = "USB 密钥没有响应或已被拔出，请重新插好后再签名。"
LOCKED = "USB 密钥的 PIN 码已锁定，请带密钥到发证机构解锁。"
BUSY = "USB 密钥正被占用，请等上一次签名结束，或关闭其他使用密钥的程序。"

PULLED: tuple[type[faults.PKCS11Error], ...] = (
    faults.DeviceRemoved,
    faults.DeviceError,
    faults.GeneralError,
    faults.SessionClosed,
    faults.SessionHandleInvalid,
    faults.KeyHandleInvalid,
    faults.ObjectHandleInvalid,
)
SENTENCES: tuple[tuple[tuple[type[faults.PKCS11Error], ...], str], ...] = (
    ((faults.PinLocked,), LOCKED),
    ((faults.PinLenRange, faults.PinInvalid), "PIN 码的长度或字符不对，请核对后重新输入。"),
    ((faults.PinExpired,), "USB 密钥的 PIN 码已过期，请先用厂家工具修改 PIN 码。"),
    ((faults.UserPinNotInitialized,), "USB 密钥还没有设置 PIN 码，请先用厂家工具设置。"),
    (
        (faults.NoSuchToken, faults.TokenNotPresent, faults.TokenNotRecognised),
        "没有找到所选的 USB 密钥，请插好后重试。",
    ),
    (
        (faults.UserAlreadyLoggedIn, faults.AnotherUserAlreadyLoggedIn, faults.SessionCount),
        BUSY,
    ),
    (
        (faults.MechanismInvalid, faults.KeyTypeInconsistent, faults.FunctionNotSupported),
        "USB 密钥不支持所需的签名算法，请换用 RSA 或 EC 签名密钥。",
    ),
    (PULLED, GONE),
)


@dataclass(frozen=True)
class UsbKey:
    """Which key to use: the driver's file, the token's label, the private key's label.

    An empty ``key`` stands for the only signing key on the token.
    """

    module: str
    token: str
    key: str = ""


@dataclass(frozen=True)
class TokenSeen:
    """A token that is plugged in; ``warning`` is empty or says how its PIN stands."""

    label: str
    serial: str
    warning: str


def tokens(module: str) -> list[TokenSeen]:
    """The tokens that the driver ``module`` sees, for choosing and before asking the PIN.

    Raises:
        Trouble: the driver cannot be loaded or does not answer.
    """
    with _plain_faults():
        seen = [slot.get_token() for slot in _driver(module).get_slots(token_present=True)]
        return [
            TokenSeen(token.label, token.serial.decode("latin-1"), pin_warning(token.flags))
            for token in seen
            if token.flags & TokenFlag.TOKEN_INITIALIZED
        ]


def only_token(module: str) -> str:
    """The label of the token that is plugged in, when nobody named one.

    Raises:
        Trouble: there is none, or several to choose from.
    """
    seen = tokens(module)
    if not seen:
        raise Trouble("没有找到 USB 密钥，请插好后重试；插着的，请核对驱动文件是不是这一种密钥的。")
    if len(seen) > 1:
        names = "、".join(f"“{one.label}”" for one in seen)
        raise Trouble(f"插着几个 USB 密钥（{names}），请在“密钥名称”里写明用哪一个。")
    return seen[0].label


def pin_warning(flags: TokenFlag) -> str:
    """What the token says about wrong PINs so far, in one sentence; empty when all is well."""
    if flags & TokenFlag.USER_PIN_LOCKED:
        return LOCKED
    if flags & TokenFlag.USER_PIN_FINAL_TRY:
        return "PIN 码只剩最后一次机会，再错就会锁定；请先用厂家工具核对 PIN 码，再来签名。"
    if flags & TokenFlag.USER_PIN_COUNT_LOW:
        return "PIN 码之前输错过，请仔细输入。"
    return ""


@contextmanager
def plugged_in(key: UsbKey, pin: str, *, despite_last_try: bool = False) -> Iterator[Signer]:
    """A signer as long as the block lasts; the session is closed at its end.

    Args:
        key: which key.
        pin: may be empty only for a token with its own PIN pad.
        despite_last_try: try the PIN although one more mistake locks the token.

    Raises:
        Trouble: also for whatever the token reports while the block signs.
    """
    with _plain_faults(), _begun_anew(key.module):
        token = _token(key)
        login = _login(token, pin, despite_last_try=despite_last_try)
        try:
            session = token.open(user_pin=login)
        except faults.PinIncorrect as fault:
            now = pin_warning(token.slot.get_token().flags)
            raise Trouble(f"PIN 码不对，请重新输入。{now}") from fault
        try:
            yield _signer(session, token, key)
        finally:
            with suppress(faults.PKCS11Error):  # the token may have been pulled out
                session.close()


@contextmanager
def _begun_anew(module: str) -> Iterator[None]:
    """Some drivers take a token that was pulled out for gone ever after: the next try starts them.

    SoftHSM does, and the sentence asks people to plug it in again.
    """
    try:
        yield
    except PULLED:
        with suppress(faults.PKCS11Error):
            _driver(module).finalize()
        raise


def _driver(module: str) -> Any:
    try:
        return pkcs11.lib(module)
    except faults.PKCS11Error as fault:
        raise Trouble(
            f"USB 密钥的驱动“{module}”无法加载，请安装厂家驱动并选对文件。", wrong_input=True
        ) from fault


def _token(key: UsbKey) -> Any:
    found = list(_driver(key.module).get_tokens(token_label=key.token))
    if not found:
        raise Trouble(f"没有找到名为“{key.token}”的 USB 密钥，请插好后重试。")
    if len(found) > 1:
        raise Trouble(f"插着 {len(found)} 个都叫“{key.token}”的 USB 密钥，请只留一个。")
    return found[0]


def _login(token: Any, pin: str, *, despite_last_try: bool) -> Any:
    flags = token.flags
    if flags & TokenFlag.USER_PIN_LOCKED:
        raise Trouble(LOCKED)
    if flags & TokenFlag.USER_PIN_FINAL_TRY and not despite_last_try:
        raise Trouble(pin_warning(flags))
    if not pin:
        if flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH:
            return pkcs11.PROTECTED_AUTH
        # Without a PIN a token just hides its private keys: that would look like "no key".
        raise Trouble("请输入 USB 密钥的 PIN 码。", wrong_input=True)
    return pin


def _signer(session: Any, token: Any, key: UsbKey) -> Signer:
    private = _private_key(session, key)
    leaf, others = _certificates(session, private)
    refuse_unusable(leaf)
    chain = chain_above(leaf, others)
    certificate = describe(leaf.public_bytes(serialization.Encoding.DER))
    digest = digest_for(leaf.public_key())
    engine = TokenKey(private, token.slot.get_mechanisms(), certificate, chain)
    return Signer(certificate, chain, digest, engine)


def _private_key(session: Any, key: UsbKey) -> Any:
    wanted: dict[Attribute, Any] = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.SIGN: True}
    if key.key:
        wanted[Attribute.LABEL] = key.key
    found = list(session.get_objects(wanted))
    if len(found) == 1:
        return found[0]
    if found:
        names = "、".join(f"“{one.label}”" for one in found)
        raise Trouble(f"USB 密钥里有多把签名私钥（{names}），请在设置中选定一把。")
    named = f"名为“{key.key}”的" if key.key else ""
    raise Trouble(f"USB 密钥里没有{named}签名私钥，请核对密钥名称或联系发证机构。")


def _certificates(session: Any, private: Any) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """The certificate that belongs to ``private``, by id and else by label, and all others."""
    stored = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
    for mark in (Attribute.ID, Attribute.LABEL):
        wanted = private[mark]
        for one in stored:
            if wanted and one[mark] == wanted:
                rest = [other for other in stored if other is not one]
                return _read(one), [_read(other) for other in rest]
    raise Trouble("USB 密钥里没有与私钥配对的证书，请联系发证机构写入证书。")


def _read(stored: Any) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(stored[Attribute.VALUE])
    except ValueError as fault:
        raise Trouble("USB 密钥里的证书无法读取，请联系发证机构重新写入。") from fault


@contextmanager
def _plain_faults() -> Iterator[None]:
    try:
        yield
    except faults.PKCS11Error as fault:
        raise Trouble(_sentence(fault)) from fault


def _sentence(fault: faults.PKCS11Error) -> str:
    for kinds, sentence in SENTENCES:
        if isinstance(fault, kinds):
            return sentence
    return f"USB 密钥报告了错误（{type(fault).__name__}），请重新插拔后再试。"
