"""Records of other offices: kept apart from our own, newest wins, undone with their parcel."""

import json

import pytest

from db.figures.period import Period
from db.registers import Case, Committee, ExportLog, Mediator, Parcel, ReceivedRecord
from db.store.check import check
from db.store.trouble import Trouble
from desktop.exchange.merging.outcome import Fate
from desktop.exchange.parcel.manifest import About, PackedFile
from desktop.exchange.parcel.seal import Seal
from desktop.exchange.sending_records import send_records
from tests.offices import PASSWORD, agreed_case, walk
from tests.townships import NAMES, bureau, everything, on_stick, sent, taken

ABOUT = About("records", "2024年第四季度", counts={"mediation": 2})
CASES = (
    {"uid": "a" * 32, "caption": "调2024-1号", "summary": "通道堆放杂物", "id": 7},
    {"uid": "b" * 32, "caption": "调2024-2号", "summary": "界址不清", "parties": [{}, {}]},
)


@pytest.fixture
def county(tmp_path, town):
    with bureau(tmp_path / "局", town) as database:
        yield database


def records(*cases, register="mediation"):
    data = {"register": register, "records": list(cases)}
    return PackedFile(f"records/{register}.json", json.dumps(data).encode(), "records")


def take(county, town, tmp_path, name, *files):
    made = sent(town, *files, about=ABOUT)
    return taken(county, on_stick(tmp_path / "stick", **{name: made.content})).verdicts[0]


def test_they_are_kept_beside_the_registers_and_read_as_lines(town, county, tmp_path):
    verdict = take(county, town, tmp_path, "a", records(*CASES))
    assert verdict.sentence == "记录：新增 2 条"
    assert everything(county, Case) == []
    first, second = everything(county, ReceivedRecord)
    assert (first.name, first.office, first.register_title) == (
        "调2024-1号", NAMES[0], "人民调解"
    )  # fmt: skip
    assert first.said == "纠纷简要情况：通道堆放杂物"
    assert "当事人：2 行" in second.said
    assert first.parcel_id == verdict.parcel_id
    assert check(county).sound


def test_the_newest_wins_and_undo_brings_the_older_back(town, county, tmp_path):
    take(county, town, tmp_path, "a", records(*CASES))
    changed = {**CASES[0], "summary": "通道堆放柴草"}
    verdict = take(county, town, tmp_path, "b", records(changed, CASES[1]))
    assert verdict.sentence == "记录：有改动 1 条、没有变化 1 条"
    first, second = everything(county, ReceivedRecord)
    assert (first.revision, second.revision) == (2, 1)
    assert "柴草" in first.said
    county.undo()
    assert "杂物" in everything(county, ReceivedRecord)[0].said


def test_an_unknown_register_and_unmarked_records_are_kept_as_they_are(town, county, tmp_path):
    file = records({"甲": "乙", "空": None}, register="patrol")
    assert take(county, town, tmp_path, "a", file).sentence == "记录：新增 1 条"
    (one,) = everything(county, ReceivedRecord)
    assert (one.register_title, one.name, one.said) == ("patrol", "未命名", "甲：乙")
    assert take(county, town, tmp_path, "b", file).sentence == "记录：没有变化 1 条"


def test_the_records_behind_a_quarter_arrive_masked_and_marked(town, county, tmp_path):
    with town.step("案件") as session:
        committee = Committee.fresh(name="甲镇人民调解委员会", short_name="甲", kind="3")
        session.add_all([committee, Mediator.fresh(name="甲调解员")])
        session.flush()
        case = agreed_case(committee.id)
        session.add(case)
    walk(town, case.id, "accept", "agree")
    folder = tmp_path / "stick"
    folder.mkdir()
    done = send_records(town, Period.quarter(2024, 2), folder, Seal(receivers=(1,)), PASSWORD)
    assert done.counts["mediation"] == 1
    (verdict,) = taken(county, [done.path]).verdicts
    assert verdict.fate is Fate.TAKEN
    here = [one for one in everything(county, ReceivedRecord) if one.register_code == "mediation"]
    (there,) = everything(town, Case)
    assert [one.mark for one in here] == [there.uid]
    told = here[0].content + here[0].said + here[0].name
    assert "520403" not in told
    (log,) = everything(town, ExportLog)
    assert (log.masked, log.records, log.verified) == (True, sum(done.counts.values()), True)


def test_a_quarter_without_records_is_not_sent(town, tmp_path):
    with pytest.raises(Trouble, match="背后没有记录"):
        send_records(town, Period.quarter(2020, 1), tmp_path, Seal(receivers=(1,)), PASSWORD)
    assert everything(town, Parcel) == []
