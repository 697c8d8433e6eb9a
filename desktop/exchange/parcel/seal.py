"""Who can open a parcel: receivers by their certificates, a pass phrase, or anybody."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy.orm import Session

from db.registers import Receiver
from db.store.certificates import certificates_in
from db.store.links import captions
from db.store.trouble import Trouble
from desktop.documents.signing import envelope
from desktop.documents.signing.recipients import refuse_short
from desktop.exchange.parcel.limits import refuse_too_large


@dataclass(frozen=True)
class Seal:
    """Who can open a parcel; exactly one of the three.

    Attributes:
        receivers: ids in the register 接收单位.
        passphrase: told to the receiver by telephone, never on the stick.
        unsealed: True for a parcel that is signed and not encrypted; a choice people make.
    """

    receivers: tuple[int, ...] = ()
    passphrase: str | None = field(default=None, repr=False)
    unsealed: bool = False

    def __post_init__(self) -> None:
        if bool(self.receivers) + (self.passphrase is not None) + self.unsealed != 1:
            raise Trouble(
                "请选一种：加密给接收单位、用口令加密，或者明确只签名不加密。", wrong_input=True
            )

    @property
    def code(self) -> str:
        """Its code in the table parcel_sealing."""
        return "certificate" if self.receivers else "none" if self.unsealed else "passphrase"


def refuse_unfit(session: Session, seal: Seal) -> None:
    """Stop before anything is signed when nobody could be given the parcel so.

    Raises:
        Trouble: a receiver who is gone or whose certificate has expired, a short pass phrase.
    """
    for number in seal.receivers:
        usable(session, number, datetime.now().date())
    if seal.passphrase is not None:
        refuse_short(seal.passphrase)


def usable(session: Session, number: int, day: date) -> Receiver:
    """The receiver, when a parcel of that day may be sealed for it.

    Raises:
        Trouble: it is gone, or its certificate has expired.
    """
    receiver = session.get(Receiver, number)
    if receiver is None or receiver.deleted_at is not None or not receiver.active:
        name = captions(session, "receiver", [number]).get(number, "")
        raise Trouble(f"接收单位{name}已经停用或删除，请另选。", wrong_input=True)
    if receiver.valid_to is not None and receiver.valid_to < day:
        raise Trouble(
            f"“{receiver.name}”的加密证书已于 {receiver.valid_to} 到期，请向该单位索取新证书。"
        )
    return receiver


def sealed(signed: bytes, seal: Seal, receivers: Sequence[Receiver]) -> bytes:
    """What leaves the house: the signed content, closed as ``seal`` says."""
    if seal.unsealed:
        content = signed
    elif seal.passphrase is not None:
        content = envelope.seal_with(signed, seal.passphrase)
    else:
        found = [certificates_in(receiver.certificate)[0] for receiver in receivers]
        content = envelope.seal_for(signed, [one.public_bytes(Encoding.DER) for one in found])
    refuse_too_large(len(content))
    return content
