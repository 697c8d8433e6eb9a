"""Whose parcels are believed: the register of senders, and the office's own certificates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import Certificate, Office, Sender
from db.store.certificates import certificates_in, fingerprint
from desktop.documents import seals


@dataclass(frozen=True)
class Senders:
    """Certificates (DER) that are believed, and fingerprint → since when one no longer is.

    ``names`` says by fingerprint whose a certificate is; a parcel of another office under it is
    refused. Empty where nobody has said so: then the certificate alone speaks.
    """

    certificates: Sequence[bytes] = field(repr=False)
    revoked: Mapping[str, datetime] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    basis: str = ""


def senders_of(session: Session, basis: str = "") -> Senders:
    """Those that the store knows."""
    own = seals.trust_of(session, basis)
    certificates, revoked, names = list(own.certificates), dict(own.revoked), {}
    office = session.scalar(select(Office.name).where(Office.deleted_at.is_(None)))
    for mark in session.scalars(
        select(Certificate.fingerprint).where(Certificate.deleted_at.is_(None))
    ):
        names[mark] = office or ""
    for sender in session.scalars(select(Sender).where(Sender.deleted_at.is_(None), Sender.active)):
        certificates.extend(seals.read_bundle(sender.certificate))
        for found in certificates_in(sender.certificate):
            names[fingerprint(found)] = sender.name
            if sender.revoked_on:
                day = datetime.combine(sender.revoked_on, datetime.min.time())
                revoked[fingerprint(found)] = day.astimezone()
    return Senders(tuple(dict.fromkeys(certificates)), revoked, names, basis)
