"""The help book in a window: contents and search on the left, the chapter on the right."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.documents.help.markdown import PAGE
from desktop.windows.help.set_text import mark_words, set_text
from desktop.windows.parts import look, memory, tasks
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import Notices, say
from desktop.windows.parts.where import ask_where
from desktop.windows.window_keys import press

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.documents.help.book import Chapter

_KEY = Qt.ItemDataRole.UserRole


class HelpWindow(QWidget):
    """The book of one store: the program's registers and the office's own.

    ``page_asked`` carries the page of the program that a link leads to.
    """

    page_asked = Signal(str)

    def __init__(self, database: "Database") -> None:
        super().__init__()
        self._database, self.own = database, database.own
        self.chapters: dict[str, Chapter] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self.key = ""
        self._wanted = ("", "")
        self.setWindowTitle("帮助 · 枫桥")
        look.mark(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.search = QLineEdit()
        self.search.setPlaceholderText("在帮助里查找（Ctrl+F）")
        self.search.setAccessibleName("在帮助里查找")
        glass = icon("search", look.current().quiet)
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition).setText("查找")
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self.find_next)
        self.contents = QTreeWidget()
        self.contents.setHeaderHidden(True)
        self.contents.setAccessibleName("帮助目录")
        self.contents.currentItemChanged.connect(self._chosen)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName("帮助内容")
        self.text.anchorClicked.connect(self.follow)
        self._lay_out()
        memory.place_window(self, "help", 980, 680)
        for keys, act in (
            ("Esc", self._leave),
            ("Ctrl+F", self._to_search),
            ("F3", self.find_next),
        ):
            QShortcut(QKeySequence(keys), self, act)
        self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that the cursor is on."""
        if not press(self.focusWidget(), event):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.save_button = QPushButton(icon("outward"), "存为 PDF…")
        self.save_button.clicked.connect(self.save)
        head = QHBoxLayout()
        head.setContentsMargins(look.GAP_WIDE, look.GAP_WIDE, look.GAP_WIDE, look.GAP)
        head.addWidget(look.mark(QLabel("帮助"), "title"), 1)
        head.addWidget(self.save_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(look.GAP_WIDE, 0, 0, look.GAP_WIDE)
        column.setSpacing(look.GAP)
        column.addWidget(self.search)
        column.addWidget(self.contents, 1)
        right = QWidget()
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, 0, look.GAP_WIDE, look.GAP_WIDE)
        inside.addWidget(self.text)
        both = look.mark(QSplitter(Qt.Orientation.Horizontal), "apart")
        both.setHandleWidth(look.GAP_WIDE)
        both.addWidget(left)
        both.addWidget(right)
        both.setStretchFactor(1, 1)
        both.setSizes([280, 700])
        both.setChildrenCollapsible(False)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(Notices())
        rows.addLayout(head)
        rows.addWidget(both, 1)

    def show_chapter(self, key: str, words: str = "") -> None:
        """Turn to a chapter, in it to the first place of some words; a book being read waits."""
        self._wanted = (key, words)
        if key in self._items:
            self.search.clear()
            self.contents.setCurrentItem(self._items[key])
            if words:
                mark_words(self.text, words)

    def follow(self, link: QUrl) -> None:
        """A link: to a page of the program, or to another chapter."""
        to = link.toString()
        if to.startswith(PAGE):
            self.page_asked.emit(to.removeprefix(PAGE))
        else:
            self.show_chapter(to)

    def find_next(self) -> None:
        """The next place of the words that are looked for; after the last the first again."""
        mark_words(self.text, self.search.text().strip(), again=True)

    def save(self) -> None:
        """The book as PDF, to where people want it."""
        path = ask_where(self, "存为 PDF", "枫桥帮助手册", ".pdf", "paper/folder")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the book behind the window."""
        chapters = list(self.chapters.values())

        def work(_progress: "Progress") -> int:
            from db.store.whole_file import write_whole
            from desktop.documents.help.paper import help_paper

            done = help_paper(chapters, date.today())
            write_whole(path, done.pdf)
            return done.pages

        tasks.run(
            self,
            "正在写帮助手册",
            work,
            lambda pages: say(self, f"帮助手册 {pages} 页，已存为 {path}"),
        )

    def _read(self) -> None:
        database = self._database

        def work(_progress: "Progress") -> "list[Chapter]":
            from db.registers import in_force
            from desktop.documents.help.book import book

            seen = filter(database.rights.may_see, in_force(database))
            return book(seen, database.own)

        tasks.run(self, "正在打开帮助", work, self._show)

    def _show(self, chapters: "Iterable[Chapter]") -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for chapter in chapters:
            if chapter.group not in groups:
                heading = QTreeWidgetItem(self.contents, [chapter.group])
                heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
                heading.setExpanded(True)
                groups[chapter.group] = heading
            item = QTreeWidgetItem(groups[chapter.group], [chapter.title])
            item.setData(0, _KEY, chapter.key)
            self.chapters[chapter.key] = chapter
            self._items[chapter.key] = item
        key, words = self._wanted
        self.show_chapter(key if key in self._items else next(iter(self._items)), words)
        self.contents.setFocus()

    def _chosen(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        key = item.data(0, _KEY) if item else None
        if key:
            self.key = key
            set_text(self.text, self.chapters[key].text)
            mark_words(self.text, self.search.text().strip())

    def _narrow(self, typed: str) -> None:
        """The contents hold the chapters with those words; the first by its title, if any."""
        words = typed.strip().casefold()
        found = [c.key for c in self.chapters.values() if words in c.text.casefold()]
        for key, item in self._items.items():
            item.setHidden(key not in found)
        for place in range(self.contents.topLevelItemCount()):
            group = self.contents.topLevelItem(place)
            shown = any(not group.child(row).isHidden() for row in range(group.childCount()))
            group.setHidden(not shown)
        titled = [key for key in found if words in self.chapters[key].title.casefold()]
        if words and found and self.key not in (titled or found):
            self.contents.setCurrentItem(self._items[(titled or found)[0]])
        mark_words(self.text, words)

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _leave(self) -> None:
        """Esc empties the search first, then closes."""
        if self.search.text():
            self.search.clear()
        else:
            self.close()


def open_help(near: QWidget, key: str, words: str = "") -> HelpWindow:
    """The help window of the main window in which a widget stands, at a chapter."""
    from desktop.windows.pages import Pages

    pages = near.window().findChild(Pages)
    if not isinstance(pages, Pages):
        raise TypeError(near)
    window = pages.help
    if not isinstance(window, HelpWindow) or window.own is not pages.database.own:
        window = pages.help = HelpWindow(pages.database)
        pages.destroyed.connect(window.close)

        def turn(page: str) -> None:
            pages.turn_to(page)
            pages.window().activateWindow()

        window.page_asked.connect(turn)
    window.show()
    window.raise_()
    window.activateWindow()
    window.show_chapter(key, words)
    return window
