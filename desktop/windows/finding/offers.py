"""Under the search box: the records opened last while it is empty, else what is found so far."""

from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter

from desktop.windows.finding.recent import recent
from desktop.windows.parts import look, tasks

if TYPE_CHECKING:
    from db.store.progress import Progress
    from db.store.trouble import Trouble
    from desktop.windows.finding.found import Hits
    from desktop.windows.pages import Pages
    from desktop.windows.topbar import SearchBox

_PAUSE = 250
"""Milliseconds without a key after which people look up from the keyboard."""
_LEAST = 2
"""Letters or digits worth looking for; a Chinese character is worth it alone."""
_PAGES, _OF_EACH, _MOST = 2, 3, 9
"""Pages, records of one register, and lines in all that are offered while something is typed."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Offer = tuple[str, Callable[[], object]]


class SearchOffers(QObject):
    """Typing goes on in the box; Down and Enter, or a click, open what is offered.

    Enter alone asks for everything, as without the list.

    Args:
        box: whose words are looked for.
        pages: which open what is offered.
    """

    def __init__(self, box: "SearchBox", pages: "Pages") -> None:
        super().__init__(box)
        self._box, self._pages = box, pages
        self._offers: list[Offer] = []
        self._words = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._look)
        self._lines = QStringListModel(self)
        self.completer = QCompleter(self._lines, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(12)
        self.completer.setWidget(box)
        self._popup = look.mark(self.completer.popup(), "popup")
        self._popup.setAccessibleName("搜索建议")
        self._popup.installEventFilter(self)
        self.completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        box.textEdited.connect(self._typed)
        box.asked.connect(self._rest)
        box.installEventFilter(self)

    def offer(self) -> None:
        """Show the records opened last, unless something is typed or nothing was opened yet."""
        if not self._box.text():
            known = recent(self._pages.database)
            self._show([self._line((r.title, r.caption), r.register, r.record_id) for r in known])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the empty box; Enter and Escape in the list, before the box has them."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self._popup:
                chosen = self._popup.currentIndex()
                if chosen.isValid() and event.key() in _ENTER:
                    self._take(chosen)
                    return True
                if event.key() == Qt.Key.Key_Escape:
                    self._rest()
                    return True
            elif event.key() == Qt.Key.Key_Down and not self._box.text():
                self.offer()
                return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self._rest()
        words = text.strip()
        if len(words) >= _LEAST or not words.isascii():
            self._pause.start()

    def _rest(self) -> None:
        """Nothing is offered, and nothing that is still being looked for will be."""
        self._words = ""
        self._pause.stop()
        self._popup.hide()

    def _look(self) -> None:
        words = self._words = self._box.text().strip()
        if not words:  # emptied meanwhile
            return
        database = self._pages.database

        def work(_progress: "Progress") -> "list[Hits]":
            from desktop.windows.finding.found import find

            return find(database, words) if words == self._words else []

        def done(found: "list[Hits]") -> None:
            if words == self._words and self._box.hasFocus():
                self._show(self._found(words, found))

        def failed(_trouble: "Trouble") -> None:
            """Enter asks again, and tells it."""

        tasks.run(self._box, "正在搜索", work, done, failed).keep_quiet()

    def _found(self, words: str, found: "list[Hits]") -> list[Offer]:
        """Pages that are called so, the nearest records, pages that sound so, and all of them."""
        known = self._pages.named(words)
        pages = sorted(known, key=lambda one: (one[0] != words, words not in one[0]))[:_PAGES]
        called, sounding = (
            [(f"页面　{title}", turn) for title, turn in pages if (words in title) is so]
            for so in (True, False)
        )
        near = (
            self._line((hits.title, hit.caption, hit.where), hits.register, hit.id)
            for hits in found
            for hit in hits.rows[:_OF_EACH]
        )
        offers = [*called, *islice(near, _MOST - len(pages)), *sounding]
        number = sum(hits.number for hits in found) + len(known)
        if number > len(offers):
            offers.append((f"全部 {number:,} 条结果（Enter）", self._ask_all))
        return offers

    def _line(self, told: tuple[str, ...], register: str, number: int) -> Offer:
        return "　".join(filter(None, told)), partial(self._pages.open_record, register, number)

    def _show(self, offers: list[Offer]) -> None:
        self._offers = offers
        self._lines.setStringList([words for words, _ in offers])
        if offers:
            self.completer.complete()
            self._popup.setCurrentIndex(QModelIndex())  # nothing is chosen before people choose

    def _take(self, index: QModelIndex) -> None:
        act = self._offers[index.row()][1]
        self._rest()
        if act != self._ask_all:
            self._box.clear()  # its words have done their work
        act()

    def _ask_all(self) -> None:
        self._box.asked.emit(self._box.text().strip())
