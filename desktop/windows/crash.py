"""What happens on a fault of our own: a report without personal data, one dialog, then stop."""

import os
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from db.store.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMessageBox


class Crashes(QObject):
    """Hears of every exception that nobody caught, in any thread; installed once by the app."""

    _heard = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.before_stop: list[Callable[[], None]] = []
        """Called before the program stops: keep drafts, close the store."""
        self._stopping = False
        self._heard.connect(self._in_our_thread)

    def install(self) -> None:
        """Become the hook for uncaught exceptions in all threads."""
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._hook(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(1)
            return
        self._heard.emit(error.with_traceback(trace))

    def _in_our_thread(self, error: BaseException) -> None:
        QTimer.singleShot(0, lambda: self._tell(error))  # first let go of what failed

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, Trouble):
            from desktop.windows.parts.notices import Notices, say

            shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
            shown.sort(key=lambda one: one.findChild(Notices) is None)  # a strip covers a question
            for window in shown[:1]:
                say(window, error.sentence, "problem")
            return
        if self._stopping:  # a fault on the way out is not told twice
            return
        self._stopping = True
        sentence = told(kept(error))
        for prepare in self.before_stop:
            try:
                prepare()
            except Exception as second:  # noqa: BLE001 - the first fault is the one to be told
                kept(second)
        show(sentence)
        stop()


def show(sentence: str) -> None:
    """Tell the person at the desk, once."""
    box_of(sentence).exec()


def box_of(sentence: str) -> "QMessageBox":
    """What is told: the fault in strong words, then what becomes of the records and the report."""
    from PySide6.QtWidgets import QMessageBox

    from desktop.windows.parts import look
    from desktop.windows.parts.doubts import roomy
    from desktop.windows.parts.icons import icon

    fault, _, more = sentence.partition("\n")
    box = QMessageBox(QMessageBox.Icon.Critical, "枫桥", fault)
    box.setInformativeText(more)
    box.setIconPixmap(icon("warning", look.current().red).pixmap(32))
    box.addButton("退出", QMessageBox.ButtonRole.AcceptRole)
    return roomy(box)


def stop() -> None:
    """End the program at once: after a fault nothing it still holds can be trusted."""
    sys.stdout.flush()
    os._exit(70)  # EX_SOFTWARE


def kept(error: BaseException) -> Path | None:
    """Write the report; gives its place, None when even that is not possible."""
    try:
        from db.store.bug_report import write_report

        return write_report(error)
    except Exception:  # noqa: BLE001 - a full disk must not hide the first fault
        return None


def told(path: Path | None) -> str:
    """The fault in the first line, below it what people want to know; ``path`` of the report."""
    said = [
        "枫桥出了一个程序错误，现在退出。",
        "已经保存的记录不受影响，请重新打开后继续。",
    ]
    if path is not None:
        said.append(f"错误报告（不含任何登记内容）在：\n{path}\n方便时请把它交给维护人员。")
    return "\n".join(said)
