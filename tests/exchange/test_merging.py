"""Parcels of several offices taken in: new, the same, changed, in conflict; undone whole."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.figures.period import Period
from db.figures.received import PutRight, added_up, compare, correct, effective, read_values
from db.figures.received.values import canonical, digest_of
from db.figures.tables import table
from db.registers import Parcel, ReceivedTable
from db.registers.received import ReceivedCorrection
from db.store.check import check
from db.store.trouble import Trouble
from desktop.exchange.merging.deciding import OURS, THEIRS, Decisions
from desktop.exchange.merging.outcome import Fate
from desktop.exchange.parcel.manifest import About
from tests.townships import (
    NAMES,
    Q4,
    bureau,
    everything,
    on_stick,
    parcels_of,
    sent,
    table_file,
    taken,
    township,
)

Q3 = About("summary", "2024年第三季度", date(2024, 7, 1), date(2024, 9, 30))


@pytest.fixture
def towns(tmp_path):
    stores = [township(tmp_path / name, name) for name in NAMES]
    yield stores
    for store in stores:
        store.close()


@pytest.fixture
def county(tmp_path, towns):
    with bureau(tmp_path / "局", *towns) as database:
        yield database


@pytest.fixture
def stick(tmp_path):
    return tmp_path / "stick"


def parcel(town, stick, name, about=Q4, **numbers):
    """A parcel of an office with these numbers, as a file."""
    (path,) = on_stick(stick, **{name: sent(town, table_file(numbers, about), about=about).content})
    return path


def row(county, office, quarter=4):
    """An office's row in the added-up table; ``total`` first."""
    with county.read() as session:
        filled = added_up(session, table("mediation"), Period.quarter(2024, quarter)).by_office
    cells = filled.row(office).cells
    return [cells[filled.columns.index(filled.column(code))].number for code in ("total", "amount")]


def put_right(county, number, key=("total", "total")):
    with county.step("更正") as session:
        correct(session, 1, key, PutRight(number, "电话核实，漏报", "局统计员"))


def test_three_offices_are_taken_in_together_and_add_up(towns, county, stick):
    paths = [
        parcel(town, stick, f"p{n}", total=10 + n, amount=100 * n) for n, town in enumerate(towns)
    ]
    outcome = taken(county, paths)
    assert [one.fate for one in outcome.verdicts] == [Fate.TAKEN] * 3
    assert outcome.all_in
    assert outcome.missing == ()
    assert outcome.backup.exists()
    assert [row(county, f"unit/{name}") for name in NAMES] == [[10, 0], [11, 100], [12, 200]]
    assert row(county, "received_total") == row(county, "all") == [33, 300]
    assert [one.state for one in parcels_of(county)] == ["taken"] * 3
    assert check(county).sound


def test_one_undo_brings_everything_back(towns, county, stick):
    paths = [parcel(town, stick, f"p{n}", total=n) for n, town in enumerate(towns)]
    taken(county, paths)
    county.undo()
    assert everything(county, Parcel, ReceivedTable) == []
    assert taken(county, paths).all_in
    with county.read() as session:
        found = added_up(session, table("mediation"), Period.quarter(2024, 4))
    assert len(found.received) == 3


def test_a_trial_says_the_same_and_changes_nothing(towns, county, stick):
    paths = [parcel(towns[0], stick, "p", total=1)]
    tried = taken(county, paths, keep=False)
    assert everything(county, Parcel, ReceivedTable) == []
    assert tried.backup is None
    assert [one.sentence for one in tried.verdicts] == ["统计表：新报 1 张"]
    assert county.offered("undo").name == "建局"
    assert [one.sentence for one in taken(county, paths).verdicts] == ["统计表：新报 1 张"]


def test_what_was_taken_in_before_leaves_no_backup_behind(towns, county, stick):
    paths = [parcel(towns[0], stick, "p", total=1)]
    first = taken(county, paths).backup
    time.sleep(1.1)  # in the same second it would be the same file
    again = taken(county, paths)
    assert "已经收过了" in again.verdicts[0].sentence
    assert again.backup is None
    assert list(county.backup_folder.glob("*.db")) == [first]


def test_missing_offices_are_named_and_their_rows_are_not_zero(towns, county, stick):
    outcome = taken(county, [parcel(towns[1], stick, "p", total=4)])
    assert [(one.period, one.offices) for one in outcome.missing] == [
        ("2024年第四季度", ("甲镇司法所", "丙镇司法所"))
    ]
    with county.read() as session:
        found = added_up(session, table("mediation"), Period.quarter(2024, 4))
    assert found.missing == ("甲镇司法所", "丙镇司法所")
    assert "没有报来的：甲镇司法所、丙镇司法所" in found.by_office.table.note
    assert [one.name for one in found.by_office.rows if one.kind == "received"] == ["乙镇司法所"]


def test_papers_stay_with_the_parcels_entry(towns, county, stick):
    from db.store.attachments import attachments_of

    taken(county, [parcel(towns[0], stick, "p", total=1)])
    with county.read() as session:
        assert [one.name for one in attachments_of(session, "parcel", 1)] == ["统计汇总.pdf"]


def test_a_newer_parcel_changes_numbers_field_by_field(towns, county, stick):
    first = parcel(towns[0], stick, "p1", total=10, amount=5)
    taken(county, [first])
    outcome = taken(county, [parcel(towns[0], stick, "p2", total=12, amount=5)])
    (compared,) = outcome.verdicts[0].tables
    assert compared.state == "changed"
    assert [(one.place, one.before, one.now) for one in compared.changes] == [
        ("某村 · 调解案件总数", 10, 12),
        ("本级上报总计 · 调解案件总数", 10, 12),
    ]
    (kept,) = everything(county, ReceivedTable)
    assert (kept.revision, kept.parcel_id) == (2, 2)
    assert row(county, "all") == [12, 5]
    county.undo()
    assert row(county, "all") == [10, 5]


