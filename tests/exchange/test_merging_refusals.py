"""What the receiving side refuses, each in a sentence of its own; the rest of the batch goes in."""

from dataclasses import replace

import pytest

from db.registers import Parcel, ReceivedTable, Sender
from db.store.trouble import Trouble
from desktop.exchange.merging import incoming
from desktop.exchange.merging.incoming import open_all, parcels_in
from desktop.exchange.merging.merge import merge
from desktop.exchange.merging.outcome import Fate
from desktop.exchange.merging.unsealing import Secrets
from desktop.exchange.parcel.manifest import RECEIPT, About
from desktop.exchange.parcel.seal import Seal
from tests.offices import PASSWORD
from tests.sealing import COUNTY, PASSPHRASE
from tests.townships import (
    NAMES,
    Q4,
    bureau,
    everything,
    knows,
    on_stick,
    sent,
    table_file,
    taken,
)


@pytest.fixture
def county(tmp_path, town, other):
    with bureau(tmp_path / "局", town, other) as database:
        yield database


def refused(county, tmp_path, content, good=None):
    """The sentence about a bad file, while a good one beside it goes in."""
    files = {"bad": content} | ({"good": good.content} if good else {})
    outcome = taken(county, on_stick(tmp_path / "stick", **files))
    verdict = outcome.verdicts[0]
    assert verdict.fate is Fate.REFUSED
    assert [one.fate for one in outcome.verdicts[1:]] == [Fate.TAKEN] * len(files.keys() - {"bad"})
    return verdict.sentence


def numbers(**values):
    return table_file(values or {"total": 5})


def test_one_altered_byte_a_cut_and_no_parcel_at_all(town, other, county, tmp_path):
    content = sent(town, numbers()).content
    flipped = content[:3000] + bytes([content[3000] ^ 1]) + content[3001:]
    assert "已损坏或被改动" in refused(county, tmp_path, flipped, sent(other, numbers()))
    assert "已损坏或被改动" in refused(county, tmp_path, content[:-100])
    beside = {
        b"PK\x03\x04 s": "工作簿",
        b"\xd0\xcf\x11\xe0 s": "旧格式的工作簿",
        b"%PDF-1.7": "PDF",
    }
    for start, name in beside.items():
        said = refused(county, tmp_path, start)
        assert name in said, "which file it was"
        assert "不是报送包：请添加同一次交来的、扩展名为 .p7m 的文件" in said
    assert refused(county, tmp_path, b"something") == "这不是报送包，或者已经损坏。"
    assert "没有拷贝完" in refused(county, tmp_path, b"")
    assert [one.office for one in everything(county, ReceivedTable)] == [NAMES[1]]


def test_the_same_again_another_of_its_number_and_an_older_one(town, other, county, tmp_path):
    older, newer = sent(town, numbers()), sent(town, numbers(total=6))
    assert taken(county, on_stick(tmp_path / "stick", p=newer.content)).all_in
    assert "已经收过了" in refused(county, tmp_path, newer.content, sent(other, numbers()))
    assert "比已经收下的第 2 号旧" in refused(county, tmp_path, older.content)
    with county.step("认错") as session:  # as if another parcel had borne its number
        session.get(Parcel, 1).digest = "0" * 64
    assert "序号相同、内容不同" in refused(county, tmp_path, newer.content)


def test_the_same_file_twice_in_one_batch_goes_in_once(town, county, tmp_path):
    content = sent(town, numbers()).content
    outcome = taken(county, on_stick(tmp_path / "stick", a=content, b=content))
    assert sorted(one.fate.name for one in outcome.verdicts) == ["REFUSED", "TAKEN"]


def test_a_gap_is_a_doubt_and_no_refusal(town, county, tmp_path):
    first, _lost, third = (sent(town, numbers(total=n)) for n in range(3))
    outcome = taken(county, on_stick(tmp_path / "stick", a=first.content, c=third.content))
    assert outcome.all_in
    assert "第 2 号没有收到" in outcome.verdicts[1].doubts[0]


def test_an_unknown_office_and_one_signing_for_another(town, other, county, tmp_path):
    content = sent(town, numbers()).content
    with county.step("删") as session:
        session.get(Sender, 1).active = False
    assert "签名者未登记" in refused(county, tmp_path, content, sent(other, numbers()))
    with county.step("冒名") as session:
        session.get(Sender, 2).name = "别的所"
    assert "签名用的却是" in refused(county, tmp_path, sent(other, numbers(total=7)).content)


