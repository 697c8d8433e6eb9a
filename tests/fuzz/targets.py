"""Every parser of foreign data: good files to break, and how the program reads them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz import files, stores

Read = Callable[[bytes], None]


@dataclass(frozen=True)
class Target:
    """A parser.

    Attributes:
        samples: good files, made in a folder.
        reading: gives, for a folder, what reads bytes; it may keep a store there.
        apart: the program itself reads these in a process of its own, whose death is a sentence.
    """

    samples: Callable[[], Sequence[bytes]]
    reading: Callable[[Path], Read]
    apart: bool = False


TARGETS = {
    "workbook": Target(files.workbooks, files.read_workbook, apart=True),
    "csv": Target(files.texts, files.read_csv),
    "county": Target(files.county_books, files.read_county),
    "report": Target(files.reports, files.read_report_file),
    "attachment": Target(files.attachments, files.read_attachment),
    "marks": Target(files.marked, files.read_marks),
    "pdf": Target(files.pdfs, files.read_pdf),
    "certificate": Target(files.certificates, files.read_certificate),
    "parcel": Target(files.parcels_made, files.read_parcel),
    "parcel-signed": Target(files.packed, files.read_signed),
    "keyring": Target(stores.keyrings, stores.read_keyring),
    "json": Target(stores.records, stores.add_records_of),
    "definition": Target(stores.definitions, stores.add_definitions),
    "restore": Target(stores.copies, stores.restore_copy),
}
