"""The strict rules: what a signature of ours looks like, and what may follow it in the file."""

from collections.abc import Container, Iterator
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509

from desktop.documents.signing import quiet
from desktop.documents.signing.signer import digest_for

ALWAYS_NEW = ("/ModDate", "/Producer")
"""Entries of /Info that every signature rewrites."""


class StampedInfoRule(quiet.DocInfoRule):
    """/Info may change only where signing itself changes it: not title, not author."""

    def apply(
        self, old: quiet.HistoricalResolver, new: quiet.HistoricalResolver
    ) -> Iterator[quiet.ReferenceUpdate]:
        """Allow the new /Info, or raise ``SuspiciousModification``."""
        before, after = _info(old), _info(new)
        for entry in (before.keys() | after.keys()) - set(ALWAYS_NEW):
            if entry not in before or entry not in after or before[entry] != after[entry]:
                raise quiet.SuspiciousModification(f"/Info changed: {entry}")
        yield from super().apply(old, new)


def _info(revision: Any) -> dict[str, Any]:
    reference = revision.trailer_view.get_value_as_reference("/Info", optional=True)
    return dict(revision(reference)) if reference is not None else {}


def _own_policy() -> Any:
    """The standard policy of pyHanko without filling of forms and with the stricter /Info rule."""
    level = quiet.ModificationLevel.LTA_UPDATES
    allowed = [
        quiet.CatalogModificationRule(),  # type: ignore[no-untyped-call]
        StampedInfoRule().as_qualified(level),
        quiet.ObjectStreamRule().as_qualified(level),
        quiet.XrefStreamRule().as_qualified(level),
        quiet.MetadataUpdateRule().as_qualified(level),  # type: ignore[no-untyped-call]
        quiet.DSSCompareRule().as_qualified(level),
    ]
    form = quiet.FormUpdatingRule(
        field_rules=[
            quiet.SigFieldCreationRule(),  # type: ignore[no-untyped-call]
            quiet.SigFieldModificationRule(),
        ]
    )
    return quiet.StandardDiffPolicy(global_rules=allowed, form_rule=form)


POLICY = _own_policy()


def signed_range(pdf: bytes, byte_range: Any) -> tuple[int, int, int] | None:
    """(end of the first part, start of the second, end of the second), or None if ill-formed.

    ISO 32000-2 §12.8.1: everything but the value of /Contents is to be signed.
    """
    numbers = [int(number) for number in byte_range]
    if len(numbers) != 4 or numbers[0] != 0:
        return None
    _start, first, second, length = numbers
    if not (0 < first < second and length > 0 and second + length <= len(pdf)):
        return None
    return first, second, second + length


def gap_is_exact(pdf: bytes, first: int, second: int, contents: bytes) -> bool:
    """Whether the unsigned gap holds the signature and not one byte more or otherwise spelt."""
    return pdf[first:second] == b"<" + contents.hex().upper().encode() + b">"


def is_plain_cms(contents: bytes, leaf_der: bytes) -> bool:
    """Whether the CMS is exactly what this program writes around a signature.

    The gap is not covered by the signature, so everything in it that the signature's own
    arithmetic does not protect has to be what it must be: the CMS is built again from its
    protected parts and compared, the padding is zeros, and nothing unsigned hangs on.
    """
    data = cms.ContentInfo.load(contents)["content"]
    if len(data["signer_infos"]) != 1:
        return False
    again = _written_again(data, data["signer_infos"][0], leaf_der)
    padding = contents[len(again) :]
    return contents.startswith(again) and not padding.strip(b"\0")


def companions_known(contents: bytes, leaf_der: bytes, register: Container[bytes]) -> bool:
    """Whether every certificate in the CMS besides the signer's is registered as it stands.

    Nothing in the file protects these; the register is the only thing to hold them against.
    """
    data = cms.ContentInfo.load(contents)["content"]
    ders = (choice.chosen.dump() for choice in data["certificates"])
    return all(der == leaf_der or der in register for der in ders)


def _written_again(data: Any, signer: Any, leaf_der: bytes) -> bytes:
    """The CMS as this program would write it around the signed attributes and the signature."""
    leaf = asn1_x509.Certificate.load(leaf_der)
    key = x509.load_der_x509_certificate(leaf_der).public_key()
    digest = cms.DigestAlgorithm({"algorithm": digest_for(key)})
    method = quiet.Signer(signing_cert=leaf).get_signature_mechanism_for_digest(digest_for(key))
    name = {"issuer": leaf.issuer, "serial_number": leaf.serial_number}
    signer_again = {
        "version": "v1",
        "sid": cms.SignerIdentifier("issuer_and_serial_number", name),
        "digest_algorithm": digest,
        "signed_attrs": signer["signed_attrs"],
        "signature_algorithm": method,
        "signature": signer["signature"],
    }
    content = {
        "version": "v1",
        "digest_algorithms": cms.DigestAlgorithms((digest,)),
        "encap_content_info": {"content_type": "data"},
        "certificates": data["certificates"],
        "signer_infos": [signer_again],
    }
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": content}).dump())
