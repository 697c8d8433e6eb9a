"""Parcels made and opened: what goes in comes out, who may open them, and how they are numbered."""

import zipfile
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.registers import Parcel, Receiver
from db.store.check import check
from db.store.database import Database
from db.store.trouble import Trouble
from desktop.exchange.parcel import contents, making, manifest
from desktop.exchange.parcel.manifest import About, PackedFile
from desktop.exchange.parcel.opening import UnknownSigner, open_parcel
from desktop.exchange.parcel.recognised import sealing_of
from desktop.exchange.parcel.seal import Seal
from desktop.exchange.parcel.senders import Senders, senders_of
from desktop.exchange.parcel.taking import doubts_about, take_in
from tests import parcels
from tests.offices import PASSWORD, new_store
from tests.parcels import ABOUT, FILES, made, office_store, sender_record, senders_for
from tests.sealing import PASSPHRASE, county_key


@pytest.fixture
def office(tmp_path: Path):
    (tmp_path / "township").mkdir()
    with office_store(tmp_path / "township") as database:
        yield database


@pytest.fixture
def county(tmp_path: Path, office: Database):
    (tmp_path / "county").mkdir()
    with new_store(tmp_path / "county") as database:
        with database.step("登记报送单位") as session:
            session.add(sender_record(office))
        yield database


def opened(database: Database, content: bytes, **more):
    return open_parcel(content, senders_for(database), keys=[county_key()], **more)


SEALS = {
    "certificate": (Seal(receivers=(1,)), {}),
    "passphrase": (Seal(passphrase=PASSPHRASE), {"passphrase": PASSPHRASE}),
    "none": (Seal(unsealed=True), {}),
}


@pytest.mark.parametrize("code", SEALS)
def test_what_goes_in_comes_out_under_every_seal(office, code):
    seal, how = SEALS[code]
    out = made(office, seal)
    assert (sealing_of(out.content) is not None, code == "none") == (
        True,
        FILES[0].content in out.content,
    )
    back = opened(office, out.content, **how)
    assert {one.name: back.files[one.name] for one in FILES} == {
        one.name: one.content for one in FILES
    }
    said = back.manifest
    assert (said.office, said.sequence, said.about) == ("测试镇司法所", 1, ABOUT)
    assert back.sealing == code
    assert back.digest == out.digest
    assert back.signature.who.startswith("测试镇司法所")
    assert out.file_name == "测试镇司法所-第1号-2024年第四季度.p7m"


def test_the_register_says_what_left_for_whom_and_by_which_chain(office):
    first, second = made(office), made(office)
    making.delivered(office, first.record_id)
    making.void(office, second.record_id, "优盘写不进去")
    third = made(office)
    with office.read() as session:
        one, two, three = (session.get(Parcel, n.record_id) for n in (first, second, third))
    assert [r.sequence for r in (one, two, three)] == [1, 2, 3]
    assert [r.state for r in (one, two, three)] == ["delivered", "void", "made"]
    assert [r.previous for r in (one, two, three)] == [None, first.digest, second.digest]
    assert one.receiver == "平坝区司法局"
    assert len(one.chain_head) == 64
    assert opened(office, third.content).manifest.chain_head == three.chain_head
    assert check(office).sound


def test_what_was_made_and_written_is_passed_by_undo(office):
    before = office.offered("undo")
    first = made(office)
    making.delivered(office, first.record_id)
    assert (first.sequence, office.offered("undo")) == (1, before)
    making.void(office, made(office).record_id, "优盘坏了")
    assert (made(office).sequence, office.offered("undo")) == (3, before)


def test_what_fails_takes_no_number(office):
    with pytest.raises(Trouble, match="签名口令不对"):
        making.make_parcel(office, FILES, ABOUT, Seal(unsealed=True), "别的口令 2024")
    bad = (*FILES, PackedFile("../x.pdf", b"%PDF-1.7"))
    with pytest.raises(Trouble, match="不该有的文件名"):
        making.make_parcel(office, bad, ABOUT, Seal(unsealed=True), PASSWORD)
    not_a_table = [PackedFile("t.json", b'{"table": 1}', "table")]
    with pytest.raises(Trouble, match="不合格式"):
        making.make_parcel(office, not_a_table, ABOUT, Seal(unsealed=True), PASSWORD)
    assert made(office).sequence == 1


def test_a_clock_set_back_makes_no_parcel(office):
    made(office, now=datetime.now().astimezone() + timedelta(hours=1))
    with pytest.raises(Trouble, match="早于上一次签名"):
        made(office)


@pytest.mark.parametrize(
    ("seal", "sentence"),
    [
        (dict, "请选一种"),
        (lambda: {"receivers": (1,), "unsealed": True}, "请选一种"),
        (lambda: {"passphrase": "短"}, "至少要 12 个字符"),
        (lambda: {"receivers": (99,)}, "停用或删除"),
    ],
)
def test_a_seal_that_cannot_be(office, seal, sentence):
    with pytest.raises(Trouble, match=sentence):
        made(office, Seal(**seal()))


