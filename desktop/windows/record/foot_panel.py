"""What stands at the foot of a record: lines under a heading, each of which opens something."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.windows.parts import look
from desktop.windows.parts.rows import Line, Section

if TYPE_CHECKING:
    from db.store.database import Database


class FootPanel(QWidget):
    """Empty and hidden until it is begun."""

    def __init__(self, database: "Database") -> None:
        super().__init__()
        self._database = database
        self.lines: list[Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, look.GAP_WIDE, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def clear(self) -> None:
        """Nothing stands there any more."""
        while (item := self._column.takeAt(0)) is not None:
            item.widget().deleteLater()
        self.lines = []

    def begin(self, heading: str) -> None:
        """The heading, and a rule under it."""
        self._column.addWidget(Section(heading))
        self._column.addWidget(look.line())

    def add(self, line: Line, table: str, number: int) -> None:
        """A line that opens the record of that register."""
        line.clicked.connect(lambda: self._open(table, number))
        self.lines.append(line)
        self._column.addWidget(line)

    def remark(self, words: str, kind: str = "small") -> None:
        """A sentence below."""
        said = look.mark(QLabel(words), kind)
        said.setWordWrap(True)
        self._column.addWidget(said)

    def _open(self, table: str, number: int) -> None:
        from desktop.windows.pages import Pages

        pages = self.window().findChild(Pages)
        if isinstance(pages, Pages):
            pages.open_record(table, number)
