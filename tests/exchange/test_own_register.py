"""An own register goes out and comes in like a built-in one: workbook, text, JSON, attachments."""

import json

import pytest

from db.figures.period import Period
from db.figures.tables import find_table, report
from db.registers import OwnFigure, ReportTable
from db.registers.report_table import ReportColumn
from db.store.attachments import attach, attachments_of
from db.store.blobs import NewFile
from db.store.check import check
from db.store.listing import Listing
from desktop.exchange.exporting import export
from desktop.exchange.importing.json_in import JsonPlan, read_json
from desktop.exchange.importing.plan import plan
from desktop.exchange.importing.reading import read
from desktop.exchange.importing.taking import Way, take
from desktop.exchange.json_records import to_json
from desktop.exchange.parcel.making import make_parcel
from desktop.exchange.parcel.manifest import About, PackedFile
from desktop.exchange.parcel.opening import open_parcel
from desktop.exchange.parcel.seal import Seal
from desktop.exchange.rows_out import Wish
from desktop.exchange.summary_workbook import summary_workbook
from tests.exchange.sheets import read_back
from tests.offices import PASSWORD, new_store
from tests.own_made import TIMES, definition, entered, in_force, made, villages
from tests.parcels import office_store, senders_for


@pytest.fixture
def stores(tmp_path):
    """Two stores with the same register; the first holds three records."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    with new_store(tmp_path / "a") as one, new_store(tmp_path / "b") as other:
        for store in (one, other):
            places = villages(store)
            with store.step("自建") as session:
                session.add(definition(code="own_0000abcd"))
        cls = in_force(one, "own_0000abcd")
        entered(
            one, cls, (places[0], 3, 120, "1"), (places[1], 4, 80, "2"), (places[1], 5, None, "1")
        )
        yield one, other, cls


def rows(store, cls):
    listing = Listing(cls)
    with store.read() as session:
        ids = listing.page(session, 0, 100)
        return [list(cells) for _, cells in listing.lines(session, ids, masked=False)]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_goes_out_comes_in_equal_and_once(stores, tmp_path, ending):
    one, other, cls = stores
    path = tmp_path / f"劝导.{ending}"
    assert export(one, Wish(Listing(cls), masked=False), path).records == 3
    for _ in range(2):
        assert not take(other, plan(cls, read(path)), Way(keep=True)).faulty
    assert rows(other, cls) == rows(one, cls)
    assert check(other).sound


def test_a_ledger_typed_by_hand_is_read_by_its_headings(stores, tmp_path):
    _, other, cls = stores
    path = tmp_path / "手工.csv"
    path.write_text(
        "村居,月份,劝导次数,方式\n天龙村,2024年6月30日,12,路口\n高峰村,2024-06-30,十二,夜市\n",
        encoding="utf-8",
    )
    outcome = take(other, plan(cls, read(path)), Way(keep=True, good_only=True))
    told = [remark.told() for row in outcome.faulty for remark in row.remarks]
    assert any("“十二”不是整数" in sentence for sentence in told)
    assert any("“夜市”不在方式之中（可选：路口、集市）" in sentence for sentence in told)
    assert rows(other, cls) == [["天龙村", "2024-06-30", "12", "路口"]]


def test_json_goes_out_and_comes_in_by_names(stores, tmp_path):
    one, other, cls = stores
    path = tmp_path / "劝导.json"
    export(one, Wish(Listing(cls), masked=False), path)
    assert not take(other, JsonPlan(cls, path, read_json(path)), Way(keep=True)).faulty
    assert rows(other, cls) == rows(one, cls)
    with one.read() as session:
        said = to_json(session, session.get(cls, 1))
    assert (said["f_1"], said["f_2"], said["f_3"]) == ("天龙村", "2024-03-28", 120)


def test_records_carry_attachments(stores):
    one, _, cls = stores
    with one.step("附件") as session:
        attach(session, cls.__tablename__, 1, [NewFile("现场.txt", "text/plain", "照片".encode())])
    with one.read() as session:
        assert [found.name for found in attachments_of(session, cls.__tablename__, 1)] == [
            "现场.txt"
        ]
    assert check(one).sound


def test_the_summary_carries_the_records_behind_an_own_figure(stores):
    one, _, cls = stores
    table = cls.__tablename__
    with one.step("自建指标和表") as session:
        own = OwnFigure.fresh(name="次", measure="2", register=table, path=f"{table}.{TIMES}")
        session.add(own)
        session.flush()
        columns = [ReportColumn.fresh(heading="次数", figure=own.code)]
        session.add(ReportTable.fresh(name="劝导表", split="village", columns=columns))
    with one.read() as session:
        filled = report(session, Period.year(2024), tables=[find_table(session, "劝导表")])
        made_book = summary_workbook(session, filled, "测试镇司法所", "2024年")
    assert made_book.counts == {table: 2}
    (path := one.path.with_name("汇总.xlsx")).write_bytes(made_book.content)
    assert [row["村居"] for row in read_back(path)["交通劝导"]] == ["高峰村", "天龙村"]


def test_a_parcel_takes_records_of_an_own_register_along(tmp_path):
    (tmp_path / "office").mkdir()
    with office_store(tmp_path / "office") as office:
        first, _ = villages(office)
        cls = made(office)
        entered(office, cls, (first, 3, 120, "1"))
        with office.read() as session:
            records = [to_json(session, record) for record in Listing(cls).records(session)]
        said = json.dumps({"register": cls.__tablename__, "records": records}).encode()
        about = About("records", counts={cls.__tablename__: len(records)})
        files = (PackedFile("records/劝导.json", said, "records"),)
        out = make_parcel(office, files, about, Seal(unsealed=True), PASSWORD)
        back = open_parcel(out.content, senders_for(office))
        assert back.files["records/劝导.json"] == said
        assert back.manifest.about.counts == {cls.__tablename__: 1}
        assert check(office).sound
