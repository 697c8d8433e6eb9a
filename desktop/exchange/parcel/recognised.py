"""Whether a file is a parcel, told from its first bytes; no heavy library is needed for it."""

_SIGNED = bytes.fromhex("06092a864886f70d010702")
_SEALED = bytes.fromhex("06092a864886f70d010703")
"""id-signedData and id-envelopedData, RFC 5652 §14, as DER."""
_HEAD = 20
"""Bytes within which the content type stands, whatever the length of the file."""


def sealing_of(data: bytes) -> str | None:
    """How a file is sealed (code of parcel_sealing), from its first bytes; None for no parcel.

    certificate and passphrase differ further in; ``certificate`` stands for either here.
    """
    head = data[:_HEAD]
    if not head.startswith(b"\x30"):
        return None
    return "none" if _SIGNED in head else "certificate" if _SEALED in head else None
