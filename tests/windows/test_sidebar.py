"""The sidebar with thirty entries: groups fold, are remembered, and never hide the open page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.windows.pages import quick_ones
from desktop.windows.record.begun import can_be_new
from desktop.windows.sidebar import Sidebar
from desktop.windows.sidebar_group import Entry
from desktop.windows.topbar import TopBar

SIZES = {"办理": 5, "法律援助": 6, "执法证件": 6, "普法宣传": 8, "设置": 5}
ENTRIES = [
    Entry("home", "首页", "home"),
    *(Entry(f"{g}{n}", f"{g}之{n}", "ledger", g) for g, size in SIZES.items() for n in range(size)),
]


@pytest.fixture
def side(qtbot, data_folder):
    data_folder.mkdir()
    return made(qtbot)


def made(qtbot) -> Sidebar:
    window = QMainWindow()
    qtbot.addWidget(window)
    bar = Sidebar(ENTRIES)
    window.setCentralWidget(bar)
    window.resize(200, 500)
    window.show()
    bar.kept_alive = window
    return bar


def seen(side) -> set[str]:
    return {name for name, button in side.buttons.items() if not button.isHidden()}


def test_at_first_what_can_be_taken_in_is_open(side):
    assert {name[:2] for name in seen(side)} == {"ho", "办理", "法律"}
    assert all(group.heading.isVisibleTo(side) for group in side.groups.values())


def test_the_open_page_is_seen_in_a_folded_group(side):
    side.show_chosen("普法宣传3")
    assert "普法宣传3" in seen(side)
    side.show_chosen("办理1")
    assert "普法宣传3" not in seen(side)


def test_folding_is_remembered(qtbot, side):
    side.groups["执法证件"].heading.click()
    side.groups["办理"].heading.click()
    again = made(qtbot)
    assert {title for title, group in again.groups.items() if group.folded} == {
        "办理", "普法宣传", "设置"
    }  # fmt: skip
    for title in ("办理", "普法宣传", "设置"):
        again.fold(title, folded=False)
    assert not any(group.folded for group in made(qtbot).groups.values())


def test_a_click_asks_for_a_page_and_marks_none(side):
    """What is not saved may keep people where they are; a page that is refused is not open."""
    asked = []
    side.chosen.connect(asked.append)
    side.show_chosen("办理0")
    side.buttons["办理1"].click()
    assert asked == ["办理1"]
    assert [name for name, one in side.buttons.items() if one.isChecked()] == ["办理0"]


def test_the_keyboard_walks_folds_and_unfolds(qtbot, side):
    qtbot.waitUntil(lambda: (side.window().activateWindow(), side.window().isActiveWindow())[1])
    side.buttons["法律援助5"].setFocus()

    def press(key):
        qtbot.keyClick(QApplication.focusWidget(), key)
        return QApplication.focusWidget()

    assert press(Qt.Key.Key_Down) is side.groups["执法证件"].heading
    assert press(Qt.Key.Key_Right) is side.buttons["执法证件0"]
    assert press(Qt.Key.Key_Left) is side.groups["执法证件"].heading
    assert "执法证件0" not in seen(side)
    assert press(Qt.Key.Key_Up) is side.buttons["法律援助5"]
    assert press(Qt.Key.Key_Left) is side.groups["法律援助"].heading
    assert press(Qt.Key.Key_Up) is side.buttons["办理4"]


def test_narrow_it_tells_the_groups_still(side):
    wide = side.width()
    side.be_narrow(True)
    assert side.width() < wide * 0.6
    assert side.buttons["办理0"].toolTip() == "办理之0"
    assert side.groups["办理"].heading.text() == "办理"
    assert side.groups["普法宣传"].heading.text().startswith("普法宣传")
    side.be_narrow(False)
    assert side.buttons["办理0"].text() == "办理之0"


def test_every_new_record_has_a_key_of_its_own(qtbot):
    bar = TopBar("张所长")
    qtbot.addWidget(bar)
    many = [_register(f"r{n}", f"组{n % 4}") for n in sorted(range(30), key=lambda n: n % 4)]
    begun = []
    bar.fill_new(many, lambda name: lambda: begun.append(name))
    every = bar.new.menu().actions()
    actions = [one for one in every if one.isEnabled()]
    assert [one.text() for one in every if not one.isEnabled()] == ["组0", "组1", "组2", "组3"]
    assert len({one.text()[1] for one in actions}) == len(actions) == 30
    assert [one.data() for one in actions[:8]] == [f"r{n}" for n in range(0, 30, 4)]
    actions[8].trigger()
    assert begun == ["r1"]


def _register(name: str, group: str):
    told = {"__tablename__": name, "title": name, "icon": "ledger", "group": group}
    return type(name, (), told)


def test_the_first_page_offers_the_four_forms_of_daily_work():
    assert [cls.title for cls in quick_ones()] == [
        "人民调解",
        "法律援助",
        "行政执法证",
        "普法活动",
    ]
    assert all(can_be_new(cls) for cls in quick_ones())


def test_what_stays_keeps_its_place_and_the_cursor_when_entries_change(side):
    kept, gone = side.buttons["办理1"], side.buttons["办理2"]
    kept.setFocus()
    others = [entry for entry in ENTRIES if entry.name != "办理2"]
    side.show_entries([*others[:2], Entry("new", "新的", "ledger", "办理"), *others[2:]])
    assert side.buttons["办理1"] is kept
    assert kept.hasFocus()
    assert gone not in side._stops()
    names = [button.text() for button in side._stops()]
    assert names[:4] == ["首页", "办理之0", "新的", "办理之1"]
