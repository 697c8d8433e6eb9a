"""Reads somebody's report for comparison: plain text, Word, PDF, as plain text."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db.figures.annual_report.plain import cleaned
from db.store.trouble import Trouble
from desktop.exchange.file_kinds import DOCUMENT, PDF, kind_of

_MOST, _MOST_UNPACKED, _MOST_PAGES = 20_000_000, 100_000_000, 500
_PAGE_NUMBER = re.compile(r"^\s*[-—－–―]*\s*\d{1,3}\s*[-—－–―]*\s*$")
_ENDS = ("。", "；", "：", "！", "？", ".", ";", ":")
_CHAPTER = "一二三四五六七八九十"
_OPENS = re.compile(rf"^\s*(?:[{_CHAPTER}]+、|[（(][{_CHAPTER}\d]+[）)]|\d{{1,2}}[.、．])")
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError),
    *(LookupError, AttributeError, TypeError),  # python-docx, of parts that are not what they say
)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_report(path: Path) -> str:
    """The words of a file, a paragraph a line.

    Raises:
        Trouble: it is missing, too big, of a kind that holds no text, damaged or without words.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= _MOST else b""
    except OSError as error:
        raise Trouble(f"读不了文件 {path}", wrong_input=True) from error
    if size > _MOST:
        raise Trouble(f"{path.name} 超过 20 MB，不像是一份报告", wrong_input=True)
    text = cleaned(_words(path.name, content))
    if not text.strip():
        word = "里没有文字；扫描件请先用 WPS 转成文字，或者另存为 txt"
        raise Trouble(f"{path.name} {word}", wrong_input=True)
    return text


def _words(name: str, content: bytes) -> str:
    """The text by what the content is, whatever the name says."""
    if b"%PDF-" not in content[:1024] and not content.startswith((b"PK\x03\x04", b"\xd0\xcf")):
        return _decoded(name, content)
    try:
        kind = kind_of(content)
    except Trouble as trouble:
        raise Trouble(f"{name} {trouble.sentence}", wrong_input=True) from trouble
    if kind.group == PDF:
        return _of_pdf(name, content)
    if kind.group == DOCUMENT and "wordprocessingml" in kind.media_type:
        return _of_docx(name, content)
    word = "请用 WPS 或 Word 另存为 docx 或 txt 再对照"
    raise Trouble(f"{name} 是{kind.label}，{word}", wrong_input=True)


def _decoded(name: str, content: bytes) -> str:
    """Text as Windows and WPS save it: UTF-8, UTF-16 with its mark, GB 18030."""
    for mark, code in _MARKS:
        if content.startswith(mark):
            return _by(name, content, code)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _by(name, content, "gb18030")


def _by(name: str, content: bytes, code: str) -> str:
    try:
        return content.decode(code)
    except UnicodeDecodeError as error:
        raise Trouble(f"{name} 不是文本文件，或者编码认不出来", wrong_input=True) from error


def _of_docx(name: str, content: bytes) -> str:
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _MOST_UNPACKED:
                raise Trouble(f"{name} 解开后超过 100 MB，不像是一份报告", wrong_input=True)
        body = Document(io.BytesIO(content)).element.body
        return "\n".join(_paragraphs(body))
    except (OpcError, LxmlError, *_BROKEN) as error:
        raise Trouble(f"{name} 已损坏，打不开", wrong_input=True) from error


def _paragraphs(body: Any) -> Iterator[str]:
    """Paragraphs in their order, those in tables and boxes among them, without deleted words."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for paragraph in body.iter(f"{w}p"):
        words = []
        for part in paragraph.iter(f"{w}t", f"{w}tab", f"{w}br"):
            nearest = next(part.iterancestors(f"{w}p"), None)
            if nearest is paragraph:
                words.append(part.text or "" if part.tag == f"{w}t" else " ")
        yield "".join(words)


def _of_pdf(name: str, content: bytes) -> str:
    from desktop.documents.pdf_look import opened

    try:
        with opened(content) as document:
            pages = [_of_page(page) for page in document] if len(document) <= _MOST_PAGES else None
    except Trouble as trouble:
        raise Trouble(f"{name}：{trouble.sentence}", wrong_input=True) from trouble
    if pages is None:
        raise Trouble(f"{name} 超过 {_MOST_PAGES} 页，不像是一份报告", wrong_input=True)
    return "\n".join(_joined(line for page in pages for line in page.splitlines()))


def _of_page(page: Any) -> str:
    text = page.get_textpage()
    words: str = text.get_text_bounded()
    text.close()
    page.close()
    return words


def _joined(lines: Iterator[str]) -> Iterator[str]:
    """Paragraphs of lines as they stand on paper; page numbers are left out."""
    current = ""
    for line in lines:
        plain = line.strip()
        if not plain or _PAGE_NUMBER.match(plain):
            continue
        if current and (_OPENS.match(plain) or current.endswith(_ENDS)):
            yield current
            current = ""
        current += plain
    if current:
        yield current
