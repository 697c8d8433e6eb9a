"""Parcels that were damaged or forged: each is refused in one sentence and none of it is used."""

import json
import random
import stat
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest

from db.store.trouble import Trouble
from desktop.documents.signing import envelope, locked_key
from desktop.exchange.parcel import contents, limits
from desktop.exchange.parcel.manifest import Listed, PackedFile
from desktop.exchange.parcel.opening import open_parcel, read_parcel
from tests import parcels
from tests.parcels import FILES, believed
from tests.sealing import PASSPHRASE, county_key


@cache
def whole() -> bytes:
    return parcels.parcel()


def opened(data: bytes, **more):
    return open_parcel(data, believed(), keys=[county_key()], **more)


def refused(data: bytes, **more) -> str:
    with pytest.raises(Trouble) as caught:
        opened(data, **more)
    assert caught.value.sentence.endswith("。")
    return caught.value.sentence


def flipped(data: bytes, at: int, bits: int) -> bytes:
    return data[:at] + bytes([data[at] ^ bits]) + data[at + 1 :]


def places(size: int) -> list[int]:
    """Of the first and last 300 bytes, where the structure is, every fifth; others drawn evenly.

    ``tests/faults`` takes many more.
    """
    drawn = random.Random(5).sample(range(size), 100)
    return sorted({*range(0, 300, 5), *range(size - 300, size, 5), *drawn})


def test_a_changed_byte_anywhere_in_a_sealed_parcel():
    data, dice = whole(), random.Random(7)
    assert opened(data)
    for at in places(len(data)):
        refused(flipped(data, at, dice.randrange(1, 256)))


def test_a_changed_byte_anywhere_in_a_parcel_that_is_only_signed():
    data, dice = parcels.signed(contents.pack(parcels.manifest(), FILES)), random.Random(8)
    assert open_parcel(data, believed()).sealing == "none"
    for at in places(len(data)):
        refused(flipped(data, at, dice.randrange(1, 256)))


def test_a_changed_byte_anywhere_under_a_pass_phrase(monkeypatch):
    monkeypatch.setattr(locked_key, "ROUNDS", 100)  # the cost of guessing is not the matter here
    data = envelope.seal_with(parcels.signed(contents.pack(parcels.manifest(), FILES)), PASSPHRASE)
    dice = random.Random(9)
    assert opened(data, passphrase=PASSPHRASE).sealing == "passphrase"
    for at in places(len(data)):
        refused(flipped(data, at, dice.randrange(1, 256)), passphrase=PASSPHRASE)


def test_a_parcel_cut_short_or_drawn_out():
    data = whole()
    for length in {*range(60), *random.Random(3).sample(range(len(data)), 200), len(data) - 1}:
        refused(data[:length])
    for tail in (b"\0", b"\0" * 16, data[:50], data):
        refused(data + tail)


def test_pieces_of_two_parcels_make_none():
    one, other = whole(), parcels.parcel()
    assert len(one) == len(other)
    for at in range(100, len(one) - 16, len(one) // 40):
        mixed = one[:at] + other[at:]
        if mixed != other:  # both begin alike
            refused(mixed)


def test_noise_of_the_right_kind():
    dice = random.Random(1)
    for head in (whole()[:20], parcels.signed(b"x")[:20], b"\x30", b"PK\x03\x04", b"%PDF-1.7", b""):
        for _ in range(50):
            refused(head + dice.randbytes(dice.randrange(400)))


def test_signed_by_another_and_sealed_anew():
    """A thief who has the county's certificate can seal, and cannot sign as the office."""
    sentence = refused(parcels.parcel(office="冒名司法所"))
    assert "签名者未登记" in sentence


def packed(*, said=None, files=FILES, written=None, change=None) -> bytes:
    """A zip as a forger with the office's key might write it.

    ``written`` replaces the manifest's bytes; ``change(entry)`` alters entries as they are added.
    """
    said = said or parcels.manifest()
    said = replace(said, files=tuple(Listed.of(file) for file in files))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("manifest.json", said.written() if written is None else written),
            *((file.name, file.content) for file in files),
        ):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if change:
                change(entry)
            archive.writestr(entry, content)
    return out.getvalue()


def data_of(**changes) -> bytes:
    said = replace(parcels.manifest(), files=tuple(Listed.of(file) for file in FILES))
    return json.dumps(json.loads(said.written()) | changes).encode()


def named(*names: str) -> bytes:
    return packed(files=[PackedFile(name, name.encode()) for name in names])


def linked(entry: zipfile.ZipInfo) -> None:
    if entry.filename.endswith(".pdf"):
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16


