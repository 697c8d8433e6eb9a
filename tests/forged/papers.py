"""Honest papers to forge from: offices with certificates, a page, one and two signatures."""

from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from desktop.documents import fonts
from desktop.documents.signing import own_key, quiet, signer
from desktop.documents.signing.sign import Place, countersign, sign
from tests.forged import forge

OFFICE, COMMITTEE, STRANGER = "天龙镇司法所", "天龙镇人民调解委员会", "某某公司"
FIRST = Place(0, 330, 90, 530, 170)
SECOND = Place(0, 70, 90, 270, 170)
SUM = "36800"


@cache
def key(name: str) -> own_key.OwnKey:
    """An office's own key, made long enough ago for anything the tests do."""
    return own_key.make_own(name, now=datetime.now(UTC) - timedelta(days=30))


def signer_of(name: str) -> signer.Signer:
    return signer.from_own_key(key(name))


def register() -> list[bytes]:
    """The certificates of our own two offices; the stranger's is not among them."""
    return [*key(OFFICE).register, *key(COMMITTEE).register]


@cache
def paper(*, form: bool = False, hidden: bool = False, pages: int = 2) -> bytes:
    """An unsigned agreement.

    ``form`` adds a text field, ``hidden`` what the shadow attacks prepare before signing: a
    white patch on the first page and an unused second content for it.
    """
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(595, 842),
        initialFontName=fonts.registered(fonts.Face.SONG),
        invariant=1,
        pageCompression=0,
    )
    for number in range(pages):
        canvas.setFont(fonts.registered(fonts.Face.SONG), 14)
        canvas.drawString(72, 700, f"人民调解协议书 第{number + 1}页")
        canvas.drawString(72, 660, f"赔偿金额 {SUM} 元")
        if hidden and number == 0:
            canvas.beginForm("patch")
            canvas.setFillGray(1)
            canvas.rect(60, 640, 200, 40, stroke=0, fill=1)
            canvas.endForm()
            canvas.doForm("patch")
        if form and number == 0:
            canvas.acroForm.textfield(name="remark", x=72, y=600, width=200, height=20)
        canvas.showPage()
    canvas.save()
    made = _with_xmp(out.getvalue())
    return forge.with_twin(made) if hidden else made


def _with_xmp(pdf: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        with opened.open_metadata() as xmp:
            xmp["dc:title"] = "人民调解协议书"
        opened.save(
            out,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


@cache
def signed(*, form: bool = False, hidden: bool = False) -> bytes:
    """The agreement with the office's signature and a field for the committee's."""
    return sign(
        paper(form=form, hidden=hidden),
        signer_of(OFFICE),
        place=FIRST,
        name=OFFICE,
        reason="调解协议书签发",
        counter_fields=[SECOND],
    )


@cache
def twice() -> bytes:
    """The agreement with both signatures."""
    return countersigned(signed())


def countersigned(pdf: bytes) -> bytes:
    """With the committee's signature in the field made for it."""
    return countersign(pdf, signer_of(COMMITTEE), trusted=register(), name=COMMITTEE, reason="会签")


def hanko_signed(
    pdf: bytes,
    who: str,
    field: str,
    *,
    box: tuple[int, int, int, int] | None = None,
    permitted: quiet.fields.MDPPerm | None = None,
) -> bytes:
    """Signed by pyHanko without any of our checks: for a signature over a forgery."""
    writer = quiet.IncrementalPdfFileWriter(BytesIO(pdf))
    metadata = quiet.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=quiet.fields.SigSeedSubFilter.PADES,
        certify=permitted is not None,
        docmdp_permissions=permitted or quiet.fields.MDPPerm.FILL_FORMS,
    )
    spec = quiet.fields.SigFieldSpec(field, on_page=0, box=box)
    pdf_signer = quiet.PdfSigner(metadata, signer_of(who).engine, new_field_spec=spec)
    return pdf_signer.sign_pdf(writer).getvalue()
