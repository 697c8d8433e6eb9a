"""What is due about the open record, and what people should know of it, over its form."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.windows.home.due_line import day, days, tone
from desktop.windows.parts import look
from desktop.windows.parts.rows import Elided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.figures.deadlines import Due
    from db.store.database import Database


class RecordDue(QWidget):
    """A line for each; a chance stands with its whole rule, and the button that takes it.

    A duty that a move settles has its button, too, once it draws near. ``asked`` carries the move
    people want: the one that has the code of the rule, or that settles it.
    """

    asked = Signal(object)

    def __init__(self, database: "Database") -> None:
        super().__init__()
        self._database = database
        self.buttons: dict[str, QPushButton] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(look.GAP_WIDE, 0, look.GAP_WIDE, look.GAP)
        self._rows.setSpacing(4)
        self.hide()

    def show_in_turns(self, record: Any) -> "Iterator[None]":
        """Look up what a saved record waits for, as it is kept; hidden where there is nothing."""
        from db.figures.deadlines import due_of

        yield
        items = []
        if record.id is not None:
            with self._database.read() as session:
                items = due_of(session, date.today(), record.__tablename__, record.id)
        while (item := self._rows.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self.buttons = {}
        for one in items:
            self._rows.addWidget(self._line(one, record))
        for sentence in record.advice() if record.id is not None else ():
            self._rows.addWidget(_wrapping(sentence, "warning"))
        self.setVisible(bool(self._rows.count()))
        yield

    def _line(self, item: "Due", record: Any) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP_WIDE)
        left = days(item.days_left)
        words = f"{item.what}　{'最后一天 ' if item.hint else ''}{day(item)}　{left}"
        head = look.mark(QLabel(words), tone(item.days_left))
        head.setToolTip(f"<p>{item.rule}</p>")  # as rich text it is wrapped
        if not item.hint:
            row.addWidget(head)
            rule = "，".join(filter(None, (item.length, item.basis)))
            row.addWidget(look.mark(Elided(rule), "small"), 1)
            if item.stage is not None:
                self._offer(row, item.code, record)
            return line
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(head)
        both.addWidget(_wrapping(item.rule, "small"))
        row.addLayout(both, 1)
        self._offer(row, item.code, record)
        return line

    def _offer(self, row: QHBoxLayout, rule: str, record: Any) -> None:
        """The button of the move that is due by a rule, if the record has one now."""
        ways = (move for move in record.next_moves() if rule in (move.code, move.settles))
        move = next(ways, None)
        if move is not None:
            button = QPushButton(move.label)
            button.clicked.connect(lambda: self.asked.emit(move))
            row.addWidget(button)
            self.buttons[move.code] = button


def _wrapping(words: str, kind: str) -> QLabel:
    label = look.mark(QLabel(words), kind)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label
