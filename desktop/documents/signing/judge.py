"""Judging one signature: its arithmetic, its signer, and what came after it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from desktop.documents.signing import quiet, rules
from desktop.documents.signing.certificate import Certificate, describe, on_day
from desktop.documents.signing.register import Register
from desktop.documents.signing.verdict import Kind, SignatureFound

USAGE = quiet.KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
"""Either usage makes a document signature, as ``certificate.refuse_unusable`` has it."""


def judge(
    pdf: bytes, reader: Any, field: tuple[str, Any], register: Register, now: datetime
) -> tuple[SignatureFound, int]:
    """The verdict on one signature field and the revision of the file that it made.

    Never raises: what cannot be read is UNREADABLE (revision 0), so that a good signature
    beside a broken one is still shown.
    """
    name, reference = field
    try:
        embedded = quiet.EmbeddedPdfSignature(reader, reference, name)
        found = _facts(pdf, name, embedded, register, now)
        kind, sentence = _decide(pdf, embedded, found, register, now)
        return replace(found, kind=kind, sentence=sentence), int(embedded.signed_revision)
    except Exception:  # noqa: BLE001 - CMS and PDF parsers raise anything on forged input
        sentence = f"无法核对：签名“{name}”的数据已损坏，不能认定有效。"
        return SignatureFound(name, Kind.UNREADABLE, sentence), 0


def end_of_sound(pdf: bytes, reader: Any, field: tuple[str, Any], register: Register) -> int | None:
    """Where the bytes end that an unbroken signature of a registered signer speaks for."""
    name, reference = field
    try:
        embedded = quiet.EmbeddedPdfSignature(reader, reference, name)
        found = _facts(pdf, name, embedded, register, datetime.now(UTC))
        if found.certificate is None or found.certificate.der not in register.known:
            return None
        context = register.context(datetime.now(UTC), found.certificate.der)
        status = quiet.validate_pdf_signature(embedded, context, skip_diff=True)
    except Exception:  # noqa: BLE001 - as in judge
        return None
    return found.end if status.intact and status.valid and found.end else None


def _facts(
    pdf: bytes, name: str, embedded: Any, register: Register, now: datetime
) -> SignatureFound:
    """Everything to be shown about a signature, before judging it."""
    certificate = describe(embedded.signer_cert.dump())
    claimed = embedded.self_reported_timestamp
    if claimed is not None and claimed.tzinfo is None:
        claimed = claimed.astimezone()
    signed = rules.signed_range(pdf, embedded.byte_range)
    end = signed[2] if signed else 0
    return SignatureFound(
        name,
        Kind.UNREADABLE,
        "",
        certificate=certificate,
        name=str(embedded.sig_object.get("/Name", "")),
        reason=str(embedded.sig_object.get("/Reason", "")),
        claimed_time=claimed,
        whole_file=end == len(pdf),
        valid_then=certificate.valid_at(claimed) if claimed else None,
        valid_now=certificate.valid_at(now),
        revoked_on=register.revoked.get(certificate.fingerprint),
        end=end,
    )


def _decide(
    pdf: bytes, embedded: Any, found: SignatureFound, register: Register, now: datetime
) -> tuple[Kind, str]:
    signed = rules.signed_range(pdf, embedded.byte_range)
    if signed is None:
        return Kind.CHANGED, "已被改动：签名覆盖的范围不对，文件有一部分不在签名之内。"
    certificate = found.certificate
    leaf = certificate.der if certificate else b""
    status = quiet.validate_pdf_signature(
        embedded,
        register.context(found.claimed_time or now, leaf),
        diff_policy=rules.POLICY,
        key_usage_settings=USAGE,
    )
    if not (status.intact and status.valid):
        return Kind.CHANGED, f"已被改动：内容与“{found.who}”签名时的不一致。"
    if not _untouched(status):
        return Kind.CHANGED, f"已被改动：“{found.who}”签名之后，文件内容又被改过。"
    if certificate is None or leaf not in register.known:
        return Kind.UNKNOWN_SIGNER, f"签名者未登记：“{found.who}”不在本所登记的证书之中。"
    contents = embedded.pkcs7_content
    if not rules.gap_is_exact(pdf, signed[0], signed[1], contents) or not rules.is_plain_cms(
        contents, leaf
    ):
        return Kind.UNREADABLE, f"无法核对：“{found.who}”的签名数据不是本程序的写法，可能被动过。"
    trusted = bool(status.trusted) and rules.companions_known(contents, leaf, register.known)
    return decide_signer(found, certificate, trusted=trusted)


def _untouched(status: Any) -> bool:
    """Whether nothing but signatures followed, by our own policy on every later revision."""
    whole = (
        quiet.SignatureCoverageLevel.ENTIRE_FILE,
        quiet.SignatureCoverageLevel.ENTIRE_REVISION,
    )
    return (
        status.coverage in whole
        and isinstance(status.diff_result, quiet.DiffResult)
        and bool(status.docmdp_ok)
        and bool(status.seed_value_ok)
    )


def decide_signer(
    found: SignatureFound, certificate: Certificate, *, trusted: bool
) -> tuple[Kind, str]:
    """What is to be said of a signature whose arithmetic is right, by its signer and its time."""
    if found.claimed_time is None:
        return Kind.UNREADABLE, f"无法核对：“{found.who}”的签名没有写明时间。"
    if not found.valid_then:
        term = f"{on_day(certificate.not_before)}至{on_day(certificate.not_after)}"
        return (
            Kind.UNKNOWN_SIGNER,
            f"不能认可：“{found.who}”签名时证书不在有效期内（{term}）。",
        )
    if found.revoked_on is not None and found.claimed_time >= found.revoked_on:
        return (
            Kind.UNKNOWN_SIGNER,
            f"不能认可：“{found.who}”的证书在签名前已于{on_day(found.revoked_on)}作废。",
        )
    if not trusted:
        return (
            Kind.UNKNOWN_SIGNER,
            f"不能认可：“{found.who}”的上级证书在本所登记中核对不上，请连同上级证书一并登记。",
        )
    return Kind.INTACT, f"有效：“{found.who}”签名于 {found.time_text}。"
