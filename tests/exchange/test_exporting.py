"""What leaves the store as a file: text stays text, secrets stay here, whole or not at all."""

import csv
import hashlib
import json
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.registers import Case, ExportLog, Person, Place
from db.store.check import check
from db.store.kinds.kind import legible
from db.store.listing import Filter, Listing
from db.store.progress import Cancelled
from db.store.trouble import Trouble
from desktop.exchange import rows_out
from desktop.exchange.exporting import export
from desktop.exchange.json_records import add_records
from desktop.exchange.rows_out import Wish
from tests.exchange.sheets import read_back
from tests.offices import agreed, new_store

ACTS = ["=1+1", "+8613800000000", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")', "＝1"]


@pytest.fixture
def store(tmp_path):
    (tmp_path / "仓库").mkdir()
    with new_store(tmp_path / "仓库") as made:
        yield made


def out(store, cls, path, *, shown=False, masked=False, **listing):
    return export(store, Wish(Listing(cls, **listing), shown=shown, masked=masked), path)


def place(store, *names):
    with store.step("登记") as session:
        session.add_all([Place.fresh(name=name, kind="1") for name in names])


def test_nothing_becomes_a_formula(store, tmp_path):
    place(store, *ACTS)
    out(store, Place, tmp_path / "甲.xlsx")
    book = openpyxl.load_workbook(tmp_path / "甲.xlsx")
    names = {row[0].value: row[0] for row in book[Place.title].iter_rows(min_row=2)}
    assert set(names) == set(ACTS)
    assert {cell.data_type for cell in names.values()} == {"s"}
    assert {cell.number_format for cell in names.values()} == {"@"}  # nor when it is edited
    out(store, Place, tmp_path / "甲.csv")
    with (tmp_path / "甲.csv").open(encoding="utf-8-sig", newline="") as file:
        first = [row[0] for row in csv.reader(file)][1:]
    assert len(first) == len(ACTS)
    assert all(text.startswith("'") for text in first)


def test_csv_opens_in_excel_undamaged(store, tmp_path):
    with store.step("登记") as session:
        session.add(Person.fresh(name="张三", id_number="520403188001010017", phone="08513422222"))
    out(store, Person, tmp_path / "人.csv")
    raw = (tmp_path / "人.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "\t520403188001010017" in raw.decode()
    assert "\t08513422222" in raw.decode()


def test_csv_says_that_further_sheets_stay(store, tmp_path):
    agreed(store)
    done = out(store, Case, tmp_path / "案.csv")
    assert "当事人" in done.notes[0]
    assert out(store, Case, tmp_path / "表.csv", shown=True).notes == ()


@given(text=st.text(min_size=1, max_size=200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was(store, tmp_path, text):
    kept = " ".join(legible(text).split())
    if not kept:
        return
    with store.step("登记") as session:
        for one in session.query(Place):
            session.delete(one)
        session.flush()
        session.add(Place.fresh(name=kept, kind="1"))
    out(store, Place, tmp_path / "乙.xlsx")
    (row,) = read_back(tmp_path / "乙.xlsx")[Place.title]
    assert row["名称"] == kept


def test_masked_hides_people_also_in_running_text(store, tmp_path):
    agreed(store, claims="请联系 13812345678，身份证 520403188001010017。")
    with store.step("改") as session:
        party = session.get(Case, 1).parties[0]
        party.phone, party.address = "13812345678", "安顺市平坝区天龙镇天龙村一组"
        party.born_on = date(1880, 1, 1)
    for ending in ("xlsx", "json"):
        path = tmp_path / f"案.{ending}"
        out(store, Case, path, masked=True)
        if ending == "json":
            whole = path.read_text(encoding="utf-8")
        else:
            with zipfile.ZipFile(path) as parts:
                whole = "".join(parts.read(name).decode() for name in parts.namelist())
        for secret in ("13812345678", "520403188001010017", "1880-01-01", "天龙村"):
            assert secret not in whole
    rows = read_back(tmp_path / "案.xlsx")["当事人"]
    assert rows[0]["身份证号"] == "52*************017"
    assert rows[0]["联系方式"] == "138****5678"
    assert rows[0]["单位或住址"] == "安顺市平坝区天龙镇***"
    assert "记录标识" not in rows[0]


def test_a_workbook_says_of_itself_what_stands_in_it(store, tmp_path):
    agreed(store)
    for masked, said in ((False, "含个人信息，请勿外传"), (True, None)):
        path = tmp_path / "案.xlsx"
        out(store, Case, path, masked=masked)
        book = openpyxl.load_workbook(path)
        about = book.properties
        assert (about.title, about.description) == ("人民调解", said)
        assert {page.oddHeader.right.text for page in book} == {said}


def test_the_list_goes_out_as_it_is_seen(store, tmp_path):
    place(store, "甲村", "乙村", "丙村")
    listing = Listing(Place, search="村", filters=(Filter("name", "!=", "乙村"),), sort="name")
    export(store, Wish(listing, shown=True), tmp_path / "表.xlsx")
    with store.read() as session:
        seen = listing.lines(session, listing.page(session, 0, 10), masked=False)
    rows = read_back(tmp_path / "表.xlsx")[Place.title]
    assert list(rows[0]) == [spec.label for spec in listing.columns]
    assert [tuple(row.values()) for row in rows] == [cells for _, cells in seen]
    with store.read() as session:
        (entry,) = session.query(ExportLog).all()
    assert (entry.extent, entry.records, entry.masked) == ("列表所见", 2, True)
    assert entry.chosen == "查找“村”；名称!=乙村"


def test_the_entry_proves_the_file_and_undo_passes_it_by(store, tmp_path):
    place(store, "甲村")
    place(store, "乙村")
    store.undo()
    path = tmp_path / "村.xlsx"
    export(store, Wish(Listing(Place)), path, purpose="报县局")
    with store.read() as session:
        (entry,) = session.query(ExportLog).all()
    assert entry.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (entry.purpose, entry.handled_by, entry.file) == ("报县局", "测试员", str(path))
    assert store.redo() == "重做：登记"
    assert store.undo() == "撤销：登记"
    assert store.undo() == "撤销：登记"
    with store.read() as session:
        assert session.query(Place).count() == 0
        assert session.query(ExportLog).count() == 1
    assert check(store).sound


def test_json_goes_in_again(store, tmp_path):
    agreed(store)
    out(store, Case, tmp_path / "案.json")
    (record,) = json.loads((tmp_path / "案.json").read_text(encoding="utf-8"))
    with store.step("登记") as session:
        (copy,) = add_records(session, Case, [record])
        assert copy.state == "agreed"
        first = session.get(Case, 1)
        for name in ("summary", "agreed_on", "amount", "performance_due"):
            assert getattr(copy, name) == getattr(first, name), name
        assert [p.name for p in copy.parties] == [p.name for p in first.parties]


def leftovers(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != "仓库")


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_cancelled_leaves_nothing(store, tmp_path, monkeypatch, ending):
    place(store, *(f"{number}村" for number in range(30)))
    small = rows_out.batches
    monkeypatch.setattr(
        "desktop.exchange.exporting.batches", lambda session, wish: small(session, wish, 10)
    )
    (tmp_path / f"旧.{ending}").write_text("原来的")

    def stop(done, _total):
        if done >= 10:
            raise Cancelled

    with pytest.raises(Cancelled):
        export(store, Wish(Listing(Place)), tmp_path / f"旧.{ending}", progress=stop)
    assert leftovers(tmp_path) == [f"旧.{ending}"]
    assert (tmp_path / f"旧.{ending}").read_text() == "原来的"
    with store.read() as session:
        assert session.query(ExportLog).count() == 0


def test_a_name_that_cannot_be_taken_leaves_no_entry(store, tmp_path):
    place(store, "甲村")
    (tmp_path / "夹.xlsx").mkdir()
    with pytest.raises(Trouble, match=r"写不了 夹\.xlsx"):
        out(store, Place, tmp_path / "夹.xlsx")
    assert leftovers(tmp_path) == ["夹.xlsx"]
    with store.read() as session:
        assert session.query(ExportLog).count() == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [("村.doc", "结尾"), ("没有/村.xlsx", "没有文件夹"), ("村.xlsx", "没有可导出的村居")],
)
def test_what_cannot_be_exported_is_said(store, tmp_path, name, said):
    with pytest.raises(Trouble, match=said) as caught:
        out(store, Place, tmp_path / name)
    assert caught.value.wrong_input
    assert leftovers(tmp_path) == []


def test_a_text_that_no_cell_holds_is_named(store, tmp_path):
    agreed(store, claims="长" * 40_000)
    with pytest.raises(Trouble, match=r"“人民调解”第 2 行的申请事项超过 32,767 个字符"):
        out(store, Case, tmp_path / "案.xlsx")
    assert leftovers(tmp_path) == []
    assert out(store, Case, tmp_path / "案.json").records == 1
