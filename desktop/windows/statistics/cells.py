"""The numbers of a table as Qt sees them: a row for each row on paper, a column for each number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from db.figures.tables.filled import LEAF, PART
from db.figures.tables.layout import NOW, TO_DATE
from db.figures.tables.wording import heading_of

if TYPE_CHECKING:
    from db.figures.tables import Cell, Column, FilledRow
    from desktop.windows.statistics.answer import Answer

_BEFORE, _AGO = "before", "year_ago"
_WORDS = {"": "本期", _BEFORE: "上期", _AGO: "去年同期"}
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,2})?")
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


@dataclass(frozen=True)
class Shown:
    """One column on the screen: the table's own, or the same of another period beside it."""

    column: "Column"
    heading: "Column"
    beside: str = ""


class Seen(NamedTuple):
    """What is to be painted of a number.

    Attributes:
        tone: ``error``, ``warning``, ``moved`` (the registers say otherwise today), or empty.
        noted: whether there is a comment on it.
        strong: whether it is of a total.
        beside: whether it is of another period, beside for comparison.
    """

    words: str
    tone: str
    noted: bool
    strong: bool
    beside: bool


class Cells(QAbstractTableModel):
    """``typed`` carries row key, column code and number that people wrote in by hand."""

    typed = Signal(str, str, object)
    refused = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: list[Shown] = []
        self._answer: Answer | None = None
        self._rows: tuple[FilledRow, ...] = ()
        self._places: list[int] = []  # of each shown column among those of the table
        self._seen: dict[tuple[int, int], Seen] = {}  # by row and column, as far as looked at
        self._comments: dict[tuple[str, str], str] = {}
        self._moved: frozenset[tuple[str, str]] = frozenset()
        self._tones: dict[tuple[str, str], str] = {}
        self._sentences: dict[tuple[str, str], list[str]] = {}

    def show_answer(self, answer: "Answer", beside: tuple[str, ...]) -> None:
        """Show a table, with other periods beside (``before``, ``year_ago``)."""
        self.beginResetModel()
        self._answer, self._rows = answer, answer.filled.rows
        self.columns = [
            one for column in answer.filled.shown_columns for one in _shown(column, beside)
        ]
        places = {one.code: place for place, one in enumerate(answer.filled.columns)}
        self._places = [places[one.column.code] for one in self.columns]
        self._seen.clear()
        self._comments, self._moved = answer.comments, answer.moved
        self._tones = dict.fromkeys(self._moved, "moved")
        self._sentences = {}
        for found in reversed(answer.findings):  # errors are last and stay
            for cell in found.cells:
                self._tones[cell] = found.level
                self._sentences.setdefault(cell, []).insert(0, found.sentence)
        self.endResetModel()

    def key(self, index: _Index) -> tuple[str, str] | None:
        """Row key and column code of a number of the table itself; None of one beside it."""
        if not index.isValid() or self.columns[index.column()].beside:
            return None
        return self._rows[index.row()].key, self.columns[index.column()].column.code

    def place_of(self, key: tuple[str, str]) -> QModelIndex:
        """Where a cell stands; an invalid index where it is not shown."""
        row = next((n for n, one in enumerate(self._rows) if one.key == key[0]), -1)
        column = next(
            (n for n, o in enumerate(self.columns) if o.column.code == key[1] and not o.beside), -1
        )
        return self.index(row, column)

    def cell(self, index: _Index) -> "Cell":
        """What stands there."""
        return self._rows[index.row()].cells[self._places[index.column()]]

    def named(self, index: _Index) -> str:
        """调解成功 · 天龙村."""
        column = self.columns[index.column()].column
        return f"{heading_of(column)} · {self._rows[index.row()].name}"

    def seen(self, row: int, column: int) -> Seen:
        """What is to be painted there: of every number it is asked again and again."""
        found = self._seen.get((row, column))
        if found is None:
            shown, own = self.columns[column], self._rows[row]
            key, beside = (own.key, shown.column.code), bool(shown.beside)
            tone = "" if beside else self._tones.get(key, "")
            noted = not beside and key in self._comments
            words = self._words(row, column)
            found = Seen(words, tone, noted, own.kind not in (PART, LEAF), beside)
            self._seen[row, column] = found
        return found

    def row(self, number: int) -> "FilledRow":
        """A row."""
        return self._rows[number]

    def rowCount(self, parent: _Index | None = None) -> int:
        """One for each row on paper."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """One for each number in a row."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """What is written by hand can be typed."""
        by_hand = not self.columns[index.column()].beside and self.cell(index).by_hand
        open_ = self._answer is not None and not (self._answer.made and self._answer.made.frozen)
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if by_hand and open_ else flags

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """A number written by hand; the page keeps it."""
        key, text = self.key(index), str(value).strip()
        if role != _Role.EditRole or key is None or text == self.cell(index).words:
            return False
        if text and not _NUMBER.fullmatch(text):
            self.refused.emit(f"“{text}”没有采用：请只填数字，如 12 或 3.5")
            return False
        number = Decimal(text) if "." in text else int(text) if text else None
        self.typed.emit(*key, number)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """The names of the rows; of columns the whole path, for those who hear it."""
        if orientation == Qt.Orientation.Vertical:
            row = self._rows[section]
            if role in (_Role.DisplayRole, _Role.ToolTipRole):
                return row.printed
            if role == _Role.FontRole and row.kind not in (PART, LEAF):
                font = QFont()
                font.setWeight(QFont.Weight.Medium)
                return font
            return None
        if role in (_Role.DisplayRole, _Role.ToolTipRole):
            return _path(self.columns[section].heading)
        return None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """A number as printed, and all that is to be known of it."""
        if role in (_Role.DisplayRole, _Role.EditRole):
            return self.seen(index.row(), index.column()).words
        if role == _Role.ToolTipRole:
            return "".join(f"<p>{words}</p>" for words in self._told(index))
        if role == _Role.AccessibleTextRole:
            return "，".join(self._told(index))
        return None

    def _words(self, row: int, column: int) -> str:
        cell = self._rows[row].cells[self._places[column]]
        beside = self.columns[column].beside
        if not beside:
            return cell.words
        return cell.said(cell.before if beside == _BEFORE else cell.year_ago)

    def _told(self, index: _Index) -> Iterator[str]:
        shown = self.columns[index.column()]
        key = (self._rows[index.row()].key, shown.column.code)
        when = f"（{_WORDS[shown.beside]}）" if shown.beside else ""
        words = self.seen(index.row(), index.column()).words
        yield f"{self.named(index)}{when}：{words or '未填'}"
        if shown.beside or self._answer is None:
            return
        yield from self._sentences.get(key, ())
        if key in self._moved:
            yield f"登记簿现在是 {_now(self._answer, key)}"
        if key in self._comments:
            yield f"批注：{self._comments[key]}"


def _shown(column: "Column", beside: tuple[str, ...]) -> Iterator[Shown]:
    """A column, and beside it the same of other periods; some tables have those of their own."""
    if not beside or column.when not in (NOW, TO_DATE):
        yield Shown(column, column)
        return
    groups = (*column.groups, column.heading)
    for which in ("", *beside):
        heading = replace(column, heading=_WORDS[which], groups=groups)
        yield Shown(column, heading, which)


def _path(column: "Column") -> str:
    return " · ".join(dict.fromkeys((*column.groups, column.heading)))


def _now(answer: "Answer", key: tuple[str, str]) -> str:
    try:
        return answer.now.cell(*key).words
    except KeyError:  # the row went
        return "没有这一行"
