"""The hits of the search box: the place marked, the very number first, all by keys."""

from datetime import date

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QToolButton

from db.registers import Case, Person, Place
from desktop.windows.finding.found import Hit, find
from desktop.windows.finding.hits import HitsPage
from desktop.windows.main_window import MainWindow
from desktop.windows.parts import tasks
from desktop.windows.parts.marked import Marked
from desktop.windows.parts.rows import Line
from desktop.windows.views import HITS
from tests.windows.desks import desk, empty_desk, quits, unlocked, words

__all__ = ["desk", "empty_desk", "quits"]


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    return unlocked(qtbot, desk)


def test_search_finds_in_every_register(qtbot, window):
    with window.database.step("登记") as session:
        session.add(Place.fresh(name="张三村", kind="1"))
        session.add_all(
            Case.fresh(registered_on=date(2024, 1, 1), summary="x", committee_id=1)
            for _ in range(3)
        )
    box = window.top.search
    box.setText("张三")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    page = window.pages.made[HITS]
    qtbot.waitUntil(lambda: "张三村" in words(page), timeout=5000)
    titles = words(page)
    assert "人民调解" in titles
    assert "村居与单位" in titles
    line = next(one for one in page.findChildren(Line) if "张三村" in one.accessibleName())
    line.click()
    assert window.pages.name == "place"


def test_many_hits_lead_to_the_register(qtbot, window):
    with window.database.step("登记") as session:
        session.add_all(Place.fresh(name=f"同名村{n}", kind="1") for n in range(8))
    found = find(window.database, "同名村")
    assert [(hits.register, hits.number, len(hits.rows)) for hits in found] == [("place", 8, 5)]
    window.pages.search("同名村")
    page = window.pages.made[HITS]
    qtbot.waitUntil(lambda: "全部 8 个…" in words(page), timeout=5000)
    next(one for one in page.findChildren(Line) if "全部" in one.accessibleName()).click()
    assert window.pages.name == "place"
    assert window.pages.register_page("place").model.rowCount() == 8


def test_who_is_meant_by_letters_stands_first_and_who_may_be_read_so_last(window):
    later = ("张三", "魏强", "仇强", "丑强")
    names = ("万忠信", "单忠信", "于丹", "于兴旺", "于建国", "于思远", "于龙", *later)
    with window.database.step("登记") as session:
        session.add_all(Person.fresh(name=name) for name in names)

    def found(words: str) -> list[str]:
        by_register = {hits.register: hits.rows for hits in find(window.database, words)}
        return [row.caption for row in by_register["person"]]

    assert found("zs")[-2:] == ["万忠信", "单忠信"]
    assert found("wei")[0] == "魏强"  # though five are found before, whose name may be read so
    assert found("qq") == found("qiuqiang") == ["仇强"]
    assert found("cq")[0] == "丑强"


def test_the_place_is_marked_in_a_line_that_is_too_long_to_be_spelled(qtbot, window):
    page = HitsPage(window.database, lambda *_: None, lambda *_: None)
    qtbot.addWidget(page)
    page.words = "weimou"
    line = page._line("legal_aid", Hit(1, "甲某", "长" * 60, "对方当事人 魏某"))
    qtbot.addWidget(line)
    assert ["魏某"] in [one.marked() for one in line.findChildren(Marked)]


def test_nothing_found_says_what_to_try(qtbot, window):
    window.pages.search("没有这样的词")
    qtbot.waitUntil(lambda: "限制使用的人不在其中" in words(window.pages.made[HITS]), timeout=5000)


def test_typing_needs_nothing_of_what_python_knows_of_the_boxs_buttons(qtbot, window):
    """Once the program ended here: the button's wrapper was gone before the box was."""
    box = window.top.search
    for action in box.actions():
        shiboken6.invalidate(action)
    box.setText("使用人")
    empty = box.findChild(QAction, "_q_qlineeditclearaction")
    assert (empty.text(), empty.toolTip()) == ("清空", "清空（Esc）")
    buttons = box.findChildren(QToolButton)
    next(one for one in buttons if one.defaultAction() is empty).click()
    assert box.text() == ""


