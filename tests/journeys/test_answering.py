"""How long the window answers nobody is measured: by the event, the journey's own work left out."""

import ast
from collections.abc import Iterator
from pathlib import Path
from time import thread_time

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit

from tests.answering import MOST, Answering, Event, floor_of, hands, stale, too_long
from tests.journeys.known import KNOWN

LONG = 0.06  # seconds of the processor


def work(seconds: float = LONG) -> None:
    """Keep the processor busy for so long."""
    end = thread_time() + seconds
    while thread_time() < end:
        pass


@pytest.fixture
def looking(qapp) -> Iterator[Answering]:
    made = Answering(qapp)
    made.begin()
    yield made
    made.end()


@pytest.fixture(autouse=True)
def answering() -> None:
    """What is long here on purpose is no journey's."""


def soon(qtbot, act) -> None:
    """Do this in an event of its own, and wait until it is done."""
    done = []
    QTimer.singleShot(0, lambda: done.append(act()))
    qtbot.waitUntil(lambda: bool(done))


def spent(looking: Answering) -> float:
    return sum(one.seconds for one in looking.found)


def test_a_long_event_is_told_by_name_and_judged_beside_a_plain_window(qtbot, looking):
    line = QLineEdit()
    qtbot.addWidget(line)
    line.setObjectName("姓名")
    line.textEdited.connect(lambda _text: work())
    QTest.keyClick(line, Qt.Key.Key_A)
    (found,) = [one for one in looking.found if "姓名" in one.what]
    assert found.what == "QLineEdit 姓名 KeyPress"
    assert found.seconds >= LONG
    assert too_long([found], LONG / MOST / 2) == [found]
    assert too_long([found], found.seconds) == []


def test_what_leads_to_a_dialog_ends_where_people_are_heard_again(qtbot, looking):
    def ask() -> None:
        dialog = QDialog()
        QTimer.singleShot(0, lambda: (work(), dialog.close()))
        dialog.exec()

    soon(qtbot, ask)
    assert LONG <= spent(looking) < 2 * LONG, "once, and not again in what opened the dialog"


def test_the_hands_own_work_is_left_out_and_what_they_start_is_not(qtbot, looking):
    line = QLineEdit()
    qtbot.addWidget(line)
    line.textEdited.connect(lambda _text: work())

    def act() -> None:
        with hands():
            work(3 * LONG)
            QTest.keyClick(line, Qt.Key.Key_A)

    soon(qtbot, act)
    assert [one.what for one in looking.found] == ["QLineEdit KeyPress"]


def test_looking_costs_what_is_taken_off_again(qapp, qtbot):
    floor = floor_of(qapp)
    assert floor.window > 0
    assert floor.cost > 0

    class Deaf(QObject):
        def event(self, _event: QEvent) -> bool:
            return True

    looking = Answering(qapp, floor)
    deaf, event = Deaf(), QEvent(QEvent.Type.User)
    looking.begin()
    try:
        soon(qtbot, lambda: [qapp.sendEvent(deaf, event) for _ in range(100)])
    finally:
        looking.end()
    assert looking.found == []
    qapp.sendEvent(deaf, event)
    assert "notify" not in vars(qapp), "nobody looks any more"


def test_a_known_exception_that_is_none_any_more_is_told():
    events = [Event(0.1, "Task MetaCall"), Event(0.01, "QTimer Timer")]
    assert stale({"Task MetaCall", "QTimer Timer"}, events, window=0.02) == {"QTimer Timer"}


def test_every_known_exception_is_of_a_journey():
    files = Path(__file__).parent.glob("test_*.py")
    trees = [ast.parse(file.read_text("utf-8")) for file in files]
    tests = {node.name for tree in trees for node in tree.body if hasattr(node, "name")}
    assert {journey for journey, _ in KNOWN} <= tests
    assert all(KNOWN.values()), "each with its reason"
