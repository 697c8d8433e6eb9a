"""Figures that the office makes: counted like all others, and one sentence where they cannot be."""

import json
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import main as program
from db.figures.asking import value, values
from db.figures.behind import records
from db.figures.catalogue import catalogue, figure, in_force, known_figures
from db.figures.measures import why_nothing
from db.figures.period import Period
from db.figures.splitting import MONTH as BY_MONTH
from db.figures.splitting import split
from db.figures.tables import fill, find_table
from db.figures.tables.counted import counted
from db.registers import OwnFigure, OwnRegister, ReportTable
from db.registers.own import OwnCondition, OwnPart
from db.registers.report_table import ReportColumn
from db.store.check import check
from db.store.codes import codes
from db.store.problems import stopping
from tests.offices import PASSWORD, new_store
from tests.own_made import MONTH, TIMES, VILLAGE, WAY, entered, made, villages

YEAR = Period.year(2024)
MARCH = Period.month(2024, 3)


@pytest.fixture
def cls(database):
    first, second = villages(database)
    register = made(database)
    entered(
        database, register,
        (first, 3, 120, "1"), (second, 3, 180, "2"), (first, 4, 41, "1"), (None, 5, None, "1"),
    )  # fmt: skip
    return register


def kept(database, **values):
    """A figure as it is in force once it is saved."""
    with database.step("自建指标") as session:
        record = OwnFigure.fresh(**values)
        assert stopping(session, record) == []
        session.add(record)
    return figure(record.code)


def summed(cls, name="劝导次数", **values):
    """What a sum of the times needs."""
    table = cls.__tablename__
    given = {"name": name, "measure": "2", "register": table, "path": f"{table}.{TIMES}"}
    return given | values


def numbers(database, *figures, period=YEAR):
    with database.read() as session:
        return [value(session, one, period).number for one in figures]


def test_each_measure_counts_what_it_says(database, cls):
    table = cls.__tablename__
    times = kept(database, **summed(cls))
    months = kept(database, name="月报份数", measure="1", register=table)
    places = kept(database, name="村数", measure="3", register=table, path=f"{table}.{VILLAGE}")
    parts = [OwnPart.fresh(figure=one.code) for one in (times, months)]
    both = kept(database, name="合", measure="4", parts=parts, counted_in="次")
    parts = [OwnPart.fresh(figure=one.code) for one in (months, places)]
    rate = kept(database, name="比", measure="5", parts=parts)
    assert [one.code for one in (times, months, places, both, rate)] == [
        "own.1", "own.2", "own.3", "own.4", "own.5",
    ]  # fmt: skip
    assert numbers(database, times, months, places, both) == [341, 4, 2, 345]
    assert numbers(database, times, months, period=MARCH) == [300, 2]
    with database.read() as session:
        assert value(session, rate, YEAR).words == "200%"
        assert value(session, times, YEAR).words == "341次"
        assert sum(row.weight for row in records(session, times, YEAR)[0].rows) == 341
    assert [one.code for one in in_force(YEAR)][-5:] == [f"own.{n}" for n in range(1, 6)]


def test_conditions_are_those_of_lists(database, cls):
    table = cls.__tablename__

    def of(number, **row):
        condition = OwnCondition.fresh(**row)
        return kept(database, **summed(cls, f"条件{number}", conditions=[condition]))

    crossing = of(1, path=f"{table}.{WAY}", value="路口")
    village = of(2, path=f"{table}.{VILLAGE}", value="天龙村")
    large = of(3, path=f"{table}.{TIMES}", test=">=", value="120")
    blank = of(4, path=f"{table}.{VILLAGE}", value=None)
    late = of(5, path=f"{table}.{MONTH}", test=">=", value="2024年4月1日")
    assert numbers(database, crossing, village, large, blank, late) == [161, 161, 300, 0, 41]
    assert [test.words for test in village.tests] == ["村居为天龙村"]


def test_a_condition_that_no_value_can_meet_is_refused(database, cls):
    row = OwnCondition.fresh(path=f"{cls.__tablename__}.{WAY}", value="高速")
    with database.read() as session:
        (problem,) = stopping(session, OwnFigure.fresh(**summed(cls, conditions=[row])))
    assert problem.path == "conditions[0].value"
    assert "不在方式之中" in problem.sentence


def test_words_are_rounded_as_people_chose(database, cls):
    styles = {"2": "300余次", "4": "300次以上", "3": "近350次"}
    for style, words in styles.items():
        one = kept(
            database, **summed(cls, f"写法{style}", style=style, step=50 if style == "3" else None)
        )
        with database.read() as session:
            assert value(session, one, YEAR).words == words


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([1, 2, None]),
            st.integers(1, 12),
            st.none() | st.integers(0, 500),
            st.sampled_from(["1", "2"]),
        ),
        max_size=12,
    )
)
def test_parts_always_add_up(tmp_path_factory, rows):
    with new_store(tmp_path_factory.mktemp("parts")) as database:
        villages(database)
        register = made(database)
        entered(database, register, *rows)
        one = kept(database, **summed(register))
        whole = sum(row[2] or 0 for row in rows)
        with database.read() as session:
            assert (value(session, one, YEAR).number or 0) == whole
            for by in (VILLAGE, WAY, BY_MONTH):
                assert sum(part.value.number for part in split(session, one, by, YEAR)) == whole


