"""One sentence to the person at the desk, shown in place: a strip on top, or a word at the foot."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.windows.parts import look

if TYPE_CHECKING:
    from db.store.database import Database

Action = tuple[str, Callable[[], None]]
"""What a notice offers: the button's word, and what it does."""

_TOAST_FOR = 7000  # ms: long enough to read a line and reach 撤销


class Notices(QWidget):
    """The place at the top of a window where strips appear; a window has one, in its layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)

    def show_strip(self, strip: QWidget) -> None:
        """Add a strip (a sentence, or work in progress)."""
        self._rows.addWidget(strip)

    def sentences(self) -> list[str]:
        """What stands there now."""
        return [strip.sentence for strip in self.strips()]

    def strips(self) -> list["Strip"]:
        """The sentences' strips, work in progress left out."""
        return [part for part in self.children() if isinstance(part, Strip) and not part.gone]


def rows_under_notices(window: QWidget, spacing: int) -> QVBoxLayout:
    """The rows of a small window; its strips have the place above them, from edge to edge."""
    outer = QVBoxLayout(window)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(Notices())
    rows = QVBoxLayout()
    rows.setContentsMargins(*[look.GAP_LARGE] * 4)
    rows.setSpacing(spacing)
    outer.addLayout(rows, 1)
    return rows


class Strip(QFrame):
    """One sentence with at most one button; stays until it is closed."""

    def __init__(self, sentence: str, tone: str, action: Action | None) -> None:
        from PySide6.QtCore import Qt  # see look._set

        super().__init__()
        self.sentence, self.gone = sentence, False
        look.mark(self, "notice")
        look.tell(self, tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP, look.GAP)
        words = QLabel(sentence)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if tone in ("problem", "warning"):
            look.mark(words, tone)
        row.addWidget(words, 1)
        if action:
            row.addWidget(_button(action, self.leave))
        close = look.mark(QPushButton("知道了"), "quiet")
        close.clicked.connect(self.leave)
        row.addWidget(close)

    def leave(self) -> None:
        """Go away."""
        self.gone = True
        self.hide()
        self.deleteLater()


class Toast(QFrame):
    """A word at the foot of the window that something is done; goes by itself."""

    def __init__(self, window: QWidget, sentence: str, action: Action | None) -> None:
        super().__init__(window)
        self.sentence = sentence
        look.mark(self, "toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        self._words = QLabel(sentence)
        row.addWidget(self._words, 1)
        if action:
            row.addWidget(_button(action, self.leave))
        window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(_TOAST_FOR)
        timer.timeout.connect(self.leave)
        timer.start()

    def leave(self) -> None:
        """Go away."""
        self.parent().removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self.parentWidget()
        room = max(200, window.width() - 2 * look.GAP_LARGE)
        self._words.setWordWrap(False)
        self.ensurePolished()  # the sheet's font and padding are to be reckoned with
        if self.sizeHint().width() > room:
            self._words.setWordWrap(True)
            self.resize(room, self.layout().totalHeightForWidth(room))
        else:
            self.adjustSize()
        left = (window.width() - self.width()) // 2
        self.move(left, window.height() - self.height() - 2 * look.GAP_LARGE)


def say(parent: QWidget, sentence: str, tone: str = "done", action: Action | None = None) -> None:
    """Tell people one sentence in the window that ``parent`` belongs to.

    Args:
        parent: any widget of the window.
        sentence: one Chinese sentence.
        tone: ``done`` (a word at the foot that goes by itself), or a strip on top that stays:
            ``info``, ``warning``, ``problem``.
        action: the word of a button and what it does, e.g. ``("撤销", undo)``.
    """
    window = parent.window()
    if tone == "done":
        for part in window.children():
            if isinstance(part, Toast):
                part.leave()
        Toast(window, sentence, action)
        return
    place = notices_of(window)
    if sentence not in place.sentences():
        place.show_strip(Strip(sentence, tone, action))


def take_back(parent: QWidget, database: "Database") -> None:
    """Undo the newest step and say so: what a notice's 撤销 does."""
    from db.store.trouble import Trouble

    try:
        say(parent, database.undo())
    except Trouble as trouble:
        say(parent, trouble.sentence, "problem")


def hush(parent: QWidget) -> None:
    """Take away the strips of the window, e.g. when another page is shown."""
    for strip in notices_of(parent.window()).strips():
        strip.leave()


def notices_of(window: QWidget) -> Notices:
    """The window's own place for strips; one is laid over the top where it has none."""
    place: QObject | None = window.findChild(Notices)
    return place if isinstance(place, Notices) else _Overlay(window)


class _Overlay(Notices):
    """Notices for a window that keeps no room for them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)
        self.show()

    def show_strip(self, strip: QWidget) -> None:
        """Add a strip and cover no more than it needs."""
        super().show_strip(strip)
        self._place()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As wide as the window."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        width = self.parentWidget().width()
        height = self.layout().totalHeightForWidth(width) if self._rows.count() else 0
        self.setGeometry(0, 0, width, max(height, self.sizeHint().height()))


def _button(action: Action, leave: Callable[[], None]) -> QPushButton:
    word, act = action
    button = QPushButton(word)

    def pressed() -> None:
        leave()
        act()

    button.clicked.connect(pressed)
    return button
