"""The receipt: signed by the bureau, filed by the office, whose parcel has then arrived."""

from datetime import datetime

import pytest

from db.registers import ExportLog, Paper, Parcel
from db.store.attachments import attachments_of
from db.store.check import check
from db.store.trouble import Trouble
from desktop.documents.issue import examine
from desktop.documents.seals import trust_of
from desktop.exchange.merging.outcome import Fate
from desktop.exchange.merging.receipts import answer, write
from desktop.exchange.parcel.making import delivered, void
from desktop.exchange.parcel.seal import Seal
from tests.offices import PASSWORD
from tests.townships import (
    NAMES,
    bureau,
    everything,
    knows,
    on_stick,
    parcels_of,
    sent,
    table_file,
    taken,
)


@pytest.fixture
def county(tmp_path, town, other):
    with bureau(tmp_path / "局", town, other) as database:
        knows(town, database)
        knows(other, database)
        yield database


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "回").mkdir()
    return tmp_path / "回"


def received(county, stick, *made):
    """Parcels taken in at the bureau; gives the ids of their entries."""
    contents = {f"p{n}": one.content for n, one in enumerate(made)}
    outcome = taken(county, on_stick(stick, **contents))
    return [one.parcel_id for one in outcome.verdicts]


def test_a_receipt_goes_round(town, county, folder, tmp_path):
    made = sent(town, table_file({"total": 5}))
    delivered(town, made.record_id)
    ids = received(county, tmp_path / "stick", made)
    names = write(county, answer(county, ids, PASSWORD), folder)
    assert names == ["回执-甲镇司法所-1.p7m", "回执-甲镇司法所-第1号.pdf"]
    outcome = taken(town, [folder / names[0]])
    (verdict,) = outcome.verdicts
    assert verdict.fate is Fate.FILED
    assert "“平坝区司法局”已收到本单位的报送包：第 1 号" in verdict.sentence
    ours, theirs = parcels_of(town)
    at_bureau = parcels_of(county)[0]
    assert ours.state == "received"
    assert (ours.receipted_at, ours.receipted_by) == (at_bureau.taken_at, "平坝区司法局 测试员")
    assert (theirs.kind, theirs.state) == ("receipt", "taken")
    with town.read() as session:
        (paper,) = attachments_of(session, "parcel", ours.id)
    assert paper.name == "回执-第1号.pdf"
    assert check(town).sound
    assert check(county).sound


def test_the_paper_is_signed_and_entered(town, county, folder, tmp_path):
    ids = received(county, tmp_path / "stick", sent(town, table_file({"total": 5})))
    names = write(county, answer(county, ids, PASSWORD), folder)
    with county.read() as session:
        verdict = examine((folder / names[1]).read_bytes(), trust_of(session, ""), session)
    assert verdict.kind.name == "INTACT"
    assert [one.form for one in everything(county, Paper)] == ["报送回执"]
    assert [one.verified for one in everything(county, ExportLog)] == [True, True]


def test_undo_takes_the_note_back_and_the_receipt_can_be_filed_again(
    town, county, folder, tmp_path
):
    ids = received(county, tmp_path / "stick", sent(town, table_file({"total": 5})))
    names = write(county, answer(county, ids, PASSWORD), folder)
    taken(town, [folder / names[0]])
    town.undo()
    (ours,) = parcels_of(town)
    assert (ours.state, ours.receipted_at) == ("made", None)
    assert taken(town, [folder / names[0]]).all_in
    again = taken(town, [folder / names[0]]).verdicts[0]
    assert "这个回执已经收过了" in again.sentence


def test_a_receipt_of_two_parcels_and_one_that_was_thought_lost(town, county, folder, tmp_path):
    first, second = sent(town, table_file({"total": 5})), sent(town, table_file({"total": 6}))
    void(town, first.record_id, "以为优盘坏了")
    ids = received(county, tmp_path / "stick", first, second)
    (names,) = (write(county, answer(county, ids, PASSWORD), folder),)
    assert len(names) == 3
    assert taken(town, [folder / names[0]]).all_in
    assert [one.state for one in parcels_of(town)] == ["received", "received", "taken"]


def test_receipts_are_numbered_apart_so_that_no_gap_is_seen(town, other, county, folder, tmp_path):
    ids = received(
        county,
        tmp_path / "stick",
        sent(town, table_file({"total": 5})),
        sent(other, table_file({"total": 6})),
    )
    answers = answer(county, ids, PASSWORD)
    write(county, answers, folder)
    assert sorted(one.office for one in answers) == sorted(NAMES[:2])
    outgoing = [one for one in parcels_of(county) if one.direction == "out"]
    assert [(one.kind, one.sequence) for one in outgoing] == [("receipt", 1), ("receipt", 2)]
    own = sent(county, table_file({"total": 1}), seal=Seal(unsealed=True))
    assert (own.sequence, parcels_of(county)[-1].previous) == (1, None)
    for store, name in ((town, NAMES[0]), (other, NAMES[1])):
        (path,) = folder.glob(f"回执-{name}-*.p7m")
        assert taken(store, [path]).verdicts[0].doubts == ()


def test_a_receipt_for_another_office_or_another_file_is_not_filed(
    town, other, county, folder, tmp_path
):
    ids = received(county, tmp_path / "stick", sent(town, table_file({"total": 5})))
    names = write(county, answer(county, ids, PASSWORD), folder)
    assert "不是给本单位的" in taken(other, [folder / names[0]]).verdicts[0].sentence
    with town.step("另一份") as session:
        session.get(Parcel, 1).digest = "0" * 64
    assert "对不上" in taken(town, [folder / names[0]]).verdicts[0].sentence
    assert [one.state for one in parcels_of(town)] == ["made"]


def test_a_paper_receipt_is_entered_by_hand(town):
    made = sent(town, table_file({"total": 5}))
    with town.step("登记回执") as session:
        parcel = session.get(Parcel, made.record_id)
        move = next(one for one in Parcel.moves if one.code == "acknowledge")
        with pytest.raises(Trouble, match="请先填写对方收取时间"):
            move.make(parcel, session)
        parcel.receipted_at, parcel.receipted_by = datetime(2025, 1, 3, 9), "平坝区司法局 王"
        move.make(parcel, session)
    assert parcels_of(town)[0].state == "received"


def test_what_could_not_be_written_is_void(town, county, tmp_path):
    ids = received(county, tmp_path / "stick", sent(town, table_file({"total": 5})))
    with pytest.raises(Trouble):
        write(county, answer(county, ids, PASSWORD), tmp_path / "没有")
    assert parcels_of(county)[-1].state == "void"
