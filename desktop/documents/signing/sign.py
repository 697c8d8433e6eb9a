"""Signing a PDF: PAdES B-B, visible at its place, certified so that only counter-signing follows.

ETSI EN 319 142-1 (PAdES baseline, level B-B); ISO 32000-2 §12.8.2.2 (DocMDP, level 2).
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from db.store.trouble import Trouble
from desktop.documents.signing import quiet, verify
from desktop.documents.signing.certificate import refuse_unfit, to_the_minute
from desktop.documents.signing.quiet import fields
from desktop.documents.signing.signer import Signer
from desktop.documents.signing.stamp import StampContent, stamp_lines, stamp_page
from desktop.documents.signing.verdict import Kind

FIRST_FIELD = "Signature1"
BESIDE_CERTIFICATES = 3000
"""Bytes: at most 1,024 of RSA-8192 signature, two issuer names, attributes of a fixed size."""
MARGIN = 0.01
"""Points by which a place may stick out of its page through rounding."""


@dataclass(frozen=True)
class Place:
    """A rectangle on a page: ``page`` from 0, coordinates in points from the lower left."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.y1 - self.y0


def sign(
    pdf: bytes,
    signer: Signer,
    *,
    place: Place,
    name: str,
    reason: str,
    location: str = "",
    counter_fields: Sequence[Place] = (),
    further: Sequence[Place] = (),
    seal_image: bytes | None = None,
    not_before: datetime | None = None,
    now: datetime | None = None,
) -> bytes:
    """Put the first signature on ``pdf``.

    Args:
        pdf: an unsigned PDF.
        signer: from ``signer.from_own_key`` or ``usb_key.plugged_in``.
        place: where the stamp goes.
        name: the office, as printed in the stamp and stored in the signature.
        reason: stored in the signature, e.g. 人民调解协议书签发.
        location: stored in the signature when given.
        counter_fields: places of empty fields that ``countersign`` may fill later; a field
            added after certifying would break the first signature.
        further: places on pages that are handed out apart, where a stamp tells of the signature.
        seal_image: PNG or JPEG of a seal that the office itself imported, drawn in the stamp.
        not_before: time of the office's last signature; an earlier clock is refused.
        now: time of signing (aware); the clock when left out.

    Raises:
        Trouble: certificate not usable now, clock behind, PDF unreadable, protected or already
            signed, place outside the page, token pulled out.
    """
    moment = signing_moment(signer, not_before, now)
    _refuse_signed(pdf)
    with _plain_faults():
        writer = quiet.IncrementalPdfFileWriter(BytesIO(pdf))
        for number, counter in enumerate(counter_fields, start=2):
            _refuse_outside(writer, counter)
            fields.append_signature_field(writer, _spec(f"Signature{number}", counter))
        _refuse_outside(writer, place)
        metadata = {
            "field_name": FIRST_FIELD,
            "certify": True,
            "docmdp_permissions": fields.MDPPerm.FILL_FORMS,
        }
        act = _Act(signer, name, reason, location, seal_image, moment)
        act.tell(writer, further, place)
        return act.write(writer, metadata, place, _spec(FIRST_FIELD, place))


def countersign(
    pdf: bytes,
    signer: Signer,
    *,
    trusted: Sequence[bytes],
    name: str,
    reason: str,
    location: str = "",
    seal_image: bytes | None = None,
    not_before: datetime | None = None,
    now: datetime | None = None,
) -> bytes:
    """Put a further signature into the first empty field that ``sign`` made.

    What stands on the paper is judged first: nobody should sign over a forgery.

    Args:
        pdf: a PDF that ``sign`` made.
        trusted: DER certificates of our register, as for ``verify.verify``.
        signer: as for ``sign``.
        name: as for ``sign``.
        reason: as for ``sign``.
        location: as for ``sign``.
        seal_image: as for ``sign``.
        not_before: as for ``sign``; the signatures in the file count too.
        now: as for ``sign``.

    Raises:
        Trouble: as for ``sign``; also when the PDF is not intact or has no field left.
    """
    moment = signing_moment(signer, not_before, now)
    found = verify.verify(pdf, trusted, at=moment)
    if found.kind is not Kind.INTACT:
        raise Trouble(f"这份文件不能再签名：{found.sentence}")
    latest = max(one.claimed_time for one in found.signatures if one.claimed_time)
    _refuse_earlier(moment, latest)
    with _plain_faults():
        writer = quiet.IncrementalPdfFileWriter(BytesIO(pdf))
        empty = next(fields.enumerate_sig_fields(writer, filled_status=False), None)
        if empty is None:
            raise Trouble("这份文件没有预留会签的位置，不能再签名；请重新生成文件后一并签名。")
        field_name, _value, reference = empty
        place = Place(0, *(float(edge) for edge in reference.get_object()["/Rect"]))
        act = _Act(signer, name, reason, location, seal_image, moment)
        return act.write(writer, {"field_name": field_name}, place, None)


def signing_moment(signer: Signer, not_before: datetime | None, now: datetime | None) -> datetime:
    """The moment of signing, to the second, once certificate and clock allow it.

    Raises:
        Trouble: the certificate must not sign now, or the clock is behind ``not_before``.
    """
    moment = (now or datetime.now(UTC)).astimezone().replace(microsecond=0)
    refuse_unfit(signer.certificate, moment)
    if not_before is not None:
        _refuse_earlier(moment, not_before)
    return moment


