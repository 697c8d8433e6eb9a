"""The statistics page: one official table of one period, as on paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from db.figures.tables.headings import main_unit
from db.store.progress import Cancelled
from db.store.trouble import Trouble
from desktop.windows.parts import look, tasks
from desktop.windows.parts.ears import listen
from desktop.windows.parts.in_turns import InTurns, at_once
from desktop.windows.parts.notices import say
from desktop.windows.parts.rows import Elided
from desktop.windows.statistics.acts import Acts
from desktop.windows.statistics.answer import Answer, Question, answered, last_finished, place_of
from desktop.windows.statistics.below import Below
from desktop.windows.statistics.cells import Cells
from desktop.windows.statistics.choosing import Choosing, holding
from desktop.windows.statistics.drawings import draw
from desktop.windows.statistics.judging import compare, judge
from desktop.windows.statistics.opening import Opening, ShowBehind
from desktop.windows.statistics.outputs import Outputs
from desktop.windows.statistics.sheet import Sheet
from desktop.windows.statistics.standing import StandingBar

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from db.figures.returns import Difference
    from db.registers import Return
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.documents.return_seal import Judgement
    from desktop.windows.statistics.drawings import Drawn

_FIRST = "mediation"
_PAUSE = 200  # ms after a change, before the table is filled anew
_SHORT = 560  # device-independent pixels, in usual text: a lower page is for the numbers
_LOW = 130  # device-independent pixels for the sentences, at first
_CHARTS = 0.6  # of the page for the charts


class StatisticsPage(QWidget):
    """Opens with the quarter that ended last.

    Args:
        database: the store.
        show_behind: shows the records behind a number.
        open_entry: opens a return in its register.
        today: decides which quarter that is; today's day, if none.
    """

    def __init__(
        self,
        database: "Database",
        show_behind: ShowBehind,
        open_entry: Callable[[int], None],
        today: date | None = None,
        *,
        whole: bool = True,
    ) -> None:
        """``whole=False``: whoever makes it goes through ``make_in_turns`` before it is shown."""
        super().__init__()
        self._database, self._show_behind, self._open_entry = database, show_behind, open_entry
        self.answer: Answer | None = None  # not yet told
        self._question = Question(_FIRST, last_finished(today or date.today()))
        self._stale, self._asked, self._wide, self._low = False, 0, False, _LOW
        self._led: tuple[str, str] | None = None  # the cell to stand on, once it is there
        self._turns = InTurns(self)
        if whole:
            at_once(self.make_in_turns())

    def make_in_turns(self) -> "Generator[None, None, None]":
        """Its parts, each put where it belongs: what is moved is styled once more."""
        self._title, self._said = look.mark(QLabel(), "heading"), look.mark(Elided(), "small")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.choosing, self.standing = Choosing(self._question), StandingBar()
        for part in (self.choosing, self.standing, look.line()):
            rows.addWidget(part)
        yield
        self.cells = Cells(self)
        self.sheet = Sheet(self.cells)
        self._lay_out(rows).addWidget(self.sheet, 1)
        yield
        self.below = Below()
        self._split.addWidget(self.below)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([460, _LOW])
        yield
        self.acts = Acts(self, self._database)
        self.opening = Opening(self, self._database, self.sheet, self._show_behind)
        self.outputs = Outputs(self._database, self._hand_in)
        rows.addWidget(look.line())
        rows.addWidget(self.outputs)
        self.setFocusProxy(self.sheet)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Fill the table anew, behind the window; what was asked before is forgotten."""
        self._stale, self._asked = False, self._asked + 1
        number, question, database = self._asked, self.choosing.question, self._database

        def work(progress: "Progress") -> tuple[Answer, dict[str, str]]:
            from db.figures.tables import every_table

            with database.read() as session:
                titles = {code: one.title for code, one in every_table(session).items()}
                return answered(session, question, progress), titles

        def failed(trouble: Trouble) -> None:
            """What is shown is what was chosen before."""
            say(self, trouble.sentence, "info" if isinstance(trouble, Cancelled) else "problem")
            if number == self._asked and self.answer is not None:
                self.choosing.show_question(self.answer.question)

        tasks.run(self, "正在读取统计表", work, lambda told: self._told(number, *told), failed)

    def show_return(self, made: "Return") -> None:
        """Turn to the table and period of a return."""
        from db.figures.period import Period

        period = Period(made.first_on, made.last_on)
        earlier = made.revision if made.stage == "corrected" else 0
        whole = (made.table_code, period, made.cumulative, made.basis or "")
        self.choosing.ask(Question(*whole, earlier))

    def _show_revision(self, number: int) -> None:
        if self.answer is not None:
            self.choosing.ask(replace(self.answer.question, revision=number))

    def show_figure(self, code: str, day: date) -> None:
        """Turn to the quarter and the table in which a figure stands, and to its cell."""
        period = holding("quarter", day)
        place = place_of(code, period)
        if place is None:
            say(self, "这项数字不在统计表里")
        else:
            self._led = place[1]
            self.choosing.ask(Question(place[0], period))

    def showEvent(self, event: QShowEvent) -> None:
        """Look again at what changed while another page was shown."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _told(self, number: int, answer: Answer, titles: dict[str, str]) -> None:
        if number != self._asked:  # another one was asked meanwhile
            return
        self.answer = answer
        self._turns.begin(self._shown(number, answer, titles))

    def _shown(self, number: int, answer: Answer, titles: dict[str, str]) -> "Iterator[None]":
        self.choosing.show_tables(titles)
        self.choosing.show_answer(answer)
        for part in (self.acts, self.opening, self.standing, self.outputs):
            part.show_answer(answer)
            yield
        filled = answer.filled
        self._title.setText(filled.table.title)
        unit = filled.table.unit or main_unit(filled.shown_columns)
        parts = (f"填报单位：{answer.office}", f"统计期间：{answer.question.when}")
        also = (f"单位：{unit}" if unit else "", filled.table.note)
        self._said.setText("　　".join(filter(None, (*parts, *also))))
        self._show_table()
        if self._led is not None:
            if self._paper.isHidden():
                self.below.turn_to("rules")
            self.opening.go(self._led)
            self._led = None
        yield
        self.below.show_answer(answer)
        yield
        self._compare(number, answer)
        self._judge(number, answer)
        if self.below.showing_charts:
            self._draw()

    def _show_table(self) -> None:
        if self.answer is not None:
            self.sheet.show_answer(self.answer, self.choosing.beside)

    def _compare(self, number: int, answer: Answer) -> None:
        """Look, after the table is shown, which records changed its numbers since."""
        made = answer.made
        if made is None or made.content is None or made.stage in ("filling", "corrected"):
            self.below.show_differences(answer, ())
            return
        self.below.show_differences(answer, None)

        def told(found: "tuple[Difference, ...]") -> None:
            if number == self._asked:
                self.below.show_differences(answer, found)

        compare(self, self._database, made, told)

    def _judge(self, number: int, answer: Answer) -> None:
        def told(found: "Judgement") -> None:
            if number == self._asked:
                self.standing.show_judgement(answer, found)

        if answer.made is not None:
            judge(self, self._database, answer.made, told)

    def _draw(self) -> None:
        """The charts of the period, drawn behind the window."""
        if self.answer is None:
            return
        number = self._asked

        def told(found: "list[Drawn]") -> None:
            if number == self._asked:
                self.below.charts.show_charts(found)

        draw(self, self._database, self.answer.filled.period, told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low page the numbers come first: what the row on top says already goes."""
        super().resizeEvent(event)
        short = self.height() < _SHORT * look.text_factor()
        if short != self._title.isHidden():
            self._title.setHidden(short)
            self._said.setHidden(short)
            self._split.setSizes([self.height(), 0] if short else [460, _LOW])

    def _make_room(self, charts: bool) -> None:
        """Charts need more of the page than sentences: all where only the table's head is left."""
        if charts != self._wide:
            self._wide, whole, low = charts, sum(self._split.sizes()), self._split.sizes()[1]
            self._low, below = (low, round(whole * _CHARTS)) if charts else (self._low, self._low)
            self._paper.setHidden(charts and whole - below < 2 * self.sheet.head.height())
            self._split.setSizes([whole - below, below])

    def _hand_in(self) -> None:
        from desktop.windows.statistics.hand_in import hand_in

        if self.answer is not None:
            hand_in(self, self._database, self.answer)

    def _changed(self, _tables: object) -> None:
        if self.isVisible():
            self._pause.start()
        else:
            self._stale = True

    def _connect(self) -> None:
        self.choosing.changed.connect(self.refresh)
        self.choosing.compared.connect(self._show_table)
        self.standing.asked.connect(self.acts.do)
        self.standing.revision_asked.connect(self._show_revision)
        self.standing.onward_asked.connect(self.choosing.ask)
        self.acts.entry_asked.connect(self._open_entry)
        self.acts.done.connect(self.refresh)
        self.sheet.opened.connect(self.opening.cell)
        self.sheet.asked.connect(self.opening.offer)
        self.opening.comment_asked.connect(self.acts.comment)
        self.cells.typed.connect(self.acts.type_in)
        self.cells.refused.connect(lambda words: say(self, words, "warning"))
        self.below.finding_opened.connect(self.opening.finding)
        self.below.explain_asked.connect(self.acts.explain)
        self.below.cell_asked.connect(self.opening.go)
        self.below.difference_opened.connect(self.opening.difference)
        self.below.reason_asked.connect(self.acts.give_reason)
        self.below.charts_wanted.connect(self._draw)
        self.below.turned.connect(self._make_room)
        self._pause.timeout.connect(self.refresh)
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(QKeySequence(keys), self, partial(self.choosing.turn, step))
        listen(self, self._database, self._changed)

    def _lay_out(self, rows: QVBoxLayout) -> QVBoxLayout:
        """Gives the column of the paper."""
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setChildrenCollapsible(False)
        rows.addWidget(self._split, 1)
        self._paper = look.mark(QWidget(self._split), "surface")
        column = QVBoxLayout(self._paper)
        column.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, 0)
        column.setSpacing(4)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._said)
        return column
