"""Work in turns: the window is heard in between, and who needs the whole gets it at once."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from db.registers import Case, LegalAid
from db.store.database import Database
from desktop.windows.finding.recent import recent
from desktop.windows.parts import in_turns, tasks
from desktop.windows.parts.in_turns import InTurns
from desktop.windows.record.field_grid import FieldGrid
from desktop.windows.record.short_form import keep_wanted
from desktop.windows.views import DUES, STATISTICS
from tests.offices import agreed_case, new_store, settle
from tests.windows.desks import main_window
from tests.windows.pages import all_there, opened, press, rows


@pytest.fixture
def step_by_step(monkeypatch) -> None:
    """One step in each turn."""
    monkeypatch.setattr(in_turns, "MOMENT", 0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        settle(database)
        with database.step("登记") as session:
            session.add_all([agreed_case(1), agreed_case(1)])
        yield database


@pytest.fixture
def owner(qapp) -> QObject:
    """With whom the work ends."""
    return QObject()


def steps(seen: list[object], words: str) -> Iterator[None]:
    for word in words:
        seen.append(word)
        yield


def test_people_are_heard_between_two_steps(qtbot, owner, step_by_step):
    seen: list[object] = []
    turns = InTurns(owner)
    turns.begin(steps(seen, "一二三"))
    QTimer.singleShot(0, owner, lambda: seen.append("key"))
    qtbot.waitUntil(lambda: not turns.busy)
    assert seen[0] == "一"
    assert seen.index("key") < seen.index("三")


def test_another_subject_drops_the_one_before_and_finish_does_the_rest(owner, step_by_step):
    seen: list[object] = []
    turns = InTurns(owner)
    turns.begin(steps(seen, "旧旧旧"))
    turns.begin(steps(seen, "新新"), now=False)
    turns.finish()
    assert seen == ["旧", "新", "新"]
    assert not turns.busy
    assert not turns.until(lambda: False)


def test_only_what_is_needed_is_done_before_its_turn(owner, step_by_step):
    seen: list[object] = []
    turns = InTurns(owner)
    turns.begin(steps(seen, "一二三四"), now=False)
    assert turns.until(lambda: "二" in seen)
    assert seen == ["一", "二"]


def test_events_are_looked_at_only_while_something_is_made(qapp, owner, step_by_step):
    seen, turns = [], InTurns(owner)
    turns.begin(steps(seen, "一二三"), now=False, ready=in_turns.nowhere)
    assert looked_at(qapp)
    turns.finish()
    assert not looked_at(qapp)
    turns.begin(steps(seen, "四五"), now=False, ready=in_turns.nowhere)
    turns.stop()
    assert not looked_at(qapp)


def looked_at(app) -> bool:
    """Whether an event on its way to its receiver comes to Python first."""
    heard, going = [], QObject()
    sys.setprofile(lambda frame, *_: heard.append(frame.f_code.co_filename))
    app.sendEvent(going, QEvent(QEvent.Type.User))
    sys.setprofile(None)
    return in_turns.__file__ in heard


def test_an_error_in_a_step_is_told_and_ends_the_work(owner, step_by_step):
    def wrong() -> Iterator[None]:
        yield
        raise ValueError("wrong")

    turns = InTurns(owner)
    turns.begin(wrong())
    with pytest.raises(ValueError, match="wrong"):
        turns.finish()
    assert not turns.busy


def test_what_is_typed_at_once_stays_while_the_rest_of_the_form_comes(qtbot, store, step_by_step):
    keep_wanted(Case, short=False)
    page = opened(qtbot, store, Case)
    page.pane.new_record()
    form = page.pane.form
    line = page.window().focusWidget()
    assert form.where() == "registered_on"
    line.clear()
    qtbot.keyClicks(line, "2024-06-03")
    assert form._turns.busy
    qtbot.waitUntil(lambda: not form._turns.busy, timeout=60_000)
    assert line.text() == "2024-06-03"
    assert form.where() == "registered_on"
    assert form.take_all()
    qtbot.waitUntil(lambda: all_there(page), timeout=60_000)
    assert str(page.pane.record.registered_on) == "2024-06-03"


def test_a_record_is_left_before_it_is_shown_and_nothing_goes_over(qtbot, store, step_by_step):
    page = opened(qtbot, store, Case, 1)
    page.pane.form.finish()
    with store.step("改") as session:
        session.get(Case, 2).facts = "第二件的事实"
    page.open_record(2)
    assert page.pane.form._turns.busy
    assert page.pane.form.take_all()  # fields still show the first
    assert page.pane.record.facts == "第二件的事实"
    assert page.pane.save()
    qtbot.waitUntil(lambda: all_there(page), timeout=60_000)
    with store.read() as session:
        assert session.get(Case, 2).facts == "第二件的事实"


def test_tab_goes_on_from_the_last_field_that_is_there(qtbot, store, step_by_step):
    page = opened(qtbot, store, Case, 1)
    form = page.pane.form
    form.enter()
    assert form._turns.busy
    first = form.where()
    press(qtbot, page, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    assert form.where() not in ("", first)
    form.finish()
    qtbot.waitUntil(lambda: all_there(page), timeout=60_000)


def test_a_form_in_turns_is_the_form_made_at_once(qtbot, store, monkeypatch):
    looks = []
    for moment in (in_turns.WHOLE, 0):
        monkeypatch.setattr(in_turns, "MOMENT", moment)
        page = opened(qtbot, store, Case, 1)
        qtbot.waitUntil(lambda shown=page: all_there(shown), timeout=60_000)
        form, bar = page.pane.form, page.pane.form._sections
        qtbot.waitUntil(lambda shown=bar.shown: bool(shown()))
        grids = (part for _, part in form._parts if isinstance(part, FieldGrid))
        cells = [(name, one.isHidden()) for grid in grids for name, one in grid.cells.items()]
        stops = [one.accessibleName() for one in form._area.stops()]
        looks.append((cells, bar.shown(), stops))
    assert looks[0] == looks[1]


def test_a_key_right_after_saving_is_for_what_was_saved(qtbot, store, step_by_step):
    page = opened(qtbot, store, Case, 1)
    form = page.pane.form
    form.finish()
    form.enter("parties[1].address")
    form.finish()
    row = form.where()
    page.pane.dirty = True
    assert page.pane.save()
    assert form._turns.busy
    qtbot.keyClicks(page.window().focusWidget(), "9")
    assert form._turns.busy, "no more was made than what the cursor stands in"
    assert form.where() == row == "parties[1].address"
    qtbot.waitUntil(lambda: all_there(page), timeout=60_000)
    assert page.pane.form.take_all()
    assert "9" in page.pane.record.parties[1].address
    assert form.where() == row


def test_a_key_far_down_waits_for_nothing_above(qtbot, store, step_by_step):
    page = opened(qtbot, store, Case, 1)
    form = page.pane.form
    form.finish()
    form.enter("agreed_on")
    form.finish()
    page.pane.dirty = True
    assert page.pane.save()
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_End)
    assert form.where() == "agreed_on"
    assert len(form._area._there) == 1
    top = form._area.verticalScrollBar().value()
    qtbot.waitUntil(lambda: all_there(page), timeout=60_000)
    assert form.where() == "agreed_on"
    assert form._area.verticalScrollBar().value() == top


def test_the_short_form_grows_in_turns_into_the_form_made_at_once(qtbot, store, monkeypatch):
    looks = []
    for begins_short in (False, True):
        keep_wanted(Case, short=begins_short)
        monkeypatch.setattr(in_turns, "MOMENT", 0)
        page = opened(qtbot, store, Case)
        page.pane.new_record()
        form = page.pane.form
        if begins_short:
            qtbot.waitUntil(lambda shown=page: all_there(shown), timeout=60_000)
            short = [len(part._made) for _, part in form._parts if isinstance(part, FieldGrid)]
            line = page.window().focusWidget()
            line.clear()
            qtbot.keyClicks(line, "2024-06-03")
            form.be_short(short=False)
            assert form._turns.busy
        qtbot.waitUntil(lambda shown=page: all_there(shown), timeout=60_000)
        grids = [part for _, part in form._parts if isinstance(part, FieldGrid)]
        looks.append([one.accessibleName() for one in form._area.stops()])
    assert str(page.pane.record.registered_on) == "2024-06-03"
    assert form.where() == "registered_on"
    assert sum(short) < sum(len(grid.cells) for grid in grids) / 2
    assert looks[0] == looks[1]


def test_what_is_saved_in_turns_is_whole_for_whoever_goes_on(qtbot, store, step_by_step):
    page = opened(qtbot, store, Case, 1)
    page.pane.form.finish()
    page.pane.record.facts = "改过的事实"
    page.pane.form.refresh()
    page.pane._edited()
    page.pane.head.save.click()
    assert page.pane._saving.going
    assert page.pane.record_id == 1
    page.open_record(2)  # asks nothing: what was begun is done first
    assert not page.pane._saving.going
    assert page.pane.record_id == 2
    with store.read() as session:
        assert session.get(Case, 1).facts == "改过的事实"
    qtbot.waitUntil(lambda: all_there(page), timeout=60_000)


def test_a_record_turned_up_from_elsewhere_comes_in_turns(qtbot, store, data_folder, step_by_step):
    with main_window(qtbot, store) as window:
        window.pages.open_record("mediation", 1)
        assert "mediation" not in window.pages.made
        qtbot.keyClick(window, Qt.Key.Key_Shift)  # a key finds it open
        assert window.pages.register_page("mediation").pane.record_id == 1
        assert [one.record_id for one in recent(store)] == [1]


@pytest.mark.parametrize("name", ["statistics_return", STATISTICS, DUES])
def test_what_is_done_on_another_page_waits_for_it_in_turns(
    qtbot, store, data_folder, step_by_step, name
):
    with main_window(qtbot, store) as window:
        pages = window.pages
        done: list[object] = []
        pages.then(name, done.append)
        assert not done
        assert name not in pages.made
        qtbot.waitUntil(lambda: bool(done))
        assert done == [pages.made[name]] == [pages.currentWidget()]
        tasks.wait()


def test_rows_of_which_there_are_none_yet_are_led_to_in_the_whole_form(qtbot, store, step_by_step):
    page = opened(qtbot, store, LegalAid)
    page.pane.new_record()
    form = page.pane.form
    form.finish()
    assert form.short
    form.enter("materials")
    qtbot.waitUntil(lambda: all_there(page))
    assert form.where() == "materials"
    adds = rows(page, "materials")._add
    qtbot.waitUntil(lambda: not adds.visibleRegion().isEmpty())
