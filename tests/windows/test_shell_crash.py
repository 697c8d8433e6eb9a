"""A fault of our own ends in a report and one dialog; a Trouble is a sentence wherever it rises."""

import sys
import threading

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QVBoxLayout, QWidget

from db.store.trouble import Trouble
from desktop.windows import crash
from desktop.windows.parts.notices import Notices, notices_of


@pytest.fixture
def heard(qapp, monkeypatch, data_folder):
    """The hook installed, its end replaced: (what was said, whether it stopped)."""
    found = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(crash, "show", found.append)
    monkeypatch.setattr(crash, "stop", lambda: found.append("stopped"))
    return found


def raised(error: Exception) -> tuple[type[BaseException], BaseException, object]:
    try:
        raise error
    except type(error) as caught:
        return type(caught), caught, caught.__traceback__


def test_a_bug_is_reported_told_and_ends_the_program(qtbot, heard, data_folder):
    crashes = crash.Crashes()
    prepared = []
    crashes.before_stop.append(lambda: prepared.append("draft"))
    crashes.install()
    sys.excepthook(*raised(KeyError("张三 520403188001010017")))
    qtbot.waitUntil(lambda: "stopped" in heard)
    assert prepared == ["draft"]
    report = next((data_folder / "reports").iterdir())
    assert str(report) in heard[0]
    text = report.read_text(encoding="utf-8")
    assert "KeyError" in text
    assert "test_shell_crash.py" in text
    assert "张三" not in text
    assert "5204" not in text


def test_a_second_fault_is_not_told_again(qtbot, heard):
    crashes = crash.Crashes()
    crashes.before_stop.append(lambda: 1 // 0)
    crashes.install()
    sys.excepthook(*raised(KeyError("a")))
    sys.excepthook(*raised(KeyError("b")))
    qtbot.waitUntil(lambda: "stopped" in heard)
    qtbot.wait(20)
    assert len(heard) == 2


def test_a_fault_in_an_override_of_qts_is_an_error_and_not_the_end(qtbot):
    """PySide alone dies of it: C raises this error, and Qt is called from here."""

    class Faulty(QWidget):
        def event(self, event):
            return 1 // 0 if event.type() == QEvent.Type.User else super().event(event)

    widget = Faulty()
    qtbot.addWidget(widget)
    with pytest.raises(ZeroDivisionError):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.User))


def test_a_fault_in_a_thread_is_heard(qtbot, heard):
    crashes = crash.Crashes()
    crashes.install()
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "stopped" in heard)


def test_a_trouble_at_the_top_is_a_sentence(qtbot, heard):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    crashes = crash.Crashes()
    crashes.install()
    sys.excepthook(*raised(Trouble("请先保存")))
    qtbot.waitUntil(lambda: notices_of(window).sentences() == ["请先保存"])
    assert heard == []


def test_a_trouble_is_not_told_over_a_question(qtbot, heard):
    question, window = QMessageBox(), QWidget()
    QVBoxLayout(window).addWidget(Notices())
    for shown in (question, window, QMessageBox()):
        qtbot.addWidget(shown)
        shown.show()
    crash.Crashes().install()
    sys.excepthook(*raised(Trouble("请先保存")))
    qtbot.waitUntil(lambda: notices_of(window).sentences() == ["请先保存"])
    assert question.findChild(Notices) is None


def test_a_full_disk_does_not_hide_the_fault(qtbot, heard, data_folder):
    data_folder.write_text("in the way")
    crashes = crash.Crashes()
    crashes.install()
    sys.excepthook(*raised(KeyError("a")))
    qtbot.waitUntil(lambda: "stopped" in heard)
    assert "程序错误" in heard[0]
