"""A listing as Qt sees it: its ids and the pages that are looked at, nothing else."""

import sys
from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from db.store.trouble import Trouble
from desktop.windows.lists.list_reader import NUMBERS, PAGE, Asked, Found, ListReader, ids_of
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.lines import Line
    from db.store.listing import Listing

_KEPT = 40
"""Pages kept in memory; the oldest goes first."""
SMALL = 5000
"""Records up to which a register is asked at once: that takes less than drawing the window."""
_WAIT = "…"
_Index = QModelIndex | QPersistentModelIndex
_Act = Callable[[], object]


class RecordModel(QAbstractTableModel):
    """Rows come page by page. A long register is read behind the window (``ListReader``).

    Until the list that was asked for begins, the one before stays; until it ends, ``exact`` is
    False and its length a guess. ``counted`` tells when either changed, ``turned`` that another
    list stands there.
    """

    counted = Signal()
    turned = Signal()

    def __init__(self, database: "Database", listing: "Listing", parent: QWidget) -> None:
        super().__init__(parent)
        self.database = database
        self._pages: dict[int, list[Line]] = {}
        self._ids: array[int] = array(NUMBERS)
        self._mark = 0  # changes with the ids, so that no page comes to a place that is another's
        self._here = -1
        self._small = True
        self._shown: list[_Act] = []
        self._settled: list[_Act] = []
        self._reader = ListReader(database, self)
        self._reader.began.connect(self._begin)
        self._reader.ended.connect(self._end)
        self._reader.fetched.connect(self._take)
        self._reader.failed.connect(self._fail)
        self.listing = listing
        self._standing: Listing | None = None  # what the ids are of; it differs for a while
        self.total, self.exact = 0, True
        self.show_listing(listing)

    def show_listing(self, listing: "Listing") -> None:
        """Show other records, or the same ones anew."""
        self.listing = listing
        with self.database.read() as session:
            most = listing.most(session)
            self._small = most <= SMALL
            if self._small:
                self._reader.stop()
                found = Found(Asked(listing))
                for ids in listing.keys(session):
                    found.ids.extend(ids)
                self._end(found)
                return
        self.exact = False
        if listing != self._standing:
            self._reader.read(Asked(listing, 0 if listing.narrows else most))
            return
        seen = tuple(number for number in self._pages if abs(number - self._here) < 2)
        self._reader.read(Asked(listing, again=True, seen=seen))
        for number in seen:
            self._reader.fetch(listing, self._mark, number, ids_of(self._ids, number))

    def when_shown(self, act: _Act) -> None:
        """Do it once the first rows of the list that was asked for are there."""
        self._then(self._shown, act)

    def when_settled(self, act: _Act) -> None:
        """Do it once the whole list is known."""
        self._then(self._settled, act)

    def learn(self) -> None:
        """Make ready for the first record that is opened."""
        if self._ids:
            self._reader.learn(self.listing.cls, self._ids[0])

    def how_many(self) -> str:
        """The number of records, in words that say how sure it is."""
        if self.exact:
            return f"{self.total:,}"
        if self._standing is None:
            return _WAIT
        if not self.listing.narrows:
            return f"约 {self.total:,}"
        return f"已找到 {len(self._ids):,}"

    def record_id(self, row: int) -> int | None:
        """The record in a row; None beyond the end, or while it is not known."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def record_ids(self, first: int, last: int) -> Sequence[int]:
        """Those of the rows from first to last."""
        return self._ids[first : last + 1].tolist()

    def place_of(self, record_id: int) -> int | None:
        """The row of a record, None when the list does not hold it."""
        try:
            return self._ids.index(record_id)
        except ValueError:
            return None

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many records."""
        return 0 if parent is not None and parent.isValid() else self.total

    def columnCount(self, parent: _Index | None = None) -> int:
        """How many listed fields."""
        return 0 if parent is not None and parent.isValid() else len(self.listing.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, whole text on hovering, and numbers to the right."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The fields' labels."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.listing.columns[section].label
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(section)
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        spec = self.listing.columns[column]
        right = spec.counts or spec.kind.code == "money"
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _text(self, row: int, column: int) -> str | None:
        number, place = divmod(row, PAGE)
        if number != self._here:
            self._here = number
            self._look_at(number)
        page = self._pages.get(number)
        if page is None:
            self._fetch(number)  # again: it may have been given up for others
            return _WAIT if column == 0 else None
        return page[place][1][column] if place < len(page) else None

    def _look_at(self, number: int) -> None:
        """Have a page here, and in a long list those beside it before anybody sees them."""
        beside = () if self._small else (number - 1, number + 1)
        for one in (*beside, number):  # the one that is seen is asked for last and read first
            self._fetch(one)

    def _fetch(self, number: int) -> None:
        ids = ids_of(self._ids, number) if number >= 0 and number not in self._pages else []
        if ids and self._small:
            with self.database.read() as session:
                self._put(number, self.listing.lines(session, ids))
        elif ids:
            self._reader.fetch(self.listing, self._mark, number, ids)

    def _put(self, number: int, page: "list[Line]") -> None:
        if number not in self._pages and len(self._pages) >= _KEPT:
            self._pages.pop(next(iter(self._pages)))
        self._pages[number] = page

    def _take(self, mark: int, number: int, page: "list[Line]") -> None:
        """A page was read."""
        if mark == self._mark:
            self._put(number, page)
            last = min((number + 1) * PAGE, self.total) - 1
            self.dataChanged.emit(
                self.index(number * PAGE, 0), self.index(last, self.columnCount() - 1)
            )

    def _begin(self, found: Found) -> None:
        """The first rows of another list are there."""
        if found.asked.listing is self.listing and not self.exact:
            self._replace(found, max(found.asked.about, len(found.ids)))
            self._do(self._shown)

    def _end(self, found: Found) -> None:
        """The list is known as a whole. Nothing moves, unless its length was guessed wrong."""
        if found.asked.listing is not self.listing:
            return
        total = len(found.ids)
        self.exact = True
        if self._small or not total or (found.asked.again and total != self.total):
            self._replace(found, total)
        else:
            self._fit(total)
            self._mark += 1
            self._ids, self._standing = found.ids, self.listing
            kept = found.pages if found.asked.again else {**self._pages, **found.pages}
            self._pages, self._here = kept, -1
            self.dataChanged.emit(self.index(0, 0), self.index(total - 1, self.columnCount() - 1))
            self.counted.emit()
        self._do(self._shown)
        self._do(self._settled)

    def _replace(self, found: Found, total: int) -> None:
        other = self._standing != self.listing
        self.beginResetModel()
        self._mark += 1
        self._ids, self._pages, self._here = found.ids, found.pages, -1
        self.total, self._standing = total, self.listing
        self.endResetModel()
        if other:
            self.turned.emit()
        self.counted.emit()

    def _fit(self, total: int) -> None:
        if total > self.total:
            self.beginInsertRows(QModelIndex(), self.total, total - 1)
            self.total = total
            self.endInsertRows()
        elif total < self.total:
            self.beginRemoveRows(QModelIndex(), total, self.total - 1)
            self.total = total
            self.endRemoveRows()

    def _then(self, waiting: list[_Act], act: _Act) -> None:
        if self.exact:
            act()
        else:
            waiting.append(act)

    def _do(self, waiting: list[_Act]) -> None:
        acts = waiting[:]
        waiting.clear()
        for act in acts:
            act()

    def _fail(self, error: Exception) -> None:
        parent = self.parent()
        if isinstance(error, Trouble) and isinstance(parent, QWidget):
            say(parent, error.sentence, "problem")
        else:
            sys.excepthook(type(error), error, error.__traceback__)