def test_a_figure_without_its_register_gives_no_number_and_says_why(database, cls):
    times = kept(database, **summed(cls))
    kept(database, name="合", measure="4", parts=[OwnPart.fresh(figure=times.code)])
    kept(database, name="别的", measure="1", register="mediation")
    with database.step("删除自建台账") as session:
        session.get(OwnRegister, 1).deleted_at = datetime(2026, 1, 1)
    own = {code: one for code, one in known_figures().items() if code.startswith("own.")}
    assert [why_nothing(one) for one in own.values()] == [
        "所统计的登记簿“交通劝导”在回收站里",
        "其中“劝导次数”没有数：所统计的登记簿“交通劝导”在回收站里",
        "",
    ]
    with database.read() as session:
        found = values(session, own.values(), YEAR)
        assert [one.words for one in found.values()] == ["—", "—", "—"]
        assert [one.number for one in found.values()] == [None, None, 0]
        assert records(session, own["own.1"], YEAR) == ()
    database.undo()
    assert numbers(database, figure("own.1")) == [341], "back with its register"


def test_a_dropped_field_leaves_its_figure_without_a_number(database, cls):
    kept(database, **summed(cls))
    with database.step("停用") as session:
        session.get(OwnRegister, 1).columns[2].dropped = True
    assert why_nothing(figure("own.1")) == "交通劝导里要统计的栏目已停用或不在了，请重新选"


def test_figures_in_a_circle_say_so_and_others_still_count(database, cls):
    times = kept(database, **summed(cls))
    first = kept(database, name="甲", measure="4", parts=[OwnPart.fresh(figure=times.code)])
    second = kept(database, name="乙", measure="4", parts=[OwnPart.fresh(figure=first.code)])
    with database.step("绕一圈") as session:
        record = session.get(OwnFigure, 2)
        record.parts.append(OwnPart.fresh(figure=second.code))
    assert why_nothing(figure(first.code)) == "指标绕了一圈又用到自己：甲→乙→甲，请改其中一项"
    assert "甲→乙→甲" in why_nothing(figure(second.code))
    assert numbers(database, figure(times.code)) == [341]
    with database.read() as session:
        itself = session.get(OwnFigure, 3)
        itself.parts[0].figure = itself.code
        assert [one.sentence for one in itself.stopping()] == ["指标不能由自己组成"]
        session.expunge_all()


def test_a_deleted_figure_leaves_what_names_it_standing(database, cls):
    one = kept(database, **summed(cls))
    both = kept(database, name="合", measure="4", parts=[OwnPart.fresh(figure=one.code)])
    with database.step("删除自建指标") as session:
        session.get(OwnFigure, 1).deleted_at = datetime(2026, 1, 1)
    assert one.code not in known_figures()
    assert one.code not in [entry.code for entry in codes("figure").leaves()]
    assert why_nothing(figure(one.code)) == "自建指标“劝导次数”在回收站里"
    assert why_nothing(figure(both.code)) == "自建指标“劝导次数”在回收站里"
    database.undo()
    assert numbers(database, figure(one.code), figure(both.code)) == [341, 341]


def test_an_empty_figure_is_refused_in_words(database, cls):
    other = f"{cls.__tablename__}.{TIMES}"
    blank = OwnFigure.fresh(name="空")
    nothing = OwnFigure.fresh(name="空", measure="4")
    astray = OwnFigure.fresh(name="错", measure="2", register="mediation", path=other)
    words = OwnFigure.fresh(**summed(cls, path=f"{cls.__tablename__}.{WAY}"))
    said = [
        [one.sentence for one in record.stopping()] for record in (blank, nothing, astray, words)
    ]
    assert said == [
        ["请选登记簿"],
        ["请添加组成的指标"],
        ["不是“人民调解”的栏目，请重新选"],
        ["“方式”不是数量，不能合计；可以用去重计数"],
    ]


def test_percentages_and_money_are_not_added_to_other_things(database, cls):
    parts = [OwnPart.fresh(figure="mediation.rate"), OwnPart.fresh(figure="mediation.total")]
    rate = kept(database, name="百分比之和", measure="4", parts=parts)
    assert why_nothing(rate) == f"“{catalogue()['mediation.rate'].name}”是百分比，不能再相加或相除"


def test_own_tables_and_the_command_line_know_them(database, cls, capsys, monkeypatch):
    one = kept(database, **summed(cls, style="2"))
    assert codes("figure").name(one.code) == "劝导次数"
    with database.step("自定义统计表") as session:
        table = ReportTable.fresh(
            name="劝导表",
            split="village",
            columns=[ReportColumn.fresh(heading="次数", figure=one.code)],
        )
        session.add(table)
    with database.read() as session:
        filled = fill(session, find_table(session, "劝导表"), YEAR)
        assert [(row.name, row.cells[0].number) for row in filled.rows if row.cells[0].number] == [
            ("天龙村", 161), ("高峰村", 180), ("合计", 341),
        ]  # fmt: skip
    assert check(database).sound
    database.close()
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSWORD)
    assert program.main(["figures", "--store", str(database.path), "--year", "2024", "--json"]) == 0
    told = {one["code"]: one for one in json.loads(capsys.readouterr().out)["figures"]}
    assert (told["own.1"]["value"], told["own.1"]["words"]) == (341, "300余次")


def test_a_table_with_a_figure_that_cannot_be_counted_is_filled_all_the_same(database, cls):
    one = kept(database, **summed(cls))
    with database.step("自定义统计表") as session:
        columns = [
            ReportColumn.fresh(heading="次数", figure=one.code),
            ReportColumn.fresh(heading="案件", figure="mediation.total"),
        ]
        session.add(ReportTable.fresh(name="两栏", split="month", columns=columns))
        session.get(OwnRegister, 1).deleted_at = datetime(2026, 1, 1)
    with database.read() as session:
        filled = fill(session, find_table(session, "两栏"), YEAR)
        (total,) = [row for row in filled.rows if row.key == "total"]
        assert [cell.number for cell in total.cells] == [None, 0]
        assert counted(session, [filled]) == {}