def test_several_receivers_open_the_same_parcel(office):
    other = county_key("安顺市司法局")
    with office.step("加") as session:
        session.add(Receiver.fresh(name="安顺市司法局", certificate=other.pem))
    content = made(office, Seal(receivers=(1, 2))).content
    for key in (county_key(), other):
        assert open_parcel(content, senders_for(office), keys=[key]).manifest.sequence == 1


def test_the_wrong_key_and_no_key_each_say_so(office):
    sealed, phrased = made(office).content, made(office, SEALS["passphrase"][0]).content
    senders = senders_for(office)
    stranger = [county_key("另一个局")]
    for content, how, sentence in (
        (sealed, {"keys": stranger}, "不是加密给本单位这张证书的"),
        (sealed, {}, "要用接收单位的接收证书打开"),
        (sealed, {"passphrase": PASSPHRASE}, "要用接收单位的接收证书打开"),
        (phrased, {"passphrase": PASSPHRASE + "?"}, "口令不对"),
        (phrased, {"keys": stranger}, "请输入口令"),
    ):
        with pytest.raises(Trouble, match=sentence):
            open_parcel(content, senders, **how)


def test_an_unknown_signer_is_named_and_nothing_is_used(office):
    content = made(office).content
    with pytest.raises(UnknownSigner, match="登记在“报送单位”里再收") as caught:
        open_parcel(content, Senders(()), keys=[county_key()])
    assert caught.value.certificate.short_fingerprint in caught.value.sentence


def test_a_revoked_certificate_signs_no_more(office, county):
    content = made(office).content
    with county.step("停用") as session:
        sender = session.get(type(sender_record(office)), 1)
        sender.revoked_on = datetime.now().date() - timedelta(days=1)
    with county.read() as session, pytest.raises(Trouble, match="作废"):
        open_parcel(content, senders_of(session), keys=[county_key()])


def test_one_office_cannot_speak_for_another():
    forged = parcels.parcel(office="石板镇司法所")
    assert open_parcel(parcels.parcel(), parcels.believed(), keys=[county_key()])
    with pytest.raises(Trouble, match=r"自称由“天龙镇司法所”.*石板镇司法所"):
        open_parcel(forged, parcels.believed("石板镇司法所"), keys=[county_key()])


def test_none_is_taken_in_twice_and_none_older_than_the_last(office, county):
    contents_of = [made(office).content for _ in range(4)]
    with county.read() as session:
        senders = senders_of(session)
    one, two, _, four = (open_parcel(c, senders, keys=[county_key()]) for c in contents_of)
    with county.step("收取") as session:
        assert doubts_about(session, two) == []
        assert take_in(session, two).state == "taken"
    with county.read() as session:
        with pytest.raises(Trouble, match="已经收过了"):
            doubts_about(session, two)
        with pytest.raises(Trouble, match="第 2 号旧"):
            doubts_about(session, one)
        (gap,) = doubts_about(session, four)
    assert "第 3 号没有收到" in gap
    assert check(county).sound


def test_the_same_number_with_other_contents_is_refused(office, county):
    """A store put back from a backup gives its numbers out again."""
    first = made(office).content
    again = parcels.parcel(
        contents.pack(parcels.manifest(office="测试镇司法所"), FILES), "测试镇司法所"
    )
    with county.read() as session:
        senders = senders_of(session)
    with county.step("收取") as session:
        take_in(session, open_parcel(first, senders, keys=[county_key()]))
    other = open_parcel(again, parcels.believed("测试镇司法所"), keys=[county_key()])
    with county.read() as session, pytest.raises(Trouble, match="序号相同、内容不同"):
        doubts_about(session, other)


def test_the_same_call_packs_the_same_bytes():
    said = parcels.manifest()
    packed = contents.pack(said, FILES)
    assert packed == contents.pack(said, FILES[::-1])
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        names = archive.namelist()
    assert names[0] == "manifest.json"
    assert names[1:] == sorted(names[1:])


_TEXT = st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=30)
_HEX = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(
    names=st.tuples(_TEXT, _TEXT),
    sequence=st.integers(1, 999_999_999),
    first=st.none() | st.dates(),
    counts=st.dictionaries(st.text("abc_", min_size=1, max_size=9), st.integers(0, 10**8)),
    made_at=st.datetimes(timezones=st.just(datetime.now().astimezone().tzinfo)),
    digests=st.tuples(st.none() | _HEX, st.none() | _HEX),
)
def test_a_manifest_reads_back_as_it_was_written(  # noqa: PLR0917 - hypothesis gives them by name
    names, sequence, first, counts, made_at, digests
):
    said = parcels.manifest(
        office=names[0],
        sequence=sequence,
        about=About("records", names[1], first, None, counts),
        made_at=made_at.replace(microsecond=0),
        chain_head=digests[0],
        previous=digests[1],
    )
    assert manifest.read(said.written()) == said
