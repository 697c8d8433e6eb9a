"""The office's certificate on a return: signs its digest (CMS), judges what was signed."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.figures.frozen import digest_of
from desktop.documents import seals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.registers import Return
    from desktop.documents.signing.signer import Signer


@dataclass(frozen=True)
class OfficeSeal:
    """A certificate that was opened by its pass phrase; ``db.figures.returns.Seal``."""

    signer: Signer
    subject: str
    fingerprint: str

    def sign(self, digest: str, moment: datetime) -> bytes:
        """CMS signed data that holds the digest; the moment is the office's own time.

        Raises:
            Trouble: the certificate is not valid then.
        """
        from desktop.documents.signing.enclosed import sign_enclosing

        return sign_enclosing(digest.encode(), self.signer, now=moment.astimezone())


@contextmanager
def office_seal(session: Session, passphrase: str) -> Iterator[OfficeSeal]:
    """The office's certificate, for as long as the block lasts.

    Raises:
        Trouble: no certificate, wrong pass phrase or PIN, no token.
    """
    certificate = seals.signing_certificate(session)
    with seals.signer_of(certificate, passphrase) as signer:
        yield OfficeSeal(signer, certificate.subject, certificate.fingerprint)


@dataclass(frozen=True)
class Judgement:
    """Whether a signed return is what was signed, and by whom, in one sentence."""

    sound: bool
    sentence: str


def judge_return(session: Session, made: Return) -> Judgement:
    """Judge figures, digest and signature by the register of certificates; a doubt is a no."""
    from desktop.documents.signing.enclosed import read_enclosed
    from desktop.documents.signing.register import Register
    from desktop.documents.signing.verdict import Kind

    if not made.frozen:
        return Judgement(sound=False, sentence="还没有签发")
    if made.content is None or made.signature is None:
        return Judgement(sound=False, sentence="签发过，数字或者电子签名却不在了：被绕过程序改动过")
    if digest_of(made.content) != made.digest:
        return Judgement(sound=False, sentence="数字与数据摘要不符：被绕过程序改动过")
    trust = seals.trust_of(session, "")
    found = read_enclosed(made.signature, Register.of(trust.certificates, trust.revoked))
    sound = found.signature.kind is Kind.INTACT
    if sound and found.content != made.digest.encode():
        return Judgement(sound=False, sentence="电子签名签的不是这些数字")
    return Judgement(sound, found.signature.sentence)
