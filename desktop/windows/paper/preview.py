"""What every preview has: the pages, zoom, printing, saving, and the note of either."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from db.registers.printing import SAVED, Printout, enter_printed
from db.store.trouble import Trouble
from db.store.whole_file import write_whole
from desktop.windows.paper.page_view import PageView
from desktop.windows.paper.printing import Job, print_job
from desktop.windows.paper.zooming import zoom_buttons
from desktop.windows.parts import look, memory
from desktop.windows.parts.icons import icon
from desktop.windows.parts.in_turns import InTurns
from desktop.windows.parts.notices import Notices, hush, say
from desktop.windows.parts.where import ask_where

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.store.database import Database

Papers = Sequence[tuple[Printout, int]]
"""What is printed, and how many copies of each are wanted."""


class Preview(QDialog):
    """Shows the very bytes that are printed and saved; each time is noted in 打印登记."""

    place = "paper"
    """Under which name its size is remembered."""

    def __init__(self, parent: "QWidget", database: "Database", title: str) -> None:
        super().__init__(parent)
        self.database, self.pdf = database, b""
        self.papers: Papers = ()
        self._writing = InTurns(self)
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.view = PageView()
        self._state, self._place = QLabel(), look.mark(QLabel(), "quiet")
        self.view.turned.connect(lambda page, pages: self._place.setText(f"{page} / {pages} 页"))
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        self._bar = QHBoxLayout()
        self._fill_bar()
        self.rows.addLayout(self._bar)
        self.rows.addWidget(Notices())
        self.rows.addWidget(look.line())
        self.rows.addWidget(self.view, 1)
        memory.place_window(self, self.place, 900, 720)
        for keys, act in (("Ctrl+P", self.print_it), ("Ctrl+S", self.save)):
            QShortcut(QKeySequence(keys), self, act)
        self.view.setFocus()

    def show_pages(self, pdf: bytes, papers: Papers) -> None:
        """Show a file, and say what it holds."""
        self.pdf, self.papers = pdf, papers
        self.view.show_pdf(pdf)

    def add_act(self, button: QPushButton) -> None:
        """One more button, between saving and printing."""
        button.setAutoDefault(False)
        self._bar.insertWidget(self._bar.count() - 1, button)

    def say_state(self, words: str, tone: str = "quiet") -> None:
        """What is to be known of the papers, beside the number of the page."""
        self._state.setText(words)
        look.mark(self._state, tone)

    def noted(self) -> None:
        """The papers were printed or saved, and this was entered."""

    def done(self, result: int) -> None:
        """Remember the size; what was to be written is on the disk when this returns."""
        self._writing.finish()
        memory.keep_window(self, self.place)
        super().done(result)

    def print_it(self) -> None:
        """Ask for the printer and print."""
        parts = tuple((paper.pages, copies) for paper, copies in self.papers)
        job = Job(self.windowTitle(), self.pdf, parts, self._note, self.save)
        print_job(self, job, self.noted)

    def save(self) -> None:
        """Save as PDF."""
        path = ask_where(self, "存为 PDF", self.windowTitle(), ".pdf", "paper/folder")
        if path is not None:
            hush(self)
            self._writing.soon(lambda: self._write(path))

    def _write(self, path: Path) -> None:
        try:
            write_whole(path, self.pdf)
            self._note(SAVED, [1] * len(self.papers))
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
        else:
            say(self, f"已保存到 {path}")
            self.noted()

    def _note(self, way: str, copies: list[int]) -> None:
        """Enter the printing; called in the worker, too."""
        printed = [(paper, number) for (paper, _), number in zip(self.papers, copies, strict=True)]
        enter_printed(self.database, printed, way)

    def _fill_bar(self) -> None:
        bar = self._bar
        bar.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        bar.setSpacing(look.GAP)
        self._state.setWordWrap(True)
        bar.addWidget(self._place)
        bar.addWidget(self._state, 1)
        for button in zoom_buttons(self, self.view):
            bar.addWidget(button)
        save = QPushButton(icon("folder"), "存为 PDF…")
        save.setToolTip("Ctrl+S")
        save.clicked.connect(self.save)
        printed = look.mark(QPushButton("打印…"), "primary")
        printed.setToolTip("Ctrl+P")
        printed.clicked.connect(self.print_it)
        self.acts = [save, printed]
        for button in self.acts:
            button.setAutoDefault(False)
            bar.addWidget(button)
