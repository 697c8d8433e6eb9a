"""Work behind the window: result, Trouble, bug and cancel; and how sentences are shown."""

import ast
import os
import subprocess
import sys
import threading
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.store.trouble import Trouble
from desktop.windows.parts import tasks
from desktop.windows.parts.ears import listen
from desktop.windows.parts.later import later
from desktop.windows.parts.notices import Notices, Strip, Toast, hush, notices_of, say


@pytest.fixture
def window(qtbot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    middle = QWidget()
    column = QVBoxLayout(middle)
    column.addWidget(Notices())
    column.addStretch(1)
    window.setCentralWidget(middle)
    window.resize(600, 400)
    window.show()
    yield window
    tasks.wait()


def press(window, word):
    next(b for b in window.findChildren(QPushButton) if b.text() == word).click()


def test_work_is_done_elsewhere_and_told_here(qtbot, window):
    where = []

    def work(progress):
        where.append(threading.current_thread())
        progress(1, 2)
        return 42

    def done(result):
        where.append(threading.current_thread())
        where.append(result)

    tasks.run(window, "正在做", work, done)
    qtbot.waitUntil(lambda: len(where) == 3)
    assert where[0] is not threading.main_thread()
    assert where[1:] == [threading.main_thread(), 42]


def test_tasks_run_one_after_another(qtbot, window):
    order = []
    for number in range(5):
        tasks.run(window, "", lambda _p, n=number: order.append(n), lambda _none: None)
    qtbot.waitUntil(lambda: len(order) == 5)
    assert order == [0, 1, 2, 3, 4]


def test_a_trouble_is_its_sentence(qtbot, window):
    def work(_progress):
        raise Trouble("磁盘已满，请腾出空间")

    tasks.run(window, "", work, pytest.fail)
    qtbot.waitUntil(lambda: notices_of(window).sentences() == ["磁盘已满，请腾出空间"])
    press(window, "知道了")
    assert notices_of(window).sentences() == []


def test_a_trouble_can_be_taken_by_who_asked(qtbot, window):
    heard = []

    def work(_progress):
        raise Trouble("不行")

    tasks.run(window, "", work, pytest.fail, lambda trouble: heard.append(trouble.sentence))
    qtbot.waitUntil(lambda: heard == ["不行"])
    assert notices_of(window).sentences() == []


def test_a_bug_reaches_the_hook(qtbot, window, monkeypatch):
    heard = []
    monkeypatch.setattr(sys, "excepthook", lambda *what: heard.append(what[1]))
    tasks.run(window, "", lambda _p: 1 // 0, pytest.fail)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], ZeroDivisionError)
    assert heard[0].__traceback__ is not None


def test_long_work_shows_progress_and_can_be_stopped(qtbot, window, monkeypatch):
    monkeypatch.setattr(tasks, "PATIENCE", 10)
    halfway, asked = threading.Event(), threading.Event()

    def work(progress):
        progress(1, 2)
        halfway.wait(10)
        asked.wait(10)
        progress(2, 2)

    tasks.run(window, "正在备份", work, pytest.fail)
    qtbot.waitUntil(lambda: bool(window.findChildren(QProgressBar)))
    halfway.set()
    bar = window.findChildren(QProgressBar)[0]
    qtbot.waitUntil(lambda: bar.value() == 500)
    press(window, "取消")
    asked.set()
    qtbot.waitUntil(lambda: any("已取消" in t.sentence for t in window.findChildren(Toast)))
    qtbot.waitUntil(lambda: not window.findChildren(QProgressBar))


def test_a_second_click_does_not_cancel_what_the_first_began(qtbot, window, monkeypatch):
    monkeypatch.setattr(tasks, "PATIENCE", 10)
    go_on = threading.Event()
    tasks.run(window, "正在填表", lambda _p: go_on.wait(), lambda _r: None)
    qtbot.waitUntil(lambda: bool(window.findChildren(QProgressBar)))
    bar = window.findChildren(QProgressBar)[0].parentWidget()
    button = bar.findChild(QPushButton)
    qtbot.waitUntil(lambda: button.isVisible() and button.width() > 0)
    middle = button.geometry().center()
    assert bar.childAt(middle) is not button
    qtbot.waitUntil(lambda: bar.childAt(middle) is button)
    go_on.set()


def test_the_progress_of_a_page_stands_in_its_windows_own_place(qtbot, window, monkeypatch):
    monkeypatch.setattr(tasks, "PATIENCE", 10)
    page, go_on = QWidget(), threading.Event()
    window.centralWidget().layout().addWidget(page)
    page.show()
    tasks.run(page, "正在做", lambda _p: go_on.wait(), lambda _r: None)
    qtbot.waitUntil(lambda: bool(window.findChildren(QProgressBar)))
    assert page.findChildren(QProgressBar) == []
    go_on.set()


def test_short_work_shows_nothing(qtbot, window):
    done = []
    tasks.run(window, "", lambda _p: 1, done.append)
    qtbot.waitUntil(lambda: done == [1])
    assert not window.findChildren(QProgressBar)


def test_nobody_is_told_when_the_window_is_gone(qtbot):
    window = QWidget()
    go = threading.Event()
    heard = []
    tasks.run(window, "", lambda _p: go.wait(10), heard.append)
    window.deleteLater()
    qtbot.wait(20)
    go.set()
    tasks.wait()
    qtbot.wait(20)
    assert heard == []


_LONE = """
import os, sys
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from desktop.windows.parts import later, tasks
class Lone(QWidget):
    def task(self):
        tasks.run(self, "忙", lambda _progress: None, self.hear)
    def timer(self):
        later.later(self, 0, lambda: self.hear(None))
    def hear(self, _nothing):
        heard.append(self.isVisible())
app, heard, gone = QApplication([]), [], []
for _ in range(20):
    window = Lone()
    window.destroyed.connect(lambda: gone.append(1))
    getattr(window, sys.argv[1])()
    del window  # from now on that alone holds it
    tasks.wait()
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
print(len(heard), len(gone), flush=True)
os._exit(0)
"""


@pytest.mark.parametrize("holder", ["task", "timer"])
def test_a_window_that_its_own_part_alone_holds_goes_once(holder):
    """Freed memory is overwritten: what were deleted twice would end the program."""
    run = subprocess.run(
        [sys.executable, "-c", _LONE, holder],
        env={**os.environ, "MALLOC_PERTURB_": "165"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stdout.strip()) == (0, "20 20"), run.stderr


def test_a_widget_may_go_while_the_worker_tells_it_something(qtbot):
    """A signal of the widget's own, emitted in the worker, would crash the program here."""
    for _ in range(40):
        widget, began, gone = QWidget(), threading.Event(), threading.Event()

        def work(progress, began=began, gone=gone):
            for number in cycle(range(60)):
                progress(number, 60)
                began.set()
                if gone.is_set():
                    return

        tasks.run(widget, "", work, pytest.fail)
        began.wait(10)
        QApplication.processEvents()
        widget.deleteLater()
        QApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
        gone.set()
    tasks.wait()
    QApplication.processEvents()


def test_who_listens_may_go_while_another_thread_saves(qtbot):
    store, going, heard = SimpleNamespace(changed=[]), threading.Event(), []

    def save():
        while not going.is_set():
            for listener in list(store.changed):
                listener(frozenset())

    thread = threading.Thread(target=save)
    thread.start()
    try:
        for _ in range(100):
            widget = QWidget()
            listen(widget, store, heard.append)
            QApplication.processEvents()
            widget.deleteLater()
            QApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
    finally:
        going.set()
        thread.join()
    QApplication.processEvents()
    assert store.changed == []


def test_a_word_at_the_foot_offers_its_action(qtbot, window):
    undone = []
    say(window, "已删除 1 件", "done", ("撤销", lambda: undone.append(1)))
    press(window, "撤销")
    assert undone == [1]
    qtbot.waitUntil(lambda: not window.findChildren(Toast))


def test_a_new_word_replaces_the_one_before(qtbot, window):
    say(window, "一")
    say(window, "二")
    qtbot.waitUntil(lambda: [t.sentence for t in window.findChildren(Toast)] == ["二"])
    toast = window.findChildren(Toast)[0]
    window.resize(QSize(900, 500))
    assert window.rect().contains(toast.geometry())


def test_a_sentence_stands_once_and_goes_with_the_page(qtbot, window):
    for _ in range(3):
        say(window.centralWidget(), "同一句", "problem")
    assert notices_of(window).sentences() == ["同一句"]
    hush(window)
    assert notices_of(window).sentences() == []


def test_a_window_without_room_shows_it_over_the_top(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    say(window, "一句话", "warning")
    strip = window.findChildren(Strip)[0]
    qtbot.waitUntil(lambda: strip.isVisible() and strip.width() == 400)
    assert strip.mapTo(window, strip.rect().topLeft()).y() == 0
    qtbot.mouseClick(next(b for b in strip.findChildren(QPushButton)), Qt.MouseButton.LeftButton)
    assert strip.gone


def test_later_comes_once_and_not_to_the_dead(qtbot, window):
    called = []
    later(window, 1, lambda: called.append("here"))
    gone = QWidget()
    later(gone, 1, lambda: called.append("gone"))
    gone.deleteLater()
    qtbot.wait(60)
    assert called == ["here"]


def test_a_bug_a_little_later_reaches_the_hook(qtbot, window, monkeypatch):
    heard = []
    monkeypatch.setattr(sys, "excepthook", lambda *what: heard.append(what[1]))
    later(window, 0, lambda: 1 // 0)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], ZeroDivisionError)


def test_nobody_gives_a_single_shot_a_context():
    """An exception in it would crash the program (desktop/windows/later.py)."""
    calls = [
        f"{path.name}:{node.lineno}"
        for path in Path(tasks.__file__).parents[1].rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "singleShot"
        if len(node.args) > 2
    ]
    assert calls == []
