"""Verifying: one strict verdict on a PDF, from our own register and nothing else."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from operator import itemgetter
from typing import Any

from db.store.trouble import Trouble
from desktop.documents.signing import judge, quiet
from desktop.documents.signing.register import Register
from desktop.documents.signing.verdict import CLOCK_NOTE, Kind, SignatureFound, Verdict

MOST_SIGNATURES = 10
"""pyHanko re-reads the whole file for every pair of revisions: 25 signatures took 10 s."""
LARGEST_FILE = 100 * 1024 * 1024

GRAVITY = (Kind.CHANGED, Kind.UNREADABLE, Kind.UNKNOWN_SIGNER)
"""When signatures differ, the file gets the first of these that any of them got."""


def verify(
    pdf: bytes,
    trusted: Sequence[bytes],
    *,
    expected_sha256: str | None = None,
    expected_signatures: int | None = None,
    at: datetime | None = None,
    revoked: Mapping[str, datetime] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Verdict:
    """Judge ``pdf`` as a whole; any doubt is a "no". Never raises for a bad file.

    INTACT means: every signature in the file is arithmetically right, by a certificate in the
    register, covers its revision without a gap, nothing but further such signatures follows
    it, the last one covers the last byte, and the store's record of the file, if given, agrees.

    Args:
        pdf: the file.
        trusted: DER certificates of our register: signers' and those above them.
        expected_sha256: hash (hex) the store keeps of the final file. Only it catches a file
            rolled back to an earlier state, which is a valid file.
        expected_signatures: how many signatures the store knows of.
        at: the present for certificate validity, aware; the clock when left out.
        revoked: SHA-256 fingerprint (hex) → since when a certificate is struck off.
        cancelled: asked between signatures; True stops with UNREADABLE.
    """
    register = Register.of(trusted, revoked or {})
    moment = (at or datetime.now(UTC)).astimezone(UTC)
    terms = _Terms(expected_sha256, expected_signatures, moment, cancelled)
    try:
        return _verify(pdf, register, terms)
    except Exception:  # noqa: BLE001 - the one boundary: a forged file can make a parser raise anything
        return Verdict(Kind.UNREADABLE, "无法核对：文件残缺或不是规范的 PDF，不能认定签名有效。")


def page_as_signed(pdf: bytes, trusted: Sequence[bytes]) -> bytes:
    """The file as it was when the last registered signer signed it.

    Raises:
        Trouble: no registered, unbroken signature can be found in the file.
    """
    register = Register.of(trusted, {})
    ends = []
    try:
        reader = quiet.PdfFileReader(BytesIO(pdf))
        for field in _signed_fields(reader):
            end = judge.end_of_sound(pdf, reader, field, register)
            if end is not None:
                ends.append(end)
    except Exception:  # noqa: BLE001 - as in verify; what was found before still counts
        ends.sort()
    if not ends:
        raise Trouble("文件里没有本所登记过的完好签名，无法还原签名时的样子。")
    return pdf[: max(ends)]


@dataclass(frozen=True)
class _Terms:
    """What the caller knows and wants, see ``verify``."""

    sha256: str | None
    signatures: int | None
    moment: datetime
    cancelled: Callable[[], bool]


def _verify(pdf: bytes, register: Register, terms: _Terms) -> Verdict:
    if len(pdf) > LARGEST_FILE:
        return Verdict(Kind.UNREADABLE, f"无法核对：文件超过 {LARGEST_FILE >> 20} MB。")
    if not pdf.startswith(b"%PDF-"):
        return Verdict(Kind.UNREADABLE, "无法核对：这不是 PDF 文件。")
    reader = quiet.PdfFileReader(BytesIO(pdf), strict=True)
    if reader.encrypted:
        return Verdict(Kind.UNREADABLE, "无法核对：这份 PDF 有密码保护。")
    return _judged(pdf, reader, register, terms)


def _judged(pdf: bytes, reader: Any, register: Register, terms: _Terms) -> Verdict:
    signed = list(_signed_fields(reader))
    if not signed:
        return _unsigned(pdf, terms)
    if len(signed) > MOST_SIGNATURES:
        return Verdict(Kind.UNREADABLE, f"无法核对：文件里有 {len(signed)} 个签名，太多。")
    judged = [
        judge.judge(pdf, reader, field, register, terms.moment)
        for field in signed
        if not terms.cancelled()
    ]
    judged.sort(key=itemgetter(1))
    signatures = tuple(one for one, _ in judged)
    if len(signatures) < len(signed):
        return Verdict(Kind.UNREADABLE, "核对已中止，没有结论。", signatures)
    revisions = [revision for _, revision in judged]
    fault = _fault_of_signatures(signatures) or _fault_of_file(
        pdf, signatures, revisions, reader.xrefs.total_revisions, terms
    )
    if fault is not None:
        return Verdict(*fault, signatures)
    return Verdict(Kind.INTACT, _praise(signatures), signatures)


def _unsigned(pdf: bytes, terms: _Terms) -> Verdict:
    if terms.signatures:
        return Verdict(Kind.CHANGED, f"已被改动：登记的签名有 {terms.signatures} 个，文件里没有。")
    if b"/ByteRange" in pdf:
        return Verdict(Kind.UNREADABLE, "无法核对：文件里有签名的痕迹，但签名已经读不出来。")
    return Verdict(Kind.UNSIGNED, "这份文件没有电子签名。")


def _signed_fields(reader: Any) -> Iterator[tuple[str, Any]]:
    for name, _value, field in quiet.fields.enumerate_sig_fields(reader, filled_status=True):
        yield name, field


def _fault_of_signatures(signatures: Sequence[SignatureFound]) -> tuple[Kind, str] | None:
    for kind in GRAVITY:
        for one in signatures:
            if one.kind is kind:
                return kind, one.sentence
    return None


def _fault_of_file(
    pdf: bytes,
    signatures: Sequence[SignatureFound],
    revisions: Sequence[int],
    total: int,
    terms: _Terms,
) -> tuple[Kind, str] | None:
    unsigned = set(range(min(revisions), total)) - set(revisions)
    if unsigned or len(set(revisions)) != len(revisions):
        return Kind.CHANGED, "已被改动：签名之后文件又被改写过，改动的部分没有签名。"
    if max(one.end for one in signatures) != len(pdf):
        return Kind.CHANGED, "已被改动：签名之后文件末尾被加了内容。"
    wanted = terms.signatures
    if wanted is not None and len(signatures) != wanted:
        return (
            Kind.CHANGED,
            f"已被改动：登记的签名有 {wanted} 个，文件里有 {len(signatures)} 个。",
        )
    if terms.sha256 is not None:
        sha256 = hashlib.sha256(pdf).hexdigest()
        if sha256 != terms.sha256.lower():
            return Kind.CHANGED, "已被改动：文件与登记存档的那一份不一致（可能是较早的版本）。"
    elif any(one.revoked_on for one in signatures):
        one = next(one for one in signatures if one.revoked_on)
        return (
            Kind.UNKNOWN_SIGNER,
            f"不能认可：“{one.who}”的证书后来作废，又没有存档证明文件在作废前就有。",
        )
    return None


def _praise(signatures: Sequence[SignatureFound]) -> str:
    said = "；".join(f"“{one.who}”签名于 {one.time_text.split('（')[0]}" for one in signatures)
    notes = "".join(
        f"“{one.who}”的证书现已{'作废' if one.revoked_on else '过期'}，签名时有效。"
        for one in signatures
        if one.revoked_on or not one.valid_now
    )
    return f"有效：{said}（{CLOCK_NOTE}），签名后文件没有被改动。{notes}"
