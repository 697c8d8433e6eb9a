"""The list beside its store: it stands where it stood, hears of changes, and is worked by keys."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from db.registers import Case, Committee, Drill, Mediator, Staff
from db.store.database import Database
from tests.offices import agreed_case, new_store, settle
from tests.windows.pages import cell, opened, press, type_in

PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        settle(database)
        with database.step("登记") as session:
            session.add_all(Mediator.fresh(name=f"某{n:03}") for n in range(150))
            session.add(agreed_case(1))
        yield database


def columns(page) -> dict[str, int]:
    return {spec.name: place for place, spec in enumerate(page.model.listing.columns)}


def test_the_list_stands_where_it_stood(qtbot, store):
    page = opened(qtbot, store, Mediator)
    page.table.selectRow(100)
    page.table.scrollTo(page.model.index(100, 0))
    chosen, place = page.table.chosen(), page.table.verticalScrollBar().value()
    with store.step("改") as session:
        session.get(Mediator, 2).phone = "12348"
    assert page.table.chosen() == chosen
    assert page.table.verticalScrollBar().value() == place


def test_keys_move_enter_and_remove(qtbot, store):
    page = opened(qtbot, store, Mediator)
    page.table.setFocus()
    page.table.selectRow(3)
    press(qtbot, page, Qt.Key.Key_Down, PLAIN)
    below = page.model.record_id(4)
    assert page.table.chosen() == below
    press(qtbot, page, Qt.Key.Key_Return, PLAIN)
    assert page.pane.record_id == below
    assert page.window().focusWidget() is cell(page, "name").editor.line
    press(qtbot, page, Qt.Key.Key_Escape, PLAIN)
    assert page.pane.record is None
    assert page.window().focusWidget() is page.table
    press(qtbot, page, Qt.Key.Key_Delete, PLAIN)
    assert page.model.total == 151
    assert page.table.chosen() is None
    store.undo()
    qtbot.waitUntil(lambda: page.model.total == 152)


def test_removing_another_record_leaves_the_open_one(qtbot, store):
    page = opened(qtbot, store, Mediator, 5)
    type_in(qtbot, cell(page, "phone").editor.line, "12348")
    assert page.pane.save()
    page.remove(7)
    assert page.pane.record_id == 5
    assert page.model.total == 151


def test_a_renamed_committee_is_called_anew_in_the_list_of_cases(qtbot, store):
    page = opened(qtbot, store, Case)
    column = columns(page)["committee_id"]
    assert page.model.index(0, column).data() == "测试镇人民调解委员会"
    with store.step("改名") as session:
        session.get(Committee, 1).name = "新名调委会"
    assert page.model.index(0, column).data() == "新名调委会"


def test_a_new_link_is_no_change_of_the_open_record(qtbot, store):
    from desktop.windows.parts.notices import Notices

    page = opened(qtbot, store, Case, 1)
    type_in(qtbot, cell(page, "referral_number").editor.line, "1")
    cell(page, "summary").editor.box.setPlainText("正在写")
    assert page.pane.dirty
    with store.step("改名") as session:
        session.get(Committee, 1).name = "新名调委会"
    assert not [s for n in page.window().findChildren(Notices) for s in n.sentences()]
    assert cell(page, "summary").editor.box.toPlainText() == "正在写"


def test_headers_sort_and_give_up_sorting(qtbot, store):
    page = opened(qtbot, store, Mediator)
    header, first = page.table.horizontalHeader(), columns(page)["name"]
    header.setSortIndicator(first, Qt.SortOrder.DescendingOrder)
    names = [page.model.index(row, first).data() for row in range(page.model.total)]
    with store.read() as session:
        assert names == [m.name for m in session.query(Mediator).order_by(Mediator.name.desc())]
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert page.model.listing.sort is None


def test_widths_are_remembered(qtbot, store):
    page = opened(qtbot, store, Mediator)
    page.table.horizontalHeader().resizeSection(0, 173)
    again = opened(qtbot, store, Mediator)
    assert again.table.horizontalHeader().sectionSize(0) == 173


def test_long_words_have_the_room_that_is_left_until_people_choose_widths(qtbot, store):
    name = "于静与安顺市安家物业服务有限公司等七户物业服务合同和环境污染纠纷"
    with store.step("登记") as session:
        session.add(Committee.fresh(name=name, short_name="长", kind="4"))
    page = opened(qtbot, store, Committee)
    place, needed = columns(page)["name"], page.table.fontMetrics().horizontalAdvance(name)
    page.resize(700, 500)
    qtbot.waitUntil(lambda: page.table.columnWidth(place) < needed)
    page.resize(1600, 500)
    qtbot.waitUntil(lambda: page.table.columnWidth(place) > needed)
    page.table.setColumnWidth(place, 91)
    page.resize(1500, 500)
    assert page.table.columnWidth(place) == 91


def test_a_width_that_people_chose_leaves_the_other_columns_theirs(qtbot, store, data_folder):
    name = "于静与安顺市安家物业服务有限公司等七户物业服务合同和环境污染纠纷"
    with store.step("登记") as session:
        session.add(Committee.fresh(name=name, short_name="长", kind="4"))
    page = opened(qtbot, store, Committee)
    place, other = columns(page)["name"], columns(page)["short_name"]
    needed = page.table.fontMetrics().horizontalAdvance(name)
    page.resize(700, 500)
    page.table.setColumnWidth(other, 61)
    page.table.horizontalHeader().moveSection(0, 1)
    again = opened(qtbot, store, Committee)
    assert again.table.horizontalHeader().visualIndex(0) == 1
    again.resize(1600, 500)
    qtbot.waitUntil(lambda: again.table.columnWidth(place) > needed)
    assert again.table.columnWidth(other) == 61


def test_a_short_list_has_room_for_what_was_just_entered(qtbot, store):
    page = opened(qtbot, store, Staff)
    name, long = columns(page)["name"], "买买提依明江·阿卜杜热合曼·吐尔逊"
    before = page.table.columnWidth(name)
    with store.step("登记") as session:
        session.add(Staff.fresh(name=long))
    assert before < page.table.fontMetrics().horizontalAdvance(long) < page.table.columnWidth(name)
    with store.step("导入") as session:
        session.add_all(Staff.fresh(name=f"{long}·某{n:02}") for n in range(30))
    longer = page.table.fontMetrics().horizontalAdvance(f"{long}·某00")
    assert page.table.columnWidth(name) > longer
    page.table.setColumnWidth(name, before)
    with store.step("登记") as session:
        session.add(Staff.fresh(name=f"{long}·又某"))
    assert page.table.columnWidth(name) == before


def test_a_list_that_ends_in_a_number_ends_where_its_room_ends(qtbot, store):
    with store.step("登记") as session:
        session.add(Drill.fresh(name="演练", held_on=date(2024, 5, 14), kind="1", people=86))
    page = opened(qtbot, store, Drill)
    page.resize(1600, 500)
    table = page.table
    qtbot.waitUntil(lambda: table.horizontalHeader().length() == table.viewport().width() > 800)
    assert table.columnWidth(columns(page)["people"]) < table.columnWidth(columns(page)["name"])


def test_an_opened_list_shows_the_order_that_it_has(qtbot, store):
    header = opened(qtbot, store, Mediator).table.horizontalHeader()
    header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    header.resizeSection(0, 174)  # what is remembered knows of the sorting
    again = opened(qtbot, store, Mediator)
    assert again.model.listing.sort is None
    assert again.table.horizontalHeader().sortIndicatorSection() == -1


def test_an_empty_list_says_what_to_do(qtbot, store, tmp_path):
    page = opened(qtbot, store, Mediator)
    page.search("没有这个人")
    page.filters.choose("active", ("否", [("=", False)]))
    assert page._widen.isVisibleTo(page)
    page._widen.click()
    assert page.model.total == 152
    assert page._search.text() == ""
    (tmp_path / "b").mkdir()
    with new_store(tmp_path / "b") as empty:
        bare = opened(qtbot, empty, Mediator)
        assert "Ctrl+N" in bare._empty.text()
        assert not bare._widen.isVisibleTo(bare)


def test_typing_waits_before_it_searches(qtbot, store):
    page = opened(qtbot, store, Mediator)
    qtbot.keyClicks(page._search, "014")
    assert page.model.total == 152
    qtbot.waitUntil(lambda: page.model.total == 1)
    qtbot.keyClick(page._search, Qt.Key.Key_Return)
    assert page.table.chosen() == page.model.record_id(0)


def test_escape_empties_the_search_of_a_list_and_then_leaves_it(qtbot, store):
    page = opened(qtbot, store, Mediator)
    assert "清空（Esc）" in [one.toolTip() for one in page._search.findChildren(QAction)]
    page.search("014")
    page._search.setFocus()
    qtbot.keyClick(page._search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.model.total == 152)
    assert page._search.text() == ""
    assert page._search.hasFocus()
    qtbot.keyClick(page._search, Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_who_comes_back_from_another_page_finds_the_whole_list(qtbot, store):
    page = opened(qtbot, store, Mediator)
    page.filters.choose("active", ("否", [("=", False)]))
    every = page.model.total
    page.search("014")
    assert page.model.total == 1
    page.window().showMinimized()
    page.window().showNormal()
    assert page._search.text() == "014"
    page.hide()  # as the pages of the main window do
    page.show()
    qtbot.waitUntil(lambda: page.model.total == every)
    assert page._search.text() == ""
    assert page.filters.filters()  # a condition stands there for all to see, until it is lifted


def test_sensitive_columns_are_masked(qtbot, store):
    with store.step("改") as session:
        session.get(Mediator, 1).phone = "0851-34222222"
    page = opened(qtbot, store, Mediator)
    row = page.model.place_of(1)
    assert page.model.index(row, columns(page)["phone"]).data() == "085******2222"