def _refuse_earlier(moment: datetime, last: datetime) -> None:
    if moment < last.astimezone().replace(microsecond=0):
        raise Trouble(
            f"电脑时钟（{to_the_minute(moment)}）早于上一次签名的时间"
            f"（{to_the_minute(last)}），请先校准电脑时钟再签名。"
        )


def _refuse_signed(pdf: bytes) -> None:
    try:
        reader = quiet.PdfFileReader(BytesIO(pdf))
        locked = reader.encrypted
        signed = not locked and any(fields.enumerate_sig_fields(reader, filled_status=True))
    except Exception as fault:  # pyHanko's reader lets any kind of exception out
        raise Trouble("这份文件不是完整的 PDF，无法签名，请重新生成。") from fault
    if locked:
        raise Trouble("这份 PDF 有密码保护，无法签名，请换用没有密码的文件。")
    if signed:
        raise Trouble("这份文件已经签过名，不能重新签；需要第二方签名时请用会签。")


def _refuse_outside(writer: Any, place: Place) -> None:
    pages = int(writer.root["/Pages"]["/Count"])
    if not 0 <= place.page < pages:
        raise Trouble(f"签名位置在第 {place.page + 1} 页，但文件只有 {pages} 页。")
    page = writer.find_page_for_modification(place.page)[0].get_object()
    while "/MediaBox" not in page:
        page = page["/Parent"]
    x0, y0, x1, y1 = (float(edge) for edge in page["/MediaBox"])
    inside = (
        x0 - MARGIN <= place.x0 < place.x1 <= x1 + MARGIN
        and y0 - MARGIN <= place.y0 < place.y1 <= y1 + MARGIN
    )
    if not inside:
        raise Trouble(f"签名位置超出了第 {place.page + 1} 页的页面，请调整。")


def _spec(name: str, place: Place) -> Any:
    box = (place.x0, place.y0, place.x1, place.y1)
    return fields.SigFieldSpec(name, on_page=place.page, box=box)  # type: ignore[arg-type] # floats are fine


@dataclass(frozen=True)
class _Act:
    """One act of signing: who, when, why, and how it shows."""

    signer: Signer
    name: str
    reason: str
    location: str
    seal_image: bytes | None
    moment: datetime

    def write(self, writer: Any, metadata: dict[str, Any], place: Place, new_field: Any) -> bytes:
        """The signed file: pyHanko's ``sign_pdf`` in steps, because only so can time be given."""
        pdf_signer = quiet.PdfSigner(
            quiet.PdfSignatureMetadata(
                md_algorithm=self.signer.digest,
                subfilter=fields.SigSeedSubFilter.PADES,
                name=self.name,
                reason=self.reason,
                location=self.location or None,
                **metadata,
            ),
            self.signer.engine,
            stamp_style=self._stamp(place),
            new_field_spec=new_field,
        )

        async def steps() -> bytes:
            session = pdf_signer.init_signing_session(writer, new_field is None)
            session.system_time = self.moment
            document = session.prepare_tbs_document(None, bytes_reserved=self._room())
            out = BytesIO()
            digest, _ = document.digest_tbs_document(output=out)
            attributes = quiet.PdfCMSSignedAttributes(signing_time=self.moment)
            await document.perform_signature(digest.document_digest, attributes)
            return out.getvalue()

        return asyncio.run(steps())

    def _room(self) -> int:
        """Hex digits to reserve for the CMS; pyHanko would make it twice to find out."""
        certificates = (self.signer.certificate, *self.signer.chain)
        return 2 * (sum(len(one.der) for one in certificates) + BESIDE_CERTIFICATES)

    def tell(self, writer: Any, places: Sequence[Place], signed: Place) -> None:
        """Stamps that are part of their pages, and say where the signature itself stands."""
        words = f"电子签名（全份一次签署，见第{signed.page + 1}页）"
        for place in places:
            _refuse_outside(writer, place)
            box = quiet.BoxConstraints(width=place.width, height=place.height)
            told = self._stamp(place, words).create_stamp(writer, box, {})
            told.apply(place.page, place.x0, place.y0)

    def _stamp(self, place: Place, heading: str = "电子签名") -> Any:
        fingerprint = self.signer.certificate.short_fingerprint
        lines = stamp_lines(self.name, self.moment, fingerprint, heading)
        whole = quiet.SimpleBoxLayoutRule(
            x_align=quiet.AxisAlignment.ALIGN_MIN, y_align=quiet.AxisAlignment.ALIGN_MIN
        )
        page = stamp_page(lines, place.width, place.height, self.seal_image)
        return quiet.StaticStampStyle(
            background=StampContent(page), background_layout=whole, border_width=0
        )


@contextmanager
def _plain_faults() -> Iterator[None]:
    try:
        yield
    except (quiet.PdfError, quiet.SigningError, ValueError, LookupError) as fault:
        raise Trouble("这份 PDF 的结构不支持签名，请用本程序重新生成。") from fault
