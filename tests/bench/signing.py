"""Bench: visible RSA-3072 signatures and verdicts, ours against pyHanko as its manual shows it.

The peer signs with ``SimpleSigner.load_pkcs12`` (loaded once) and a ``TextStampStyle``. Chinese
in that stamp needs pyHanko's [opentype] extra, which the program itself does not; where it is
missing the peer draws Latin letters, which costs it less, and the note says so.
"""

import logging
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from db.store.places import RESOURCES
from desktop.documents.signing import own_key, quiet, sign, signer, verify

OFFICE = "天龙镇司法所"
PLACE = sign.Place(0, 330, 90, 530, 170)
COUNTER = sign.Place(0, 70, 90, 270, 170)
ROUNDS, PEER_ROUNDS = 12, 4


def seconds(rounds: int, work: Callable[[], object]) -> float:
    """Least processor time of ``work``, after one round that warms caches and imports."""
    work()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def paper() -> bytes:
    """One A4 page of text from our own page layer's library."""
    from reportlab.pdfgen.canvas import Canvas

    from desktop.documents import fonts

    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), initialFontName=fonts.registered(fonts.Face.SONG))
    for line in range(20):
        canvas.drawString(72, 760 - 20 * line, "人民调解协议书 双方自愿达成如下协议")
    canvas.save()
    return out.getvalue()


def peer_style() -> tuple[Any, str]:
    """PyHanko's text stamp as documented, and what it can write."""
    from pyhanko.pdf_utils.text import TextBoxStyle
    from pyhanko.stamp import TextStampStyle

    try:
        from pyhanko.pdf_utils.font.opentype import GlyphAccumulatorFactory
    except ImportError:
        return TextStampStyle(stamp_text="Signed by\n%(ts)s"), "Latin stamp, no [opentype] extra"
    font = GlyphAccumulatorFactory(str(RESOURCES / "fonts" / "DocHei-Medium.ttf"))
    text = f"电子签名\n{OFFICE}\n签名时间 %(ts)s"
    return (
        TextStampStyle(stamp_text=text, text_box_style=TextBoxStyle(font=font)),
        "Chinese stamp",
    )


def peer_signer(own: own_key.OwnKey) -> Any:
    """PyHanko's signer from a PKCS#12 file with the same key."""
    from pyhanko.sign.signers import SimpleSigner

    leaf, root = (x509.load_der_x509_certificate(der) for der in own.register)
    sealing = serialization.BestAvailableEncryption(b"secret")
    packed = pkcs12.serialize_key_and_certificates(b"key", own.private, leaf, [root], sealing)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "key.p12"
        path.write_bytes(packed)
        return SimpleSigner.load_pkcs12(str(path), passphrase=b"secret")


def peer_sign(pdf: bytes, engine: Any, style: Any) -> bytes:
    """A visible certifying PAdES signature the way the manual shows it."""
    box = (330, 90, 530, 170)
    metadata = quiet.PdfSignatureMetadata(
        field_name="Sig1",
        certify=True,
        subfilter=quiet.fields.SigSeedSubFilter.PADES,
        docmdp_permissions=quiet.fields.MDPPerm.FILL_FORMS,
    )
    spec = quiet.fields.SigFieldSpec("Sig1", on_page=0, box=box)
    pdf_signer = quiet.PdfSigner(metadata, engine, stamp_style=style, new_field_spec=spec)
    writer = quiet.IncrementalPdfFileWriter(BytesIO(pdf))
    return bytes(pdf_signer.sign_pdf(writer).getvalue())


def peer_verify(pdf: bytes, roots: list[Any]) -> bool:
    """Every signature by pyHanko's default rules."""
    reader = quiet.PdfFileReader(BytesIO(pdf))
    context = quiet.ValidationContext(trust_roots=roots, allow_fetching=False)
    return all(
        quiet.validate_pdf_signature(embedded, context).bottom_line
        for embedded in reader.embedded_signatures
    )


def run() -> list[tuple[str, float, str]]:
    """(what, time of ours / time of the peer, note); below 1 ours is faster."""
    from asn1crypto import x509 as asn1_x509

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    own, committee = own_key.make_own(OFFICE), own_key.make_own("天龙镇人民调解委员会")
    ours, theirs = signer.from_own_key(own), peer_signer(own)
    pdf, (style, drawn) = paper(), peer_style()

    def our_sign() -> bytes:
        return sign.sign(
            pdf, ours, place=PLACE, name=OFFICE, reason="签发", counter_fields=[COUNTER]
        )

    sign_ours = seconds(ROUNDS, our_sign)
    sign_peer = seconds(PEER_ROUNDS, lambda: peer_sign(pdf, theirs, style))

    register = [*own.register, *committee.register]
    roots = [asn1_x509.Certificate.load(der) for der in register]
    twice = sign.countersign(
        our_sign(),
        signer.from_own_key(committee),
        trusted=register,
        name="天龙镇人民调解委员会",
        reason="会签",
    )
    if not (verify.verify(twice, register).kind.name == "INTACT" and peer_verify(twice, roots)):
        raise AssertionError("the two do not agree that an honest file is valid")
    verify_ours = seconds(ROUNDS, lambda: verify.verify(twice, register))
    verify_peer = seconds(ROUNDS, lambda: peer_verify(twice, roots))
    times = f"{sign_ours * 1000:.0f} ms against {sign_peer * 1000:.0f} ms"
    faster = f"{sign_peer / sign_ours:.1f} times faster: {times}; {drawn}"
    both = f"{verify_ours * 1000:.0f} ms against {verify_peer * 1000:.0f} ms by default rules"
    return [
        ("visible RSA-3072 signature / pyHanko", sign_ours / sign_peer, faster),
        ("strict verdict, 2 signatures / pyHanko", verify_ours / verify_peer, both),
    ]


if __name__ == "__main__":
    for what, ratio, note in run():
        print(f"{what}: {ratio:.3f}  {note}")