def unlisted() -> bytes:
    out = BytesIO(packed())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("autorun.inf", b"x")
    return out.getvalue()


def swapped() -> bytes:
    other = [replace(FILES[0], content=FILES[0].content + b" "), FILES[1]]
    said = replace(parcels.manifest(), files=tuple(Listed.of(file) for file in FILES))
    return packed(files=other, written=said.written())


def zipped(name: str) -> bytes:
    """A zip with one file, and no manifest."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, b"x")
    return out.getvalue()


FORGERIES = {
    "to the parent folder": (lambda: named("../evil.pdf"), "不该有的文件名"),
    "up and down": (lambda: named("a/../../evil.pdf"), "不该有的文件名"),
    "absolute": (lambda: named("/etc/passwd"), "不该有的文件名"),
    "a drive": (lambda: named("C:/evil.pdf"), "不该有的文件名"),
    "backslashes": (lambda: named("..\\evil.pdf"), "不该有的文件名"),
    "a device": (lambda: named("a/NUL.pdf"), "不该有的文件名"),
    "a dot at the end": (lambda: named("a./b.pdf"), "不该有的文件名"),
    "an unseen character": (lambda: named("a\u202efdp.exe"), "不该有的文件名"),
    "too deep": (lambda: named("a/b/c/d/e.pdf"), "不该有的文件名"),
    "the same but for capitals": (lambda: named("a.pdf", "A.PDF"), "重名"),
    "another manifest": (lambda: named("Manifest.json"), "重名"),
    "a symbolic link": (lambda: packed(change=linked), "不是普通文件"),
    "a folder": (lambda: named("a/"), "不该有的文件名"),
    "a file too many": (unlisted, "多出"),
    "a file too few": (lambda: packed(files=FILES[:1], written=data_of()), "缺少"),
    "another file": (swapped, "不一致"),
    "no manifest": (lambda: zipped("a.pdf"), "没有清单"),
    "another format": (lambda: packed(written=data_of(format="x")), "不是枫桥的报送包"),
    "a later version": (lambda: packed(written=data_of(version=2)), "第 2 版"),
    "a version that is true": (lambda: packed(written=data_of(version=True)), "版"),
    "an unknown entry": (lambda: packed(written=data_of(more=1)), "不合格式"),
    "a negative number": (lambda: packed(written=data_of(sequence=-1)), "不合格式"),
    "no such day": (
        lambda: packed(written=data_of(made_at="2025-02-30T00:00:00+08:00")),
        "不存在的日期",
    ),
    "no JSON": (lambda: packed(written=b"{"), "不是规范的 JSON"),
    "nested without end": (lambda: packed(written=b"[" * 200_000), "不是规范的 JSON"),
    "said twice": (lambda: packed(written=b'{"format": 1, "format": 2}'), "不是规范的 JSON"),
    "not a number": (lambda: packed(written=b'{"format": NaN}'), "不是规范的 JSON"),
    "a bomb": (lambda: packed(files=[PackedFile("a.pdf", bytes(300 * 2**20))]), "压缩炸弹"),
    "a table that is none": (
        lambda: packed(files=[PackedFile("t.json", b'{"table": "x"}', "table")]),
        "不合格式",
    ),
    "no zip": (lambda: b"%PDF-1.7", "读不出来"),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_known_signer_is_not_believed_blindly(what):
    make, sentence = FORGERIES[what]
    assert sentence in refused(parcels.parcel(make()))


def test_a_zip_that_lies_about_its_sizes():
    """The declared size is the most that is ever unpacked."""
    honest = packed(files=[PackedFile("a.pdf", bytes(100_000))])
    place = honest.rindex(b"PK\x01\x02")  # the last entry of the central directory
    lying = honest[: place + 24] + (50).to_bytes(4, "little") + honest[place + 28 :]
    assert lying != honest
    refused(parcels.parcel(lying))


def test_too_many_files(monkeypatch):
    monkeypatch.setattr(contents, "MOST_FILES", 3)
    assert "超过 3 个" in refused(parcels.parcel(named(*(f"{n}.pdf" for n in range(5)))))


def test_a_file_too_large_is_not_read(monkeypatch, tmp_path):
    path = tmp_path / "大.p7m"
    path.write_bytes(whole())
    assert read_parcel(path) == whole()
    monkeypatch.setattr(limits, "LARGEST_PARCEL", 1000)
    with pytest.raises(Trouble, match="上限"):
        read_parcel(path)
    with pytest.raises(Trouble, match="读不了"):
        read_parcel(tmp_path / "无.p7m")
