"""Old ledgers come into a register: mapped by their words, tried, kept, handed back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from db.registers import Card, Case, LegalAid, Person, Place, Staff
from db.store.check import check
from db.store.counters import next_number
from db.store.database import Database
from db.store.problems import Level
from db.store.trouble import Trouble
from desktop.exchange.importing import remembered
from desktop.exchange.importing.mapping import Mapping
from desktop.exchange.importing.outcome import Fate, Outcome
from desktop.exchange.importing.plan import plan
from desktop.exchange.importing.reading import read
from desktop.exchange.importing.rejects import write_rejects
from desktop.exchange.importing.taking import Way, take
from tests.ledgers import FAULTS, ROWS, known, write_ledger
from tests.offices import new_store, settle

KEEP, GOOD = Way(keep=True), Way(keep=True, good_only=True)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as made:
        settle(made)
        yield made


def sheet(tmp_path: Path, *rows: list[Any], merge: str = "", title: str = "台账") -> Path:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    path = tmp_path / "台账.xlsx"
    book.save(path)
    return path


def taken(database: Database, cls: Any, path: Path, way: Way = KEEP) -> Outcome:
    return take(database, plan(cls, read(path)), way)


def records(database: Database, cls: Any) -> list[Any]:
    with database.read() as session:
        return list(session.scalars(select(cls).order_by(cls.id)))


def said(outcome: Outcome, level: Level = Level.STOP) -> str:
    return "\n".join(f"{r.at} {r.told()}" for row in outcome.rows for r in row.of(level))


def test_the_ledger_with_faults_says_each_in_its_cell(database, tmp_path):
    write_ledger(tmp_path / "a.xlsx")
    outcome = taken(database, Case, tmp_path / "a.xlsx", Way())
    assert outcome.counts() == {Fate.NEW: ROWS - len(FAULTS), Fate.FAULTY: len(FAULTS)}
    columns = "ABCDEFGHIJKL"
    at = {row.lines[0] - 3: [r.at for r in row.of(Level.STOP)] for row in outcome.faulty}
    assert at.keys() == FAULTS.keys()
    for number, (column, _) in FAULTS.items():
        if number != 145:  # a number met twice is a fault of two rows
            assert f"{columns[column]}{number + 3}" in at[number]
    assert "第 4 行的案号相同" in said(outcome)
    assert records(database, Case) == []
    assert not outcome.kept


def test_one_fault_keeps_all_out_unless_the_good_ones_are_asked_for(database, tmp_path):
    write_ledger(tmp_path / "a.xlsx")
    assert not taken(database, Case, tmp_path / "a.xlsx").kept
    assert records(database, Case) == []
    assert taken(database, Case, tmp_path / "a.xlsx", GOOD).kept
    assert len(records(database, Case)) == ROWS - len(FAULTS)


def test_an_old_case_keeps_number_and_state_and_shows_what_is_missing(database, tmp_path):
    path = sheet(
        tmp_path,
        ["案号", "受理日期", "申请人", "被申请人", "纠纷类型", "结案日期"],
        ["天调〔2023〕37号", "2023.3.5", "张三", "李四", "邻里", "2023.4.1"],
    )
    outcome = taken(database, Case, path)
    (case,) = records(database, Case)
    assert (case.number, case.state) == ("（2023）天调字第37号", "closed")
    assert case.registered_on == date(2023, 3, 5)
    missing = {p.path for p in case.problems() if p.level is Level.MISSING}
    assert {"committee_id", "source"} <= missing
    assert case.stopping() == []
    assert "按统一格式记为" in said(outcome, Level.WARN)


def test_the_result_of_a_mediation_tells_where_the_case_stands(database, tmp_path):
    path = sheet(
        tmp_path,
        ["案号", "受理日期", "调解日期", "调解结果", "结案日期"],
        ["（2023）测人调字第1号", "2023.3.5", "2023.3.9", "调解成功", None],
        ["（2023）测人调字第2号", "2023.3.6", "2023.3.9", "成功", "2023.4.1"],
        ["（2023）测人调字第3号", "2023.3.7", "2023.3.9", "调解不成功", "2023.4.1"],
        ["（2023）测人调字第4号", "2023.3.8", "2023.3.9", "正在调解", None],
        ["（2023）测人调字第5号", "2023.3.9", None, None, "2023.4.1"],
    )
    assert taken(database, Case, path).kept
    cases = records(database, Case)
    assert [case.state for case in cases] == ["agreed", "closed", "failed", "accepted", "closed"]
    assert [m.outcome for case in cases for m in case.meetings] == ["1", "1", "2", "3"]


def test_the_counter_goes_on_behind_the_ledger(database, tmp_path):
    path = sheet(tmp_path, ["案号", "受理日期"], ["（2024）测人调字第41号", "2024-03-05"])
    taken(database, Case, path)
    (case,) = records(database, Case)
    assert case.committee_id == 1  # by the letters of its number
    with database.step("受理") as session:
        assert next_number(session, "committee:1", 2024, "人调") == 42


def test_a_case_of_several_lines_is_one(database, tmp_path):
    path = sheet(
        tmp_path,
        ["案号", "受理日期", "当事人", "地位", "身份证号"],
        ["（2024）测人调字第1号", "2024-03-05", "张三", "申请人", known(1)],
        [None, None, "李四", "被申请人", known(2)],
        [None, None, "王五", "被申请人", known(3)],
        ["（2024）测人调字第2号", "2024-03-06", "赵六", "申请人", known(4)],
        merge="A2:A4",
    )
    outcome = taken(database, Case, path)
    assert [row.lines for row in outcome.rows] == [[2, 3, 4], [5]]
    case = records(database, Case)[0]
    assert [(p.name, p.role) for p in case.parties] == [("张三", "1"), ("李四", "2"), ("王五", "2")]
    assert len(records(database, Person)) == 2 + 4  # the mediators are persons, too


def test_a_header_printed_again_is_passed_by_and_another_table_below_is_told(database, tmp_path):
    header = ["序号", "受理日期", "甲方", "乙方", "纠纷类型"]
    path = sheet(
        tmp_path,
        header,
        [1, "二〇二四年三月十五日", "张三", "李四", "邻里纠纷"],
        header,
        [2, "2024.12.20", "王五", "赵六", "邻里纠纷"],
        ["序号", "来访时间", "姓名", "事由"],
        [1, "2024年5月6日", "某某", "问路"],
    )
    outcome = taken(database, Case, path, GOOD)
    assert "第 5 行起像是另一张表" in said(outcome)
    days = [case.accepted_on for case in records(database, Case)]
    assert days == [date(2024, 3, 15), date(2024, 12, 20)]


def test_a_ledger_fed_again_changes_what_differs_and_clears_nothing(database, tmp_path):
    head = ["案号", "受理日期", "申请人", "申请人联系电话", "简要案情"]
    number = "（2024）测人调字第1号"
    taken(
        database, Case, sheet(tmp_path, head, [number, "2024-03-05", "张三", "13800000001", "甲"])
    )
    path = sheet(tmp_path, head, [number, "2024-03-06", "张三", "13800000002", None])
    outcome = taken(database, Case, path)
    assert [row.fate for row in outcome.rows] == [Fate.CHANGED]
    assert ("受理日期", "2024-03-05", "2024-03-06") in outcome.rows[0].changes
    (case,) = records(database, Case)
    assert (case.accepted_on, case.summary) == (date(2024, 3, 6), "甲")
    assert [party.phone for party in case.parties] == ["13800000002"]


def test_a_person_is_known_by_the_id_number(database, tmp_path):
    taken(database, Person, sheet(tmp_path, ["姓名", "身份证号"], ["张三", known(1)]))
    path = sheet(tmp_path, ["姓名", "身份证号码", "手机"], ["张三", known(1), 13800000001])
    outcome = taken(database, Person, path)
    assert outcome.rows[0].fate is Fate.CHANGED
    assert [person.phone for person in records(database, Person)[2:]] == ["13800000001"]


def test_a_party_of_the_ledger_is_found_by_what_the_person_known_tells(database, tmp_path):
    with database.step("登记人员") as session:
        session.add(Person.fresh(name="张三", id_number=known(1), phone="13812345678"))
    head = ["案号", "受理日期", "申请人", "申请人身份证号", "被申请人", "纠纷类型"]
    row = ["（2024）测人调字第1号", date(2024, 3, 1), "张三", known(1), "李四", "邻里纠纷"]
    assert taken(database, Case, sheet(tmp_path, head, row)).kept
    (case,) = records(database, Case)
    assert [party.phone for party in case.parties] == ["13812345678", None]
    assert "13812345678" in case.found_by.splitlines()
    persons = {person.id: person.name for person in records(database, Person)}
    assert [persons.get(party.person_id) for party in case.parties] == ["张三", "李四"]
    assert list(persons.values()).count("张三") == 1
    assert check(database).findings == []


def test_a_village_that_is_missing_is_a_fault_or_made(database, tmp_path):
    path = sheet(tmp_path, ["姓名", "所在村居"], ["张三", "新村"], ["李四", "新村"])
    assert "没有“新村”" in said(taken(database, Person, path))
    assert taken(database, Person, path, replace(KEEP, make_links=True)).kept
    assert [place.name for place in records(database, Place)] == ["新村"]


def test_the_whole_import_is_one_step_after_a_backup_and_can_be_undone(database, tmp_path):
    write_ledger(tmp_path / "a.xlsx", faults=False)
    outcome = taken(database, Case, tmp_path / "a.xlsx")
    assert outcome.backup is not None
    assert outcome.backup.exists()
    assert len(records(database, Case)) == ROWS
    assert check(database).findings == []
    database.undo()
    assert records(database, Case) == []
    assert len(records(database, Person)) == 2  # the mediators
    assert check(database).findings == []


def test_the_workbook_comes_back_coloured_and_takes_only_what_is_left(database, tmp_path):
    write_ledger(tmp_path / "a.xlsx")
    first = plan(Case, read(tmp_path / "a.xlsx"))
    back = write_rejects(first, take(database, first, GOOD), tmp_path / "退回.xlsx")
    book = load_workbook(back)
    page = book["2024年"]
    assert book.sheetnames == ["2024年", "说明"]
    assert "A1:L1" in map(str, page.merged_cells.ranges)
    assert (page["M3"].value, page["N3"].value) == ("导入情况", "原因")
    assert (page["M4"].value, page["M8"].value) == ("已导入", "未导入")
    assert "被 Excel 当成数字改坏" in page["N8"].value
    assert page["E8"].fill.fgColor.rgb == "FFFFC7CE"
    assert page["E8"].comment is not None
    page["E8"] = known(5)
    book.save(back)
    second = plan(Case, read(back))
    outcome = take(database, second, GOOD)
    taken_before = ROWS - len(FAULTS)
    assert outcome.counts() == {
        Fate.TAKEN: taken_before,
        Fate.NEW: 1,
        Fate.FAULTY: len(FAULTS) - 1,
    }
    page = load_workbook(write_rejects(second, outcome, back))["2024年"]
    assert (page["M8"].value, page["N8"].value) == ("已导入", None)
    assert page["E8"].fill.fgColor.rgb != "FFFFC7CE"
    assert page["E8"].comment is None


def test_a_csv_comes_back_as_a_workbook(database, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("姓名,身份证号\n张三,4.4E+17\n".encode("gb18030"))
    chosen = plan(Person, read(path))
    back = write_rejects(chosen, take(database, chosen, GOOD), tmp_path / "退回.csv")
    assert back.name == "退回.xlsx"
    assert load_workbook(back)["a"]["C2"].value == "未导入"


def test_another_registers_columns_are_not_taken_for_this_ones(database, tmp_path):
    with pytest.raises(Trouble, match="没有一栏对得上"):
        taken(database, Person, sheet(tmp_path, ["水表号", "吨数"], ["1", "2"]))


def test_two_columns_for_one_field_are_refused(database, tmp_path):
    chosen = plan(Person, read(sheet(tmp_path, ["姓名", "户主"], ["张三", "李四"])))
    with pytest.raises(Trouble, match="有两栏都对照到姓名"):
        take(database, replace(chosen, mapping=Mapping({1: "name", 2: "name"})), KEEP)


def test_a_mapping_is_remembered_for_the_same_headers(database, tmp_path):
    path = sheet(tmp_path, ["户主", "号码"], ["张三", "13800000001"])
    chosen = plan(Person, read(path))
    assert chosen.mapping.paths == {}
    chosen = replace(chosen, mapping=Mapping({1: "name", 2: "phone"}))
    remembered.remember(database, chosen, "村里的表")
    with database.read() as session:
        held = remembered.fitting(remembered.mappings(session, Person), chosen.heading)
        assert held is not None
        assert remembered.applied(held, chosen.heading) == chosen.mapping
    assert database.offered("undo") is None or "对照" not in database.offered("undo").name


def test_an_enforcement_card_without_a_log_is_entered_as_one_in_hand(database, tmp_path):
    with database.step("人员") as session:
        session.add(Staff.fresh(name="张执法", establishment="1"))
    path = sheet(
        tmp_path,
        ["执法人员", "证号", "发证日期", "有效期至"],
        ["张执法", "GZ0001", "2024-01-01", "2029-12-31"],
    )
    assert said(taken(database, Card, path)) == ""
    (card,) = records(database, Card)
    assert (card.state, [event.kind for event in card.events]) == ("valid", ["enrol"])
    assert card.stopping() == []


def test_an_old_application_keeps_its_number(database, tmp_path):
    path = sheet(
        tmp_path,
        ["受理编号", "受援人", "申请日期", "结案日期"],
        ["（天）援申字〔2023〕第3号", "张三", "2023-05-06", "2023-08-01"],
    )
    assert said(taken(database, LegalAid, path)) == ""
    (aid,) = records(database, LegalAid)
    assert (aid.number, aid.state) == ("（天）援申字〔2023〕第3号", "closed")


def test_what_the_recycle_bin_holds_is_said(database, tmp_path):
    path = sheet(tmp_path, ["名称"], ["新村"], title="村居与单位")
    taken(database, Place, path)
    with database.step("删除") as session:
        session.get(Place, 1).deleted_at = datetime(2024, 1, 1)
    assert "回收站" in said(taken(database, Place, path))
