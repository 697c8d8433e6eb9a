"""pyHanko, imported once and kept quiet: no log lines, no HTTP client.

The other modules of this package take pyHanko's names from here. pyHanko imports aiohttp for
time-stamp servers, which this program never asks (a third of the import time, and code that
could reach the network); while pyHanko loads, a stand-in takes aiohttp's place whose classes
cannot be made. A real aiohttp loaded before or after is not touched.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


class Absent:
    """Stands where a class of aiohttp would; making one is a fault of ours."""

    def __init__(self, *_parts: object, **_settings: object) -> None:
        raise RuntimeError("signing never opens a network connection")


class _NoHttp(ModuleType):
    def __getattr__(self, name: str) -> type[Absent]:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent


@contextmanager
def _without_http() -> Iterator[None]:
    if "aiohttp" in sys.modules:
        yield
        return
    sys.modules["aiohttp"] = _NoHttp("aiohttp")
    try:
        yield
    finally:
        del sys.modules["aiohttp"]


for _name in ("pyhanko", "pyhanko_certvalidator"):
    # Its warnings are about the file in hand; the verdict says them in words.
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

with _without_http():
    from pyhanko.pdf_utils.content import PdfContent
    from pyhanko.pdf_utils.generic import DictionaryObject, NameObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, SimpleBoxLayoutRule
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
    from pyhanko.sign import fields
    from pyhanko.sign.diff_analysis import (
        CatalogModificationRule,
        DiffResult,
        DocInfoRule,
        DSSCompareRule,
        FormUpdatingRule,
        MetadataUpdateRule,
        ModificationLevel,
        ObjectStreamRule,
        ReferenceUpdate,
        SigFieldCreationRule,
        SigFieldModificationRule,
        StandardDiffPolicy,
        SuspiciousModification,
        XrefStreamRule,
    )
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.generic_cms import async_validate_cms_signature
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko.stamp import StaticStampStyle
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.registry import SimpleCertificateStore

__all__ = [
    "AxisAlignment",
    "BoxConstraints",
    "CatalogModificationRule",
    "DSSCompareRule",
    "DictionaryObject",
    "DiffResult",
    "DocInfoRule",
    "EmbeddedPdfSignature",
    "FormUpdatingRule",
    "HistoricalResolver",
    "IncrementalPdfFileWriter",
    "KeyUsageConstraints",
    "MetadataUpdateRule",
    "ModificationLevel",
    "NameObject",
    "ObjectStreamRule",
    "PdfCMSSignedAttributes",
    "PdfContent",
    "PdfError",
    "PdfFileReader",
    "PdfSignatureMetadata",
    "PdfSigner",
    "ReferenceUpdate",
    "SigFieldCreationRule",
    "SigFieldModificationRule",
    "SignatureCoverageLevel",
    "Signer",
    "SigningError",
    "SimpleBoxLayoutRule",
    "SimpleCertificateStore",
    "StandardDiffPolicy",
    "StaticStampStyle",
    "SuspiciousModification",
    "ValidationContext",
    "XrefStreamRule",
    "async_validate_cms_signature",
    "fields",
    "validate_pdf_signature",
]
