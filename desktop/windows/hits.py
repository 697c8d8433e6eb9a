"""What the search box finds, register by register."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.windows import look, tasks
from desktop.windows.rows import Elided, Line, Section

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.progress import Progress

_SHOWN = 5


@dataclass(frozen=True)
class Hits:
    """What one register holds of the words; ``rows`` are (id, caption, further columns)."""

    register: str
    title: str
    unit: str
    number: int
    rows: list[tuple[int, str, str]]


def find(database: "Database", words: str) -> list[Hits]:
    """The first hits in each register that people search, registers without hits left out."""
    from db.registers import in_force
    from db.store.listing import Listing

    found = []
    with database.read() as session:
        for cls in in_force(session):
            if cls.single or not database.rights.may_see(cls):
                continue
            listing = Listing(cls, search=words)
            number = listing.count(session)
            if number:
                page = listing.page(session, 0, _SHOWN)
                texts = listing.masked(session, page)
                rows = [
                    (row.id, row.caption, _beside(row.caption, columns))
                    for row, columns in zip(page, texts, strict=True)
                ]
                found.append(Hits(cls.__tablename__, cls.title, cls.unit, number, rows))
    return found


def _beside(caption: str, columns: list[str]) -> str:
    """What the list says of a record beyond its name."""
    return "　".join(text for text in columns if text and text not in caption)


class HitsPage(QScrollArea):
    """The hits; pressing one opens the record.

    Args:
        database: the store.
        open_record: opens a record of a register.
        show_all: shows a register searched for the words.
    """

    def __init__(
        self,
        database: "Database",
        open_record: Callable[[str, int], None],
        show_all: Callable[[str, str], None],
    ) -> None:
        super().__init__()
        self._database, self._open, self._show_all = database, open_record, show_all
        self.words = ""
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def search(self, words: str) -> None:
        """Search behind the window and show what is found."""
        self.words = words
        database = self._database

        def work(_progress: "Progress") -> list[Hits]:
            return find(database, words)

        tasks.run(self, "正在搜索", work, lambda hits: self.show_hits(words, hits))

    def show_hits(self, words: str, found: list[Hits]) -> None:
        """Lay out the hits of the words, unless others were asked meanwhile."""
        if words != self.words:
            return
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(32, look.GAP_LARGE, 32, look.GAP_LARGE)
        column.setSpacing(4)
        column.addWidget(look.mark(QLabel(f"搜索“{words}”"), "title"))
        if not found:
            column.addSpacing(look.GAP)
            said = "没有找到。可以试试姓名、案号或身份证号的一部分；回收站里的记录不在其中。"
            column.addWidget(look.mark(QLabel(said), "quiet"))
        first: Line | None = None
        for hits in found:
            column.addSpacing(look.GAP_WIDE)
            number = look.mark(QLabel(f"{hits.number} {hits.unit}"), "small")
            column.addWidget(Section(hits.title, number))
            column.addWidget(look.line())
            for record_id, caption, beside in hits.rows:
                further = look.mark(Elided(beside), "quiet")
                further.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                line = Line(Elided(caption), further, shares=(1, 1))
                line.clicked.connect(
                    lambda _checked=False, it=hits.register, at=record_id: self._open(it, at)
                )
                column.addWidget(line)
                first = first or line
            if hits.number > len(hits.rows):
                line = Line(look.mark(QLabel(f"全部 {hits.number} {hits.unit}…"), "quiet"))
                line.clicked.connect(
                    lambda _checked=False, it=hits.register: self._show_all(it, words)
                )
                column.addWidget(line)
        column.addStretch(1)
        self.setWidget(page)
        if first:
            first.setFocus()
