"""The office's register of certificates, as verifying needs it: who is known, who is struck off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509

from desktop.documents.signing import quiet
from desktop.documents.signing.certificate import describe


@dataclass(frozen=True)
class Register:
    """The certificates we know by their DER, and fingerprint → since when struck off."""

    known: Mapping[bytes, Any]
    revoked: Mapping[str, datetime]

    @staticmethod
    def of(trusted: Sequence[bytes], revoked: Mapping[str, datetime]) -> "Register":
        """A register of DER certificates and struck-off fingerprints (hex, either case).

        Raises:
            Trouble: an entry is no certificate.
        """
        known = {describe(der).der: x509.Certificate.load(der) for der in trusted}
        lower = {fingerprint.lower(): moment for fingerprint, moment in revoked.items()}
        return Register(known, lower)

    def context(self, moment: datetime, leaf_der: bytes) -> Any:
        """What pyHanko may trust at ``moment``: no network, never the system's own list.

        The anchors are the registered authorities; a registered signer whose issuer is not
        registered stands for itself.
        """
        anchors = [one for one in self.known.values() if one.ca]
        leaf = self.known.get(leaf_der)
        if leaf is not None and all(one.subject != leaf.issuer for one in anchors):
            anchors.append(leaf)
        return quiet.ValidationContext(trust_roots=anchors, allow_fetching=False, moment=moment)
