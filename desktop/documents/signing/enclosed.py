"""Signed data that holds what was signed: CMS SignedData (RFC 5652 §5), made and judged strictly.

Everything is in memory.
"""

import asyncio
import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from asn1crypto import cms

from desktop.documents.signing import der, judge, quiet, rules
from desktop.documents.signing.certificate import describe
from desktop.documents.signing.register import Register
from desktop.documents.signing.sign import signing_moment
from desktop.documents.signing.signer import HASHES, Signer
from desktop.documents.signing.verdict import Kind, SignatureFound

_SPOILT = "无法核对：签名数据残缺，或者不是本程序的写法，可能被动过。"


@dataclass(frozen=True)
class Enclosed:
    """What signed data holds, and the verdict on its signature.

    ``content`` is empty unless the verdict's kind is INTACT.
    """

    signature: SignatureFound
    content: bytes = field(repr=False, default=b"")


def sign_enclosing(
    content: bytes,
    signer: Signer,
    *,
    not_before: datetime | None = None,
    now: datetime | None = None,
) -> bytes:
    """``content`` with a signature around it, as DER.

    Args:
        content: what is signed.
        signer: from ``signer.from_own_key`` or ``usb_key.plugged_in``.
        not_before: time of the last signature; an earlier clock is refused.
        now: time of signing (aware); the clock when left out.

    Raises:
        Trouble: the certificate must not sign now, the clock is behind, the token was pulled out.
    """
    moment = signing_moment(signer, not_before, now)
    made = asyncio.run(
        signer.engine.async_sign_general_data(
            content,
            signer.digest,
            detached=True,  # else asyncio would write the whole content out in words
            signed_attr_settings=quiet.PdfCMSSignedAttributes(signing_time=moment),
        )
    )
    return _wrapping(made["content"], len(content)).around(content)


def read_enclosed(file: bytes, register: Register, now: datetime | None = None) -> Enclosed:
    """Judge signed data as a whole; any doubt is a "no". Never raises for bad bytes.

    INTACT means: one signature, arithmetically right, by a registered certificate, and no byte
    around it that the signature does not decide.
    """
    try:
        return _read(file, register, (now or datetime.now(UTC)).astimezone(UTC))
    except Exception:  # noqa: BLE001 - CMS parsers raise anything on forged input
        return Enclosed(SignatureFound("", Kind.UNREADABLE, _SPOILT))


def _read(file: bytes, register: Register, now: datetime) -> Enclosed:
    data, content = _taken_apart(file)
    (signer_info,) = data["signer_infos"]
    leaf = _leaf(data, signer_info)
    certificate = describe(leaf)
    claimed = _claimed_time(signer_info)
    digest = signer_info["digest_algorithm"]["algorithm"].native
    if digest not in HASHES:
        raise ValueError(digest)
    found = SignatureFound(
        "",
        Kind.UNREADABLE,
        _SPOILT,
        certificate=certificate,
        claimed_time=claimed,
        whole_file=True,
        valid_then=certificate.valid_at(claimed) if claimed else None,
        valid_now=certificate.valid_at(now),
        revoked_on=register.revoked.get(certificate.fingerprint),
        end=len(file),
    )
    status = asyncio.run(
        quiet.async_validate_cms_signature(
            data,
            raw_digest=hashlib.new(digest, content).digest(),
            validation_context=register.context(claimed or now, leaf),
            key_usage_settings=judge.USAGE,
        )
    )
    if not (status.intact and status.valid):
        sentence = f"已被改动：内容与“{found.who}”签名时的不一致。"
        return Enclosed(replace(found, kind=Kind.CHANGED, sentence=sentence))
    small = cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()
    if not rules.is_plain_cms(small, leaf) or not _wrapping(data, len(content)).fits(
        file, len(content)
    ):
        return Enclosed(found)
    if leaf not in register.known:
        sentence = f"签名者未登记：“{found.who}”不在登记的证书之中。"
        return Enclosed(replace(found, kind=Kind.UNKNOWN_SIGNER, sentence=sentence))
    trusted = bool(status.trusted) and rules.companions_known(small, leaf, register.known)
    kind, sentence = judge.decide_signer(found, certificate, trusted=trusted)
    held = bytes(content) if kind is Kind.INTACT else b""
    return Enclosed(replace(found, kind=kind, sentence=sentence), held)


def _taken_apart(file: bytes) -> tuple[cms.SignedData, memoryview]:
    """The signed data as if it stood beside its content, and the content."""
    _kind, inner = der.read(file).parts()
    (signed,) = inner.parts()
    version, digests, enclosed, *rest = signed.parts()
    kind, wrapped = enclosed.parts()
    (content,) = wrapped.parts()
    beside = der.written(der.SEQUENCE, kind.whole)
    small = der.written(
        der.SEQUENCE, version.whole, digests.whole, beside, *(one.whole for one in rest)
    )
    data = cms.SignedData.load(small, strict=True)
    return data, content.inside


def _wrapping(data: cms.SignedData, size: int) -> der.Wrapping:
    """Signed data around ``size`` bytes of its own content."""
    before = data["version"].dump() + data["digest_algorithms"].dump()
    after = data["certificates"].dump() + data["signer_infos"].dump()
    return der.wrapping(
        size,
        (der.OCTETS, b"", b""),
        (der.EXPLICIT, b"", b""),
        (der.SEQUENCE, cms.ContentType("data").dump(), b""),
        (der.SEQUENCE, before, after),
        (der.EXPLICIT, b"", b""),
        (der.SEQUENCE, cms.ContentType("signed_data").dump(), b""),
    )


def _leaf(data: cms.SignedData, signer_info: cms.SignerInfo) -> bytes:
    wanted = signer_info["sid"].chosen
    for choice in data["certificates"]:
        one = choice.chosen
        if (
            one.issuer == wanted["issuer"]
            and one["tbs_certificate"]["serial_number"] == (wanted["serial_number"])
        ):
            return bytes(one.dump())
    raise ValueError("the signer's certificate is not there")


def _claimed_time(signer_info: cms.SignerInfo) -> datetime | None:
    times = [
        value.native
        for attribute in signer_info["signed_attrs"]
        if attribute["type"].native == "signing_time"
        for value in attribute["values"]
    ]
    return times[0] if len(times) == 1 else None
