"""PDF/A-2b, the form in which a document may be kept for decades: made, checked, reproducible.

To be called before signing: a signature field makes the validator say "not checked".
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from typing import TYPE_CHECKING

from db.store.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

FLAVOUR = "2b"  # ISO 19005-2, level B
_bound_later: ContextVar[bool] = ContextVar("bound_later", default=False)


def archival(pdf: bytes) -> bytes:
    """The same pages as PDF/A-2b; equal input gives equal output.

    Raises:
        Trouble: the written file did not pass the check, which only an imported image can cause.
    """
    if _bound_later.get():
        return pdf
    import pikepdf
    from pikepdf import pdfa

    target = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        for page in file.pages:
            if "/Trans" in page:  # ReportLab writes an empty one, which the standard refuses
                del page["/Trans"]
        pdfa.prepare(file, FLAVOUR)
        with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            if "xmp:ModifyDate" in metadata:
                metadata["xmp:MetadataDate"] = metadata["xmp:ModifyDate"]
            elif "xmp:MetadataDate" in metadata:  # a stranger's scan without dates
                del metadata["xmp:MetadataDate"]
        file.save(target, **pdfa.resolve_save_kwargs(FLAVOUR, deterministic_id=True))
    problems = findings(target.getvalue())
    if problems:
        raise Trouble(
            f"文件没有通过长期保存格式（PDF/A-2b）的检查（{problems[0]}）；"
            "请换掉其中的图片后再导出。"
        )
    return target.getvalue()


@contextmanager
def bound_later() -> Iterator[None]:
    """Papers made within stay plain: they are bound into one file, which is made PDF/A once."""
    token = _bound_later.set(True)
    try:
        yield
    finally:
        _bound_later.reset(token)


def findings(pdf: bytes) -> list[str]:
    """Why a file is not PDF/A-2b by pikepdf's allow-list validator; empty when it passes."""
    from pikepdf import pdfa

    report = pdfa.validate_written(BytesIO(pdf), FLAVOUR)
    return [f"{finding.rule} {finding.where}: {finding.message}" for finding in report.findings]
