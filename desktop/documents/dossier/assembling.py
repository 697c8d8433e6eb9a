"""Assembling the dossier: papers of the record, scans of the store, the contents of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.registers.mediation.dossier import dossier_of
from db.registers.mediation.orders import BACK, CONTENTS, COVER, NOTE, words_of
from db.store.blobs import content_of
from db.store.progress import unwatched
from db.store.trouble import Trouble
from desktop.documents.dossier import sheets
from desktop.documents.dossier.binding import Leaf, Sheaf, bound, page_counts, spans
from desktop.documents.dossier.scans import is_recording, pages_of
from desktop.documents.dossier.sheets import Binder, Line
from desktop.documents.form import Sheet
from desktop.documents.pdfa import bound_later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from db.registers import Case
    from db.registers.mediation.dossier import Entry
    from db.store.attachments import Attachment
    from db.store.progress import Progress
    from desktop.documents.page import Document

_LARGEST = 300 * 2**20
"""Bytes of all scans of one dossier together; its PDF is made in memory."""
_NOWHERE = "／"


def dossier(session: Session, case: Case, progress: Progress = unwatched) -> Sheet:
    """All papers of a case in one PDF, in the order in force, with contents and bookmarks.

    A draft while something is lacking that must be there and no reason is given, or a paper in it
    is a draft itself; an archive copy is no draft because its papers are not signed.

    Raises:
        Trouble: scans are damaged or locked (every such file is named), or too large together.
        Cancelled: through ``progress``.
    """
    found = dossier_of(session, case)
    entries = found.entries
    _not_too_large([scan for entry in entries for scan in entry.scans])
    watch = _Watch(progress, sum(len(entry.forms) + len(entry.scans) for entry in entries))
    papers = [[_printed(session, case, code, watch) for code in entry.forms] for entry in entries]
    missing = [] if case.gaps_reason else [f"还缺“{name}”" for name in found.lacking]
    for sheet in (sheet for row in papers for sheet in row):
        missing += [f"{sheet.name}：{sentence}" for sentence in sheet.missing]
    binder = Binder.of(session, case, draft=bool(missing))
    scans = _scanned(session, binder, entries, watch)
    sheaves = [
        Sheaf(entry.row.name, [*(_leaf(sheet) for sheet in row), *scans[place]], entry.row.numbered)
        for place, (entry, row) in enumerate(zip(entries, papers, strict=True))
    ]
    whole = _with_own_sheets(binder, entries, sheaves, found.lacking)
    pdf = bound(whole, watch.binding)
    pages = sum(sheaf.pages for sheaf in whole)
    return Sheet(pdf, binder.name, pages, tuple(missing))


class _Watch:
    """Counts papers and scans; binding is the last fifth."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._done, self._total = progress, 0, max(total, 1)

    def one(self) -> None:
        """One more paper or scan begins."""
        self._progress(self._done * 80, self._total * 100)
        self._done += 1

    def binding(self, done: int, total: int) -> None:
        """How far binding is."""
        self._progress(80 * total + 20 * done, 100 * total)


def _printed(session: Session, case: Case, code: str, watch: _Watch) -> Sheet:
    from desktop.documents.forms import form

    watch.one()
    with bound_later():
        return form(words_of(code)[0]).rendered(session, case)


def _leaf(sheet: Sheet) -> Leaf:
    return Leaf(sheet.name, sheet.pdf, sheet.pages)


def _scanned(
    session: Session, binder: Binder, entries: Sequence[Entry], watch: _Watch
) -> list[list[Leaf]]:
    """The scans of each row; all that cannot be bound are told at once."""
    troubles: list[str] = []
    rows: list[list[Leaf]] = []
    for entry in entries:
        row: list[Leaf] = []
        for scan in entry.scans:
            watch.one()
            try:
                pdf = _pages(session, binder, scan)
            except Trouble as trouble:
                troubles.append(trouble.sentence)
            else:
                row.append(Leaf(scan.purpose or scan.name, pdf, page_counts([pdf])[0]))
        rows.append(row)
    if troubles:
        raise Trouble("；".join(troubles))
    return rows


def _pages(session: Session, binder: Binder, scan: Attachment) -> bytes:
    if is_recording(scan):
        return sheets.carrier(binder, scan).render().pdf
    return pages_of(scan, content_of(session, scan.sha256), binder.made)


def _with_own_sheets(
    binder: Binder, entries: Sequence[Entry], sheaves: list[Sheaf], lacking: Sequence[str]
) -> list[Sheaf]:
    """The sheaves with cover, note and back cover, and the contents once all pages are counted."""
    whole = list(sheaves)
    for place, entry in enumerate(entries):
        made: Document | None = None
        if entry.made and entry.row.part == COVER:
            made = sheets.cover(binder)
        elif entry.made and entry.row.part == NOTE:
            made = sheets.note(binder, lacking)
        elif entry.made and entry.row.part == BACK:
            last = max(span[1] for span in spans(whole) if span) if any(spans(whole)) else 0
            made = sheets.back(binder, last + 1)
        if made is not None:
            whole[place] = _made(whole[place], made)
    lines = list(_lines(entries, spans(whole)))
    for place, entry in enumerate(entries):
        if entry.row.part == CONTENTS:
            whole[place] = _made(whole[place], sheets.contents(binder, lines))
    return whole


def _made(sheaf: Sheaf, paper: Document) -> Sheaf:
    done = paper.render()
    return sheaf._replace(leaves=[Leaf(sheaf.title, done.pdf, done.pages)])


def _lines(entries: Sequence[Entry], numbers: Sequence[tuple[int, int] | None]) -> Iterator[Line]:
    """The contents: every row of the order, also those that hold nothing."""
    for entry, span in zip(entries, numbers, strict=True):
        if entry.number is None:
            continue
        pages = _NOWHERE
        if span is not None:
            pages = str(span[0]) if span[0] == span[1] else f"{span[0]}-{span[1]}"
        remark = "必须" if entry.must else "按需"
        if entry.lacking:
            remark = "必须（缺）"
        yield Line(str(entry.number), entry.row.name, pages, remark)


def _not_too_large(scans: Sequence[Attachment]) -> None:
    size = sum(scan.size for scan in scans if not is_recording(scan))
    if size > _LARGEST:
        raise Trouble(
            f"编入卷宗的附件共 {size // 2**20} MB，超过 {_LARGEST // 2**20} MB："
            "请改小照片或减少附件后再编"
        )
