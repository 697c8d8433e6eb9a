"""Opening a parcel: all of it is proven before a byte is used, or one sentence says why not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from db.store.trouble import Trouble
from desktop.documents.signing.certificate import Certificate
from desktop.documents.signing.enclosed import read_enclosed
from desktop.documents.signing.envelope import DAMAGED, taken_apart
from desktop.documents.signing.receiving import ReceivingKey
from desktop.documents.signing.register import Register
from desktop.documents.signing.verdict import Kind, SignatureFound
from desktop.exchange.parcel import contents
from desktop.exchange.parcel.limits import printable, refuse_too_large
from desktop.exchange.parcel.manifest import Manifest
from desktop.exchange.parcel.recognised import sealing_of
from desktop.exchange.parcel.senders import Senders

_NOTHING = "没有采用其中任何内容"
_WAY_ON = "；认识的单位，请要来签名证书，打电话核对指纹，登记在“报送单位”里再收。"
_BESIDE = (
    (b"PK\x03\x04", "工作簿或压缩文件"),
    (b"\xd0\xcf\x11\xe0", "旧格式的工作簿"),
    (b"%PDF", "PDF"),
)
"""How the files begin that lie beside a parcel, and are taken for it."""


class UnknownSigner(Trouble):
    """Whole, but signed by nobody we know; ``certificate`` is whose it is."""

    def __init__(self, sentence: str, certificate: Certificate) -> None:
        super().__init__(sentence)
        self.certificate = certificate


@dataclass(frozen=True)
class Opened:
    """A parcel that was proven whole and signed by a known office.

    Attributes:
        manifest: what it says of itself.
        files: all files it holds, by name.
        signature: who signed it, when.
        digest: SHA-256 of the file as it was read.
        size: its bytes.
        sealing: code of the table parcel_sealing.
    """

    manifest: Manifest
    files: dict[str, bytes] = field(repr=False)
    signature: SignatureFound
    digest: str
    size: int
    sealing: str


def read_parcel(path: Path) -> bytes:
    """The bytes of a parcel file.

    Raises:
        Trouble: it is missing or too large to be one.
    """
    try:
        refuse_too_large(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise Trouble(
            f"读不了“{path.name}”：请检查文件还在不在、U盘是否插好。", wrong_input=True
        ) from error


def open_parcel(
    data: bytes,
    senders: Senders,
    *,
    keys: Sequence[ReceivingKey] = (),
    passphrase: str | None = None,
    now: datetime | None = None,
) -> Opened:
    """Open and judge a parcel. Nothing but ``Trouble`` is raised, whatever the bytes are.

    Args:
        data: the file, see ``read_parcel``.
        senders: whom we believe.
        keys: this office's receiving keys, the one now in use first.
        passphrase: for a parcel sealed with one.
        now: the present for certificates (aware); the clock when left out.

    Raises:
        UnknownSigner: nobody we know signed it.
        Trouble: no parcel, no key or the wrong one, cut short, altered, signed by another than it
            says, of another version, with files that are not as listed or not as they should be.
    """
    refuse_too_large(len(data))
    sealing = sealing_of(data)
    if sealing is None:
        raise Trouble(_what_else(data), wrong_input=True)
    signed = data
    if sealing != "none":
        sealing, signed = _unsealed(data, keys, passphrase)
    register = Register.of(senders.certificates, senders.revoked)
    enclosed = read_enclosed(signed, register, now)
    found = enclosed.signature
    if found.kind is not Kind.INTACT:
        _refuse(found)
    said, files = contents.unpack(enclosed.content)
    _refuse_other_office(said, found, senders)
    return Opened(said, files, found, sha256(data).hexdigest(), len(data), sealing)


def _what_else(data: bytes) -> str:
    """What people took for a parcel: what lies beside it on the stick, or one cut off at once."""
    if not data:
        return "文件是空的，可能没有拷贝完：请重新拷贝。"
    for starts, name in _BESIDE:
        if data.startswith(starts):
            return f"这是{name}，不是报送包：请添加同一次交来的、扩展名为 .p7m 的文件。"
    return "这不是报送包，或者已经损坏。"


def _unsealed(
    data: bytes, keys: Sequence[ReceivingKey], passphrase: str | None
) -> tuple[str, bytes]:
    envelope = taken_apart(data)
    if passphrase is not None and envelope.by_passphrase:
        return "passphrase", envelope.open_with(passphrase)
    if envelope.by_passphrase:
        raise Trouble("这个报送包是用口令加密的，请输入口令打开。", wrong_input=True)
    if not keys:
        raise Trouble(
            "这个报送包是加密给接收单位的，要用接收单位的接收证书打开。", wrong_input=True
        )
    key = next((one for one in keys if envelope.is_for(one)), keys[0])
    return "certificate", envelope.open_for(key)


def _refuse(found: SignatureFound) -> None:
    who = found.certificate
    if who is None or found.kind is Kind.CHANGED:
        raise Trouble(DAMAGED)
    sentence = f"{found.sentence.rstrip('。')}（证书指纹 {who.short_fingerprint}）。"
    if found.kind is Kind.UNKNOWN_SIGNER:
        raise UnknownSigner(f"{sentence}{_NOTHING}{_WAY_ON}", who)
    raise Trouble(f"{sentence}{_NOTHING}。")


def _refuse_other_office(said: Manifest, found: SignatureFound, senders: Senders) -> None:
    if not senders.names or found.certificate is None:
        return
    owner = senders.names.get(found.certificate.fingerprint)
    if owner != said.office:
        raise Trouble(
            f"报送包自称由“{printable(said.office)}”制作，"
            f"签名用的却是“{owner or found.who}”的证书，没有采用任何内容：请向该单位核实。"
        )
