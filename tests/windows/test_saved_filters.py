"""常用条件: kept under a name, taken up again, each user's own, undone like anything else."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog

from db.registers import Case, Place, saved_filter
from db.store.rights import Rights
from desktop.windows.lists.filters import from_to, periods
from desktop.windows.lists.register_page import RegisterPage
from desktop.windows.lists.saved_filters import Narrowing, SavedFilters
from tests.offices import agreed_case, new_store, settle
from tests.windows.pages import opened


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as database:
        settle(database)
        with database.step("登记") as session:
            session.add_all(agreed_case(1) for _ in range(3))
        yield database


@pytest.fixture
def said(monkeypatch) -> list[str]:
    """What the question for a name offered; it is answered with 常看的."""
    offered: list[str] = []

    def answer(_parent, _title, _label, _mode, text) -> tuple[str, bool]:
        offered.append(text)
        return " 常看的 ", True

    monkeypatch.setattr(QInputDialog, "getText", answer)
    return offered


def menu(page: RegisterPage) -> dict:
    """The entries by their words, those of the submenus as 改名/常看的."""
    button = page.findChild(SavedFilters)
    button.fill()
    entries = [(action.text(), action) for action in button.menu().actions()]
    for below, _ in button._below:
        entries += [(f"{below.title()}/{one.text()}", one) for one in below.actions()]
    return dict(entries)


def names(store, user: str, table: str = "mediation") -> list[str]:
    with store.read() as session:
        return [one.name for one in saved_filter.saved_by(session, user, table)]


def test_what_was_kept_narrows_and_orders_the_list_again(qtbot, store, said):
    page = opened(qtbot, store, Case)
    assert not menu(page)["保存这些条件…"].isEnabled()
    page.search("张三")
    page.filters.choose("state", ("登记", [("=", "registered")]))
    column = [spec.name for spec in page.model.listing.columns].index("dispute_type")
    page.table.horizontalHeader().setSortIndicator(column, Qt.SortOrder.DescendingOrder)
    kept = page.model.listing
    menu(page)["保存这些条件…"].trigger()
    assert said == ["张三、登记"]
    page.widen()
    page.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert page.model.listing != kept
    menu(page)["常看的"].trigger()
    assert page.model.listing == kept
    assert page.table.horizontalHeader().sortIndicatorSection() == column


def test_it_is_renamed_removed_and_brought_back(qtbot, store, said, monkeypatch):
    page = opened(qtbot, store, Case)
    page.filters.choose("state", ("登记", [("=", "registered")]))
    for _ in range(2):  # the second time it is replaced
        menu(page)["保存这些条件…"].trigger()
    assert names(store, store.user) == ["常看的"]
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("待&受理", True))
    menu(page)["改名/常看的"].trigger()
    assert "待&&受理" in menu(page)
    menu(page)["删除/待&&受理"].trigger()
    assert names(store, store.user) == []
    store.undo()
    assert names(store, store.user) == ["待&受理"]
    assert names(store, store.user, "place") == []


def test_each_user_keeps_his_own_and_a_reader_may_too(qtbot, store, said):
    page = opened(qtbot, store, Place)
    store.rights, store.user = Rights("查阅的", "reader"), "查阅的"
    page.search("村")
    menu(page)["保存这些条件…"].trigger()
    assert names(store, "查阅的", "place") == ["常看的"]
    store.user = "另一个"
    assert "常看的" not in menu(page)


def test_this_month_is_that_of_the_day_on_which_it_is_looked_for():
    then, now = date(2024, 2, 9), date(2025, 5, 1)
    own = from_to(date(2024, 1, 1), None)
    kept = Narrowing(
        "",
        {"accepted_on": ("本月", dict(periods(then))["本月"]), "archived_on": own},
        None,
        False,
    )
    back = Narrowing.read(Case, kept.written(), now)
    assert back.chosen["accepted_on"] == ("本月", [(">=", now), ("<=", date(2025, 5, 31))])
    assert back.chosen["archived_on"] == own


def test_a_field_that_is_gone_is_left_out():
    kept = Narrowing("x", {"no_such": ("甲", [("=", "1")])}, "no_such_either", True)
    assert Narrowing.read(Case, kept.written(), date(2024, 1, 1)) == Narrowing("x", {}, None, True)


@pytest.mark.parametrize("name", ["", "   ", "长" * 41])
def test_a_name_that_fits_no_menu_is_refused(store, name):
    from db.store.trouble import Trouble

    with pytest.raises(Trouble, match="名称"):
        saved_filter.keep(store, "mediation", name, "{}")
    with store.step("存") as session:
        session.add(
            saved_filter.SavedFilter.fresh(
                name="甲", register="place", owner=store.user, content="{}"
            )
        )
    saved_filter.keep(store, "place", "乙", "{}")
    with store.read() as session:
        first, second = saved_filter.saved_by(session, store.user, "place")
    with pytest.raises(Trouble, match="已经有"):
        saved_filter.rename(store, second.id, first.name)
