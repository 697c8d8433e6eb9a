"""What may be attached and what may not, and what leaves again."""

import contextlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from db.store.attachments import attachments_of
from db.store.progress import Cancelled
from db.store.trouble import Trouble
from desktop.exchange import attaching
from desktop.exchange.attaching import MB, inspect, take_in
from desktop.exchange.saving_out import save_as, save_out
from tests.offices import agreed_case, new_store, settle
from tests.pictures import PLACE, bomb, located, locked_pdf, ole, pdf, photo, zipped

HEIC = b"\0\0\0\x18ftypheic" + bytes(20)
MP4 = b"\0\0\0\x18ftypmp42" + bytes(20)
GOOD = {
    "现场.jpg": (photo(), "image/jpeg", 1),
    "现场.JPEG": (photo(), "image/jpeg", 1),
    "截图.png": (photo(kind="PNG"), "image/png", 1),
    "扫描.tif": (photo(kind="TIFF"), "image/tiff", 1),
    "图.bmp": (photo(kind="BMP"), "image/bmp", 1),
    "图.webp": (photo(kind="WEBP"), "image/webp", 1),
    "协议.pdf": (pdf(3), "application/pdf", 3),
    "报告.docx": (zipped("word/document.xml"), "wordprocessingml", None),
    "名册.xlsx": (zipped("xl/workbook.xml"), "spreadsheetml", None),
    "课件.pptx": (zipped("ppt/presentation.xml"), "presentationml", None),
    "公文.ofd": (zipped("OFD.xml"), "ofd", None),
    "旧文.doc": (ole("WordDocument"), "msword", None),
    "旧文.wps": (ole("WordDocument"), "msword", None),
    "旧表.xls": (ole("Workbook"), "ms-excel", None),
    "旧表.et": (ole("Workbook"), "ms-excel", None),
    "文档.rtf": (b"{\\rtf1 x}", "rtf", None),
    "录音.mp3": (b"ID3" + bytes(50), "audio/mpeg", None),
    "录音.m4a": (MP4, "video/mp4", None),
    "录音.wav": (b"RIFF\0\0\0\0WAVE", "audio/wav", None),
    "视频.mp4": (MP4, "video/mp4", None),
}
BAD = {
    "空.jpg": (b"", "是空的"),
    "合同.pdf": (photo(), r"名字说它是PDF 文件，内容却是JPEG 图片.*改成 \.jpg"),
    "照片.jpg": (pdf(), r"名字说它是JPEG 图片，内容却是PDF 文件.*改成 \.pdf"),
    "照片.png": (photo(), "名字说它是PNG 图片，内容却是JPEG 图片"),
    "名单.xlsx": (zipped("word/document.xml"), r"Excel 表格（xlsx）.*Word 文件（docx）"),
    "IMG_1.HEIC": (HEIC, "HEIC.*JPEG.*兼容性最佳"),
    "IMG_2.jpg": (HEIC, "HEIC"),
    "半张.jpg": (photo()[:900], "损坏或没有拷贝完整"),
    "半份.pdf": (pdf()[:200], "可能已损坏"),
    "加密.pdf": (locked_pdf(), "打开密码"),
    "加密.docx": (ole("EncryptedPackage"), "打开密码"),
    "宏.docx": (zipped("word/document.xml", "word/vbaProject.bin"), "宏"),
    "炸弹.png": (bomb(), "太大"),
    "程序.jpg": (b"MZ" + bytes(100), "可以运行的程序"),
    "资料.zip": (zipped("a.txt"), "压缩包"),
    "资料.rar": (b"Rar!\x1a\x07\0", "压缩包"),
    "半个.docx": (zipped("word/document.xml")[:40], "损坏"),
    "网页.doc": (b"<html><body>", "网页"),
    "记事.txt": ("随便几个字".encode(), "不是能附上的文件；可以附照片"),
    "旧件.doc": (ole("Nothing"), "不是能附上的文件"),
    "大表.xls": (ole("Workbook") + bytes(20 * MB), "最大 20 MB"),
    "长片.mp4": (MP4 + bytes(50 * MB), "最大 50 MB"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_may_be_attached(name):
    content, media_type, pages = GOOD[name]
    file = inspect((name, content))
    assert (file.name, file.content, file.pages, file.note) == (name, content, pages, "")
    assert media_type in file.media_type
    assert (file.thumbnail is not None) == (pages is not None)


@pytest.mark.parametrize("name", BAD)
def test_what_may_not_be_attached_gets_one_sentence_with_its_name(name):
    content, words = BAD[name]
    with pytest.raises(Trouble, match=words) as caught:
        inspect((name, content))
    assert f"“{name}”" in caught.value.sentence
    assert "\n" not in caught.value.sentence


def test_paths_that_cannot_be_read_get_a_sentence(tmp_path, monkeypatch):
    with pytest.raises(Trouble, match=r"读不了“没有\.jpg”"):
        inspect(tmp_path / "没有.jpg")
    with pytest.raises(Trouble, match="是文件夹"):
        inspect(tmp_path)
    monkeypatch.setattr(attaching, "LARGEST_PHOTO", 100)
    (tmp_path / "大.jpg").write_bytes(photo())
    with pytest.raises(Trouble, match=r"“大\.jpg”有 \d+ KB，超过"):
        inspect(tmp_path / "大.jpg")


def test_a_photo_of_60_megabytes_is_made_smaller_and_people_are_told():
    out = BytesIO()
    Image.effect_noise((5200, 4000), 90).convert("RGB").save(out, "BMP")
    content = out.getvalue()
    assert 59 * MB < len(content) < 61 * MB
    file = inspect(("大照片.bmp", content))
    assert (file.name, file.media_type) == ("大照片.jpg", "image/jpeg")
    assert len(file.content) < 20 * MB
    assert max(Image.open(BytesIO(file.content)).size) == 3000
    assert file.note.startswith("“大照片.bmp”有 59.5 MB，已缩小成")
    assert file.digest == inspect(("大照片.bmp", content)).digest  # twice is found out


@given(st.text(max_size=200))
@settings(max_examples=200)
def test_a_name_is_one_that_every_system_keeps(name):
    kept = inspect((name + ".jpg", GOOD["现场.jpg"][0])).name
    assert kept.lower().endswith(".jpg")
    assert len(kept) <= 100
    assert not set(kept) & set('<>:"/\\|?*\n\r\t\u202e')
    kept.encode("utf-8")


def test_an_ending_that_says_nothing_gives_way():
    assert inspect(("mmexport1", photo())).name == "mmexport1.jpg"
    assert inspect(("a.tmp", photo())).name == "a.jpg"
    assert inspect(("2024.3.15", photo())).name == "2024.3.15.jpg"


@given(st.binary(max_size=3000), st.sampled_from([content[:64] for content, *_ in GOOD.values()]))
@settings(max_examples=300)
def test_any_bytes_are_taken_or_refused_in_words(rest, start):
    # UserWarning: Pillow's doubt about damaged notes, an error only because tests make it one
    with contextlib.suppress(Trouble, UserWarning):
        assert inspect(("文件", start + rest)).content == start + rest


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as database:
        committee = settle(database)
        with database.step("登记") as session:
            session.add(agreed_case(committee))
        yield database


def attached(store):
    with store.read() as session:
        return attachments_of(session, "mediation", 1)


def test_good_ones_are_taken_and_the_bad_ones_named(store, tmp_path):
    (tmp_path / "现场.jpg").write_bytes(photo())
    sources = [tmp_path / "现场.jpg", ("合同.pdf", photo()), ("现场.jpg", photo(100, 100))]
    outcome = take_in(store, "mediation", 1, [*sources, ("又一张.jpg", photo())])
    assert outcome.added == ["现场.jpg", "现场 (2).jpg"]
    assert [one.name for one in attached(store)] == outcome.added
    assert len(outcome.refused) == 1
    assert outcome.known == ["“又一张.jpg”与已附的“现场.jpg”内容完全相同，没有重复附上"]
    assert store.offered("undo").name == "附上 2 个文件"


def test_one_addition_holds_no_more_than_memory_may(store, monkeypatch):
    monkeypatch.setattr(attaching, "AT_ONCE", MB)
    recordings = [(f"{number}.mp3", b"ID3" + bytes([number]) * 400_000) for number in range(3)]
    outcome = take_in(store, "mediation", 1, recordings)
    assert outcome.added == ["0.mp3", "1.mp3"]
    assert "再附一次" in outcome.refused[0]


def test_a_cancelled_addition_leaves_nothing(store):
    def stop(done, _total):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        take_in(store, "mediation", 1, [(f"{n}.jpg", photo(n + 9)) for n in range(3)], stop)
    assert attached(store) == []


def test_what_leaves_is_whole_overwrites_nothing_and_tells_no_place(store, tmp_path):
    scan = pdf()
    outcome = take_in(store, "mediation", 1, [("现场.jpg", located()), ("协议.pdf", scan)])
    assert outcome.notes == ["“现场.jpg”里记着拍摄地点：库里原样保存，存出时去掉"]
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "协议.pdf").write_bytes(b"mine")
    written = save_out(store, attached(store), folder)
    assert [path.name for path in written] == ["现场.jpg", "协议 (2).pdf"]
    assert (folder / "协议.pdf").read_bytes() == b"mine"
    assert written[1].read_bytes() == scan
    assert PLACE not in written[0].read_bytes()
    save_as(store, attached(store)[0], folder / "原件.jpg", original=True)
    assert (folder / "原件.jpg").read_bytes() == located()
    assert not list(folder.glob("*.part"))


def test_a_folder_that_is_gone_is_a_sentence(store, tmp_path):
    take_in(store, "mediation", 1, [("现场.jpg", photo())])
    with pytest.raises(Trouble, match="打不开文件夹"):
        save_out(store, attached(store), Path(tmp_path / "没有"))
