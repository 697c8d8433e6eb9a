"""The sidebar: the pages of the program under the headings the registers give themselves."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
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

from desktop.windows.parts import look, memory
from desktop.windows.parts.icons import icon, pixmap
from desktop.windows.parts.laid_out import laid_out
from desktop.windows.parts.later import later
from desktop.windows.parts.tab_order import Ordered, go_on, stops
from desktop.windows.sidebar_group import Entry, Group

_OPEN_AT_FIRST = 14
"""Entries shown before people have folded anything themselves; groups beyond them are folded."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PLACE = "sidebar/folded"


class _Entry(QPushButton):
    """A page's entry: marked when its page is open, not by the click that asks for it."""

    def nextCheckState(self) -> None:
        """A click marks nothing: people may choose to stay with what is not saved."""


class Sidebar(QWidget, Ordered):
    """Entries under headings that fold.

    Up and down walk, Enter opens, left folds a group and right unfolds it.
    """

    chosen = Signal(str)

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        super().__init__()
        look.mark(self, "sidebar")
        self.groups: dict[str, Group] = {}
        self._buttons: dict[str, QPushButton] = {}  # as many as were made
        self._entries: dict[str, Entry] = {}
        self._words: list[QLabel] = []
        self._exclusive = QButtonGroup(self)
        self._narrow = False
        self._width = 0
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(12, 0, 12, look.GAP_WIDE)
        self._column.setSpacing(2)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.setSpacing(0)
        outer.addLayout(self._brand())
        outer.addWidget(self._scroll, 1)
        self.show_entries(entries)

    @property
    def buttons(self) -> dict[str, QPushButton]:
        """All by the names of their pages, from top to bottom."""
        return {name: self._button(name) for name in self._entries}

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show these entries; those that were shown before stay as they are."""
        known, made, groups = self._entries, self._buttons, self.groups
        parts: list[QWidget | None] = []
        while (item := self._column.takeAt(0)) is not None:
            parts.append(item.widget())
        self._entries = {entry.name: entry for entry in entries}
        self.groups = {}
        self._buttons = {n: one for n, one in made.items() if known[n] == self._entries.get(n)}
        for entry in self._entries.values():
            if entry.group:
                self._group(entry.group, groups).entries.append(entry)
            else:
                self._column.addWidget(self._made(entry))
        self._column.addStretch(1)
        self._recall()
        for entry in self._entries.values():
            if known and entry.name not in known and entry.group:
                self.fold(entry.group, folded=False)  # what is new is seen at once
        for part in parts:
            if part and self._column.indexOf(part) < 0:
                self._drop(part)
        self._width = max(160, self._widest() + 24 + look.GAP_WIDE)
        self._fit()

    def _drop(self, part: QWidget) -> None:
        if isinstance(part, QPushButton):
            self._exclusive.removeButton(part)
        part.hide()
        part.deleteLater()

    def press(self, place: int) -> None:
        """As if people clicked the entry at that place, 0 for the first."""
        self._button(list(self._entries)[place]).click()

    def enter(self, name: str) -> None:
        """Put the cursor on a page's entry, on the first for a page without one."""
        self._button(name if name in self._entries else next(iter(self._entries))).setFocus()

    def be_narrow(self, narrow: bool) -> None:
        """Icons alone, their names in the tooltips; or icons with names."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._fit()

    def _fit(self) -> None:
        narrow = self._narrow
        for name, button in self._buttons.items():
            self._name(button, self._entries[name])
        for label in self._words:
            label.setVisible(not narrow)
        side = 4 if narrow else 12
        self._column.setContentsMargins(side, 0, side, look.GAP_WIDE)
        self._show_groups()
        four = self.fontMetrics().horizontalAdvance("枫") * 4  # characters of a group's title
        self.setFixedWidth(four + look.GAP_LARGE if narrow else self._width)

    def _name(self, button: QPushButton, entry: Entry) -> None:
        button.setText("" if self._narrow else entry.title)
        button.setToolTip(entry.title if self._narrow else "")

    def _widest(self) -> int:
        """As wide as the entry with the longest title is, or would be."""
        beside, widths = 0, [0]
        for name, entry in self._entries.items():
            one = self.fontMetrics().horizontalAdvance(entry.title)
            if name in self._buttons and not beside:
                beside = self._buttons[name].sizeHint().width() - one
            widths.append(one)
        return beside + max(widths)

    def show_chosen(self, name: str) -> None:
        """Mark the page that is open; none for a page without an entry."""
        self._exclusive.setExclusive(False)
        if name in self._entries:
            self._button(name)
        for other, button in self._buttons.items():
            button.setChecked(other == name)
        self._exclusive.setExclusive(True)
        self._show_groups()
        later(self, 0, lambda: self._bring_up(name))

    def _bring_up(self, name: str) -> None:
        if name in self._buttons:  # the entries may be others since
            self._scroll.ensureWidgetVisible(self._buttons[name], 0, look.GAP_LARGE)

    def fold(self, title: str, *, folded: bool) -> None:
        """Fold a group or unfold it, now and the next time."""
        group = self.groups[title]
        group.folded = folded
        self._show(group)
        memory.keep(_PLACE, "|".join(t for t, g in self.groups.items() if g.folded) or "-")

    def stops(self) -> list[QWidget]:
        """Entries are made when they are first seen: Qt's chain would have those last."""
        return stops(*self._stops())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from top to bottom."""
        on = go_on(self, self.stops(), forward=forward)
        return on or super().focusNextPrevChild(forward)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk, fold and unfold; the buttons' own use of them knows no folded groups."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            row = self._stops()
            if isinstance(watched, QPushButton) and watched in row and key in _STEPS:
                self._go(row[(row.index(watched) + _STEPS[key]) % len(row)])
                return True
            if isinstance(watched, QPushButton) and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                self._fold_around(watched, folded=key == Qt.Key.Key_Left)
                return True
        return super().eventFilter(watched, event)

    def _stops(self) -> list[QPushButton]:
        """What the keyboard reaches, from top to bottom."""
        parts = laid_out(self._column)
        shown = (part for part in parts if isinstance(part, QPushButton) and not part.isHidden())
        return [part for part in shown if part.focusPolicy() != Qt.FocusPolicy.NoFocus]

    def _go(self, button: QPushButton) -> None:
        button.setFocus()
        self._scroll.ensureWidgetVisible(button, 0, look.GAP_LARGE)

    def _fold_around(self, here: QPushButton, *, folded: bool) -> None:
        for title, group in self.groups.items():
            if here is group.heading or here in group.buttons:
                self.fold(title, folded=folded)
                first = here if here in group.buttons else group.buttons[0]
                self._go(group.heading if folded else first)

    def _show_groups(self) -> None:
        for group in self.groups.values():
            self._show(group)

    def _show(self, group: Group) -> None:
        if not group.folded or any(entry.name in self._buttons for entry in group.entries):
            self._make(group)
        group.show_state(narrow=self._narrow)

    def _recall(self) -> None:
        """As people left it; at first, as many groups are open as can be taken in at a glance."""
        kept = memory.word(_PLACE)
        room = _OPEN_AT_FIRST
        for title, group in self.groups.items():
            room -= len(group.entries)
            group.folded = title in kept.split("|") if kept else room < 0
            self._show(group)

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

    def _group(self, title: str, before: dict[str, Group]) -> Group:
        if title not in self.groups:
            group = self.groups[title] = before.get(title) or self._new_group(title)
            group.entries, group.buttons = [], []
            self._column.addSpacing(look.GAP)
            self._column.addWidget(group.heading)
        return self.groups[title]

    def _new_group(self, title: str) -> Group:
        group = Group(title)
        group.heading.clicked.connect(lambda: self.fold(title, folded=not group.folded))
        group.heading.installEventFilter(self)
        return group

    def _make(self, group: Group) -> None:
        """The entries of a group, under its heading."""
        if group.buttons:
            return
        for place, entry in enumerate(group.entries, self._column.indexOf(group.heading) + 1):
            button = self._made(entry)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab stops where the cursor was last
            group.buttons.append(button)
            self._column.insertWidget(place, button)

    def _made(self, entry: Entry) -> QPushButton:
        if entry.name in self._buttons:
            return self._buttons[entry.name]
        button = self._buttons[entry.name] = look.mark(_Entry(), "nav")
        if entry.group:
            button.hide()  # until the group says what is to be seen
        self._name(button, entry)
        button.setIcon(icon(entry.icon))
        button.setCheckable(True)
        button.clicked.connect(lambda: self.chosen.emit(entry.name))
        button.setAccessibleName(entry.title)
        button.installEventFilter(self)
        self._exclusive.addButton(button)
        return button

    def _button(self, name: str) -> QPushButton:
        if name not in self._buttons:
            self._make(self.groups[self._entries[name].group])
        return self._buttons[name]
