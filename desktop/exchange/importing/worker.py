"""The worker process that opens a foreign workbook: what goes wrong in it goes no further."""

import contextlib
import re
import sys
import zipfile
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

MOST_CELLS = 30_000_000
_AT_ONCE = 4000  # rows in one parcel to the program
_HOLLOW = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<f[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_BROKEN = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*? t="e"')
_SHEET = re.compile(rb'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')


def serve(pipe: Connection, path: str, kind: str, memory: int) -> None:
    """Send the workbook's sheets through the pipe, piece by piece, then the word ``end``.

    Args:
        pipe: to the program.
        path: the file.
        kind: as ``sniffing`` found it.
        memory: bytes of address space it may take; 0 for no limit. Linux alone keeps it.
    """
    _limit(memory)
    try:
        for message in _told(path, kind):
            pipe.send(message)
        pipe.send(("end", None))
    except MemoryError:
        pipe.send(("memory", None))
    except BaseException as error:  # noqa: BLE001 - Rust's panics are none of Exception
        pipe.send(("error", (type(error).__name__, str(error)[:300])))
    finally:
        pipe.close()


def _limit(memory: int) -> None:
    if memory and sys.platform == "linux":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _told(path: str, kind: str) -> Iterator[tuple[str, Any]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with Path(path).open("rb") as file:
        book = CalamineWorkbook.from_filelike(file)
        left = MOST_CELLS
        for meta in book.sheets_metadata:
            if meta.typ is not SheetTypeEnum.WorkSheet:
                continue
            hidden = meta.visible is not SheetVisibleEnum.Visible
            yield "sheet", (meta.name, hidden)
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.start is None:
                continue
            left -= sheet.height * sheet.width
            if left < 0:
                yield "large", None
                return
            yield from _rows(sheet)
            merges = sheet.merged_cell_ranges or []
            yield "merges", [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in merges]
    if kind == "xlsx":
        for name, cells in _hollow(path):
            yield "unread", (name, cells)


def _rows(sheet: Any) -> Iterator[tuple[str, Any]]:
    """Rows that hold a value, each with its number; the rest may be tens of thousands."""
    top, left = sheet.start
    lead = [None] * left
    parcel = []
    for number, cells in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            parcel.append((number, lead + [None if cell == "" else cell for cell in cells]))
        if len(parcel) == _AT_ONCE:
            yield "rows", parcel
            parcel = []
    if parcel:
        yield "rows", parcel


def _hollow(path: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Formulas whose value was never computed, because a program wrote the file, or is an error."""
    import html

    with zipfile.ZipFile(path) as packed:
        parts = {name.replace("\\", "/"): name for name in packed.namelist()}
        if "xl/workbook.xml" not in parts or "xl/_rels/workbook.xml.rels" not in parts:
            return
        book = packed.read(parts["xl/workbook.xml"])
        targets = _targets(packed.read(parts["xl/_rels/workbook.xml.rels"]))
        for name, key in _SHEET.findall(book):
            part = parts.get("xl/" + targets.get(key, "").removeprefix("/xl/"))
            text = packed.read(part) if part else b""
            cells = _HOLLOW.findall(text) if b"<f" in text else []
            cells += _BROKEN.findall(text) if b't="e"' in text else []
            found = [(int(row), _column(word.decode())) for word, row in cells]
            if found:
                yield html.unescape(name.decode()), found


def _targets(rels: bytes) -> dict[bytes, str]:
    found = {}
    for tag in re.findall(rb"<Relationship [^>]*>", rels):
        key, target = re.search(rb'Id="([^"]*)"', tag), re.search(rb'Target="([^"]*)"', tag)
        if key and target:
            found[key[1]] = target[1].decode()
    return found


def _column(word: str) -> int:
    number = 0
    for letter in word:
        number = number * 26 + ord(letter) - 64
    return number
