"""What is to be known of a table in sentences: rules, doubts, changes, comments; each opens it."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.parts import look
from desktop.windows.parts.in_turns import InTurns
from desktop.windows.parts.rows import Elided, Line


class Sentence(NamedTuple):
    """One line: ``head`` in its tone, ``words``, what a press does, and one more button."""

    head: str
    words: str
    open: Callable[[], None]
    tone: str = "quiet"
    more: tuple[str, Callable[[], None]] | None = None


class Sentences(QScrollArea):
    """Lines one below the other, or what stands there instead of none."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.buttons: list[QPushButton] = []
        self._turns = InTurns(self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_lines(self, found: Sequence[Sentence], nothing: str) -> None:
        """Show these in turns, once all of them are made."""
        self._turns.begin(self._made(found, nothing))

    def _made(self, found: Sequence[Sentence], nothing: str) -> Iterator[None]:
        page, lines, buttons = QWidget(), list[Line](), list[QPushButton]()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(look.GAP_WIDE, 4, look.GAP_WIDE, look.GAP)
        rows.setSpacing(0)
        heads = max((len(one.head) for one in found), default=0)
        for one in found:
            rows.addWidget(_line(one, heads, lines, buttons))
            yield
        if not found:
            empty = look.mark(QLabel(nothing), "quiet")
            empty.setContentsMargins(0, look.GAP, 0, 0)
            rows.addWidget(empty)
        rows.addStretch(1)
        place = self.verticalScrollBar().value()
        self.setWidget(page)
        self.verticalScrollBar().setValue(place)
        self.lines, self.buttons = lines, buttons


def _line(one: Sentence, heads: int, lines: list[Line], buttons: list[QPushButton]) -> QWidget:
    head = look.mark(QLabel(one.head), one.tone)
    head.setMinimumWidth(head.fontMetrics().horizontalAdvance("枫" * heads))
    line = Line(head, Elided(one.words), shares=(0, 1))
    line.clicked.connect(one.open)
    lines.append(line)
    if one.more is None:
        return line
    words, act = one.more
    button = look.mark(QPushButton(words), "link")
    button.clicked.connect(act)
    buttons.append(button)
    holder = QWidget()
    both = QHBoxLayout(holder)
    both.setContentsMargins(0, 0, 0, 0)
    both.addWidget(line, 1)
    both.addWidget(button)
    return holder
