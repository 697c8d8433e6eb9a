"""The lines of the sidebar: an entry, and a heading with those under it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton

from desktop.windows.parts import look
from desktop.windows.parts.icons import icon


@dataclass(frozen=True)
class Entry:
    """One line of the sidebar; ``name`` is how the program calls the page."""

    name: str
    title: str
    icon: str
    group: str = ""


class Group:
    """A heading and its entries, made when seen; folded, it shows the open page alone."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.entries: list[Entry] = []
        self.buttons: list[QPushButton] = []
        self.folded = False
        self._told: tuple[bool, bool] | None = None
        self.heading = look.mark(QPushButton(title), "fold")

    def show_state(self, *, narrow: bool) -> None:
        """Show what is to be seen; the heading of an open group is no stop for the keyboard."""
        if self._told != (self.folded, narrow):
            self._told = (self.folded, narrow)
            self._tell(narrow=narrow)
        for button in self.buttons:
            button.setVisible(not self.folded or button.isChecked())

    def _tell(self, *, narrow: bool) -> None:
        word = "展开" if self.folded else "收起"
        short = f"{self.title[:4]}{' ›' if self.folded else ''}"
        self.heading.setText(short if narrow else self.title)
        picture = icon("right" if self.folded else "down", look.current().quiet)
        self.heading.setIcon(QIcon() if narrow else picture)
        self.heading.setToolTip(f"{word}{self.title}")
        self.heading.setAccessibleName(f"{self.title}，{'已收起' if self.folded else '已展开'}")
        policy = Qt.FocusPolicy.StrongFocus if self.folded else Qt.FocusPolicy.NoFocus
        self.heading.setFocusPolicy(policy)
