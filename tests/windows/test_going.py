"""What goes is taken apart a handful at a time, and nothing looks for what went before."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from db.registers import Case
from desktop.windows.left_pages import drop
from desktop.windows.parts import across, in_turns
from desktop.windows.parts.going import _LARGE, take_away
from desktop.windows.parts.later import later
from tests.windows.desks import desk, empty_desk, quits, unlocked
from tests.windows.pages import all_there

__all__ = ["desk", "empty_desk", "quits"]


@pytest.fixture
def step_by_step(monkeypatch) -> None:
    """One step in each turn, however quick the machine is."""
    monkeypatch.setattr(in_turns, "MOMENT", 0)


class Laid(QFrame):
    """Arranges its parts, and looks for each when it is laid out anew: as a form does."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.parts = parts
        column = QVBoxLayout(self)
        for part in parts:
            column.addWidget(part)

    def resizeEvent(self, _event) -> None:  # noqa: N802
        assert all(map(isValid, self.parts))


class Listener(QObject):
    """Looks for a part a little after anything was laid out anew: as the phrases' button does."""

    def __init__(self, place: QWidget, part: QWidget) -> None:
        super().__init__(place)
        self.part = part
        part.parentWidget().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.LayoutRequest:
            later(self, 0, self.part.isHidden)
        return False


def most_at_once(watched: list[QObject], gone) -> int:
    """Objects that went in the longest turn, until all are gone."""
    most, left = 0, len(watched)
    while not gone():
        QApplication.processEvents()
        now = sum(map(isValid, watched))
        most, left = max(most, left - now), now
    return most


def test_a_locked_window_with_a_whole_form_goes_a_handful_at_a_time(qtbot, desk, step_by_step):
    window = unlocked(qtbot, desk)
    window.pages.open_record("mediation", 1)
    qtbot.waitUntil(lambda: not window.pages.beginning.busy)
    page = window.pages.register_page("mediation")
    qtbot.waitUntil(lambda: all_there(page))
    page.pane.form.findChild(QPlainTextEdit).setFocus()
    form = list(page.pane.form.findChildren(QObject))
    assert len(form) > 8 * _LARGE
    window.lock_now()
    assert isValid(page)
    assert most_at_once(form, lambda: not isValid(window)) <= 2 * _LARGE


def test_a_page_goes_while_its_window_stays(qtbot, desk, step_by_step):
    window = unlocked(qtbot, desk)
    window.pages.open_record("mediation", 1)
    qtbot.waitUntil(lambda: not window.pages.beginning.busy)
    page = window.pages.register_page("mediation")
    qtbot.waitUntil(lambda: all_there(page))
    told: list[str] = []
    form = list(page.pane.form.findChildren(QObject))
    turns = len(window.pages.findChildren(in_turns.InTurns)) - len(
        page.findChildren(in_turns.InTurns)
    )
    drop(window.pages, "mediation")
    across.tell(page.pane, told.append, "heard", gone=lambda _what: told.append("gone"))
    assert told == ["gone"]
    with window.database.step("修改") as session:
        session.get(Case, 1).summary = "改了"
    assert most_at_once(form, lambda: not isValid(page)) <= 2 * _LARGE
    qtbot.waitUntil(lambda: len(window.pages.findChildren(in_turns.InTurns)) == turns)
    assert window.isVisible()


def test_what_arranges_parts_gives_them_up_before_it_goes(qtbot, step_by_step):
    def many() -> QWidget:
        return Laid(*(QLabel(str(number)) for number in range(2 * _LARGE)))

    split, stack, area = QSplitter(), QStackedWidget(), QScrollArea()
    for one in (many(), many()):
        split.addWidget(one)
    for one in (many(), split, many()):
        stack.addWidget(one)
    stack.setCurrentIndex(1)
    area.setWidgetResizable(True)
    area.setWidget(Laid(stack, many()))
    page = Laid(area, many())
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(page)
    window.show()
    QApplication.processEvents()
    Listener(page, area.widget().parts[-1])
    everything, shown = list(page.findChildren(QObject)), list[int]()
    stack.currentChanged.connect(shown.append)
    take_away(page)
    assert most_at_once(everything, lambda: not isValid(page)) <= 2 * _LARGE
    assert not any(map(isValid, everything))
    assert shown == [-1], "no other page is laid out in the place of the one that went"
