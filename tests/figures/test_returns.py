"""A return is filled, checked and signed; then nothing of it changes, and what differs is said."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from db.figures.asking import value
from db.figures.behind import records
from db.figures.catalogue import figure
from db.figures.frozen import content_of, digest_of, ranges, unranged
from db.figures.period import Period
from db.figures.returns import (
    against,
    check_off,
    comment,
    differences,
    explain,
    fill_in,
    filled_of,
    open_return,
    send_back,
    sign_off,
    unlock,
)
from db.figures.tables import fill, records_of, table
from db.registers import CheckRule, LegalGuide, Place, Return
from db.store.check import check
from db.store.progress import Cancelled
from db.store.trouble import Trouble
from tests.offices import store_of
from tests.returns import (
    HEAD,
    QUARTER,
    TABLE,
    PlainSeal,
    agreed_one,
    change,
    signed,
    three_cases,
    through,
)


@pytest.fixture
def database(tmp_path):
    """With three cases, nothing filled yet."""
    database, _ = store_of(tmp_path, three_cases)
    with database:
        yield database


def now(database, made):
    """The differences of today."""
    with database.read() as session:
        return differences(session, session.get(Return, made.id))


def held(database, made):
    with database.read() as session:
        return session.get(Return, made.id)


def total(found, column):
    return next(one for one in found if one.key == ("total", column))


def test_what_is_frozen_is_the_table_with_the_records_of_every_cell(after):
    database, made, cases = after
    content = content_of(made)
    with database.read() as session:
        filled = fill(session, table(TABLE), QUARTER)
        for row in filled.rows:
            for column, cell in zip(filled.columns, row.cells, strict=True):
                frozen = content.cells[row.key, column.code]
                assert frozen.number == (cell.number if cell.kept else None)
                opened = records_of(session, filled, row.key, column.code)
                first = (
                    {(one.table, one.id): one.weight for one in opened[0].rows} if opened else {}
                )
                assert len(opened) > 1 or frozen.records == first, (row.key, column.code)
    assert content.cells["total", "total"].records == {("mediation", one): 1 for one in cases}
    assert "dispute_type" in content.code_tables


def test_the_steps_follow_one_another_and_each_is_undone_as_one(database):
    made = open_return(database, TABLE, QUARTER)
    assert made.name == "人民调解案件情况统计表（2024年第二季度）"
    with pytest.raises(Trouble, match=r"填报中.*不能审核"):
        check_off(database, made.id)
    fill_in(database, made.id)
    with pytest.raises(Trouble, match=r"已填报.*不能签发"):
        sign_off(database, made.id, HEAD, PlainSeal())
    check_off(database, made.id)
    assert held(database, made).stage == "checked"
    for stage in ("filled", "filling"):
        database.undo()
        assert held(database, made).stage == stage
    database.undo()
    assert held(database, made) is None


def test_undo_does_not_take_a_signature_back(after):
    database, made, _ = after
    with pytest.raises(Trouble):
        database.undo()
    assert held(database, made).stage == "signed"
    assert check(database).sound


def test_one_person_in_two_steps_is_said_and_signed(database):
    made = open_return(database, TABLE, QUARTER)
    fill_in(database, made.id)
    check_off(database, made.id)
    assert "填报、审核同为测试员" in list(held(database, made).advice())
    made = sign_off(database, made.id, HEAD, PlainSeal())
    assert content_of(made).signing["hands"] == "填报、审核同为测试员"
    assert content_of(made).signing["head"] == HEAD


def _sign(database, number):
    sign_off(database, number, HEAD, PlainSeal())


@pytest.mark.parametrize(("before", "act"), [("filled", check_off), ("checked", _sign)])
def test_what_was_filled_is_what_is_signed(database, before, act):
    made = open_return(database, TABLE, QUARTER)
    fill_in(database, made.id)
    if before == "checked":
        check_off(database, made.id)
    late = agreed_one(database)
    with pytest.raises(Trouble, match=r"填报之后登记簿又有改动.*3 → 4（新增 "):
        act(database, made.id)
    assert held(database, made).stage == before
    content = content_of(through(database, made.id))
    assert ("mediation", late) in content.cells["total", "total"].records


def test_only_the_head_signs_and_unlocks(database):
    made = open_return(database, TABLE, QUARTER)
    fill_in(database, made.id)
    check_off(database, made.id)
    with pytest.raises(Trouble, match="只能由负责人（测试所长）签发"):
        sign_off(database, made.id, "别人", PlainSeal())
    made = sign_off(database, made.id, HEAD, PlainSeal())
    with pytest.raises(Trouble, match="只能由负责人（测试所长）解锁"):
        unlock(database, made.id, "别人", "漏报")
    with pytest.raises(Trouble, match="原因"):
        unlock(database, made.id, HEAD, "  ")
    assert unlock(database, made.id, HEAD, "漏报").unlock_reason == "漏报"


def test_a_period_is_signed_once(database):
    made = open_return(database, TABLE, QUARTER)
    assert open_return(database, TABLE, QUARTER).id == made.id
    through(database, made.id)
    for basis in (None, "受理"):
        with pytest.raises(Trouble, match=r"已于 .*由测试所长签发.*更正"):
            open_return(database, TABLE, QUARTER, basis=basis)
    others = [
        open_return(database, TABLE, QUARTER, cumulative=True),
        open_return(database, TABLE, Period.quarter(2024, 3)),
    ]
    assert {one.id for one in others}.isdisjoint({made.id})
    assert others[0].name == "人民调解案件情况统计表（2024年上半年累计）"


def test_a_clock_that_was_set_back_signs_nothing(database):
    first = signed(database)
    later = open_return(database, TABLE, Period.quarter(2024, 3))
    with pytest.raises(Trouble, match=r"电脑时钟.*早于上一次签名"):
        through(database, later.id, first.signed_at - timedelta(days=1))
    assert held(database, later).stage == "checked"
    assert sign_off(database, later.id, HEAD, PlainSeal()).stage == "signed"


def test_nothing_to_report_is_signed_as_well(bare):
    made = signed(bare)
    content = content_of(made)
    assert {cell.number or 0 for cell in content.cells.values()} == {0}
    assert made.stage == "signed"
    assert not now(bare, made)


def test_counting_can_be_cancelled_and_leaves_nothing(database):
    made = open_return(database, TABLE, QUARTER)

    def stop(done, total):
        assert 0 < done <= total
        raise Cancelled

    with pytest.raises(Cancelled):
        fill_in(database, made.id, progress=stop)
    assert held(database, made).stage == "filling"


def test_errors_are_mended_and_warnings_explained_before_anybody_signs(bare):
    """First a case without a source, then an agreement of neither form."""
    number = agreed_one(bare)
    change(bare, number, source=None)
    made = open_return(bare, TABLE, QUARTER)
    fill_in(bare, made.id)
    with pytest.raises(Trouble, match=r"核对不符，请先改正.*1"):
        check_off(bare, made.id)
    change(bare, number, source="2", agreement_form=None)
    fill_in(bare, made.id)
    with pytest.raises(Trouble, match="核对不符，请写明说明"):
        check_off(bare, made.id)
    with bare.read() as session:
        found = against(session, session.get(Return, made.id), filled_of(session, made))
    assert {one.rule.code for one in found} == {"k7"}
    explain(bare, made.id, "k7", "协议形式待补")
    made = through(bare, made.id)
    assert content_of(made).signing["notes"][0][1:3] == ["k7", "协议形式待补"]
    with bare.step("不用这条规则") as session:
        session.add(CheckRule.fresh(rule="k7", in_use=False))
    with bare.read() as session:
        bare = Return.fresh()
        assert against(session, bare, filled_of(session, made)) == []


def test_a_comment_is_signed_with_its_figure_and_not_added_later(database):
    made = open_return(database, TABLE, QUARTER)
    fill_in(database, made.id)
    comment(database, made.id, "total", "total", "含两件群体性纠纷")
    with pytest.raises(Trouble, match="没有这一格"):
        comment(database, made.id, "total", "nothing", "？")
    made = through(database, made.id)
    (note,) = content_of(made).signing["notes"]
    assert note[0].startswith("本级上报总计 · ")
    assert note[2:4] == ["含两件群体性纠纷", "测试员"]
    with pytest.raises(Trouble, match="不能批注"):
        comment(database, made.id, "total", "total", "后来想起")
    with pytest.raises(Trouble, match="不能退回"):
        send_back(database, made.id, "漏了两件")


def test_what_people_wrote_in_is_kept_when_the_rest_is_counted_again(database):
    made = open_return(database, TABLE, QUARTER)
    by_hand = next(
        key for key, cell in content_of(fill_in(database, made.id)).cells.items() if cell.by_hand
    )
    row, column = by_hand
    fill_in(database, made.id, {row: {column: 7}})
    agreed_one(database)
    content = content_of(through(database, made.id))
    assert content.cells[by_hand].number == 7
    assert content.cells["total", "total"].number == 4
    assert now(database, made) == ()


def test_figures_edited_past_the_program_are_found(after):
    database, made, _ = after
    forged = json.loads(made.content)
    forged["cells"]["total"]["total"]["number"] = 300
    with database.engine.begin() as connection:
        connection.execute(
            text("update statistics_return set content = :said where id = :id"),
            {"said": json.dumps(forged, ensure_ascii=False), "id": made.id},
        )
    assert any("统计报表" in one and "数字和记录" in one for one in check(database).findings)
    with pytest.raises(Trouble, match="不符：被绕过程序改动过"):
        now(database, made)
    with pytest.raises(Trouble, match="不符"):
        content_of(held(database, made))


def test_growth_is_measured_against_the_stock_that_was_signed(bare):
    with bare.step("法律明白人") as session:
        session.add(Place.fresh(name="甲村"))
        session.flush()
        session.add_all(guide(name, 2022) for name in ("甲", "乙"))
        session.add(guide("丙", 2024))
    growth, stock = figure("education.guides.growth"), figure("education.guides.growth").measure.of
    made = signed(bare, Period.year(2023), "education")
    assert stock.code in content_of(made).figures
    with bare.step("补登") as session:  # entered late, there all along
        session.add(guide("丁", 2022))
    with bare.read() as session:
        year = Period.year(2024)
        found = value(session, growth, year)
        assert value(session, stock, Period.year(2023)).number == 3
        assert dict(found.pieces) == {"本期": 4, "去年同期": 2}
        assert found.number == 2
        assert [one.total for one in records(session, growth, year)] == [4, 2]


def guide(name, year):
    return LegalGuide.fresh(name=name, village_id=1, certified_on=date(year, 3, 1))


@given(st.dictionaries(st.integers(1, 60), st.integers(-3, 5).filter(bool)))
def test_ranges_lose_nothing(weights):
    assert dict(unranged(ranges(weights))) == weights


def test_the_same_content_is_the_same_text(database):
    made = held(database, signed(database))
    content = content_of(made)
    assert content.text() == made.content
    assert digest_of(content.text()) == made.digest
