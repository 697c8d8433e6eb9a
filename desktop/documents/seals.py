"""The office's certificates: from the register to a signer, and to those who verify."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import select

from db.registers import Certificate, Office, ReceivingKey
from db.store.certificates import certificates_in
from db.store.trouble import Trouble
from db.store.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desktop.documents.signing.certificate import Certificate as Described
    from desktop.documents.signing.own_key import OwnKey
    from desktop.documents.signing.signer import Signer
    from desktop.documents.signing.usb_key import UsbKey


@dataclass(frozen=True)
class Trust:
    """Whom we believe: DER certificates of our register, and since when some are struck off.

    ``basis`` says in words where they come from.
    """

    certificates: tuple[bytes, ...]
    revoked: Mapping[str, datetime]
    basis: str


def make_own(session: Session, office: str, passphrase: str) -> Certificate:
    """Make the office's own certificate and put it into the register.

    Args:
        session: of a running step.
        office: the office's full name, as it stands on its seal.
        passphrase: guards the private key; asked for at each signing.

    Raises:
        Trouble: the passphrase is too short.
    """
    from desktop.documents.signing.own_key import make_own as made

    return _registered(session, made(office), "own", passphrase)


def import_file(session: Session, file: bytes, password: str, passphrase: str) -> Certificate:
    """Take a PKCS#12 file (.p12, .pfx) into the register, its key under our own lock.

    Raises:
        Trouble: wrong password, damaged file, no key, expired, not meant for signing.
    """
    from desktop.documents.signing.own_key import read_pkcs12

    return _registered(session, read_pkcs12(file, password), "file", passphrase)


def add_token(session: Session, key: UsbKey, pin: str) -> Certificate:
    """Enter the certificate on a USB key (PKCS#11); its private key stays on the token.

    Raises:
        Trouble: no driver, no token, wrong PIN, no certificate on it.
    """
    from desktop.documents.signing.usb_key import plugged_in

    with plugged_in(key, pin) as signer:
        record = _described(signer.certificate, (signer.certificate, *signer.chain), "token")
    record.token_module, record.token_label, record.key_label = key.module, key.token, key.key
    return _in_place_of_others(session, record)


def signing_certificate(session: Session) -> Certificate:
    """The certificate that the office signs with now: the newest in use.

    Raises:
        Trouble: there is none.
    """
    usable = Certificate.in_use(session)
    if not usable:
        raise Trouble("还没有签名证书：请在“签名证书”里导入，或由本程序为本所制作")
    return usable[0]


@contextmanager
def signer_of(certificate: Certificate, passphrase: str) -> Iterator[Signer]:
    """What signs with that certificate, as long as the block lasts.

    Raises:
        Trouble: wrong passphrase or PIN, or the token is not plugged in.
    """
    if certificate.kind == "token":
        from desktop.documents.signing.usb_key import plugged_in

        with plugged_in(_usb_key(certificate), passphrase) as signer:
            yield signer
        return
    from desktop.documents.signing.own_key import open_bundle
    from desktop.documents.signing.signer import from_own_key

    yield from_own_key(open_bundle(certificate.key or b"", passphrase))


def office_name(session: Session) -> str:
    """The name for a certificate: the office's in full; empty until 本所资料 is filled in."""
    return session.scalar(select(Office.name).where(Office.deleted_at.is_(None))) or ""


def make_receiving(session: Session, office: str, passphrase: str) -> ReceivingKey:
    """Make a key pair that parcels for this office are sealed for, and put it into the register.

    Args:
        session: of a running step.
        office: the office's full name.
        passphrase: guards the private key, as for ``make_own``.

    Raises:
        Trouble: the passphrase is too short.
    """
    from desktop.documents.signing.receiving import make_receiving as made

    key = made(office)
    found = key.certificate
    record = ReceivingKey.fresh(
        subject=found.subject,
        fingerprint=found.fingerprint,
        valid_from=found.not_before.astimezone().date(),
        valid_to=found.not_after.astimezone().date(),
        certificate=key.pem,
        key=key.seal(passphrase),
    )
    session.add(record)
    session.flush()
    return record


def receiving_records(session: Session) -> list[ReceivingKey]:
    """The office's receiving keys as registered, the newest first; old ones still open."""
    there = select(ReceivingKey).where(ReceivingKey.deleted_at.is_(None))
    return list(session.scalars(there.order_by(ReceivingKey.id.desc())))


def trust_of(session: Session, basis: str) -> Trust:
    """Whom the store's register believes."""
    certificates: list[bytes] = []
    revoked: dict[str, datetime] = {}
    for record in session.scalars(select(Certificate).where(Certificate.deleted_at.is_(None))):
        certificates.extend(read_bundle(record.chain))
        if record.revoked_on:
            day = datetime.combine(record.revoked_on, datetime.min.time())
            revoked[record.fingerprint] = day.astimezone()
    return Trust(tuple(certificates), revoked, basis)


def read_bundle(pem: bytes) -> tuple[bytes, ...]:
    """The certificates of a PEM (or DER) file, as DER.

    Raises:
        Trouble: there is none in it.
    """
    return tuple(certificate.public_bytes(Encoding.DER) for certificate in certificates_in(pem))


def bundle_path(store: Path) -> Path:
    """Where a store's public certificates lie, for verifying without a password."""
    return store.with_name(store.name + ".certs.pem")


def publish(session: Session, store: Path) -> Path:
    """Write the register's certificates (they are public) beside the store.

    Raises:
        Trouble: the folder cannot be written.
    """
    path = bundle_path(store)
    write_whole(path, bundle(session))
    return path


def bundle(session: Session) -> bytes:
    """The register's certificates as PEM: what other offices register under 报送单位."""
    return _pem(trust_of(session, "").certificates)


def _usb_key(certificate: Certificate) -> UsbKey:
    from desktop.documents.signing.usb_key import UsbKey

    return UsbKey(
        certificate.token_module or "", certificate.token_label or "", certificate.key_label or ""
    )


def _registered(session: Session, own: OwnKey, kind: str, passphrase: str) -> Certificate:
    record = _described(own.certificate, (own.certificate, *own.chain), kind)
    record.key = own.seal(passphrase)
    return _in_place_of_others(session, record)


def _in_place_of_others(session: Session, record: Certificate) -> Certificate:
    """Enter it as the one that signs: those before it stay for verifying alone."""
    for other in Certificate.in_use(session):
        other.active = False
    session.add(record)
    session.flush()
    return record


def _described(found: Described, chain: Iterable[Described], kind: str) -> Certificate:
    return Certificate.fresh(
        subject=found.subject,
        kind=kind,
        issuer=found.issuer,
        serial=found.serial,
        fingerprint=found.fingerprint,
        valid_from=found.not_before.astimezone().date(),
        valid_to=found.not_after.astimezone().date(),
        chain=_pem(one.der for one in chain),
    )


def _pem(ders: Iterable[bytes]) -> bytes:
    loaded = (x509.load_der_x509_certificate(der) for der in dict.fromkeys(ders))
    return b"".join(certificate.public_bytes(Encoding.PEM) for certificate in loaded)
