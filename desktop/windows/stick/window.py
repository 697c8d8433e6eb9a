"""Handing files over on a stick: choose it, write, read back, eject, and only then pull it out."""

import contextlib
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from db.store.progress import Cancelled, Progress
from db.store.trouble import Trouble
from desktop.exchange.drives.put import Phase
from desktop.exchange.outgoing import About, Outgoing
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import Notices, hush, say
from desktop.windows.stick.choose import ChoosePage
from desktop.windows.stick.done import DonePage
from desktop.windows.stick.going import GoingPage

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.exchange.drives.eject import Ejected
    from desktop.exchange.handing import HandedOver

_EVERY = 0.1  # seconds between two reports to the window


def hand_over(
    parent: QWidget,
    database: "Database",
    files: Sequence[Outgoing],
    about: About = About(),  # noqa: B008 - frozen
    after: Callable[[bool], None] | None = None,
) -> None:
    """Open the window that hands these files over; for the summary, an export, a backup.

    Args:
        parent: the window that asks.
        database: the open store, for the entry in 导出登记.
        files: what goes.
        about: for whom and why, as far as it is known; people may change it.
        after: told at the end whether the files were written and proven.
    """
    window = StickWindow(parent, database, files, about)
    if after is not None:
        window.finished.connect(lambda _result: after(window.written))
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.open()


class StickWindow(QDialog):
    """Three pages one after the other; it cannot be closed while the stick is written to."""

    _heard = Signal(int, object, object, object)
    _letting_go = Signal()

    def __init__(
        self, parent: QWidget, database: "Database", files: Sequence[Outgoing], about: About
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("交到U盘")
        self._database, self._files = database, files
        self._task: tasks.Task | None = None
        self._done: HandedOver | None = None
        self.choose = ChoosePage(database, files, about)
        self.going, self.over = GoingPage(files), DonePage()
        self.pages = QStackedWidget()
        for page in (self.choose, self.going, self.over):
            self.pages.addWidget(page)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(Notices())
        rows.addWidget(self.pages, 1)
        self.choose.chosen.connect(self.write)
        self.choose.left.connect(self.reject)
        self.going.stopped.connect(self._stop)
        self.over.again.connect(self._eject)
        self.over.printed.connect(self._print)
        self.over.left.connect(self.accept)
        self._heard.connect(self.going.hear)
        self._letting_go.connect(self.going.eject)
        self.setMinimumWidth(52 * self.fontMetrics().horizontalAdvance("枫"))
        self.choose.receiver.setFocus()
        self.choose.watch(on=True)

    def write(self) -> None:
        """Write to the chosen drive, read back, eject."""
        from desktop.exchange import handing

        drive, about = self.choose.drive, self.choose.about
        if drive is None:
            return
        hush(self)
        self.choose.watch(on=False)
        self.going.begin(drive)
        self.pages.setCurrentWidget(self.going)

        def work(progress: Progress) -> "tuple[HandedOver, Ejected]":
            told = _Teller(self, progress)
            done = handing.hand_over(self._database, drive, self._files, about, told.hear)
            told.let_go()
            return done, handing.let_go(self._database, done)

        self._task = tasks.run(self, "正在写到U盘", work, self._written, self._failed)
        self._task.keep_quiet()

    @property
    def written(self) -> bool:
        """Whether all files were written and proven."""
        return self._done is not None

    def reject(self) -> None:
        """Close; while it is being written this is the cancel button."""
        if self._task is None:
            self.choose.watch(on=False)
            super().reject()
        elif self.going.stop.isEnabled():
            self.going.stop.click()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The program's own wish to close, as when it locks itself, waits for the stick."""
        if self._task is not None and not event.spontaneous():
            event.ignore()
        else:
            super().closeEvent(event)

    def accept(self) -> None:
        """All is done."""
        self.choose.watch(on=False)
        super().accept()

    def _stop(self) -> None:
        if self._task:
            self._task.cancel()

    def _written(self, answer: "tuple[HandedOver, Ejected]") -> None:
        self._task = None
        self._done, ejected = answer
        self.over.show_done(self._database, self._done, ejected)
        self.pages.setCurrentWidget(self.over)

    def _failed(self, trouble: Trouble) -> None:
        self._task = None
        self.pages.setCurrentWidget(self.choose)
        self.choose.watch(on=True)
        cancelled = isinstance(trouble, Cancelled)
        words = "已取消：没写完的文件没有留在U盘上，U盘上原来的文件没有动"
        say(self, words if cancelled else trouble.sentence, "info" if cancelled else "problem")

    def _eject(self) -> None:
        from desktop.exchange.handing import let_go

        done = self._done
        if done is not None:
            tasks.run(
                self,
                "正在弹出U盘",
                lambda _p: let_go(self._database, done),
                lambda answer: self.over.show_done(self._database, done, answer),
            )

    def _print(self) -> None:
        from desktop.documents.forms import form
        from desktop.windows.paper.paper_window import show_paper

        if self._done is not None:
            show_paper(self, self._database, form("stick_slip"), self._done.entries[0])


class _Teller:
    """In the worker: tells the window ten times a second, and hears of the cancel button."""

    def __init__(self, window: StickWindow, progress: Progress) -> None:
        self._window, self._progress, self._last = window, progress, 0.0

    def hear(self, number: int, phase: Phase, done: int, total: int) -> None:
        """See ``handing.Heard``."""
        self._progress(done, total)
        now = time.monotonic()
        if done in (0, total) or now - self._last >= _EVERY:
            self._last = now
            with contextlib.suppress(RuntimeError):  # the window went with the program
                self._window._heard.emit(number, phase, done, total)  # noqa: SLF001

    def let_go(self) -> None:
        """From here on nothing can be cancelled."""
        with contextlib.suppress(RuntimeError):
            self._window._letting_go.emit()  # noqa: SLF001