def test_the_same_numbers_again_change_nothing(towns, county, stick):
    taken(county, [parcel(towns[0], stick, "p1", total=10)])
    outcome = taken(county, [parcel(towns[0], stick, "p2", total=10)])
    assert outcome.verdicts[0].sentence == "统计表：没有变化 1 张"
    assert [one.revision for one in everything(county, ReceivedTable)] == [1]


def test_periods_stand_side_by_side(towns, county, stick):
    old = parcel(towns[0], stick, "p1", Q3, total=3)
    new = parcel(towns[0], stick, "p2", total=4)
    assert taken(county, [new, old]).all_in  # in the order they were made, not as they were named
    assert row(county, "all")[0] == 4
    assert row(county, "all", quarter=3)[0] == 3


def test_a_number_put_right_here_counts_and_is_told(towns, county, stick):
    taken(county, [parcel(towns[0], stick, "p1", total=10)])
    put_right(county, 11)
    assert row(county, "all")[0] == 11
    with county.read() as session:
        note = added_up(session, table("mediation"), Period.quarter(2024, 4)).by_office.table.note
    assert "更正了 1 处" in note
    put_right(county, 10)  # what was handed in: nothing to put right any more
    assert everything(county, ReceivedTable)[0].corrections == []


@pytest.mark.parametrize(("choice", "left"), [(OURS, (11, ["12→11"])), (THEIRS, (12, []))])
def test_a_conflict_waits_for_a_decision(towns, county, stick, choice, left):
    taken(county, [parcel(towns[0], stick, "p1", total=10)])
    put_right(county, 11)
    path = parcel(towns[0], stick, "p2", total=12)
    other = parcel(towns[1], stick, "q1", total=1)
    outcome = taken(county, [path, other])
    assert [one.fate for one in outcome.verdicts] == [Fate.WAITS, Fate.TAKEN]
    assert "有 1 处是本单位更正过的数" in outcome.verdicts[0].sentence
    assert row(county, f"unit/{NAMES[0]}")[0] == 11
    assert taken(county, [path], Decisions(choice)).all_in
    corrected = everything(county, ReceivedTable)[0].corrections
    counted = row(county, f"unit/{NAMES[0]}")[0]
    assert (counted, [f"{one.theirs}→{one.ours}" for one in corrected]) == left


@pytest.mark.parametrize(("number", "corrections"), [(11, 0), (10, 1)])
def test_no_conflict_where_they_agree_or_say_the_same_as_before(
    towns, county, stick, number, corrections
):
    taken(county, [parcel(towns[0], stick, "p1", total=10, amount=1)])
    put_right(county, 11)
    assert taken(county, [parcel(towns[0], stick, "p2", total=number, amount=2)]).all_in
    kept = everything(county, ReceivedTable)[0]
    assert len(kept.corrections) == corrections
    assert row(county, "all") == [11, 2]


def test_a_changed_cell_may_be_kept_by_itself(towns, county, stick):
    taken(county, [parcel(towns[0], stick, "p1", total=10)])
    made = sent(towns[0], table_file({"total": 12}))
    (path,) = on_stick(stick, p2=made.content)
    decisions = Decisions(each={(made.digest, "mediation", "total", "total"): OURS})
    taken(county, [path], decisions)
    assert row(county, "all")[0] == 10
    assert effective(everything(county, ReceivedTable)[0]).numbers["1"]["total"] == 12


def test_numbers_altered_behind_the_program_are_not_used(towns, county, stick):
    taken(county, [parcel(towns[0], stick, "p1", total=10)])
    with county.step("偷改") as session:
        kept = session.get(ReceivedTable, 1)
        kept.content = kept.content.replace("10", "99")
    with pytest.raises(Trouble, match="数据摘要不符"):
        row(county, "all")


numbers = st.one_of(st.none(), st.integers(-9, 9))
cells = st.dictionaries(st.sampled_from("abc"), numbers, min_size=1)


def _values(by_column):
    data = {
        "table": "t", "title": "表", "period": "期",
        "columns": [{"code": code, "title": code, "unit": ""} for code in by_column],
        "rows": [{"code": "total", "title": "合计", "values": list(by_column.values())}],
    }  # fmt: skip
    return read_values(data)


def _kept(values, corrections):
    rows = [
        ReceivedCorrection(
            place=column, row_key="total", column_key=column, ours=str(ours), theirs=None
        )
        for column, ours in corrections.items()
    ]
    content = canonical(
        {
            "table": "t", "title": "表", "period": "期",
            "columns": [{"code": code, "title": code, "unit": ""} for code in values.columns],
            "rows": [
                {"code": "total", "title": "合计", "values": list(values.numbers["total"].values())}
            ],
        }
    )  # fmt: skip
    return ReceivedTable(
        name="表", content=content, digest=digest_of(content), corrections=rows, revision=1
    )


@given(cells, cells, st.dictionaries(st.sampled_from("abc"), st.integers(-9, 9)))
def test_a_merge_of_three_asks_only_where_both_changed_a_number_otherwise(before, now, ours):
    then = _values(before)
    ours = {column: number for column, number in ours.items() if column in before}
    found = compare(_kept(then, ours), _values(now))
    changed = {c for c in {*before, *now} if before.get(c) != now.get(c)}
    assert {one.key[1] for one in found.changes} == changed
    asked = {column for column in changed & set(ours) if ours[column] != now.get(column)}
    assert {one.key[1] for one in found.conflicts} == asked
