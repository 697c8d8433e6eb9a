"""The stock of certificates as a small table: what came, what went, and what does not balance."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.parts import look
from desktop.windows.parts.rows import Elided, Line, Section

if TYPE_CHECKING:
    from db.figures.certificate_stock import Entry, Flow, Stock

Open = Callable[[str, int], None]


class StockTable(QWidget):
    """Of the quarter or the year; pressing a number lists the certificates behind it.

    ``chosen`` says whether people look at the year.
    """

    chosen = Signal(bool)

    def __init__(
        self, quarter: "Stock", year: "Stock", open_record: Open, *, year_first: bool
    ) -> None:
        super().__init__()
        self._stocks, self._open = {False: quarter, True: year}, open_record
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.periods: dict[bool, QPushButton] = {}
        for whole, word in ((False, "本季"), (True, "本年")):
            button = look.mark(QPushButton(word), "chip")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(whole == year_first)
            button.clicked.connect(lambda _=False, y=whole: self._choose(y))
            row.addWidget(button)
            self.periods[whole] = button
        self._rows.addWidget(Section("证件收支", both))
        self._rows.addWidget(look.line())
        self._body: QWidget | None = None
        self._show(year_first)

    def _choose(self, year: bool) -> None:
        self._show(year)
        self.chosen.emit(year)

    def _show(self, year: bool) -> None:
        stock = self._stocks[year]
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        period = f"{stock.first.isoformat()} 至 {stock.last.isoformat()}"
        rows.addWidget(look.mark(QLabel(period), "small"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(48)
        grid.setVerticalSpacing(0)
        came = [("期初有效", stock.opening), *_shown(stock.came)]
        went = [("期末有效", stock.closing), *_shown(stock.went)]
        for place, side in enumerate((came, went)):
            column = QVBoxLayout()
            column.setSpacing(0)
            for number, (title, entries) in enumerate(side):
                sign = ("" if number == 0 else "＋ ") + title
                column.addWidget(_Counted(sign, entries, self._open))
            column.addStretch(1)
            grid.addLayout(column, 0, place)
            grid.setColumnStretch(place, 1)
        rows.addLayout(grid)
        self._tell_difference(rows, stock)
        if self._body is not None:
            self._rows.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._rows.addWidget(body)
        self._body = body

    def _tell_difference(self, rows: QVBoxLayout, stock: "Stock") -> None:
        left = len(stock.opening) + sum(len(flow.entries) for flow in stock.came)
        right = len(stock.closing) + sum(len(flow.entries) for flow in stock.went)
        if stock.difference:
            words = f"收支不平：{left} － {right} ＝ {stock.difference} 张，补办后才能签发名册"
            rows.addWidget(look.mark(QLabel(words), "problem"))
            for entry in stock.causes:
                rows.addWidget(_line(entry, entry.said, self._open, "problem"))
        else:
            rows.addWidget(look.mark(QLabel(f"收支相符：{left} ＝ {right}"), "good"))
        causes = {entry.card_id for entry in stock.causes}
        older = [entry for entry in stock.expired if entry.card_id not in causes]
        for title, entries in (("以前到期、至今未办理", older), ("不影响收支的办理", stock.apart)):
            if entries:
                rows.addWidget(look.mark(QLabel(title), "quiet"))
                for entry in entries:
                    rows.addWidget(_line(entry, entry.said, self._open, "quiet"))


class _Counted(QWidget):
    """A number; pressed, it lists what is behind it."""

    def __init__(self, title: str, entries: "tuple[Entry, ...]", open_record: Open) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        count = QLabel(f"{len(entries)} 张")
        head = Line(look.mark(Elided(title), "quiet"), count)
        head.setEnabled(bool(entries))
        rows.addWidget(head)
        self._entries, self._open = entries, open_record
        self._list: QWidget | None = None
        head.clicked.connect(self.unfold)

    def unfold(self) -> None:
        """Show or hide the certificates."""
        if self._list is None:
            self._list = QWidget()
            rows = QVBoxLayout(self._list)
            rows.setContentsMargins(look.GAP_WIDE, 0, 0, look.GAP)
            rows.setSpacing(0)
            for entry in self._entries:
                said = f"{entry.day.isoformat()} {entry.said}" if entry.said else ""
                rows.addWidget(_line(entry, said, self._open, "quiet"))
            whole = self.layout()
            if whole is not None:
                whole.addWidget(self._list)
        else:
            self._list.setVisible(self._list.isHidden())


def _shown(flows: "tuple[Flow, ...]") -> "list[tuple[str, tuple[Entry, ...]]]":
    """What happened; the two usual acts also when they did not."""
    return [
        (flow.title, flow.entries)
        for flow in flows
        if flow.entries or flow.kind in ("issue", "cancel")
    ]


def _line(entry: "Entry", said: str, open_record: Open, tone: str) -> Line:
    line = Line(QLabel(entry.caption), look.mark(Elided(said), tone), shares=(1, 1))
    line.clicked.connect(lambda: open_record("card", entry.card_id))
    return line
