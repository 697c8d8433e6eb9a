"""What a file really is, told by its content; its name only says what people think it is."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from db.store.trouble import Trouble

PICTURE, PDF, DOCUMENT, RECORDING = "picture", "pdf", "document", "recording"


@dataclass(frozen=True)
class FileKind:
    """A kind of file that may be attached.

    Attributes:
        media_type: as it is kept with the attachment.
        label: what people call it.
        group: how it is looked at: PICTURE, PDF, DOCUMENT or RECORDING.
        endings: of its names; the first is the usual one.
    """

    media_type: str
    label: str
    group: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_JPEG = FileKind("image/jpeg", "JPEG 图片", PICTURE, ("jpg", "jpeg", "jpe", "jfif"))
_PNG = FileKind("image/png", "PNG 图片", PICTURE, ("png",))
_TIFF = FileKind("image/tiff", "TIFF 图片", PICTURE, ("tif", "tiff"))
_BMP = FileKind("image/bmp", "BMP 图片", PICTURE, ("bmp", "dib"))
_WEBP = FileKind("image/webp", "WebP 图片", PICTURE, ("webp",))
_PDF = FileKind("application/pdf", "PDF 文件", PDF, ("pdf",))
_OFD = FileKind("application/ofd", "OFD 文件", DOCUMENT, ("ofd",))
_DOCX = FileKind(
    f"{_OFFICE}wordprocessingml.document", "Word 文件（docx）", DOCUMENT, ("docx", "wps")
)
_XLSX = FileKind(f"{_OFFICE}spreadsheetml.sheet", "Excel 表格（xlsx）", DOCUMENT, ("xlsx", "et"))
_PPTX = FileKind(
    f"{_OFFICE}presentationml.presentation", "演示文稿（pptx）", DOCUMENT, ("pptx", "dps")
)
_DOC = FileKind("application/msword", "Word 文件（doc）", DOCUMENT, ("doc", "wps", "dot", "wpt"))
_XLS = FileKind("application/vnd.ms-excel", "Excel 表格（xls）", DOCUMENT, ("xls", "et", "ett"))
_PPT = FileKind("application/vnd.ms-powerpoint", "演示文稿（ppt）", DOCUMENT, ("ppt", "dps", "pps"))
_RTF = FileKind("application/rtf", "RTF 文档", DOCUMENT, ("rtf", "doc"))
_MP3 = FileKind("audio/mpeg", "MP3 录音", RECORDING, ("mp3",))
_M4A = FileKind("audio/mp4", "M4A 录音", RECORDING, ("m4a", "mp4"))
_WAV = FileKind("audio/wav", "WAV 录音", RECORDING, ("wav",))
_AMR = FileKind("audio/amr", "AMR 录音", RECORDING, ("amr",))
_MP4 = FileKind("video/mp4", "MP4 视频", RECORDING, ("mp4", "m4v", "mov", "m4a"))

KINDS = (
    *(_JPEG, _PNG, _TIFF, _BMP, _WEBP, _PDF, _OFD, _DOCX, _XLSX, _PPTX, _DOC, _XLS, _PPT, _RTF),
    *(_MP3, _M4A, _WAV, _AMR, _MP4),
)
TAKEN = (
    "照片和扫描件（JPEG、PNG、TIFF、BMP、WebP）、PDF、OFD、Word、Excel、演示文稿、录音和 MP4 视频"
)
"""What may be attached, for people."""
_STARTS = (
    (b"\xff\xd8\xff", _JPEG),
    (b"\x89PNG\r\n\x1a\n", _PNG),
    (b"II*\0", _TIFF),
    (b"MM\0*", _TIFF),
    (b"{\\rtf", _RTF),
    (b"#!AMR", _AMR),
    (b"ID3", _MP3),
)
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_STREAMS = (
    ("WordDocument", _DOC),
    ("Workbook", _XLS),
    ("Book", _XLS),
    ("PowerPoint Document", _PPT),
)
_MAIN_PARTS = (
    ("word/document.xml", "word/vbaProject.bin", _DOCX),
    ("xl/workbook.xml", "xl/vbaProject.bin", _XLSX),
    ("ppt/presentation.xml", "ppt/vbaProject.bin", _PPTX),
)
_APPLE_PHOTO = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"}


def kind_of(content: bytes) -> FileKind:
    """The kind that the content has.

    Raises:
        Trouble: it is none that may be attached; the sentence, which begins after the file's name,
            says what it is and what to do.
    """
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if b"%PDF-" in content[:1024]:
        return _PDF
    for start, look in _CONTAINERS:
        if content.startswith(start):
            return look(content)
    if content[4:8] == b"ftyp":
        return _of_brand(content[8:12])
    if content[:2] == b"BM" and content[6:10] == b"\0\0\0\0":
        return _BMP
    if content[:1] == b"\xff" and content[1:2] and content[1] & 0xE6 == 0xE2:
        return _MP3  # no tag in front: the sync word of MPEG audio, layer III
    raise Trouble(_why_not(content), wrong_input=True)


def claimed(ending: str) -> list[FileKind]:
    """The kinds that a name with this ending claims to be; none for an ending we do not know."""
    return [kind for kind in KINDS if ending in kind.endings]


def _in_riff(content: bytes) -> FileKind:
    kind = {b"WEBP": _WEBP, b"WAVE": _WAV}.get(content[8:12])
    if kind is None:
        raise Trouble(f"不是能附上的文件；可以附{TAKEN}", wrong_input=True)
    return kind


def _in_zip(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Trouble("已损坏或没有拷贝完整，请重新拷贝", wrong_input=True) from error
    if "OFD.xml" in names:
        return _OFD
    for main, macros, kind in _MAIN_PARTS:
        if main in names and macros in names:
            raise Trouble("里面有宏，为安全起见不能附；请另存为不含宏的格式", wrong_input=True)
        if main in names:
            return kind
    raise Trouble("是压缩包，请先解开，再附里面的文件", wrong_input=True)


def _in_ole(content: bytes) -> FileKind:
    """The old Office and WPS files, told by the names of their streams (UTF-16)."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Trouble("加了打开密码，请先在 Word 或 WPS 里去掉密码", wrong_input=True)
    for stream, kind in _STREAMS:
        if b"\0\0" + stream.encode("utf-16-le") + b"\0\0" in b"\0\0" + content:
            return kind
    raise Trouble(f"不是能附上的文件；可以附{TAKEN}", wrong_input=True)


