"""What is found so far is offered under the search box while people still type."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.registers import Place
from desktop.windows.finding import found
from desktop.windows.main_window import MainWindow
from desktop.windows.parts import tasks
from desktop.windows.views import HITS, STATISTICS
from tests.journeys.keyboard import write
from tests.windows.desks import desk, empty_desk, quits, unlocked

__all__ = ["desk", "empty_desk", "quits"]
K = Qt.Key


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    window = unlocked(qtbot, desk)
    with window.database.step("登记") as session:
        session.add_all(Place.fresh(name=f"同名村{n}", kind="1") for n in range(6))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.top.search.setFocus()
    return window


@pytest.fixture
def popup(window):
    return window.offers.completer.popup()


def lines(popup) -> list[str]:
    return [popup.model().index(n, 0).data() for n in range(popup.model().rowCount())]


def settled(window) -> None:
    """Whatever was to be looked for was, and came."""
    if window.offers._pause.isActive():
        window.offers._pause.stop()
        window.offers._look()
    tasks.wait()
    QApplication.processEvents()


def test_a_record_is_opened_from_the_list_by_the_keyboard(qtbot, window, popup):
    write("张三")
    qtbot.waitUntil(popup.isVisible)
    (case,) = [one for one in lines(popup) if one.startswith("人民调解　")]
    assert not popup.currentIndex().isValid()
    while popup.currentIndex().data() != case:
        qtbot.keyClick(popup, K.Key_Down)
    qtbot.keyClick(popup, K.Key_Return)
    assert not popup.isVisible()
    assert window.top.search.text() == ""
    qtbot.waitUntil(lambda: window.pages.name == "mediation")
    assert window.pages.register_page("mediation").pane.record_id == 1


def test_enter_alone_asks_for_everything_as_the_last_line_does(qtbot, window, popup):
    write("同名")
    settled(window)
    assert [one.split("　")[0] for one in lines(popup)] == ["村居与单位"] * 3 + [
        "全部 6 条结果（Enter）"
    ]
    qtbot.keyClick(popup, K.Key_Return)
    assert (window.pages.name, popup.isVisible()) == (HITS, False)
    window.pages.turn_to("home")
    window.top.search.setFocus()
    write("村")
    settled(window)
    qtbot.keyClick(popup, K.Key_Up)
    qtbot.keyClick(popup, K.Key_Return)
    assert window.pages.name == HITS
    assert window.pages.made[HITS].words == window.top.search.text() == "同名村"


def test_a_page_is_turned_up_by_its_name(qtbot, window, popup):
    write("统计表")
    settled(window)
    assert lines(popup)[0] == "页面　统计表"  # called just so, before others that hold the word
    qtbot.keyClick(popup, K.Key_Down)
    qtbot.keyClick(popup, K.Key_Return)
    qtbot.waitUntil(lambda: window.pages.name == STATISTICS)


def test_a_page_is_found_by_its_sound(window, popup):
    for typed in ("tongjibiao", "tjb"):
        window.top.search.clear()
        write(typed)
        settled(window)
        assert "页面　统计表" in lines(popup)


def test_escape_takes_the_list_away_and_then_the_words(qtbot, window, popup):
    write("同名")
    settled(window)
    qtbot.keyClick(popup, K.Key_Escape)
    assert (popup.isVisible(), window.top.search.text()) == (False, "同名")
    qtbot.keyClick(window.top.search, K.Key_Escape)
    assert window.top.search.text() == ""


def test_one_letter_is_too_little_and_a_character_enough(window, popup):
    write("z")
    settled(window)
    assert not popup.isVisible()
    window.top.search.clear()
    write("村")
    settled(window)
    assert popup.isVisible()


def test_what_was_found_for_other_words_is_not_offered(window, popup, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(found, "find", lambda _store, words: asked.append(words) or [])
    write("同名")
    window.offers._look()
    write("村")  # while the worker looks
    tasks.wait()
    QApplication.processEvents()
    assert not popup.isVisible()
    settled(window)
    assert asked[-1] == "同名村"
    window.top.search.clear()
    window.offers._look()
    tasks.wait()
    assert asked[-1] == "同名村"  # nothing is looked for where nothing is typed
