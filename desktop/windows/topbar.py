"""The bar on top: search, undo and redo, a new record, the store, the user, the lock."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from desktop.windows.parts import look
from desktop.windows.parts.emptying import with_cross
from desktop.windows.parts.icons import icon
from desktop.windows.parts.in_turns import InTurns
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.record import Record

_READS_ONLY = "您只能查阅，不能新登记；需要时请所长在“使用人”里设置权限"
_KEYS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class SearchBox(QLineEdit):
    """Searches all registers; Enter asks, Escape clears, Down goes into the hits."""

    asked = Signal(str)
    downwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("搜索姓名、案号、拼音（Ctrl+K）")
        self.setAccessibleName("搜索全部登记簿")
        glass = icon("search", look.current().quiet)
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition).setText("搜索")
        with_cross(self)
        self.returnPressed.connect(lambda: self.asked.emit(self.text().strip()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the box."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.downwards.emit()
        else:
            super().keyPressEvent(event)


class TopBar(QWidget):
    """What can be done from everywhere."""

    def __init__(self, user: str) -> None:
        super().__init__()
        look.mark(self, "topbar")
        self.search = SearchBox()
        self.undo = _tool("undo", "撤销")
        self.redo = _tool("redo", "重做")
        self.new = _with_menu("新建", "plus")
        self.more = _with_menu("仓库", "")
        look.mark(self.new.menu(), "headed")
        self._turns = InTurns(self)
        self.new.menu().aboutToShow.connect(self._turns.finish)
        self.new.menu().aboutToShow.connect(lambda: _keep_on_screen(self.new.menu()))
        self.user = _with_menu(user, "person")
        self.lock = _tool("lock", "锁定（Ctrl+L）")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        row.setSpacing(4)
        self.search.setMaximumWidth(self.fontMetrics().averageCharWidth() * 64)
        row.addWidget(self.search, 3)
        row.addStretch(1)
        for part in (self.undo, self.redo):
            row.addWidget(part)
        row.addSpacing(look.GAP)
        for button in (self.new, self.more, self.user):
            row.addWidget(button)
        row.addWidget(self.lock)

    def fill_new(
        self, registers: "Iterable[type[Record]]", begin: Callable[[str], Callable[[], None]]
    ) -> None:
        """The menu of new records under their headings: a digit or letter each while they last.

        Args:
            registers: those of a group beside each other.
            begin: what an entry does, by its register.
        """
        offered = list(registers)
        self.new.menu().clear()
        self.new.setEnabled(bool(offered))
        self.new.setToolTip("新建记录（Ctrl+N）" if offered else _READS_ONLY)
        self._turns.begin(self._fill_in_turns(offered, begin), now=False)

    def _fill_in_turns(
        self, registers: "list[type[Record]]", begin: Callable[[str], Callable[[], None]]
    ) -> Iterator[None]:
        menu, last = self.new.menu(), ""
        for key, cls in zip(chain(_KEYS, repeat("")), registers, strict=False):
            if cls.group != last:
                menu.addAction(cls.group).setEnabled(False)  # no key stops at a heading
            last, name = cls.group, cls.__tablename__
            word = f"&{key}  {cls.title}" if key else cls.title
            add(menu, word, begin(name), "", cls.icon).setData(name)
            yield

    def offer_new(self, register: str) -> None:
        """Open the menu of new records on the register at hand, so that Enter begins one."""
        if not self.new.isEnabled():
            say(self, _READS_ONLY, "warning")
            return
        menu = self.new.menu()
        menu.popup(self.new.mapToGlobal(self.new.rect().bottomLeft()))
        entries = [action for action in menu.actions() if action.isEnabled()]
        here = (action for action in entries if action.data() == register)
        menu.setActiveAction(next(here, entries[0]))


def _keep_on_screen(menu: QMenu) -> None:
    """One column that scrolls, where so many beside each other leave the screen."""
    if menu.styleSheet():  # what the last time was for another screen or size
        menu.setStyleSheet("")
    if menu.sizeHint().width() > menu.screen().availableSize().width():
        menu.setStyleSheet("QMenu { menu-scrollable: 1; }")


def add(
    menu: QMenu, word: str, act: Callable[[], object], keys: str = "", picture: str = ""
) -> QAction:
    """Add an entry to a menu; for its keys to work everywhere, give it to the window too."""
    action = menu.addAction(word)
    if picture:
        action.setIcon(icon(picture))
    if keys:
        action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda _checked=False: act())
    return action


def session_words(database: "Database") -> str:
    """张所长（所长），11-25 14:03 打开."""
    from db.store.codes import codes

    role = codes("user_role").name(database.rights.role)
    return f"{database.user}（{role}），{database.opened_at:%m-%d %H:%M} 打开"


def _tool(picture: str, word: str) -> QToolButton:
    button = look.mark(QToolButton(), "quiet")
    button.setIcon(icon(picture))
    button.setToolTip(word)
    button.setAccessibleName(word)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _with_menu(word: str, picture: str) -> QPushButton:
    button = look.mark(QPushButton(word), "quiet")
    if picture:
        button.setIcon(icon(picture))
    menu = QMenu(button)
    button.setMenu(menu)
    return button
