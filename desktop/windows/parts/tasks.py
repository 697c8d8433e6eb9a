"""Work behind the window: in one worker thread, with progress, cancel, and an answer in words."""

import sys
from collections.abc import Callable
from functools import cache
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from db.store.progress import Cancelled, Progress
from db.store.trouble import Trouble
from desktop.windows.parts import look
from desktop.windows.parts.across import carrier, tell
from desktop.windows.parts.later import later
from desktop.windows.parts.notices import notices_of, say

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")

PATIENCE = 1000
"""Milliseconds before progress and the cancel button appear."""
_GLANCE = 700  # ms in which nobody has seen yet what came under the mouse


class _Acts(NamedTuple):
    work: Callable[[Progress], Any]
    done: Callable[[Any], None]
    failed: Callable[[Trouble], None] | None


class Task(QObject):
    """One piece of work; lives in the window's thread and hears from the worker."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[Trouble], None] | None,
    ) -> None:
        super().__init__(parent)
        self.title, self.running = title, True
        self.setObjectName(title)  # who looks at events knows whose this is
        self._acts: _Acts | None = _Acts(work, done, failed)
        self._stop = Event()
        self._bar: _Bar | None = None
        self._last = -1
        carrier()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._show_bar)
        self._patience.start()

    def keep_quiet(self) -> None:
        """Show no bar: the window tells of the work itself."""
        self._patience.stop()

    def cancel(self) -> None:
        """Ask the work to stop; it does at its next report of progress."""
        self._stop.set()
        if self._bar:
            self._bar.stopping()

    def progress(self, done: int, total: int) -> None:
        """For the worker: tell how far it is.

        Raises:
            Cancelled: people want it to stop.
        """
        if self._stop.is_set():
            raise Cancelled
        part = done * 1000 // total if total > 0 else -1
        if part != self._last:
            self._last = part
            tell(self, self._show_progress, part)

    def _show_progress(self, part: int) -> None:
        if self._bar:
            self._bar.show_progress(part)

    def _show_bar(self) -> None:
        if self.running:
            self._bar = _Bar(self.title, self.cancel)
            self._bar.show_progress(self._last)
            notices_of(self._window().window()).show_strip(self._bar)

    def work(self) -> object:
        """In the worker thread; gives the result."""
        return self._acts.work(self.progress) if self._acts else None

    def finish(self, result: object) -> None:
        """The work is done."""
        self._over().done(result)

    def fail(self, error: BaseException) -> None:
        """The work is not done."""
        failed = self._over().failed
        if not isinstance(error, Trouble):
            sys.excepthook(type(error), error, error.__traceback__)
        elif failed:
            failed(error)
        elif isinstance(error, Cancelled):
            say(self._window(), error.sentence)
        else:
            say(self._window(), error.sentence, "problem")

    def _over(self) -> _Acts:
        """Let go of what was to be done, which may be the last to hold the window.

        Held until the task is deleted it would take the window with it, and that its task again:
        PySide deletes twice then, and the program crashes (measured).
        """
        acts, self._acts = self._acts, None
        if acts is None:
            raise RuntimeError(self.title)
        self.running = False
        self._patience.stop()
        if self._bar:
            self._bar.hide()
            self._bar.deleteLater()
        self.deleteLater()
        return acts

    def _window(self) -> QWidget:
        parent = self.parent()
        if not isinstance(parent, QWidget):
            raise TypeError(parent)
        return parent


def busy(parent: QWidget) -> bool:
    """Whether something is done for this widget."""
    return any(task.running for task in cast("list[Task]", parent.findChildren(Task)))


def run(
    parent: QWidget,
    title: str,
    work: Callable[[Progress], T],
    done: Callable[[T], None],
    failed: Callable[[Trouble], None] | None = None,
) -> Task:
    """Do ``work`` in the worker thread, then ``done`` with its result in the window's thread.

    All tasks share one worker, so two of them never meet in the store. When ``parent`` is gone
    before the work is done, nobody is told.

    Args:
        parent: the widget that wants it; its window shows progress after a second.
        title: what is being done, e.g. ``正在备份``.
        work: gets a Progress; touches no widget.
        done: gets the result.
        failed: gets the Trouble; without it the window shows its sentence. A bug goes the way of
            all bugs (crash.py).
    """
    task = Task(parent, title, work, done, failed)
    _worker().submit(_work, task)
    return task


def wait() -> None:
    """Wait until the worker has done all that was asked so far."""
    _worker().submit(int).result()


def _work(task: Task) -> None:
    """In the worker thread: work, and hand the result or the error over."""
    try:
        tell(task, task.finish, task.work())
    except BaseException as error:  # noqa: BLE001 - told in the window's thread
        tell(task, task.fail, error, gone=_tell_bug)


def _tell_bug(error: BaseException) -> None:
    """The widget was closed meanwhile and took the task with it."""
    if not isinstance(error, Trouble | RuntimeError):
        sys.excepthook(type(error), error, error.__traceback__)


class _Bar(QFrame):
    """Title, progress and the cancel button, as a strip of the window."""

    def __init__(self, title: str, cancel: Callable[[], None]) -> None:
        from PySide6.QtCore import Qt  # see look._set

        super().__init__()
        look.mark(self, "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP, look.GAP)
        row.setSpacing(look.GAP_WIDE)
        self._title = QLabel(title)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._cancel = look.mark(QPushButton("取消"), "quiet")
        self._cancel.clicked.connect(cancel)
        clicks = Qt.WidgetAttribute.WA_TransparentForMouseEvents
        self._cancel.setAttribute(clicks)  # it came under a mouse that was about something else
        later(self, _GLANCE, lambda: self._cancel.setAttribute(clicks, on=False))
        row.addWidget(self._title)
        row.addWidget(self._progress, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._cancel)

    def show_progress(self, part: int) -> None:
        """How far it is, in thousandths; -1 means nobody knows."""
        self._progress.setRange(0, 1000 if part >= 0 else 0)
        self._progress.setValue(part)

    def stopping(self) -> None:
        """It was asked to stop."""
        self._cancel.setEnabled(False)
        self._title.setText("正在取消…")


@cache
def _worker() -> "ThreadPoolExecutor":
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(1, thread_name_prefix="work")
