"""The forger: ways to change a signed PDF, by incremental update or in its bytes."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pyhanko.pdf_utils import generic

from desktop.documents.signing import quiet

Writer = Any
TITLE = "人民调解协议书"
TWIN = b"1 0 0 rg 72 600 300 80 re f % 63800"


def updated(pdf: bytes, change: Callable[[Writer], None]) -> bytes:
    """``pdf`` with one unsigned incremental update."""
    writer = quiet.IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def raw_update(pdf: bytes, objects: dict[int, bytes | None]) -> bytes:
    """``pdf`` with one update of whole objects, written by hand; None frees an object.

    Unlike a PDF library it touches nothing else, neither /Info nor the XMP.
    """
    before, trailer = _last_trailer(pdf)
    size = max([int(re.findall(rb"/Size\s+(\d+)", trailer)[0]), *(n + 1 for n in objects)])
    trailer = re.sub(rb"/Size\s+\d+", b"/Size %d" % size, trailer)
    out = bytearray(pdf)
    table = b""
    for number, body in sorted(objects.items()):
        if body is None:
            table += b"%d 1\n0000000000 00001 f \n" % number
            continue
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n" + table
    out += b"trailer\n<<%s\n/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, before, start)
    return bytes(out)


def _last_trailer(pdf: bytes) -> tuple[int, bytes]:
    """Where the last cross-reference stands, and its trailer's entries without /Prev."""
    before = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    trailer = re.findall(rb"trailer\s*<<(.*?)>>\s*startxref", pdf, re.DOTALL)[-1]
    return before, re.sub(rb"/Prev\s+\d+", b"", trailer)


def numbers(pdf: bytes) -> dict[str, int]:
    """Object numbers of what forgers like to replace."""
    reader = quiet.PdfFileReader(BytesIO(pdf))
    page = reader.root["/Pages"]["/Kids"][0]
    found = {
        "root": reader.root.container_ref.idnum,
        "info": reader.trailer.raw_get("/Info").reference.idnum,
        "pages": reader.root.raw_get("/Pages").reference.idnum,
        "content": page.raw_get("/Contents").reference.idnum,
    }
    if "/Metadata" in reader.root:
        found["xmp"] = reader.root.raw_get("/Metadata").reference.idnum
    return found


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), extra, data)


def object_bytes(pdf: bytes, number: int) -> bytes:
    """The last written body of an object."""
    return re.findall(rb"(?:^|\n)%d 0 obj\s*(.*?)\s*endobj" % number, pdf, re.DOTALL)[-1]


# --- updates --------------------------------------------------------------------------------


def new_page_content(writer: Writer) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Contents")] = writer.add_object(
        generic.StreamObject(stream_data=b"0 0 1 rg 72 600 300 80 re f")
    )
    writer.update_container(page)


def annotation(writer: Writer) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Contents"): generic.pdf_string("63800"),
            generic.pdf_name("/Rect"): generic.ArrayObject(
                [generic.NumberObject(edge) for edge in (72, 650, 272, 680)]
            ),
        }
    )
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])
    writer.update_container(page)


def page_removed(writer: Writer) -> None:
    pages = writer.root["/Pages"]
    del pages["/Kids"][-1]
    pages[generic.pdf_name("/Count")] = generic.NumberObject(len(pages["/Kids"]))
    writer.update_container(pages["/Kids"])
    writer.update_container(pages)


def form_filled(writer: Writer) -> None:
    for field in writer.root["/AcroForm"]["/Fields"]:
        found = field.get_object()
        if found["/FT"] == "/Tx":
            found[generic.pdf_name("/V")] = generic.pdf_string("63800")
            writer.update_container(found)


def seal_blanked(writer: Writer) -> None:
    for field in writer.root["/AcroForm"]["/Fields"]:
        found = field.get_object()
        if "/V" in found:
            look = found["/AP"]["/N"]
            look._data = b""
            look._encoded_data = None
            writer.update_container(look)


def nothing(writer: Writer) -> None:
    writer.update_root()


def overwritten_stream(pdf: bytes) -> bytes:
    return raw_update(pdf, {numbers(pdf)["content"]: stream(b"1 0 0 rg 72 600 300 80 re f")})


def info_title(pdf: bytes) -> bytes:
    number = numbers(pdf)["info"]
    body = object_bytes(pdf, number)
    body = re.sub(rb"/Title\s*(\(.*?\)|<.*?>)", b"", body)
    body = body[: body.rindex(b">>")] + b" /Title (forged)>>"
    return raw_update(pdf, {number: body})


def xmp_replaced(pdf: bytes) -> bytes:
    number = numbers(pdf)["xmp"]
    xmp = quiet.PdfFileReader(BytesIO(pdf)).root["/Metadata"].data
    assert TITLE.encode() in xmp
    xmp = xmp.replace(TITLE.encode(), "判决书".encode())
    return raw_update(pdf, {number: stream(xmp, b"/Type/Metadata/Subtype/XML")})


