"""Registers that were left long ago do not stay for the rest of the day."""

import pytest
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from db.registers import Case, Committee, Mediator, Meeting, Person, Place
from desktop.windows import left_pages
from desktop.windows.parts import tasks
from desktop.windows.views import HOME
from tests.windows.desks import main_window

SEEN = [cls.__tablename__ for cls in (Case, Committee, Place, Person, Meeting)]


@pytest.fixture
def pages(qtbot, store, monkeypatch):
    """Five registers were looked at, the last of them is shown; two may stay."""
    monkeypatch.setattr(left_pages, "KEPT", 2)
    with main_window(qtbot, store) as window:
        for name in SEEN:
            window.pages.turn_to(name)
        yield window.pages


def registers(pages) -> list[str]:
    return [name for name in pages.made if name in SEEN]


def test_in_a_pause_those_left_longest_ago_go(qtbot, pages):
    old = pages.made[SEEN[0]]
    assert registers(pages) == SEEN
    pages.left.pause.passed.emit()
    qtbot.waitUntil(lambda: registers(pages) == SEEN[-2:])
    qtbot.waitUntil(lambda: not isValid(old))
    assert HOME in pages.made
    assert pages.turn_to(SEEN[0])
    assert pages.register_page(SEEN[0]).isVisible()


def test_one_that_is_being_made_anew_does_not_go_before_it_is_shown(qtbot, pages):
    pages.left.pause.passed.emit()
    qtbot.waitUntil(lambda: registers(pages) == SEEN[-2:])
    turning = pages.turning(SEEN[0])
    while SEEN[0] not in pages.made:
        next(turning)
    pages.left.let_go()  # what a pause began goes on while people have clicked already
    for _ in turning:
        pass
    assert pages.name == SEEN[0]


def test_one_is_made_again_where_the_towns_registers_changed_before_it_was_shown(pages):
    turning = pages.turning(Mediator.__tablename__)
    while Mediator.__tablename__ not in pages.made:
        next(turning)
    pages.renew()
    for _ in turning:
        pass
    assert pages.name == Mediator.__tablename__
    assert pages.register_page(Mediator.__tablename__).isVisible()


def test_what_was_turned_to_again_was_not_left_longest_ago(qtbot, pages):
    pages.turn_to(SEEN[0])
    pages.left.pause.passed.emit()
    qtbot.waitUntil(lambda: set(registers(pages)) == {SEEN[0], SEEN[-1]})


def test_a_page_stays_while_a_window_of_it_is_open_or_something_is_done_for_it(qtbot, pages):
    window = QDialog(pages.made[SEEN[0]])
    window.show()
    task = tasks.Task(pages.made[SEEN[1]], "忙", lambda _progress: None, lambda _done: None, None)
    pages.left.pause.passed.emit()
    qtbot.waitUntil(lambda: set(registers(pages)) == {*SEEN[:2], *SEEN[-2:]})
    task.finish(None)
    window.close()
    pages.left.pause.passed.emit()
    qtbot.waitUntil(lambda: registers(pages) == SEEN[-2:])


def test_who_touches_nothing_for_some_seconds_makes_the_pause(pages):
    assert pages.left.pause._timer.isActive()
    assert 3_000 < pages.left.pause._timer.interval() < 6_000  # before the garbage is looked for
