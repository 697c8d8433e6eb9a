"""What is handed over on a stick is entered before it is written, and doubted where need be."""

import hashlib
import re
from dataclasses import replace

import pypdfium2
import pytest

from db.registers import ExportLog, Person
from db.store.anchors import anchor_code
from db.store.check import check
from db.store.progress import Cancelled
from db.store.trouble import Trouble
from desktop.documents.forms import form
from desktop.documents.issue import draft
from desktop.exchange import handing
from desktop.exchange.drives.drive import FAT_LIMIT, folder_as_drive
from desktop.exchange.drives.eject import Ejected
from desktop.exchange.drives.put import Phase
from desktop.exchange.handing import hand_over, let_go
from desktop.exchange.outgoing import About, Outgoing
from desktop.exchange.stick_doubts import been_on, doubts, unfit
from tests.offices import new_store, settle

FAMILY = re.compile(r"测试镇-(\d+)\.fqp")
ABOUT = About("平坝区司法局", "季度统计报送")


def parcel(number: int, content: bytes = b"parcel") -> Outgoing:
    name = f"测试镇-{number}.fqp"
    return Outgoing(name, content, "季度报送包", 158, sequence=number, family=FAMILY)


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as database:
        settle(database)
        yield database


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    drive = folder_as_drive(folder)
    return replace(drive, label="所里U盘", serial="1A2B-3C4D", device="/dev/sdx1", system="vfat")


def entries(store) -> list[ExportLog]:
    with store.read() as session:
        return session.query(ExportLog).order_by(ExportLog.id).all()


def unheard(*_told) -> None:
    pass


def test_each_file_is_entered_with_stick_receiver_digest_and_proof(store, stick, monkeypatch):
    files = [parcel(12), Outgoing("表.xlsx", b"table", "汇总表", 7, masked=True)]
    done = hand_over(store, stick, files, ABOUT, unheard)
    first, second = entries(store)
    assert (first.stick, first.stick_serial) == ("所里U盘", "1A2B-3C4D")
    assert (first.receiver, first.purpose) == ("平坝区司法局", "季度统计报送")
    assert (first.sequence, first.records, first.size, first.masked) == (12, 158, 6, False)
    assert first.digest == hashlib.sha256(b"parcel").hexdigest()
    assert first.short_code.replace(" ", "").lower() == first.digest[:16]
    assert first.handover == second.handover
    assert [one.verified for one in (first, second)] == [True, True]
    assert first.ejected is False
    monkeypatch.setattr(handing, "eject", lambda _drive: Ejected(True, "可以拔出了"))
    let_go(store, done)
    assert [one.ejected for one in entries(store)] == [True, True]
    assert check(store).sound
    before = been_on(store, stick)
    assert (before.files, before.entry) == (2, second.id)
    assert been_on(store, replace(stick, serial="0000-0000")) is None


def test_a_stick_pulled_out_half_way_is_in_the_register_all_the_same(store, stick):
    def pull(number, phase, _done, _total):
        if number == 1 and phase is Phase.READING:
            for path in stick.root.iterdir():
                path.unlink()
            stick.root.rmdir()

    with pytest.raises(Trouble, match="前面 1 个已写好并核对"):
        hand_over(store, stick, [parcel(1), parcel(2)], ABOUT, pull)
    assert [one.verified for one in entries(store)] == [True, False]


def test_cancelled_it_is_entered_as_not_proven(store, stick):
    def cancel(_number, phase, _done, _total):
        if phase is Phase.READING:
            raise Cancelled

    with pytest.raises(Cancelled):
        hand_over(store, stick, [parcel(1)], ABOUT, cancel)
    assert [one.verified for one in entries(store)] == [False]
    assert not list(stick.root.iterdir())


