"""Lines of text that can be pressed, text that ends in … or is parted at blanks, plain tables."""

from collections.abc import Iterable
from itertools import zip_longest

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.parts import look
from desktop.windows.parts.copying import Copying


class Elided(QLabel):
    """One line of text; what finds no room is replaced by … and told by the tooltip."""

    def minimumSizeHint(self) -> QSize:
        """It may be as narrow as two characters."""
        size = super().minimumSizeHint()
        return QSize(min(size.width(), self.fontMetrics().horizontalAdvance("字…")), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tooltip tells the whole text only when it is cut."""
        super().resizeEvent(event)
        self.setToolTip("" if self._shown() == self.text() else self.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        with QPainter(self) as painter:
            painter.setPen(self.palette().windowText().color())
            painter.drawText(self.contentsRect(), self.alignment(), self._shown())

    def _shown(self) -> str:
        mode = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.text(), mode, self.contentsRect().width())


class Title(QLabel):
    """On as many lines as it needs, parted at its blanks: a name is torn only where it must be."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self._words = words
        self.setWordWrap(True)

    def text(self) -> str:
        """The words, without the ends of lines."""
        return self._words

    def setText(self, words: str) -> None:
        """Show others."""
        self._words = words
        self._part()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._part()

    def _part(self) -> None:
        metrics, room = self.fontMetrics(), max(self.width(), 1)
        lines = [""]
        for piece in self._words.split(" "):
            longer = f"{lines[-1]} {piece}".lstrip()
            if metrics.horizontalAdvance(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
        parted = "\n".join(filter(None, lines))
        wrap = Qt.TextFlag.TextWordWrap.value
        whole, pieces = (
            metrics.boundingRect(0, 0, room, 10_000, wrap, words).height()
            for words in (self._words, parted)
        )
        shown = parted if pieces <= whole else self._words
        if shown != super().text():
            super().setText(shown)


class Line(QPushButton):
    """A row of a short list that opens something when it is pressed; ``shares`` of its room."""

    def __init__(self, *parts: QWidget, shares: tuple[int, ...] = (1,)) -> None:
        super().__init__()
        look.mark(self, "entry")
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Fixed)  # a button would never be narrower
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)  # its words begin where the heading over it does
        row.setSpacing(look.GAP_WIDE)
        for part, share in zip_longest(parts, shares, fillvalue=0):
            if isinstance(part, QWidget):
                part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                if share and len(shares) > 1:  # divided by the shares alone, not by the texts
                    part.setSizePolicy(policy.Ignored, policy.Preferred)
                row.addWidget(part, int(share))
        words = [part.text() for part in parts if isinstance(part, QLabel)]
        self.setAccessibleName("，".join(word for word in words if word))

    def sizeHint(self) -> QSize:
        """A row's height."""
        return QSize(self._row.sizeHint().width(), look.row_height(self))

    def minimumSizeHint(self) -> QSize:
        """As narrow as its parts allow."""
        return QSize(self._row.minimumSize().width(), look.row_height(self))


class Sentence(QPushButton):
    """A link of a whole sentence, on as many lines as its width needs: a button wraps no text."""

    def __init__(self, words: str) -> None:
        super().__init__()
        look.mark(self, "link")
        self._words = words
        self.setAccessibleName(words)
        label = look.mark(QLabel(words), "link")
        label.setWordWrap(True)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.addWidget(label)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """The sentence."""
        return self._words

    def sizeHint(self) -> QSize:
        """As its label wants it."""
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as a label that wraps."""
        return self._column.minimumSize()


class Section(QWidget):
    """A heading over a hairline."""

    def __init__(self, title: str, beside: QWidget | None = None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.title = look.mark(QLabel(title), "heading")
        row.addWidget(self.title)
        row.addStretch(1)
        self.setMinimumHeight(look.row_height(self))
        if beside:
            row.addWidget(beside)


def plain_table(table: QTableView, name: str) -> None:
    """Make a table of records: whole rows are chosen, one at a time, nothing is typed into it."""
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(look.row_height(table))
    Copying(table)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def widen(table: QTableView, columns: Iterable[tuple[str, int]], beside: int = look.GAP) -> None:
    """Give each column its width in characters; one of 0 takes what room is left.

    Args:
        table: with its model.
        columns: titles and widths.
        beside: pixels added to each width.
    """
    header = table.horizontalHeader()
    em = table.fontMetrics().horizontalAdvance("枫")
    for column, (_, width) in enumerate(columns):
        if width:
            header.resizeSection(column, width * em + beside)
        else:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
