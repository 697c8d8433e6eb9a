"""The page of the yearly report: on the left it reads as on paper, on the right it is worked on."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCursor, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.figures.annual_report.wording import codes_in
from db.store.trouble import Trouble
from desktop.windows.annual_report.answer import Answer, answered, opened
from desktop.windows.annual_report.beginning import Beginning
from desktop.windows.annual_report.head import Head
from desktop.windows.annual_report.outputs import Outputs
from desktop.windows.annual_report.report_view import ReportView
from desktop.windows.annual_report.sentence import SentencePanel
from desktop.windows.annual_report.side import Side
from desktop.windows.parts import look, tasks
from desktop.windows.parts.ears import listen_while_seen
from desktop.windows.parts.in_turns import InTurns, nowhere
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from db.figures.annual_report.draft import Draft
    from db.figures.annual_report.facts import Facts
    from db.figures.annual_report.template import OwnText
    from db.figures.asking import Value
    from db.registers import AnnualReport
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.windows.annual_report.answer import Opened

ShowBehind = Callable[[str, str, frozenset[int]], None]
"""Shows records: register, title, ids."""
_PAUSE = 300  # ms after a key or a change
_WIDTHS = (640, 400)


class AnnualReportPage(QWidget):
    """Opens the newest report; offers to begin one where there is none.

    Args:
        database: the store.
        show_behind: shows the records behind a number.
        open_record: opens a record of a register.
    """

    def __init__(
        self,
        database: "Database",
        show_behind: ShowBehind,
        open_record: Callable[[str, int], None],
        *,
        whole: bool = True,
    ) -> None:
        """``whole=False``: whoever makes it goes through ``make_in_turns`` before it is shown."""
        super().__init__()
        self._database, self._show_behind, self._open = database, show_behind, open_record
        self.answer: Answer | None = None  # not yet told, or not yet shown
        self._wanted: int | None = None
        self._asked = 0
        self._refused = False
        self._turns = InTurns(self)
        if whole:
            for _ in self.make_in_turns():
                pass

    def make_in_turns(self) -> "Iterator[None]":
        """Its parts, each put where it belongs: what is moved is styled once more."""
        self.head, self.beginning = Head(), Beginning()
        both = self._lay_out()
        yield
        self.view = ReportView()
        both.addWidget(self.view)
        yield
        sentence = SentencePanel()
        yield
        self.side = Side(sentence)
        both.addWidget(self.side)
        both.setSizes(list(_WIDTHS))
        both.setStretchFactor(0, 1)
        yield
        self.outputs = Outputs(
            self, self._database, self.side.show_lines, lambda: self.side.turn_to("findings")
        )
        self.head.add_acts(self.outputs)
        self._pause, self._typing = _timer(self, self.refresh), _timer(self, self._preview)
        self._connect()
        listen_while_seen(self, self._database, lambda _tables: self._pause.start())
        self._wait()
        self.refresh()

    def show_year_report(self, record_id: int) -> None:
        """Turn to a report."""
        self._wanted = record_id
        self.refresh()

    def refresh(self) -> None:
        """Compose anew, behind the window; what was asked before is forgotten."""
        from db.registers import AnnualReport

        self._asked += 1
        number, wanted, database = self._asked, self._wanted, self._database
        may_change = database.rights.may_change(AnnualReport)

        def work(_progress: "Progress") -> Answer:
            with database.read() as session:
                return answered(session, wanted, may_change=may_change)

        tasks.run(self, "正在生成年度报告", work, lambda answer: self._told(number, answer))

    def choose(self, key: str) -> None:
        """Turn to a statement; what was typed in another one is kept first."""
        if key and key != self.side.sentence.key:
            self.side.sentence.save()
            self.side.sentence.show_statement(key)
        self.side.turn_to("sentence")
        self.view.choose(key)

    def open_figure(self, code: str) -> None:
        """Show the records behind a figure."""
        draft = self.answer.draft if self.answer else None
        value = draft.composed.figures.get(code) if draft else None
        if value is None and draft:
            value = draft.facts.values.get(code)
        if value is None:
            return
        found, database = value, self._database

        def work(_progress: "Progress") -> "tuple[Opened, ...]":
            with database.read() as session:
                return opened(session, found)

        tasks.run(self, "正在找登记", work, lambda groups: self._opened(found, groups))

    def begin(self, year: int, template: str) -> None:
        """Begin a report; one that there is already is told."""
        from db.figures.annual_report.reports import begin

        try:
            with self._database.step(f"编写{year}年法治政府建设年度报告") as session:
                report = begin(session, year, template)
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
            return
        self._wanted = report.id
        self._wait()
        self.refresh()

    def can_leave(self) -> bool:
        """Keep what was typed; if that is refused, people are told and may leave the next time."""
        sentence, told = self.side.sentence, self._refused
        sentence.save()
        self._refused = sentence.dirty
        return told or not sentence.dirty

    def write(self, key: str, way: str, text: str) -> None:
        """Keep the office's words of a statement; blank words are taken back."""
        from db.figures.annual_report.own_text import write

        self._change(lambda session, report: write(session, report, key, way, text))

    def take_back(self, key: str) -> None:
        """Let the template speak again for a statement."""
        from db.figures.annual_report.own_text import take_back

        self._change(lambda _session, report: take_back(report, key))

    def _change(self, act: "Callable[[Session, AnnualReport], None]") -> None:
        from db.registers import AnnualReport

        answer = self.answer
        if answer is None or answer.report is None:
            return
        self._wanted = answer.report.id
        try:
            with self._database.step("修改年度报告的文字") as session:
                act(session, session.get_one(AnnualReport, answer.report.id))
        except Trouble as trouble:
            self.side.sentence.dirty = True
            say(self, f"{trouble.sentence}。这一句还没有保存", "problem")

    def _wait(self) -> None:
        """Nothing can be begun before it is known what there is."""
        self.beginning.begin.setEnabled(False)
        self.head.new.setEnabled(False)

    def _told(self, number: int, answer: Answer) -> None:
        if number == self._asked:  # else another one was asked meanwhile
            self._turns.begin(self._show_in_turns(answer), ready=nowhere)

    def _show_in_turns(self, answer: Answer) -> "Iterator[None]":
        self.head.show_answer(answer)
        self.outputs.show_answer(answer)
        yield
        self.side.show_answer(answer)
        yield
        if answer.draft is not None:
            self.view.show_report(answer.draft.composed, answer.tones())
        self._stack.setCurrentIndex(1 if answer.report else 0)
        self.beginning.begin.setEnabled(answer.may_change)
        self.setFocusProxy(self.view if answer.report else self.beginning.begin)
        self.answer = answer

    def _opened(self, value: "Value", groups: "tuple[Opened, ...]") -> None:
        title = f"{value.period.name} · {value.figure.name} {value.words}"
        if len(groups) == 1:
            self._show_behind(groups[0].table, title, groups[0].ids)
        elif groups:
            menu = QMenu(self)
            for group in groups:
                act = menu.addAction(f"{group.role}（{len(group.ids)}）")
                act.triggered.connect(
                    lambda _on, one=group: self._show_behind(
                        one.table, f"{title} · {one.role}", one.ids
                    )
                )
            menu.popup(QCursor.pos())

    def _preview(self) -> None:
        """Show what is being typed, composed from the facts at hand; new figures are asked for."""
        from db.figures.annual_report.composing import set_out

        answer = self.answer
        if answer is None or answer.draft is None:
            return
        draft, texts = answer.draft, self.side.sentence.texts_as_typed()
        asked = {code for one in texts for code in codes_in(one.text)}
        if not asked <= {*draft.facts.values, *draft.facts.unknown}:
            self._ask_for(draft, texts)
            return
        composed = set_out(draft.template, texts, draft.facts)
        self.view.show_report(composed, answer.tones())

    def _ask_for(self, draft: "Draft", texts: "Sequence[OwnText]") -> None:
        database, number = self._database, self._asked

        def work(_progress: "Progress") -> "Facts":
            from db.figures.annual_report.facts import gather

            with database.read() as session:
                return gather(session, draft.year, draft.template, texts)

        def told(facts: "Facts") -> None:
            if number == self._asked and self.answer is not None:
                known = replace(draft, facts=facts)
                self.answer = replace(self.answer, draft=known)
                self.side.sentence.know(known)
                self._preview()

        tasks.run(self, "正在统计", work, told)

    def _connect(self) -> None:
        self.view.statement_chosen.connect(self.choose)
        self.side.statement_chosen.connect(self.choose)
        for part in (self.view, self.side):
            part.figure_asked.connect(self.open_figure)
        self.side.sentence.edited.connect(lambda *_: self._typing.start())
        self.side.sentence.kept.connect(self.write)
        self.side.sentence.taken_back.connect(self.take_back)
        self.beginning.asked.connect(self.begin)
        self.head.begin_asked.connect(self.begin)
        self.head.chosen.connect(self.show_year_report)
        self.head.form_asked.connect(lambda record_id: self._open("annual_report", record_id))
        keep = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        keep.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keep.activated.connect(self.side.sentence.save)

    def _lay_out(self) -> QSplitter:
        """Gives the place of the report and of what stands beside it."""
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self._stack = QStackedWidget(self)
        both = QSplitter(Qt.Orientation.Horizontal, self._stack)
        both.setChildrenCollapsible(False)
        for part in (self.beginning, both):
            self._stack.addWidget(part)
        rows.addWidget(self.head)
        rows.addWidget(look.line())
        rows.addWidget(self._stack, 1)
        return both


def _timer(parent: QWidget, act: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(_PAUSE)
    timer.timeout.connect(act)
    return timer
