"""The page of hits: what the search box finds, register by register, the place marked."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.windows.parts import look, tasks
from desktop.windows.parts.marked import Marked
from desktop.windows.parts.rows import Line, Section

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.windows.finding.found import Hit, Hits

Named = tuple[str, Callable[[], object]]
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class HitsPage(QScrollArea):
    """The hits; pressing one opens the record, the arrow keys go from one to the next.

    Args:
        database: the store.
        open_record: opens a record of a register.
        show_all: shows a register searched for the words.
        named: the pages of the program that are called so, each with what turns to it.
    """

    def __init__(
        self,
        database: "Database",
        open_record: Callable[[str, int], None],
        show_all: Callable[[str, str], None],
        named: "Callable[[str], list[Named]]" = lambda _words: [],
    ) -> None:
        super().__init__()
        self._database, self._open, self._show_all = database, open_record, show_all
        self._named = named
        self.words = ""
        self._lines: list[Line] = []
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def search(self, words: str) -> None:
        """Search behind the window and show what is found."""
        self.words = words
        database = self._database

        def work(_progress: "Progress") -> "list[Hits]":
            from desktop.windows.finding.found import find

            return find(database, words)

        tasks.run(self, "正在搜索", work, lambda hits: self.show_hits(words, hits))

    def show_hits(self, words: str, found: "list[Hits]") -> None:
        """Lay out the hits of the words, unless others were asked meanwhile."""
        if words != self.words:
            return
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(32, look.GAP_LARGE, 32, look.GAP_LARGE)
        column.setSpacing(4)
        column.addWidget(look.mark(QLabel(f"搜索“{words}”"), "title"))
        pages = self._named(words)
        if not found and not pages:
            column.addSpacing(look.GAP)
            said = (
                "没有找到。可以试试姓名、案号或身份证号的一部分，或姓名的拼音首字母；"
                "回收站里的记录和限制使用的人不在其中。"
            )
            column.addWidget(look.mark(QLabel(said), "quiet"))
        self._lines = []
        meant = any(title == words for title, _ in pages)  # its name in full: they want the page
        if meant:
            self._list_pages(column, pages)
        for hits in found:
            column.addSpacing(look.GAP_WIDE)
            number = look.mark(QLabel(f"{hits.number:,} {hits.unit}"), "small")
            column.addWidget(Section(hits.title, number))
            column.addWidget(look.line())
            for hit in hits.rows:
                column.addWidget(self._line(hits.register, hit))
            if hits.number > len(hits.rows):
                line = HitLine(look.mark(QLabel(f"全部 {hits.number:,} {hits.unit}…"), "quiet"))
                line.clicked.connect(
                    lambda _checked=False, it=hits.register: self._show_all(it, words)
                )
                self._lines.append(line)
                column.addWidget(line)
        if pages and not meant:
            self._list_pages(column, pages)
        column.addStretch(1)
        self.setWidget(page)
        self.enter()

    def _list_pages(self, column: QVBoxLayout, pages: list[Named]) -> None:
        """Pages whose names hold the words; the one that is called so first."""
        column.addSpacing(look.GAP_WIDE)
        column.addWidget(Section("页面"))
        column.addWidget(look.line())
        for title, turn in sorted(pages, key=lambda one: one[0] != self.words):
            line = HitLine(QLabel(title))
            line.clicked.connect(turn)
            self._lines.append(line)
            column.addWidget(line)

    def enter(self) -> None:
        """Go to the first hit."""
        if self._lines:
            self._lines[0].setFocus()
            self.ensureVisible(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down from hit to hit, to the first and the last by Home and End."""
        places = [place for place, line in enumerate(self._lines) if line.hasFocus()]
        last = len(self._lines) - 1
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        key = Qt.Key(event.key())
        if not places or (key not in _STEPS and key not in ends):
            super().keyPressEvent(event)
            return
        place = ends.get(key, min(max(places[0] + _STEPS.get(key, 0), 0), last))
        self._lines[place].setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(self._lines[place])

    def _line(self, register: str, hit: "Hit") -> Line:
        from db.store.search.asked import asked

        meant = asked(self.words)

        def spans(text: str) -> list[tuple[int, int]]:
            """By its parts: a long line has no sound, and no word goes over a blank."""
            parts = ((part.start(), meant.spans(part[0])) for part in re.finditer(r"\S+", text))
            return [(at + start, at + end) for at, found in parts for start, end in found]

        told = "　".join(filter(None, (hit.where, hit.beside)))
        further = look.mark(Marked(told, spans), "quiet")
        further.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = HitLine(Marked(hit.caption, spans), further, shares=(1, 1))
        line.clicked.connect(lambda: self._open(register, hit.id))
        self._lines.append(line)
        return line


class HitLine(Line):
    """A hit; leaves the arrow keys to the page, which a button would take."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it, as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)
