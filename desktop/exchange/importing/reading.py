"""Reads a file as a ``Book``: workbooks in a process of their own, text here."""

import csv
import io
import multiprocessing
import re
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble
from desktop.exchange.importing.book import Book, Merge, Sheet
from desktop.exchange.importing.sniffing import kind_of
from desktop.exchange.importing.sweeping import unswept
from desktop.exchange.importing.worker import serve

PATIENCE = 120.0
"""Seconds a workbook may take; one with 100,000 rows takes about two."""
MEMORY = 3 * 2**30
"""Bytes of address space for the worker, its libraries included."""
_WAIT = 0.1  # seconds between two looks at the cancel button
_KEPT_AS_TEXT = re.compile(r"'[=+\-@＝＋－＠\d]")
_DAMAGED = "已经损坏，读不出来；请在 Excel 或 WPS 里打开、修复后另存再试"


def read(path: Path, progress: Progress = unwatched, patience: float = PATIENCE) -> Book:
    """The file's sheets with their rows.

    Args:
        path: xlsx, xlsm, xlsb, xls, ods or csv; what it is, its content says.
        progress: told now and then; may cancel, and the worker is killed.
        patience: seconds.

    Raises:
        Trouble: in one sentence, why it cannot be read.
    """
    kind = kind_of(path)
    if kind == "csv":
        return Book(path, kind, [_text_sheet(path)])
    if kind == "json":
        raise Trouble(f"{path.name} 是 JSON，没有工作表", wrong_input=True)
    return Book(path, kind, _in_worker(path, kind, progress, patience))


def _in_worker(path: Path, kind: str, progress: Progress, patience: float) -> list[Sheet]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=serve, args=(theirs, str(path), kind, MEMORY), daemon=True)
    worker.start()
    theirs.close()
    try:
        with unswept():
            return _collected(ours, path, progress, time.monotonic() + patience)
    finally:
        worker.kill()
        worker.join()
        worker.close()
        ours.close()


def _collected(pipe: Connection, path: Path, progress: Progress, until: float) -> list[Sheet]:
    sheets: list[Sheet] = []
    while True:
        progress(0, 0)
        if time.monotonic() > until:
            raise Trouble(
                f"{path.name} 读了太久，没有读完；请另存为新的 xlsx 再试", wrong_input=True
            )
        if not pipe.poll(_WAIT):
            continue
        try:
            word, told = pipe.recv()
        except EOFError:  # it was killed by its limits: Rust ends the process, it does not raise
            word, told = "memory", None
        if word == "end":
            return sheets
        _take(sheets, word, told, path)


def _take(sheets: list[Sheet], word: str, told: Any, path: Path) -> None:
    if word == "sheet":
        sheets.append(Sheet(*told))
    elif word == "rows":
        sheets[-1].lines.extend(told)
    elif word == "merges":
        sheets[-1].merges.extend(Merge(*merge) for merge in told)
    elif word == "unread":
        name, cells = told
        for sheet in sheets:
            if sheet.name == name:
                sheet.unread.update(cells)
    else:
        raise Trouble(f"{path.name} {_sentence(word, told)}", wrong_input=True)


def _sentence(word: str, told: Any) -> str:
    if word == "memory":
        return "太大，内存不够读它；请删去用不着的行、列和图片，另存再试"
    if word == "large":
        return "的表格范围大得不正常（三千万格以上），请删去表格外的空行空列，另存再试"
    name, said = told
    if name == "PasswordError" or "assword" in said:
        return "设了打开密码；请在 Excel 或 WPS 里取消密码，另存后再导入"
    return _DAMAGED


def _text_sheet(path: Path) -> Sheet:
    text = _decoded(path)
    first = text[:20_000].splitlines()[:5]
    counts = {mark: sum(line.count(mark) for line in first) for mark in ",\t;"}
    mark = max(counts, key=lambda one: counts[one])
    sheet = Sheet(path.stem)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                sheet.lines.append((number, [_bare(cell) for cell in cells]))
    except csv.Error as error:
        raise Trouble(
            f"{path.name} 里的引号不成对，读不出来；请另存为 xlsx", wrong_input=True
        ) from error
    return sheet


def _bare(cell: str) -> str | None:
    """Without the apostrophe or tabulator by which programs keep Excel from reading it its way."""
    text = cell.strip()
    return text[1:] if _KEPT_AS_TEXT.match(text) else text or None


def _decoded(path: Path) -> str:
    """UTF-8, UTF-16 with its mark, or GB18030, which Excel in China writes."""
    raw = path.read_bytes()
    tried = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in tried:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Trouble(
        f"{path.name} 的文字编码认不出来，请另存为 UTF-8 的 csv 或 xlsx", wrong_input=True
    )
