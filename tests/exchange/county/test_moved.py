"""A new template: cells are found again by the words beside them; what is lost is said."""

import pytest

from db.registers.county_form import CountyFormCell
from db.store.trouble import Trouble
from desktop.exchange.county.keeping import followed
from desktop.exchange.county.labels import Labels, labels
from desktop.exchange.county.moved import Fate, compared, refuse_moved
from desktop.exchange.county.offers import divisor_of, offers, span_of
from desktop.exchange.county.scanning import grids
from desktop.exchange.importing.book import address
from tests.exchange.county.books import ROLL, SHEET, bare_book, county_book


def mapped(sheets, *spots: tuple[str, int, int], way: str = "figure") -> list[CountyFormCell]:
    cells = []
    for sheet, row, column in spots:
        words = labels(sheets[sheet], (row, column))
        cells.append(
            CountyFormCell.fresh(
                sheet=sheet, address=address(row, column), way=way, code="mediation.total",
                row_text=words.row, column_text=words.column,
            )
        )  # fmt: skip
    return cells


@pytest.fixture
def sheets(tmp_path):
    return grids(county_book(tmp_path / "旧.xlsx"))


def test_headings_are_those_that_people_read_but_not_the_title_of_the_year(sheets):
    held = sheets[SHEET]
    assert labels(held, (5, 2)) == Labels("调解案件总数", "本期 / 件数")
    assert labels(held, (6, 5)) == Labels("达成协议", "累计 / 万元")
    assert labels(held, (2, 2)).row == "填报单位："
    assert labels(sheets[ROLL], (2, 3)) == Labels("", "纠纷简介")


def test_the_same_template_has_not_moved(sheets):
    cells = mapped(sheets, (SHEET, 5, 2), (SHEET, 6, 4), (ROLL, 2, 2))
    found = compared(cells, sheets)
    assert [one.fate for one in found] == [Fate.SAME] * 3
    refuse_moved(found, "季报")


def test_rows_put_above_move_every_cell_and_the_new_place_is_proposed(sheets, tmp_path):
    cells = mapped(sheets, (SHEET, 5, 2), (SHEET, 6, 4))
    new = grids(county_book(tmp_path / "新.xlsx", top=2))
    found = compared(cells, new)
    assert [(one.fate, one.address) for one in found] == [(Fate.MOVED, "B7"), (Fate.MOVED, "D8")]
    with pytest.raises(Trouble, match="2 格移动了") as told:
        refuse_moved(found, "季报")
    assert "B7" in told.value.sentence
    assert "什么也没有填" in told.value.sentence
    assert [one.fate for one in compared(followed(found), new)] == [Fate.SAME] * 2


def test_a_sheet_that_is_gone_is_said_and_one_renamed_is_found(sheets, tmp_path):
    cells = mapped(sheets, (SHEET, 5, 2))
    renamed = grids(county_book(tmp_path / "新.xlsx", sheet="第三季度"))
    (found,) = compared(cells, renamed)
    assert (found.fate, found.sheet, found.address) == (Fate.MOVED, "第三季度", "B5")
    (found,) = compared(cells, {ROLL: renamed[ROLL]})
    assert (found.fate, found.why) == (Fate.GONE, f"工作表“{SHEET}”没有了")
    assert followed([found]) == []


def test_a_heading_that_is_gone_doubled_or_now_a_formula_is_lost(sheets):
    (cell,) = mapped(sheets, (SHEET, 5, 2))

    def fate(rows: str):
        cell.sheet = "表"
        (found,) = compared([cell], grids(bare_book(f"<sheetData>{rows}</sheetData>")))
        return found

    def line(number: int, *texts: str) -> str:
        inner = "".join(
            f'<c r="{address(number, n)}" t="inlineStr"><is><t>{text}</t></is></c>'
            for n, text in enumerate(texts, 1)
        )
        return f'<row r="{number}">{inner}</row>'

    heads = line(1, "项目", "本期") + line(2, "细项", "件数")
    gone = fate(heads + line(3, "别的"))
    assert (gone.fate, "不再是“调解案件总数" in gone.why) == (Fate.GONE, True)
    assert fate(heads + line(3, "调解案件总数")).address == "B3"
    twice = fate(heads + line(3, "调解案件总数") + line(4, "调解案件总数"))
    assert (twice.fate, "B3、B4" in twice.why) == (Fate.GONE, True)
    cell.address = "B3"
    formula = '<c r="B3"><f>1+1</f></c></row>'
    summed = fate(heads + line(3, "调解案件总数").replace("</row>", formula))
    assert (summed.fate, "公式" in summed.why) == (Fate.GONE, True)


def test_a_list_is_found_by_its_columns_heading(sheets):
    cells = mapped(sheets, (ROLL, 2, 3), way="column")
    moved = bare_book(
        '<sheetData><row r="4"><c r="E4" t="inlineStr"><is><t>纠纷 简介</t></is></c></row>'
        '<row r="5"><c r="E5"/></row><row r="6"><c r="E6"/></row></sheetData>'
    )
    cells[0].sheet = "表"
    (found,) = compared(cells, grids(moved))
    assert (found.fate, found.address) == (Fate.MOVED, "E5")


def test_what_a_cell_may_mean_is_guessed_from_its_headings():
    from db.figures.catalogue import catalogue

    known = list(catalogue().values())
    words = Labels("调解案件总数", "累计 / 件数")
    assert offers(words, known)[0].code == "mediation.total"
    assert span_of(words) == "cumulative"
    assert divisor_of(Labels("涉及金额", "万元")) == 10_000
    assert offers(Labels("今日天气", "晴"), known) == []