def _of_brand(brand: bytes) -> FileKind:
    if brand in _APPLE_PHOTO:
        raise Trouble(
            "是苹果手机的 HEIC 照片，本程序打不开：请用看图软件另存为 JPEG 再附；"
            "以后可在手机“设置—相机—格式”里选“兼容性最佳”",
            wrong_input=True,
        )
    if brand in (b"avif", b"avis"):
        raise Trouble("是 AVIF 图片，本程序打不开：请用看图软件另存为 JPEG 再附", wrong_input=True)
    return _M4A if brand in (b"M4A ", b"M4B ") else _MP4


def _why_not(content: bytes) -> str:
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content[:2] == b"MZ" or content[:4] == b"\x7fELF":
        return "是可以运行的程序，为安全起见不能附"
    if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<table")):
        return "的内容是网页或 XML：请用 Word、WPS 打开，另存为 docx、xlsx 或 PDF 再附"
    if content[:6] in (b"Rar!\x1a\x07", b"7z\xbc\xaf'\x1c") or content[:2] == b"\x1f\x8b":
        return "是压缩包，请先解开，再附里面的文件"
    return f"不是能附上的文件；可以附{TAKEN}"


_CONTAINERS: tuple[tuple[bytes, Callable[[bytes], FileKind]], ...] = (
    (b"RIFF", _in_riff),
    (_ZIP, _in_zip),
    (_OLE, _in_ole),
)
