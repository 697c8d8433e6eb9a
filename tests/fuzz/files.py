"""Foreign files that are read without a store, and how the program reads them."""

import io
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests import ledgers, parcels, pictures, sealing

PASSWORD = "春风又绿江南岸 2024"


def _written(name: str, write: Callable[[Path], object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        return path.read_bytes()


def workbooks() -> list[bytes]:
    from tests.exchange.county.books import county_book

    return [_written("a.xlsx", ledgers.write_ledger), _written("b.xlsx", county_book)]


def texts() -> list[bytes]:
    lines = "\n".join(",".join(str(cell) for cell in ledgers.row(n)) for n in range(1, 20))
    text = ",".join(str(word) for word in ledgers.HEAD[0]) + "\n" + lines
    return [text.encode(code) for code in ("utf-8-sig", "gb18030", "utf-16")]


def county_books() -> list[bytes]:
    from tests.exchange.county.books import county_book

    return [
        _written("b.xlsx", county_book),
        _written("c.xlsm", lambda p: county_book(p, macros=True)),
    ]


def reports() -> list[bytes]:
    from docx import Document

    from tests.forged import papers

    document, out = Document(), io.BytesIO()
    document.add_paragraph("一、组织领导。全年召开会议4次，办理1152件。")
    document.add_table(1, 2).rows[0].cells[1].text = "代办34件"
    document.save(out)
    return [out.getvalue(), papers.paper(), "一、组织\n　　全年召开会议4次。".encode("gb18030")]


def attachments() -> list[bytes]:
    kinds = [pictures.photo(80, 60, kind) for kind in ("PNG", "TIFF", "BMP", "WEBP", "JPEG")]
    documents = [pictures.pdf(1), pictures.zipped("[Content_Types].xml", "word/document.xml")]
    return [*kinds, pictures.located(6), *documents, pictures.ole("WordDocument")]


def marked() -> list[bytes]:
    """Documents with a mark of secrecy in the middle of other words."""
    from docx import Document
    from openpyxl import Workbook

    document, book, first, second = Document(), Workbook(), io.BytesIO(), io.BytesIO()
    document.add_paragraph("关于某事的通知").add_run("机密★10年")
    document.save(first)
    book.active.append(["一组", "秘密★5年"])
    book.save(second)
    return [first.getvalue(), second.getvalue(), pictures.pdf(2)]


def pdfs() -> list[bytes]:
    from tests.forged import papers

    return [papers.signed(), papers.twice(), papers.paper()]


def certificates() -> list[bytes]:
    from cryptography.hazmat.primitives import serialization as wrapped
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509 import load_der_x509_certificate

    own = sealing.signing_key()
    leaf = load_der_x509_certificate(own.certificate.der)
    lock = wrapped.BestAvailableEncryption(PASSWORD.encode())
    p12 = pkcs12.serialize_key_and_certificates(b"a", own.private, leaf, None, lock)
    pem = leaf.public_bytes(wrapped.Encoding.PEM)
    return [p12, pem, own.certificate.der, sealing.receiving_certificate(), own.seal(PASSWORD)]


@cache  # no two are alike, and the honest ones must be known
def parcels_made() -> list[bytes]:
    return [parcels.parcel(), parcels.signed(packed()[0])]


def packed() -> list[bytes]:
    from desktop.exchange.parcel import contents

    return [contents.pack(parcels.manifest(), parcels.FILES)]


# --- how they are read ----------------------------------------------------------------------


class _Kept:
    """The worker's pipe; what came through it is taken as the program takes it."""

    def __init__(self) -> None:
        self.told: list[tuple[str, object]] = []

    def send(self, message: tuple[str, object]) -> None:
        self.told.append(message)

    def close(self) -> None:
        """Nothing to let go of."""


def read_workbook(folder: Path) -> Callable[[bytes], None]:
    """As ``reading.read`` does in its own process, then the plan of an import and its drafts."""
    from db.registers import Case
    from desktop.exchange.importing import reading, worker
    from desktop.exchange.importing.book import Book
    from desktop.exchange.importing.plan import plan
    from desktop.exchange.importing.sniffing import kind_of

    path = folder / "a.xlsx"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        kind = kind_of(path)
        if kind in ("csv", "json"):
            return
        pipe, sheets = _Kept(), []
        worker.serve(pipe, str(path), kind, 0)
        for word, told in pipe.told:
            if word != "end":
                reading._take(sheets, word, told, path)
        plan(Case, Book(path, kind, sheets)).drafts()

    return read


def read_csv(folder: Path) -> Callable[[bytes], None]:
    from db.registers import Case
    from desktop.exchange.importing.plan import plan
    from desktop.exchange.importing.reading import read as read_book

    path = folder / "a.csv"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        plan(Case, read_book(path)).drafts()

    return read


def read_county(folder: Path) -> Callable[[bytes], None]:
    from desktop.exchange.county.package import Package
    from desktop.exchange.county.scanning import grids

    path = folder / "a.xlsx"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        package = Package.of(path)
        found = grids(package)
        for sheet in package.sheets:
            assert found[sheet.name] is not None

    return read


def read_report_file(folder: Path) -> Callable[[bytes], None]:
    from desktop.exchange.report_text import read_report

    path = folder / "报告"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        assert read_report(path).strip()

    return read


def read_attachment(_folder: Path) -> Callable[[bytes], None]:
    """Attached under a name that promises nothing; a picture is written anew, as on its way out."""
    from desktop.documents.photos import without_metadata
    from desktop.exchange.attaching import inspect

    def read(data: bytes) -> None:
        found = inspect(("附件", data))
        if found.media_type.startswith("image/"):
            without_metadata(found.content)

    return read


def read_marks(_folder: Path) -> Callable[[bytes], None]:
    """Whatever a file claims to be: each kind that is searched is tried."""
    from desktop.exchange.marks_inside import mark_inside

    def read(data: bytes) -> None:
        for kind in ("application/pdf", "application/ofd"):
            mark_inside(kind, data)

    return read


def read_pdf(_folder: Path) -> Callable[[bytes], None]:
    """A changed paper is read to the end and never believed."""
    from desktop.documents.pdf_look import first_page
    from desktop.documents.signing.verdict import Kind
    from desktop.documents.signing.verify import verify
    from tests.forged import papers

    honest, believed = {*pdfs()}, papers.register()

    def read(data: bytes) -> None:
        verdict = verify(data, believed)
        assert data in honest or verdict.kind is not Kind.INTACT, "believed"
        first_page(data, 200)

    return read


def read_certificate(_folder: Path) -> Callable[[bytes], None]:
    from db.store.certificates import certificates_in
    from db.store.trouble import Trouble
    from desktop.documents.signing.own_key import open_bundle, read_pkcs12

    def read(data: bytes) -> None:
        refused = []
        for way in (read_pkcs12, open_bundle, lambda data, _password: certificates_in(data)):
            try:
                way(data, PASSWORD)
            except Trouble as trouble:
                refused.append(trouble)
        if len(refused) == 3:
            raise refused[0]

    return read


def read_parcel(_folder: Path) -> Callable[[bytes], None]:
    from desktop.exchange.parcel.opening import open_parcel

    honest, believed, keys = {*parcels_made()}, parcels.believed(), [sealing.county_key()]

    def read(data: bytes) -> None:
        open_parcel(data, believed, keys=keys)
        assert data in honest, "believed"

    return read


def read_signed(_folder: Path) -> Callable[[bytes], None]:
    """A known office signed it, and still it may hold anything."""
    from desktop.exchange.parcel.opening import open_parcel

    believed, keys = parcels.believed(), [sealing.county_key()]

    def read(data: bytes) -> None:
        open_parcel(parcels.signed(data), believed, keys=keys)

    return read
