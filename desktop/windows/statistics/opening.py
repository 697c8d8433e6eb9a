"""From a number, a rule or a change to the records behind it."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from db.figures.tables.headings import main_unit
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import say
from desktop.windows.statistics.answer import Opened, opened

if TYPE_CHECKING:
    from db.figures.figure import Behind
    from db.figures.returns import Difference
    from db.figures.tables import Finding
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.windows.statistics.answer import Answer
    from desktop.windows.statistics.sheet import Sheet

ShowBehind = Callable[[str, str, frozenset[int]], None]
"""Shows records of a register under a title."""


class Opening(QObject):
    """``comment_asked`` carries a cell's key and name."""

    comment_asked = Signal(object, str)

    def __init__(
        self, page: QWidget, database: "Database", sheet: "Sheet", show: ShowBehind
    ) -> None:
        super().__init__(page)
        self._page, self._database, self._sheet, self._show = page, database, sheet, show
        self._answer: Answer | None = None
        self.menu: QMenu | None = None

    def show_answer(self, answer: "Answer") -> None:
        """From now on it is about this table."""
        self._answer = answer

    def cell(self, index: QModelIndex) -> None:
        """Show the records behind a number; where it is made of several, let people choose."""
        cells, answer = self._sheet.cells, self._answer
        key = cells.key(index)
        if key is None or answer is None:
            return
        column, row = cells.columns[index.column()].column, cells.row(index.row())
        unit = row.unit or column.unit or main_unit(answer.filled.shown_columns)
        said = f"{cells.data(index)}{'' if unit == '%' else f' {unit}'}"
        title = f"{answer.question.when} · {cells.named(index)}　{said}"
        database, place = self._database, self._under(index)

        def work(_progress: "Progress") -> list[Opened]:
            with database.read() as session:
                return opened(session, answer.filled, *key)

        tasks.run(self._page, "正在查找记录", work, lambda found: self._open(found, title, place))

    def finding(self, one: "Finding") -> None:
        """The records that a rule stumbles over; where no record is to blame, its cell."""
        answer, database = self._answer, self._database
        if answer is None:
            return

        def work(_progress: "Progress") -> "Sequence[Behind]":
            from db.figures.tables import causes

            with database.read() as session:
                return causes(session, answer.filled, one)

        def told(found: "Sequence[Behind]") -> None:
            if found:
                self._open(_by_register(found), f"{answer.question.when} · {one.sentence}")
            elif one.cells:
                self.go(one.cells[0])
            else:
                say(self._page, one.sentence)

        tasks.run(self._page, "正在查找记录", work, told)

    def difference(self, one: "Difference") -> None:
        """The records that came, went or carry something else."""
        found = _by_register((*one.came, *one.went, *one.changed))
        if found:
            self._open(found, one.sentence)
        else:
            self.go(one.key)

    def go(self, key: tuple[str, str]) -> None:
        """Stand on a cell."""
        self._sheet.stand_on(key)
        self._sheet.setFocus()

    def offer(self, index: QModelIndex, place: QPoint) -> None:
        """What can be done with a cell."""
        key, name = self._sheet.cells.key(index), self._sheet.cells.named(index)
        if key is not None:
            self._pop(
                [
                    ("看背后的记录", lambda: self.cell(index)),
                    ("批注…", lambda: self.comment_asked.emit(key, name)),
                ],
                place,
            )

    def _open(self, found: list[Opened], title: str, place: QPoint | None = None) -> None:
        if not found:
            say(self._page, "这一格背后没有记录")
            return
        if len(found) == 1:
            self._show(found[0].table, title, found[0].ids)
            return
        offers = []
        for one in found:
            name = one.role or _title(one.table)
            act = partial(self._show, one.table, f"{title}（{name}）", one.ids)
            offers.append((f"{name}　{len(one.ids):,} 条", act))
        self._pop(offers, place or self._sheet.mapToGlobal(QPoint(0, self._sheet.height())))

    def _pop(self, offers: "Iterable[tuple[str, Callable[[], None]]]", place: QPoint) -> None:
        menu = self.menu = QMenu(self._page)
        for words, act in offers:
            action = QAction(words, menu)
            action.triggered.connect(lambda _=False, do=act: do())
            menu.addAction(action)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(place)

    def _under(self, index: QModelIndex) -> QPoint:
        rect = self._sheet.visualRect(index)
        return self._sheet.viewport().mapToGlobal(rect.bottomLeft())


def _by_register(found: "Iterable[Behind]") -> list[Opened]:
    by_table: dict[str, set[int]] = {}
    for one in found:
        by_table.setdefault(one.table, set()).add(one.id)
    return [Opened("", table, frozenset(ids)) for table, ids in by_table.items()]


def _title(table: str) -> str:
    from db.store.record import register

    return register(table).title