def test_a_page_is_found_by_its_name(qtbot, window):
    box = window.top.search
    box.setText("使用人")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    page = window.pages.made[HITS]
    qtbot.waitUntil(lambda: "页面" in words(page), timeout=5000)
    qtbot.keyClick(page._lines[0], Qt.Key.Key_Return)
    assert window.pages.name == "user_account"


def test_a_page_that_is_called_so_comes_before_records_that_only_name_it(qtbot, window):
    with window.database.step("登记") as session:
        session.add(Place.fresh(name="人民调解宣传点", kind="1"))
    for typed, page_first in (("人民调解", True), ("人民调", False)):
        window.pages.search(typed)
        page = window.pages.made[HITS]
        qtbot.waitUntil(lambda p=page, w=typed: f"搜索“{w}”" in words(p), timeout=5000)
        names = [line.accessibleName().split("，")[0] for line in page._lines]
        assert "人民调解宣传点" in names
        assert (names[0] == "人民调解") == page_first


def test_keys_lead_from_the_box_through_the_hits(qtbot, window):
    with window.database.step("登记") as session:
        session.add_all(Place.fresh(name=name, kind="1") for name in ("牛角寨", "牛角坪"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    box = window.top.search
    box.setText("njz")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "牛角寨" in words(window.pages.made[HITS]), timeout=5000)
    box.setText("nj")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "牛角坪" in words(window.pages.made[HITS]), timeout=5000)
    box.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Return):
        qtbot.keyClick(QApplication.focusWidget(), key)
    tasks.wait()
    assert window.pages.name == "place"
    assert window.pages.register_page("place").pane.record.name == "牛角寨"


def test_the_place_is_marked_also_where_it_only_sounds_so(qtbot, store):
    with store.step("登记") as session:
        session.add(Person.fresh(name="张三", occupation="中山医院"))
        session.add(Person.fresh(name="赵山", occupation="张山小学"))
    page = HitsPage(store, lambda *_: None, lambda *_: None)
    qtbot.addWidget(page)
    page.words = "zs"
    page.show_hits("zs", find(store, "zs"))
    page.show()
    marked = {one.text(): one.marked() for one in page.findChildren(Marked)}
    assert marked["张三"] == ["张三"]
    assert marked["中山医院"] == ["中山"]
    assert marked["张山小学"] == ["张山"]
    assert not page.grab().toImage().isNull()


def test_the_very_number_comes_first_and_tells_no_more_than_its_mask(store):
    with store.step("登记") as session:
        session.add(Place.fresh(name="13800001234号院", kind="1"))
        for phone in ("138000012345", "13800001234", "138000012346"):
            session.add(Person.fresh(name="张三", phone=phone))
    people, places = find(store, "13800001234")
    assert (people.register, people.exact, people.rows[0].id) == ("person", True, 2)
    assert (places.register, places.exact) == ("place", False)
    assert (people.rows[0].where, people.rows[0].beside) == ("电话 138****1234", "")
    (hits,) = find(store, "00012345")
    assert "00012345" not in f"{hits.rows[0].beside}{hits.rows[0].where}"


def test_what_is_found_in_long_text_shows_the_piece(store):
    with store.step("登记") as session:
        summary = "双方因通道堆放杂物多次争吵，" * 4 + "后在石板桥头动手。" + "经劝解离开。" * 9
        session.add(Case.fresh(registered_on=date(2024, 1, 1), summary=summary))
    ((hit,),) = (hits.rows for hits in find(store, "石板桥"))
    assert hit.where.startswith("纠纷简要情况 …")
    assert "石板桥" in hit.where
    assert len(hit.where) < 60


def test_who_may_only_be_kept_is_no_hit(store):
    with store.step("登记") as session:
        session.add(Person.fresh(name="张三", restricted_on=date(2024, 1, 1)))
    assert find(store, "zhangsan") == []