def test_another_version_a_bomb_and_a_path_out_of_the_folder(town, county, tmp_path, monkeypatch):
    """Signed by a known office all the same: whoever signs may be careless or robbed."""
    import zipfile
    from io import BytesIO

    from desktop.exchange.parcel import contents, making

    whole = contents.pack

    def with_entry(name, data):
        def pack(said, files):
            out = BytesIO(whole(said, files))
            with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(name, data)
            return out.getvalue()

        return pack

    for name, data, sentence in (
        ("../../好.txt", b"x", "不该有的文件名"),
        ("零.bin", bytes(300 * 2**20), "压缩炸弹"),
    ):
        monkeypatch.setattr(making.contents, "pack", with_entry(name, data))
        assert sentence in refused(county, tmp_path, sent(town, numbers()).content)
    monkeypatch.undo()
    monkeypatch.setattr("desktop.exchange.parcel.schemas._validator", lambda _name: _Lenient())
    monkeypatch.setattr("desktop.exchange.parcel.manifest.VERSION", 2)
    content = sent(town, numbers()).content
    monkeypatch.undo()
    assert "第 2 版，本程序只认第 1 版" in refused(county, tmp_path, content)


class _Lenient:
    """A validator that finds no fault."""

    def iter_errors(self, _data):
        return iter(())


def test_a_table_that_contradicts_its_parcel_or_itself(town, county, tmp_path):
    wrong = replace(Q4, period="2024年第三季度")
    for file, sentence in (
        (table_file({"total": 1}, wrong), "统计期间与报送包写明的不一致"),
        (table_file({"total": "很多"}), "“很多”不是数"),
        (table_file({"total": "1e30"}), "大得不合情理"),
        (table_file({"total": "NaN"}), "不是数"),
    ):
        assert sentence in refused(county, tmp_path, sent(town, file).content)
    assert everything(county, ReceivedTable) == []


def test_a_parcel_of_ones_own_is_not_received(county, tmp_path):
    own = sent(county, numbers(), seal=Seal(unsealed=True))
    assert "本单位自己制作" in refused(county, tmp_path, own.content)


def test_pass_phrases_are_tried_one_after_the_other(town, county, tmp_path):
    made = sent(town, numbers(), seal=Seal(passphrase=PASSPHRASE))
    paths = on_stick(tmp_path / "stick", p=made.content)
    for phrases, sentence in (((), "请输入口令"), (("别的口令别的口令",), "口令不对")):
        (one,) = open_all(county, paths, Secrets(PASSWORD, phrases))
        assert sentence in one.refusal
    found = open_all(county, paths, Secrets(PASSWORD, ("别的口令别的口令", PASSPHRASE)))
    assert merge(county, found).all_in


def test_a_wrong_pin_stops_before_anything_is_judged(town, county, tmp_path):
    paths = on_stick(tmp_path / "stick", p=sent(town, numbers()).content)
    with pytest.raises(Trouble, match="口令"):
        open_all(county, paths, Secrets("不是这一句口令"))


def test_a_batch_beyond_all_bounds_is_cut(town, county, tmp_path, monkeypatch):
    first, second = sent(town, numbers()), sent(town, numbers(total=6))
    monkeypatch.setattr(incoming, "AT_ONCE", len(first.content) + 1)
    outcome = taken(county, on_stick(tmp_path / "stick", a=first.content, b=second.content))
    assert [one.fate for one in outcome.verdicts] == [Fate.TAKEN, Fate.REFUSED]
    assert "请分批接收" in outcome.verdicts[1].sentence


def test_a_folder_stands_for_the_parcels_in_it(tmp_path):
    paths = on_stick(tmp_path / "stick", a=b"1", b=b"2")
    (tmp_path / "stick" / "readme.txt").write_bytes(b"")
    assert parcels_in([tmp_path / "stick", paths[0]]) == paths
    (tmp_path / "empty").mkdir()
    with pytest.raises(Trouble, match="没有报送包"):
        parcels_in([tmp_path / "empty"])


def test_a_file_that_is_gone_is_told(county, tmp_path):
    (verdict,) = taken(county, [tmp_path / "gone.p7m"]).verdicts
    assert "读不了“gone.p7m”" in verdict.sentence


def test_a_receipt_without_an_answer_in_it_is_refused(town, county, tmp_path):
    knows(town, county)
    empty = sent(county, about=About(RECEIPT), seal=Seal(unsealed=True))
    (path,) = on_stick(tmp_path / "stick", p=empty.content)
    outcome = taken(town, [path])
    assert "没有回执内容" in outcome.verdicts[0].sentence
    assert COUNTY not in [one.office for one in everything(town, Parcel)]
