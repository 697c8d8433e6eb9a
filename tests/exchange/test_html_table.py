"""Tables copied from web pages: merged cells, lines within a cell, tables within tables."""

import pytest

from db.store.trouble import Trouble
from desktop.exchange.clipboard import as_book, as_html
from desktop.exchange.html_table import rows_of

PAGE = """<html><body><p>防溺水巡查</p><table><thead>
<tr><th>巡查日期</th><th colspan=2>地点和巡查人</th><th>人数</th></tr></thead>
<tr><td>2026年7月3日</td><td>高田村<br>水库</td><td>段朝兰</td><td>&nbsp;4 </td></tr>
<tr><td>2026-7-4</td><td rowspan="2">打磨村河坝</td><td> 顾林</td><td>2</td></tr>
<tr><td>2026-7-5</td><td>顾林</td><td>0</td></tr></table></body></html>"""
ROWS = [
    ["巡查日期", "地点和巡查人", "", "人数"],
    ["2026年7月3日", "高田村\n水库", "段朝兰", "4"],
    ["2026-7-4", "打磨村河坝", "顾林", "2"],
    ["2026-7-5", "打磨村河坝", "顾林", "0"],
]


def lines(book):
    return [[cell or "" for cell in cells] for _, cells in book.sheets[0].lines]


def test_merged_cells_and_lines_within_a_cell_keep_their_columns():
    assert rows_of(PAGE) == ROWS


def test_a_page_is_read_by_its_html_and_a_spreadsheet_by_its_text():
    torn = "巡查日期\t地点\n2026年7月3日\t高田村\n水库\t段朝兰"
    assert lines(as_book(torn, html=PAGE)) == ROWS
    sheet = PAGE.replace("<html>", '<html xmlns:x="urn:schemas-microsoft-com:office:excel">')
    assert lines(as_book("姓名\t人数\n甲\t1", html=sheet)) == [["姓名", "人数"], ["甲", "1"]]
    assert lines(as_book("姓名\t人数\n甲\t1", html="<p>没有表格</p>")) == [
        ["姓名", "人数"],
        ["甲", "1"],
    ]


def test_of_a_table_for_the_layout_the_one_within_is_taken():
    page = f"<table><tr><td>菜单</td><td>{PAGE}</td></tr></table>"
    assert rows_of(page) == ROWS


def test_ends_that_were_left_out_and_what_no_browser_would_show():
    assert rows_of("<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>") == [
        ["甲", "乙"],
        ["丙", "丁"],
    ]
    assert rows_of("<td>甲</td></table></tr>") == []
    assert rows_of("<table><td rowspan=x colspan=0>甲") == [["甲"]]
    with pytest.raises(Trouble, match="没有表格"):
        as_book("", html="<table></table>")


def test_what_the_program_copied_comes_back():
    heads, rows = ["姓名", "说明"], [["张三", "=1+1"], ["李四", "两\n行"]]
    assert lines(as_book("x", html=as_html(heads, rows, ()))) == [heads, *rows]
