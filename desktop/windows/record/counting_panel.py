"""计入哪些数字: at a record's foot, the figures it counts in, and what keeps it out of others."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.windows.parts import look, tasks
from desktop.windows.parts.icons import icon
from desktop.windows.parts.rows import Elided, Line

if TYPE_CHECKING:
    from db.figures.counting_in import Standing
    from db.store.database import Database
    from db.store.progress import Progress

_TITLE = "计入哪些数字"
_NEAREST = 8  # figures it misses that are shown at once: those that fail the fewest conditions


class CountingPanel(QWidget):
    """Folded until people want it: each figure is a question to the store.

    Even to know whether a register has figures takes the whole catalogue, some 0.4 s of a first
    record: so it stands below every record that people fill in, and says so where there are none.
    """

    def __init__(self, database: "Database") -> None:
        super().__init__()
        self._database = database
        self._record: Any = None
        self._open = False
        self.lines: list[Line] = []
        self.fold = look.mark(QPushButton(_TITLE), "fold")
        self.fold.clicked.connect(self.turn)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, look.GAP_WIDE, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._inside)
        self._show_fold()

    def show_record(self, record: Any) -> None:
        """A saved record that people fill in; hidden for others."""
        cls = type(record)
        self._record = record
        own = not (cls.written_by_program or cls.single)
        self.setVisible(record.id is not None and own)
        if self._open and not self.isHidden():
            self._look()

    def turn(self) -> None:
        """Unfold, or fold."""
        self._open = not self._open
        self._show_fold()
        if self._open and self._record is not None:
            self._look()

    def _show_fold(self) -> None:
        self.fold.setIcon(icon("down" if self._open else "right", look.current().quiet))
        self.fold.setAccessibleName(f"{_TITLE}，{'已展开' if self._open else '已收起'}")
        self._inside.setVisible(self._open)

    def _look(self) -> None:
        database, record = self._database, self._record

        def work(progress: "Progress") -> "list[Standing]":
            from db.figures.counting_in import standing
            from db.figures.using import counting

            found: list[Standing] = []
            figures = counting(type(record))
            with database.read() as session:
                for number, one in enumerate(figures):
                    progress(number, len(figures))
                    found += standing(session, record, [one])
            return found

        def told(found: "list[Standing]") -> None:
            if record is self._record:
                self._show(found)

        tasks.run(self, "正在查看计入哪些数字", work, told)

    def _show(self, found: "list[Standing]") -> None:
        while (item := self._column.takeAt(0)) is not None:
            item.widget().deleteLater()
        self.lines = []
        counted = [one for one in found if one.counts]
        missed = sorted((one for one in found if not one.counts), key=lambda one: len(one.missed))
        if not counted:
            words = "现在不计入任何数字。" if found else "这个登记簿不计入统计数字。"
            self._column.addWidget(look.mark(QLabel(words), "quiet"))
        for one in (*counted, *missed[:_NEAREST]):
            self._column.addWidget(self._line(one))
        if missed[_NEAREST:]:
            rest = look.mark(QPushButton(f"其余 {len(missed) - _NEAREST} 项不计入的"), "link")
            rest.clicked.connect(lambda: self._show_rest(rest, missed[_NEAREST:]))
            self._column.addWidget(rest, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_rest(self, button: QPushButton, missed: "list[Standing]") -> None:
        button.hide()
        for one in missed:
            self._column.addWidget(self._line(one))

    def _line(self, one: "Standing") -> Line:
        kind = "" if one.counts else "quiet"
        name = look.mark(Elided(one.figure.name), kind)
        words = look.mark(Elided(one.said.partition("：")[2]), kind)
        line = Line(name, words, shares=(2, 5))
        if one.counts and one.day is not None:
            line.clicked.connect(lambda: self._go(one))
        self.lines.append(line)
        return line

    def _go(self, one: "Standing") -> None:
        """Turn to the table and quarter in which the record counts."""
        from desktop.windows.pages import Pages
        from desktop.windows.views import STATISTICS

        pages = self.window().findChild(Pages)
        if isinstance(pages, Pages) and one.day is not None:
            code, day = one.figure.code, one.day
            pages.then(STATISTICS, lambda page: page.show_figure(code, day))
