"""What is read off a certificate file that a record holds."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from db.store.certificates import certificates_in, fingerprint, holder
from db.store.problems import Level, Problem
from db.store.trouble import Trouble

if TYPE_CHECKING:
    from cryptography import x509


def first_of(file: bytes | None) -> "x509.Certificate | None":
    """The first certificate of the file, None when there is none."""
    try:
        return certificates_in(file)[0] if file else None
    except Trouble:
        return None


def subject_of(record: Any) -> str | None:
    """The holder's common name."""
    found = first_of(record.certificate)
    return holder(found) if found else None


def fingerprint_of(record: Any) -> str | None:
    """SHA-256 of the certificate, lower-case hex."""
    found = first_of(record.certificate)
    return fingerprint(found) if found else None


def valid_to(record: Any) -> date | None:
    """The last day of validity, in local time."""
    found = first_of(record.certificate)
    return found.not_valid_after_utc.astimezone().date() if found else None


def problems_of_certificate(
    record: Any, unfit: "Callable[[x509.Certificate], str | None]" = lambda _found: None
) -> Iterator[Problem]:
    """A file without a certificate stops; one that is ``unfit`` too; an expired one is doubted."""
    if not record.certificate:
        return
    try:
        found = certificates_in(record.certificate)[0]
    except Trouble as trouble:
        yield Problem("certificate", trouble.sentence)
        return
    reason = unfit(found)
    if reason:
        yield Problem("certificate", reason)
    last = found.not_valid_after_utc.astimezone().date()
    if last < date.today():
        yield Problem("certificate", f"证书已于 {last} 到期，请索取新证书", Level.WARN)
