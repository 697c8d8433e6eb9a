"""The sidebar: the pages of the program under the headings the registers give themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from desktop.windows.icons import icon, pixmap


@dataclass(frozen=True)
class Entry:
    """One line of the sidebar; ``name`` is how the program calls the page."""

    name: str
    title: str
    icon: str
    group: str = ""


class Sidebar(QWidget):
    """Entries under headings; arrow keys walk, Enter opens."""

    chosen = Signal(str)

    def __init__(self, entries: Iterable[Entry]) -> None:
        super().__init__()
        look.mark(self, "sidebar")
        self.buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._words: list[QLabel] = []
        self._group = QButtonGroup(self)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(12, 0, 12, look.GAP_WIDE)
        self._column.setSpacing(2)
        heading = ""
        for entry in entries:
            if entry.group != heading:
                heading = entry.group
                self._heading(heading)
            self._add(entry)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.setSpacing(0)
        outer.addLayout(self._brand())
        outer.addWidget(scroll, 1)
        self._narrow = False
        widest = max(button.sizeHint().width() for button in self.buttons.values())
        self._width = max(160, widest + 24 + look.GAP_WIDE)
        self.setFixedWidth(self._width)

    def be_narrow(self, narrow: bool) -> None:
        """Icons alone, their names in the tooltips; or icons with names."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for name, button in self.buttons.items():
            button.setText("" if narrow else self._titles[name])
            button.setToolTip(self._titles[name] if narrow else "")
        for label in self._words:
            label.setVisible(not narrow)
        self.setFixedWidth(64 if narrow else self._width)

    def show_chosen(self, name: str) -> None:
        """Mark the page that is open; none for a page without an entry."""
        self._group.setExclusive(False)
        for other, button in self.buttons.items():
            button.setChecked(other == name)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk through the entries."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        row = list(self.buttons.values())
        here = self.focusWidget()
        if step is None or not isinstance(here, QPushButton) or here not in row:
            super().keyPressEvent(event)
            return
        row[(row.index(here) + step) % len(row)].setFocus()

    def _brand(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, look.GAP, look.GAP)
        row.setSpacing(look.GAP)
        mark = QLabel()
        mark.setPixmap(pixmap("app", "", 24))
        row.addWidget(mark)
        word = look.mark(QLabel("枫桥"), "heading")
        self._words.append(word)
        row.addWidget(word)
        row.addStretch(1)
        return row

    def _heading(self, word: str) -> None:
        self._column.addSpacing(look.GAP_WIDE)
        if word:
            label = look.mark(QLabel(word), "section")
            label.setContentsMargins(10, 0, 0, 2)
            self._words.append(label)
            self._column.addWidget(label)

    def _add(self, entry: Entry) -> None:
        button = look.mark(QPushButton(entry.title), "nav")
        button.setIcon(icon(entry.icon))
        button.setIconSize(QSize(18, 18))
        button.setCheckable(True)
        button.clicked.connect(lambda: self.chosen.emit(entry.name))
        self._group.addButton(button)
        self._column.addWidget(button)
        button.setAccessibleName(entry.title)
        self.buttons[entry.name] = button
        self._titles[entry.name] = entry.title
