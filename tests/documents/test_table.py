"""Tables and fields: cells, spans, rows over the page end, and nothing lost."""

import re

import pypdfium2
import pytest

from desktop.documents.page import Cell, Document, Style


def pages_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def squeezed(text):
    return re.sub(r"\s", "", text)


def test_a_table_repeats_its_header_and_keeps_its_rows():
    paper = Document("x", footer=None)
    rows = [[str(number), "二官村", "2024年2月5日"] for number in range(70)]
    paper.table(rows, widths=[1, 3, 2], header=["序号", "单位", "日期"], align="center")
    pages = pages_of(paper.render().pdf)
    assert len(pages) > 1
    assert all(squeezed(page).startswith("序号单位日期") for page in pages)
    assert squeezed("".join(pages)).count("二官村") == 70


def test_a_row_higher_than_a_page_goes_on_over_the_next():
    paper = Document("x", footer=None)
    long = "".join(f"第{number}句话。" for number in range(700))
    paper.table([["事实", long], ["意见", "同意"]], widths=[1, 5], style=Style(size=12))
    done = paper.render()
    assert done.pages >= 3
    text = squeezed("".join(pages_of(done.pdf))).replace("事实", "").replace("意见同意", "")
    assert text == long


def test_cells_span_columns_and_rows():
    paper = Document("x", footer=None)
    paper.table(
        [
            [Cell("申请人", down=2, place="who"), "姓名", "王珺玥"],
            ["住址", "天龙镇二官村" * 8],
            [Cell("合计", span=2), "12000元"],
        ],
        widths=[1, 1, 2],
        least=30,
    )
    done = paper.render()
    who = done.places["who"]
    assert who.y1 - who.y0 > 60
    text = squeezed(pages_of(done.pdf)[0])
    for part in ("申请人", "王珺玥", "天龙镇二官村", "合计", "12000元"):
        assert part in text


@pytest.mark.parametrize(
    "rows",
    [[["a"]], [["a", "b", "c"]], [[Cell("a", span=3)]], [[Cell("a", down=2), "b"]],
     [[Cell("a", down=2), "b"], ["c", "d"]]],
)  # fmt: skip
def test_spans_that_do_not_add_up_are_a_bug(rows):
    with pytest.raises(ValueError, match=r"cell|table"):
        Document("x").table(rows, widths=[1, 1])


def test_fields_turn_inside_their_column():
    paper = Document("x", footer=None)
    address = "贵州省安顺市平坝区天龙镇二官村三组58号附1号" * 3
    paper.fields([("姓名：", "王珺玥"), ("住址：", address)], columns=2)
    text = squeezed("".join(pages_of(paper.render().pdf)))
    assert text.replace("姓名：王珺玥", "").replace("住址：", "") == address
