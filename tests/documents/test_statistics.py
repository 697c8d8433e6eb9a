"""The statistics on paper: as its numbers are, wide tables on wide paper, errors never hidden."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from db.figures.period import Period
from db.figures.tables import fill, headings, report, table, tables
from db.figures.tables.layout import Column
from db.registers import Case, Place
from desktop.documents import seals
from desktop.documents.issue import draft, issue
from desktop.documents.page import Style
from desktop.documents.pdfa import findings as archive_findings
from desktop.documents.statistics import SUMMARY, of_report
from desktop.documents.statistics.asked import Asked
from desktop.documents.statistics.charts import charts, trend
from desktop.documents.statistics.columns import A3, placed
from desktop.documents.statistics.one_table import table_paper
from desktop.documents.statistics.whole import made
from tests.offices import PASSWORD, agreed, new_store

QUARTER = Period.quarter(2024, 2)
ASKED = Asked(QUARTER, head="测试所长", filled_by="测试员", filled_on=date(2024, 7, 2))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with new_store(tmp_path_factory.mktemp("statistics")) as database:
        agreed(database)
        with database.step("制作签名证书") as session:
            seals.make_own(session, "测试镇司法所", PASSWORD)
        yield database


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_the_summary_holds_every_table_from_the_page_that_its_cover_says(store):
    paper = draft(store, SUMMARY, ASKED)
    pages = pages_of(paper.pdf)
    for known in tables().values():
        (page,) = (number for number, text in enumerate(pages) if text.startswith(known.title))
        assert f"{known.title}{page + 1}" in pages[0]
    assert [text.endswith(f"第{n}页共{len(pages)}页") for n, text in enumerate(pages, 1)] == [
        True
    ] * len(pages)
    assert "单位负责人（签名）：测试所长" in pages[0]
    assert "2024年7月2日" in pages[0]


def test_it_is_made_to_be_kept_and_the_same_each_time(store):
    first, again = draft(store, SUMMARY, ASKED), draft(store, SUMMARY, ASKED)
    assert first.pdf == again.pdf
    assert archive_findings(first.pdf) == []


def test_it_is_signed_and_entered_as_the_period_is_called(store):
    paper = issue(store, SUMMARY, Asked(QUARTER, cumulative=True), PASSWORD)
    assert paper.signed
    assert paper.printout.about == "2024年第二季度（累计）"


def test_what_people_checked_is_signed_though_a_case_came_since(store):
    with store.read() as session:
        seen = report(session, Period.quarter(2024, 3))
    before = draft(store, of_report(seen), Asked(Period.quarter(2024, 3))).pdf
    with store.step("后补") as session:
        session.add(
            Case.fresh(
                state="agreed", registered_on=date(2024, 9, 1), accepted_on=date(2024, 9, 1),
                agreed_on=date(2024, 9, 5), source="1", agreement_form="oral", number="后补1号",
            )
        )  # fmt: skip
    tables_then = pages_of(before)[1]
    assert pages_of(draft(store, of_report(seen), Asked(Period.quarter(2024, 3))).pdf)[1] == (
        tables_then
    )


def test_an_error_makes_it_a_draft_until_a_reason_is_given_and_stands_under_its_table(store):
    with store.step("没有类型的案件") as session:
        session.add(
            Case.fresh(
                state="agreed", registered_on=date(2023, 9, 1), accepted_on=date(2023, 9, 1),
                agreed_on=date(2023, 9, 5), source="1", agreement_form="oral", number="缺类1号",
            )
        )  # fmt: skip
    asked = Asked(Period.quarter(2023, 3))
    with store.read() as session:
        found = report(session, asked.period)
        stopped = made(session, found, asked)
        let = made(session, found, replace(asked, despite="纸质台账已散失"))
    assert stopped.missing == found.errors
    assert any("应等于案件分类之和" in sentence for sentence in stopped.missing)
    assert not let.missing
    pages = pages_of(let.pdf)
    (signed,) = (text for text in pages if "单位负责人（签名）" in text)
    assert "仍然报出的理由：纸质台账已散失" in signed
    (mediation,) = (text for text in pages if text.startswith("人民调解案件情况统计表"))
    assert "※核对不符：本级上报总计：调解案件总数1，应等于案件分类之和0，差1" in mediation
    assert "※1" in mediation


def test_a_blank_table_has_its_rows_and_no_number(store):
    with store.read() as session:
        filled = fill(session, table("mediation"), QUARTER)
    paper = table_paper(filled, [], "测试镇司法所", Asked(QUARTER, blank=True))
    (text,) = pages_of(paper.render().pdf)
    assert "测试镇人民调解委员会" in text
    assert not any(letter.isdigit() for letter in text.replace("第1页共1页", ""))


@pytest.mark.parametrize("count", [3, 30, 45, 150])
def test_all_columns_are_placed_once_and_fill_the_paper(store, count):
    columns = tuple(Column(f"c{n}", f"第{n}个很长的栏目名称") for n in range(count))
    wide = replace(table("education"), columns=columns, blocks=table("education").blocks)
    with store.read() as session:
        filled = fill(session, wide, QUARTER)
    sheet, bands = placed(filled, "", Style(size=8.5))
    assert [one for band in bands for one in band.columns] == list(filled.shown_columns)
    for band in bands:
        assert sum(band.widths) == pytest.approx(sheet.measure)
    assert (len(bands) > 1) == (count == 150)
    assert sheet == A3 or len(bands) == 1


def test_headings_cover_what_stands_under_them():
    columns = [
        Column("a", "总数"),
        Column("b", "甲", groups=("上", "中")),
        Column("c", "乙", groups=("上", "中")),
        Column("d", "丙", groups=("上",)),
    ]
    told = [[(h.words, h.column, h.span, h.down) for h in level] for level in headings(columns)]
    assert told == [
        [("总数", 0, 1, 3), ("上", 1, 3, 1)],
        [("中", 1, 2, 1), ("丙", 3, 1, 2)],
        [("甲", 1, 1, 1), ("乙", 2, 1, 1)],
    ]


@pytest.mark.parametrize("code", list(tables()))
def test_the_head_of_every_table_has_no_gap(code):
    columns = [one for one in table(code).columns_in(QUARTER) if one.shown]
    levels = headings(columns)
    covered = sorted(
        (level + down, one.column + along)
        for level, heads in enumerate(levels)
        for one in heads
        for down in range(one.down)
        for along in range(one.span)
    )
    assert covered == [
        (row, column) for row in range(len(levels)) for column in range(len(columns))
    ]


def test_charts_label_every_bar_also_a_village_with_a_rare_character(store):
    with store.step("村") as session:
        place = Place.fresh(name="𬭎村")
        session.add(place)
        session.flush()
        session.get_one(Case, 1).place_id = place.id
    with store.read() as session:
        drawn = list(charts(session, QUARTER, 450.0))
        labelled = trend(session, QUARTER, 450.0)
    texts = ["".join(s.text for s in one.drawing.contents if hasattr(s, "text")) for one in drawn]
    assert [one.title for one in drawn][1:] == [
        "各类纠纷（件）", "各村居的纠纷（件）", "与去年同期比较",
    ]  # fmt: skip
    assert "𬭎村1" in texts[2]
    values = [s.text for s in labelled.drawing.contents if hasattr(s, "text")]
    assert values.count("1") == 1
    assert values[-2:] == ["6月", "1"]
