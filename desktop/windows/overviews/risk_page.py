"""The page 风险预警: what the registers show, fed back to departments and followed to its end."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from desktop.windows.overviews.risk_table import RiskModel, risk_table
from desktop.windows.overviews.told import Told, fill_words, narrowing
from desktop.windows.parts import look, tasks
from desktop.windows.parts.ears import listen_while_seen
from desktop.windows.parts.empty import Empty
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import say
from desktop.windows.parts.page_head import page_head, page_rows
from desktop.windows.record.move_panel import MovePanel

if TYPE_CHECKING:
    from db.figures.warnings import Listed
    from db.store.database import Database

_ALL_KINDS, _ALL_DEPARTMENTS = "全部种类", "全部部门"
_NONE = "没有这样的风险，请换一个种类或部门。"
_SOUND = "没有发现执法风险。\n证件、培训、检查、整改登记了，程序就按“预警规则”自动查找。"
_REPLY = timedelta(days=10)
"""What is proposed for an answer; people change it."""


class RiskPage(QWidget):
    """The table; Enter opens the record, 反馈 asks for department and day below it.

    Args:
        database: an open store.
        open_record: opens a record of a register.
        today: as of which day; this one, if none.
    """

    def __init__(
        self,
        database: "Database",
        open_record: Callable[[str, int], None],
        today: date | None = None,
    ) -> None:
        super().__init__()
        self._database, self._open, self._today = database, open_record, today
        self._listed: list[Listed] | None = None  # not yet told
        self._asked: Any = None  # the warning that the panel asks about
        self.model = RiskModel()
        self.table = risk_table(self.model)
        self.kinds = narrowing(QComboBox(), "风险种类")
        self.departments = narrowing(QComboBox(), "涉及部门")
        self.feedback = MovePanel(database)
        self._count = look.mark(QLabel(), "quiet")
        self._told = Told()
        self._empty = Empty("check", "正在查找…")
        self._print = QPushButton(icon("print"), "打印清单(&P)")
        self._feed = QPushButton(icon("outward"), "反馈(&F)…")
        self.open_button = look.mark(QPushButton("打开(&O)"), "primary")
        self._lay_out()
        self._connect()
        self._narrow()
        self.reload()

    def _connect(self) -> None:
        self.table.activated.connect(lambda _: self.open())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._tell())
        for box in (self.kinds, self.departments):
            box.activated.connect(lambda _: self._narrow())
        self._print.clicked.connect(self.print_list)
        self._feed.clicked.connect(self.ask)
        self.open_button.clicked.connect(self.open)
        self.feedback.confirmed.connect(lambda _: self.feed_back())
        listen_while_seen(self, self._database, lambda _tables: self.reload())

    @property
    def day(self) -> date:
        """As of which day."""
        return self._today or date.today()

    def reload(self) -> None:
        """Look again, behind the window."""
        database, day = self._database, self.day

        def work(_progress: Any) -> "list[Listed]":
            from db.figures.warnings import warnings

            with database.read() as session:
                return warnings(session, day)

        tasks.run(self, "正在查找执法风险", work, self.show_lines)

    def show_lines(self, lines: "list[Listed]") -> None:
        """Show what was found; filters and place stay."""
        self._listed = lines
        fill_words(self.kinds, _ALL_KINDS, sorted({line.what for line in lines}))
        places = sorted({line.department for line in lines if line.department})
        fill_words(self.departments, _ALL_DEPARTMENTS, places)
        self._narrow()

    @property
    def line(self) -> "Listed | None":
        """The risk that the table stands on."""
        return self.model.line(self.table.currentIndex().row())

    def open(self) -> None:
        """Open the record at risk, or the warning that tracks it."""
        line = self.line
        if line is not None:
            self._open(line.table, line.record_id)

    def ask(self) -> None:
        """Ask to whom the risk is fed back, and by when an answer is wanted."""
        from db.registers import RiskWarning

        line = self.line
        if line is None or line.tracked:
            return
        record = RiskWarning.fresh(
            key=line.key,
            kind=line.kind,
            since=line.since or self.day,
            sentence=line.sentence,
            basis=line.basis,
            department_id=line.department_id,
            fed_back_on=self.day,
            due_on=self.day + _REPLY,
        )
        self._asked = record
        move = next(move for move in RiskWarning.moves if move.code == "feed_back")
        self.feedback.ask(move, record)

    def feed_back(self) -> None:
        """Feed it back in one step, and show the paper for the department."""
        if not self.feedback.take():
            return
        database, record = self._database, self._asked

        def work(_progress: Any) -> tuple[int, str]:
            from db.figures.warnings import feed_back

            with database.step("反馈执法风险") as session:
                made = feed_back(
                    session,
                    record.key or "",
                    record.fed_back_on or self.day,
                    due_on=record.due_on or self.day,
                    department_id=record.department_id or 0,
                    demand=record.demand,
                )
                return made.id, made.number or ""

        tasks.run(self, "正在反馈", work, self._fed_back)

    def _fed_back(self, made: tuple[int, str]) -> None:
        from desktop.documents.forms import form
        from desktop.windows.paper.paper_window import show_paper

        number, written = made
        self.feedback.hide()
        say(self, f"已反馈，{written}；回复期限列在到期事项里", "done")
        show_paper(self, self._database, form("risk_feedback"), number)

    def print_list(self) -> None:
        """Show the list of the day as a paper."""
        from desktop.documents.forms import form
        from desktop.windows.paper.paper_window import show_paper

        show_paper(self, self._database, form("risk_list"), self.day)

    def _narrow(self) -> None:
        kind = self.kinds.currentText() if self.kinds.currentIndex() > 0 else ""
        place = self.departments.currentText() if self.departments.currentIndex() > 0 else ""
        lines = [
            line
            for line in self._listed or ()
            if kind in ("", line.what) and place in ("", line.department)
        ]
        stood = self.line
        self.model.show_rows(lines)
        row = self.model.place_of(stood)
        if row is not None:
            self.table.setCurrentIndex(self.model.index(row, 0))
        new = sum(not line.tracked for line in lines)
        self._count.setText(f"{len(lines)} 项，待反馈 {new} 项" if lines else "")
        if self._listed is not None:
            self._empty.say(_NONE if self._listed else _SOUND)
        self._stack.setCurrentIndex(0 if lines else 1)
        self.setFocusProxy(self.table if lines else self._empty)
        self._tell()

    def _tell(self) -> None:
        line = self.line
        self.open_button.setEnabled(line is not None)
        self._feed.setEnabled(line is not None and not line.tracked)
        if not self.feedback.isHidden() and (line is None or line.key != self._asked.key):
            self.feedback.cancel()
        if line is None:
            self._told.tell()
            return
        parts = [f"{line.what}：{line.sentence}", line.basis and f"依据：{line.basis}"]
        if line.tracked:
            due = f"，{line.due_on} 前回复" if line.due_on else ""
            parts.append(" ".join(filter(None, (line.number, f"{line.state}{due}"))))
        if line.gone:
            parts.append("登记簿里已看不到这个原因：打开核实后可以办结")
        self._told.tell(*parts)

    def _lay_out(self) -> None:
        rows, head = page_rows(self), page_head("风险预警", self._count)
        for part in (self.kinds, self.departments, self._print, self._feed, self.open_button):
            head.addWidget(part)
        self.open_button.setToolTip("Enter")
        rows.addLayout(head)
        rows.addWidget(look.line())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        rows.addWidget(self._stack, 1)
        rows.addWidget(self.feedback)
        rows.addWidget(self._told)
