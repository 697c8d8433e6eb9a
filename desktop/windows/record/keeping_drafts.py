"""Keeps what is being typed every few seconds, so that a dead program takes little with it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from db.store.trouble import Trouble
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from db.store.database import Database

EVERY = 3000
"""Milliseconds between two looks; so much typing is lost at most."""

_REFUSED = "正在写的内容存不了底稿：请看U盘是否还插着、磁盘是否已满，并尽快保存"

Typed = tuple[Any, dict[str, Any]] | None
"""The record that is being typed, and the values of fields that people have not left yet."""


class KeepingDrafts(QTimer):
    """Looks what is being typed; seals and writes it in a thread of its own when it changed.

    The window's thread only gathers the values: the disk may take its time. Where it refuses, a
    stick that was pulled say, people are told once: they may type for long before they save.
    """

    _refused = Signal()

    def __init__(
        self, parent: QWidget, database: "Database", being_typed: Callable[[], Typed]
    ) -> None:
        super().__init__(parent)
        self._database, self._being_typed = database, being_typed
        self._kept: dict[str, Any] | None = None
        self._told = False
        self._refused.connect(lambda: say(parent, _REFUSED, "warning"))
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="draft")
        self.setInterval(EVERY)
        self.timeout.connect(self.look)
        self.start()

    def look(self, *, there: bool = False) -> None:
        """Keep what changed since the last look; what was saved or dropped is kept no longer.

        Args:
            there: something is on the disk that this has not kept itself.
        """
        from desktop.windows.record import drafts

        if there:
            self._kept = {}
        typed = self._being_typed() if self.isActive() else None
        if typed is None:
            if self._kept is not None:
                self._kept = None
                self._write(lambda: drafts.forget(self._database))
            return
        content = drafts.content(*typed)
        if content != self._kept:
            self._kept = content
            self._write(lambda: drafts.put(self._database, content))

    def wait(self) -> None:
        """What was to be written is on the disk when this returns, or was refused."""
        if self.isActive():
            self._writer.submit(int).result()

    def end(self) -> None:
        """Look no more; what was to be written is on the disk when this returns."""
        self.stop()
        self._writer.shutdown()

    def _write(self, work: Callable[[], None]) -> None:
        def safely() -> None:
            try:
                work()
                self._told = False
            except Trouble:  # it is tried again at the next look
                self._kept = None
                if not self._told:
                    self._told = True
                    self._refused.emit()

        if self.isActive():
            self._writer.submit(safely)