def with_broken_field(pdf: bytes) -> dict[int, bytes | None]:
    """Objects that put a signature field without a signed range beside the good one."""
    reader = quiet.PdfFileReader(BytesIO(pdf))
    form = reader.root.raw_get("/AcroForm").reference.idnum
    number = int(reader.trailer["/Size"])
    old = object_bytes(pdf, form)
    listed = re.search(rb"/Fields\s*\[(.*?)\]", old, re.DOTALL)
    refs = (
        listed.group(1)
        if listed
        else b" ".join(
            b"%d 0 R" % field.reference.idnum for field in reader.root["/AcroForm"]["/Fields"]
        )
    )
    return {
        form: b"<</Fields [%s %d 0 R] /SigFlags 3>>" % (refs, number),
        number: b"<</FT /Sig /T (Broken) /V %d 0 R>>" % (number + 1),
        number + 1: b"<</Type /Sig /SubFilter /ETSI.CAdES.detached /Contents <00>>>",
    }


def _patch(pdf: bytes) -> int:
    """The object that covers the sum on the first page (see ``papers.paper(hidden=True)``)."""
    reader = quiet.PdfFileReader(BytesIO(pdf))
    drawn = reader.root["/Pages"]["/Kids"][0]["/Resources"]["/XObject"]
    return next(drawn.raw_get(name).reference.idnum for name in drawn)


def hide_by_null(pdf: bytes) -> bytes:
    return raw_update(pdf, {_patch(pdf): b"null"})


def hide_by_freeing(pdf: bytes) -> bytes:
    return raw_update(pdf, {_patch(pdf): None})


def replace_patch(pdf: bytes) -> bytes:
    box = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    return raw_update(pdf, {_patch(pdf): stream(b"1 0 0 rg 60 640 200 40 re f", box)})


def replace_font(pdf: bytes) -> bytes:
    """The font that draws the sum becomes another one: the same codes, other shapes."""
    reader = quiet.PdfFileReader(BytesIO(pdf))
    fonts = reader.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"]
    changed: dict[int, bytes | None] = {
        fonts.raw_get(name).reference.idnum: b"<</Type/Font/Subtype/Type1/BaseFont/Symbol>>"
        for name in fonts
    }
    return raw_update(pdf, changed)


def pointed_at(pdf: bytes, number: int, offset: int) -> bytes:
    """``pdf`` with an update that is only a cross-reference: ``number`` lies at ``offset``."""
    before, trailer = _last_trailer(pdf)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, offset)
    tail = b"trailer\n<<%s\n/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return pdf + table + tail % (trailer, before, len(pdf))


def with_twin(pdf: bytes) -> bytes:
    """An unsigned file in which a second content of the first page lies unused."""
    number = numbers(pdf)["content"]
    honest = pdf.index(b"\n%d 0 obj" % number) + 1
    both = raw_update(pdf, {number: stream(TWIN)})
    return pointed_at(both, number, honest)


def hide_and_replace(pdf: bytes) -> bytes:
    """After signing, the cross-reference is turned to the twin: no object is added."""
    number = numbers(pdf)["content"]
    twin = pdf.rindex(b"\n%d 0 obj" % number, 0, pdf.index(TWIN)) + 1
    return pointed_at(pdf, number, twin)


SHADOWS: dict[str, Callable[[bytes], bytes]] = {
    "hide by null": hide_by_null,
    "hide by freeing": hide_by_freeing,
    "replace the patch": replace_patch,
    "replace the font": replace_font,
    "hide and replace": hide_and_replace,
}

# --- bytes ----------------------------------------------------------------------------------


def byte_flipped(pdf: bytes, at: int, bits: int = 1) -> bytes:
    return pdf[:at] + bytes([pdf[at] ^ bits]) + pdf[at + 1 :]


def gap(pdf: bytes, which: int = -1) -> tuple[int, int]:
    """Start and end of the hex string of a signature, brackets included."""
    found = re.findall(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+\d+\s*\]", pdf)[which]
    return int(found[0]), int(found[1])


def cms_replaced(pdf: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """``pdf`` with the hex digits of its last signature changed to as many others."""
    first, second = gap(pdf)
    digits = change(pdf[first + 1 : second - 1])
    assert len(digits) == second - first - 2
    return pdf[: first + 1] + digits + pdf[second - 1 :]


def digit_changed(digits: bytes) -> bytes:
    """One digit in the signed attributes' neighbourhood, changed to another digit."""
    other = b"1" if digits[900:901] == b"0" else b"0"
    return digits[:900] + other + digits[901:]


def range_shortened(pdf: bytes) -> bytes:
    """The signed range ends 40 bytes early, in a number as long as before."""
    found = list(re.finditer(rb"/ByteRange\s*\[\s*0\s+\d+\s+\d+\s+(\d+)", pdf))[-1]
    length = found.group(1)
    shorter = str(int(length) - 40).encode().rjust(len(length))
    return pdf[: found.start(1)] + shorter + pdf[found.end(1) :]


def resaved(pdf: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(out)
    return out.getvalue()


def encrypted(pdf: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()
