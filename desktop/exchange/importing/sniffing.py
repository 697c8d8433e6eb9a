"""What a file really is, by its first bytes and its parts; a word in its name proves nothing."""

import zipfile
from pathlib import Path

from db.store.trouble import Trouble

LARGEST = 200 * 2**20
"""Bytes of a file; a ledger of 100,000 rows has about 10 MB."""
UNPACKED = 2 * 2**30
"""Bytes that the parts of a workbook may have once they are unpacked."""
_RATIO = 400
"""A part that grows more than this was made to grow; real sheets pack 10 to 60 to one."""
_WEB = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"mime-version:")


def kind_of(path: Path) -> str:
    """One of xlsx, xlsb, xls, ods, csv, json.

    Raises:
        Trouble: the file is missing, too large, packed to burst, locked, or no workbook at all.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise Trouble(f"读不了 {path.name}，请检查文件还在不在", wrong_input=True) from error
    if not size:
        raise _refused(path, "是空文件")
    if size > LARGEST:
        raise _refused(path, "超过 200 MB，不像是台账；请分成几个文件再导入")
    if head.startswith(b"PK"):
        return _packed(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(path)
    return _text(path, head)


def _packed(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _refused(path, "已经损坏，打不开；请在 Excel 或 WPS 里修复后另存再试") from error
    names = {part.filename.replace("\\", "/").lower() for part in parts}
    if sum(part.file_size for part in parts) > UNPACKED or any(
        part.file_size > 50 * 2**20 and part.file_size > _RATIO * max(part.compress_size, 1)
        for part in parts
    ):
        raise _refused(path, "解开以后大得不正常，可能是有意做坏的文件，没有读它")
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        if any(
            b"encryption-data" in _part(path, name) for name in names & {"meta-inf/manifest.xml"}
        ):
            raise _locked(path)
        return "ods"
    word = "是 Word 文档" if any(name.startswith("word/") for name in names) else "是压缩包"
    raise _refused(path, f"{word}，不是表格；请另存为 xlsx 再导入")


def _part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as packed:
        real = next(part for part in packed.namelist() if part.lower() == name)
        with packed.open(real) as part:
            return part.read(2**20)


def _compound(path: Path) -> str:
    """OLE: an old workbook, a new one that is locked, or another program's document."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _locked(path)
    if any(word.encode("utf-16-le") in content for word in ("Workbook", "Book")):
        return "xls"
    raise _refused(path, "不是 Excel 表格（像是旧版 Word 或别的文件），请另存为 xlsx 再导入")


def _text(path: Path, head: bytes) -> str:
    plain = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if plain.startswith(_WEB):
        raise _refused(path, "其实是网页格式的表，请用 Excel 或 WPS 打开后另存为 xlsx 再导入")
    if path.suffix.lower() == ".json" or plain.startswith((b"[{", b'{"')):
        return "json"
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in head and not wide:
        raise _refused(path, "不是表格；可以导入 xlsx、xlsm、xls、xlsb、ods、csv 和 json")
    return "csv"


def _locked(path: Path) -> Trouble:
    return _refused(path, "设了打开密码；请在 Excel 或 WPS 里取消密码，另存后再导入")


def _refused(path: Path, word: str) -> Trouble:
    return Trouble(f"{path.name} {word}", wrong_input=True)