def test_what_cannot_fit_is_said_before_anything_is_entered(store, stick, tmp_path):
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(FAT_LIMIT + 1)
    large = Outgoing("a.fqp", huge, "包")
    roomy = replace(stick, free=2**40)
    for drive, files, word in (
        (replace(stick, read_only=True), [parcel(1)], "只读"),
        (replace(stick, free=5), [parcel(1)], "空间不够"),
        (roomy, [large], "FAT32"),
    ):
        assert word in unfit(drive, files).sentence
        with pytest.raises(Trouble, match=word):
            hand_over(store, drive, files, ABOUT, unheard)
    assert unfit(replace(roomy, system="exfat"), [large]) is None
    assert entries(store) == []


def test_older_newer_and_same_parcels_on_the_stick_are_told(store, stick):
    for number in (11, 12, 14):
        (stick.root / f"测试镇-{number}.fqp").write_bytes(b"x")
    found = doubts(store, stick, [parcel(12)])
    assert [("测试镇-12" in one.sentence, one.grave) for one in found] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    assert "第 11 号" in found[1].sentence
    assert "第 14 号" in found[2].sentence


def test_a_persons_name_in_a_files_name_must_be_agreed_to(store, stick):
    with store.step("登记") as session:
        session.add(Person.fresh(name="张三丰", no_id_reason="other"))
    (doubt,) = doubts(store, stick, [Outgoing("张三丰的材料.pdf", b"x", "材料")])
    assert doubt.grave
    assert "张三丰" in doubt.sentence
    assert doubts(store, stick, [Outgoing("材料.pdf", b"x", "材料")]) == []


def text_of(paper) -> str:
    pages = pypdfium2.PdfDocument(paper.pdf)
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pages)


def test_the_slip_names_every_file_twice_with_its_short_code(store, stick):
    done = hand_over(store, stick, [parcel(1), parcel(2, b"other")], ABOUT, unheard)
    paper = draft(store, form("stick_slip"), done.entries[1])
    assert (paper.pages, paper.missing) == (1, ())
    text = text_of(paper)
    for entry in entries(store):
        assert text.count(entry.short_code.replace(" ", "")) == 2
        assert text.count(entry.file) == 2
        assert text.count(anchor_code(entry.chain_head)) == 2
    for word in ("平坝区司法局", "1A2B-3C4D", "316条记录", "交出单位存", "接收单位存"):
        assert word in text
    many = hand_over(store, stick, [parcel(number) for number in range(20, 30)], ABOUT, unheard)
    assert draft(store, form("stick_slip"), many.entries[0]).pages == 2


def test_what_was_on_a_stick_is_listed_with_what_was_left_half_way(store, stick):
    def cancel(_number, _phase, _done, _total):
        raise Cancelled

    hand_over(store, stick, [parcel(1)], ABOUT, unheard)
    other = replace(stick, label="别的", serial="9999-9999")
    hand_over(store, other, [parcel(2)], ABOUT, unheard)
    with pytest.raises(Cancelled):
        hand_over(store, stick, [parcel(3)], ABOUT, cancel)
    text = text_of(draft(store, form("stick_history"), entries(store)[0].id))
    assert "共2个文件" in text
    assert "1A2B-3C4D" in text
    assert text.index("测试镇-3.fqp") < text.index("测试镇-1.fqp")
    assert "测试镇-2.fqp" not in text


def test_the_slip_of_what_was_not_proven_is_a_draft(store, stick):
    def cancel(_number, _phase, _done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        hand_over(store, stick, [parcel(1)], ABOUT, cancel)
    paper = draft(store, form("stick_slip"), entries(store)[0].id)
    assert paper.missing
    assert "草稿" in text_of(paper)


def test_cancelling_before_the_first_byte_enters_nothing(store, stick, tmp_path):
    source = tmp_path / "source"
    source.write_bytes(b"x")

    def cancel(*_told):
        raise Cancelled

    with pytest.raises(Cancelled):
        hand_over(store, stick, [Outgoing("a", source, "包")], ABOUT, cancel)
    assert entries(store) == []


def test_a_source_that_went_away_is_told_before_anything_is_entered(store, stick, tmp_path):
    with pytest.raises(Trouble, match="读不了"):
        hand_over(store, stick, [Outgoing("a", tmp_path / "away", "包")], ABOUT, unheard)
    assert entries(store) == []
