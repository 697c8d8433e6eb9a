"""The page 持证情况: the rate on a day, the people behind it, and the stock of certificates."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.store.fields import Field
from db.store.kinds import DateKind
from desktop.windows.editors.dates import DateEditor
from desktop.windows.overviews.card_stock import StockTable
from desktop.windows.parts import look, tasks
from desktop.windows.parts.ears import listen_while_seen
from desktop.windows.parts.icons import icon
from desktop.windows.parts.in_turns import InTurns, nowhere
from desktop.windows.parts.page_head import page_head, page_rows
from desktop.windows.parts.rows import Elided, Line, Section

if TYPE_CHECKING:
    from db.figures.certificate_stock import Stock
    from db.figures.certificates import Holder, OnPost
    from db.store.database import Database

Open = Callable[[str, int], None]
_TWO_COLUMNS = 880  # device-independent pixels
_TABLES = {"card", "card_event", "staff", "staff_enforcement_post", "place"}


@dataclass(frozen=True)
class Status:
    """What the page shows, read in one go."""

    people: "OnPost"
    quarter: "Stock"
    year: "Stock"


def read_status(database: "Database", day: date) -> Status:
    """The figures of a day, of its quarter and of its year up to it."""
    from db.figures.certificate_stock import stock
    from db.figures.certificates import on_post

    with database.read() as session:
        first_month = (day.month - 1) // 3 * 3 + 1
        return Status(
            on_post(session, day),
            stock(session, date(day.year, first_month, 1), day),
            stock(session, date(day.year, 1, 1), day),
        )


class CardStatusPage(QWidget):
    """Shows a day's Status; every line opens its record."""

    def __init__(self, database: "Database", open_record: Open) -> None:
        super().__init__()
        self._database, self._open = database, open_record
        self.status: Status | None = None
        self.shown_day: date | None = None
        self._columns: QBoxLayout | None = None
        self._year = True
        self._turns = InTurns(self)
        spec = replace(Field("截至日期", name="day"), kind=DateKind(), required=True)
        self.day = DateEditor(spec, database)
        self.day.show_value(date.today())
        self.day.edited.connect(self._asked)
        self._print = QPushButton(icon("print"), "打印持证人员名册")
        self._print.clicked.connect(self._print_roster)
        self._said = look.mark(QLabel(), "problem")
        self._said.hide()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows = page_rows(self)
        rows.addLayout(self._head())
        rows.addWidget(look.line())
        rows.addWidget(self._area, 1)
        self.setFocusProxy(self.day.widget)
        listen_while_seen(self, database, self._heard)
        self.reload()

    def _asked(self) -> None:
        self.reload()
        if not self._said.text():  # 20240331 is written as any day is
            self.day.show_value(self.day.value())

    def reload(self) -> None:
        """Count again, behind the window."""
        from db.store.trouble import Trouble

        try:
            day = self.day.value()
        except Trouble as trouble:
            self._tell(trouble.sentence)
            return
        self._tell("")
        if day is None:
            return
        database = self._database
        tasks.run(self, "正在计算持证情况", lambda _p: read_status(database, day), self.show_status)

    def show_status(self, status: Status) -> None:
        """Lay the page out anew, in turns; where people had scrolled to stays."""
        if status != self.status:
            self.status, self.shown_day = status, status.people.day
            self._turns.begin(self._show_in_turns(status), ready=nowhere)

    def _show_in_turns(self, status: Status) -> Iterator[None]:
        """It is shown as it grows: all its lines styled at once would take too long."""
        place = self._area.verticalScrollBar().value()
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(32, look.GAP_LARGE, 32, look.GAP_LARGE)
        outer.setSpacing(look.GAP_LARGE)
        outer.addLayout(self._figures(status.people))
        if status.year.difference:
            said = look.mark(QLabel(status.year.said()), "problem")
            said.setWordWrap(True)
            outer.addWidget(said)
        self._columns = columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        columns.setSpacing(48)
        left, right, below = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(4)
            whole = QVBoxLayout()
            whole.addLayout(column)
            whole.addStretch(1)
            columns.addLayout(whole, 1)
        outer.addLayout(columns)
        outer.addLayout(below)
        outer.addStretch(1)
        self._arrange()
        self._area.setWidget(page)
        yield
        yield from self._list_posts(left, status.people)
        yield from self._list_holders(right, status.people)
        table = StockTable(status.quarter, status.year, self._open, year_first=self._year)
        table.chosen.connect(self._choose_period)
        below.addWidget(table)
        yield
        self._area.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where there is no room for two."""
        super().resizeEvent(event)
        self._arrange()

    def _tell(self, sentence: str) -> None:
        """What is wrong with the day, beside it: where it stands, no window need be alive."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self.day.tell("problem" if sentence else "")

    def _arrange(self) -> None:
        if self._columns:
            direction = QBoxLayout.Direction
            wide = self._area.viewport().width() >= _TWO_COLUMNS
            self._columns.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _choose_period(self, year: bool) -> None:
        self._year = year

    def _heard(self, tables: Iterable[str]) -> None:
        if _TABLES & set(tables):
            self.reload()

    def _print_roster(self) -> None:
        from desktop.documents.forms import form
        from desktop.windows.paper.paper_window import show_paper

        if self.shown_day is not None:
            show_paper(self, self._database, form("card_roster"), self.shown_day)

    def _head(self) -> QHBoxLayout:
        head = page_head("持证情况")
        head.addWidget(self._said)
        head.addWidget(look.mark(QLabel("截至"), "label"))
        self.day.widget.setFixedWidth(self.fontMetrics().horizontalAdvance("枫") * 10)
        self.day.widget.setAccessibleName("截至日期")
        head.addWidget(self.day.widget)
        head.addWidget(self._print)
        return head

    def _figures(self, people: "OnPost") -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.GAP_WIDE)
        rate = look.mark(QLabel(people.percent), "figure")
        row.addWidget(rate, 0, Qt.AlignmentFlag.AlignBottom)
        words = "还没有登记执法岗位人员：在“工作人员”里填写执法岗位"
        if people.on_post:
            words = (
                f"持证上岗率　执法岗位 {len(people.on_post)} 人，"
                f"其中持有效证件 {len(people.certified)} 人"
            )
        label = look.mark(QLabel(words), "quiet")
        label.setWordWrap(True)
        row.addWidget(label, 1, Qt.AlignmentFlag.AlignBottom)
        return row

    def _list_posts(self, column: QVBoxLayout, people: "OnPost") -> Iterator[None]:
        count = look.mark(QLabel(f"{len(people.on_post)} 人"), "small")
        column.addWidget(Section("在执法岗位", count))
        column.addWidget(look.line())
        for row in people.uncertified:
            column.addWidget(self._person(row, row.note, "problem"))
            yield
        certified = {row.staff_id for row in people.certified}
        for row in people.on_post:
            if row.staff_id in certified:
                column.addWidget(self._person(row, row.post))
                yield
        if not people.on_post:
            column.addWidget(look.mark(QLabel("没有人员"), "quiet"))

    def _list_holders(self, column: QVBoxLayout, people: "OnPost") -> Iterator[None]:
        first = True
        for title, rows, tone in (
            ("离岗仍持有效证件（不计入，应注销收回）", people.off_post, "warning"),
            ("九十天内到期", people.expiring, "warning"),
            ("持有效证件上岗", people.certified, ""),
            ("辅助人员（不计入）", people.auxiliaries, ""),
        ):
            if not rows and title != "持有效证件上岗":
                continue
            if not first:
                column.addSpacing(look.GAP_WIDE)
            first = False
            column.addWidget(Section(title, look.mark(QLabel(f"{len(rows)} 人"), "small")))
            column.addWidget(look.line())
            for row in rows:
                column.addWidget(self._holder(row, tone))
                yield
            if not rows:
                column.addWidget(look.mark(QLabel("没有人员"), "quiet"))

    def _person(self, row: "Holder", said: str, tone: str = "quiet") -> Line:
        """One on a post; opens the record of the staff."""
        name = QLabel(row.name)
        if tone == "problem":
            look.mark(name, tone)
        where = look.mark(Elided(row.department), "quiet")
        line = Line(
            name, where, look.mark(Elided(said), tone), shares=(2, 6, 3 if tone == "quiet" else 5)
        )
        line.clicked.connect(lambda: self._open("staff", row.staff_id))
        return line

    def _holder(self, row: "Holder", tone: str) -> Line:
        """One with a certificate opens it; one without, the record of the staff."""
        until = f"有效期至 {row.valid_to.isoformat()}" if row.valid_to else row.post
        said = row.note if row.note and row.card_id is not None else row.number
        line = Line(
            QLabel(row.name),
            look.mark(Elided(said or row.department), "quiet"),
            look.mark(Elided(until), tone or "quiet"),
            shares=(2, 4, 5),
        )
        table, number = ("card", row.card_id) if row.card_id else ("staff", row.staff_id)
        line.clicked.connect(lambda: self._open(table, number))
        return line
