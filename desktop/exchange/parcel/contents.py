"""The contents of a parcel: a zip whose every file the manifest lists, packed and unpacked."""

import stat
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

from db.store.trouble import Trouble
from desktop.exchange.parcel import manifest, schemas
from desktop.exchange.parcel.limits import (
    HIGHEST_RATIO,
    LARGEST_CONTENTS,
    MB,
    MOST_FILES,
    printable,
)
from desktop.exchange.parcel.manifest import Listed, Manifest, PackedFile

_TIME = (1980, 1, 1, 0, 0, 0)
_PACKED_ALREADY = (
    ".pdf",
    ".xlsx",
    ".docx",
    ".jpg",
    ".jpeg",
    ".png",
    ".webp",
    ".mp3",
    ".mp4",
    ".zip",
)
_CHECKED = {
    "table": schemas.TABLE,
    "records": schemas.RECORDS,
    "receipt": schemas.RECEIPT,
}
"""Roles whose files have a schema."""
_DAMAGED = "报送包里的文件读不出来，整个报送包都没有采用：请向制作单位重新拷贝。"


def pack(said: Manifest, files: Sequence[PackedFile]) -> bytes:
    """The zip: the manifest, then the files by name; the same call gives the same bytes.

    The schemas go along, so that whoever opens the parcel by hand can read it.

    Raises:
        Trouble: a bad or doubled name, JSON against its schema, or too much.
    """
    whole = [
        *files,
        *(
            PackedFile(f"schema/{name}.schema.json", schemas.schema_text(name), "schema")
            for name in schemas.NAMES
        ),
    ]
    whole.sort(key=lambda file: file.name)
    manifest.refuse_bad_names([file.name for file in whole])
    if len(whole) > MOST_FILES or sum(len(file.content) for file in whole) > LARGEST_CONTENTS:
        raise Trouble(
            f"报送包最多装 {MOST_FILES} 个文件、{LARGEST_CONTENTS // MB} MB，请分成几个包。",
            wrong_input=True,
        )
    for file in whole:
        _refuse_misfit(Listed.of(file), file.content)
    said = replace(said, files=tuple(Listed.of(file) for file in whole))
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (
            (manifest.NAME, said.written()),
            *((f.name, f.content) for f in whole),
        ):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            stored = name.lower().endswith(_PACKED_ALREADY)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def unpack(content: bytes) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest and the files of a zip whose signature is proven; all agree, or none is given.

    A known signer may still be careless or robbed, so nothing here trusts the zip: sizes, ratio,
    number and names are bounded before a byte is unpacked.

    Raises:
        Trouble: what is wrong, in one sentence.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = _entries(archive)
            first = entries.pop(manifest.NAME, None)
            if first is None:
                raise Trouble("报送包里没有清单，整个报送包都没有采用。")
            said = manifest.read(_read(archive, first))
            _refuse_unlisted(said, entries)
            files = {}
            for one in said.files:
                files[one.name] = _proven(one, _read(archive, entries[one.name]))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as fault:
        raise Trouble(_DAMAGED) from fault
    except (OSError, ValueError, RuntimeError) as fault:  # a password, a bad offset
        raise Trouble(_DAMAGED) from fault
    return said, files


def _entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    found = archive.infolist()
    if len(found) > MOST_FILES + 1:
        raise Trouble(f"报送包里的文件超过 {MOST_FILES} 个，没有打开。")
    unpacked = sum(entry.file_size for entry in found)
    packed = sum(entry.compress_size for entry in found)
    if unpacked > LARGEST_CONTENTS or unpacked > HIGHEST_RATIO * max(packed, MB):
        raise Trouble("报送包里的文件解开后大得不正常（可能是压缩炸弹），没有打开。")
    manifest.refuse_bad_names([one.filename for one in found if one.filename != manifest.NAME])
    for entry in found:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if entry.is_dir() or kind not in (0, stat.S_IFREG) or entry.orig_filename != entry.filename:
            raise Trouble(
                f"报送包里的“{printable(entry.filename)}”不是普通文件，整个报送包都没有采用。"
            )
    entries = {entry.filename: entry for entry in found}
    if len(entries) != len(found):
        raise Trouble("报送包里有重名的文件，整个报送包都没有采用。")
    return entries


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The file, never more of it than it declares."""
    with archive.open(entry) as source:
        content = source.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise Trouble(_DAMAGED)
    return content


def _refuse_unlisted(said: Manifest, entries: Mapping[str, zipfile.ZipInfo]) -> None:
    listed = {one.name for one in said.files}
    for names, fault in ((entries.keys() - listed, "多出"), (listed - entries.keys(), "缺少")):
        if names:
            name = printable(min(names))
            raise Trouble(f"报送包与清单不符：{fault}“{name}”，整个报送包都没有采用。")


def _proven(listed: Listed, content: bytes) -> bytes:
    if len(content) != listed.size or sha256(content).hexdigest() != listed.sha256:
        name = printable(listed.name)
        raise Trouble(f"报送包里的“{name}”与清单上的不一致，整个报送包都没有采用。")
    _refuse_misfit(listed, content)
    return content


def _refuse_misfit(listed: Listed, content: bytes) -> None:
    """Stop when a file whose role has a schema does not fit it."""
    name = _CHECKED.get(listed.role)
    if name is None:
        return
    fault = schemas.fault_in(name, schemas.parsed(printable(listed.name), content))
    if fault:
        raise Trouble(f"报送包里的“{printable(listed.name)}”不合格式：{fault}。")
