"""Out of the page: the table printed, saved as PDF, blank, as a workbook; the period handed in."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.windows.exporting.ask_marks import run_once_read
from desktop.windows.parts import look, tasks
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import say
from desktop.windows.parts.where import ask_where

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.figures.tables import Report
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.documents.form import Form
    from desktop.documents.statistics.asked import Asked
    from desktop.exchange.drives.put import Phase
    from desktop.windows.statistics.answer import Answer

_FOLDER = "export/folder"


class Outputs(QWidget):
    """The row of buttons below the table; ``hand_in_asked`` is the window of its own."""

    def __init__(self, database: "Database", hand_in: "Callable[[], None]") -> None:
        super().__init__()
        self._database = database
        self._answer: Answer | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        row.setSpacing(look.GAP)
        row.addStretch(1)
        self.buttons: dict[str, QPushButton] = {}
        for name, picture, words, hint, act in (
            ("print", "print", "打印…", "看一看这张表，再打印", self.print_it),
            ("pdf", "paper", "存为 PDF…", "这张表存为 PDF", self.save_pdf),
            ("blank", "paper", "印空白表", "没有数字的表，停电或下村时手写", self.print_blank),
            ("excel", "outward", "导出 Excel…", "这张表和背后的记录（隐去个人信息）", self.export),
            ("hand_in", "inward", "报送…", "全部统计表：汇总 PDF、工作簿和报送包", hand_in),
        ):
            button = self.buttons[name] = QPushButton(icon(picture), words)
            button.setToolTip(hint)
            button.clicked.connect(act)
            button.setEnabled(False)
            row.addWidget(button)

    def show_answer(self, answer: "Answer") -> None:
        """From now on it is about this table."""
        self._answer = answer
        for button in self.buttons.values():
            button.setEnabled(True)

    def print_it(self) -> None:
        """Show the table as it will be printed."""
        self._show(blank=False)

    def print_blank(self) -> None:
        """Show its blank."""
        self._show(blank=True)

    def save_pdf(self) -> None:
        """Save the table; entered in 打印登记 like what is saved from a preview."""
        if self._answer is None:
            return
        form, asked = self._paper(self._answer, blank=False)
        path = self._ask(f"{self._answer.filled.table.title}（{asked.name}）", ".pdf")
        if path is None:
            return
        database = self._database

        def work(progress: "Progress") -> str:
            from db.registers.printing import SAVED, enter_printed
            from db.store.whole_file import write_whole
            from desktop.documents.issue import draft

            paper = draft(database, form, asked, progress)
            write_whole(path, paper.pdf)
            enter_printed(database, [(paper.printout, 1)], SAVED)
            return f"已保存到 {path}"

        tasks.run(self, "正在存为 PDF", work, lambda words: say(self, words))

    def export(self) -> None:
        """Save the table as a workbook with the records behind it, masked; entered as an export."""
        if self._answer is None:
            return
        answer, database = self._answer, self._database
        asked = _asked(answer)
        path = self._ask(f"{answer.filled.table.title}（{asked.name}）", ".xlsx")
        if path is None:
            return

        def work(progress: "Progress", read: bool) -> str:
            from desktop.exchange.drives.drive import folder_as_drive
            from desktop.exchange.handing import hand_over
            from desktop.exchange.outgoing import About, Outgoing
            from desktop.exchange.secret_marks import read_by_people
            from desktop.exchange.summary_workbook import summary_workbook

            found = _alone(answer)
            with database.read() as session:
                made = summary_workbook(session, found, answer.office, asked.name, progress)
            secrecy = read_by_people(made.places, read=read)
            title, records = f"{answer.filled.table.title}工作簿", sum(made.counts.values())
            one = Outgoing(path.name, made.content, title, records, masked=True, secrecy=secrecy)
            hand_over(database, folder_as_drive(path.parent), [one], About(), _unheard)
            return f"已导出到 {path.name}，{made.said}"

        run_once_read(self, "正在导出 Excel", work, lambda words: say(self, words))

    def _show(self, *, blank: bool) -> None:
        from desktop.windows.paper.paper_window import show_paper

        if self._answer is not None:
            show_paper(self, self._database, *self._paper(self._answer, blank=blank))

    @staticmethod
    def _paper(answer: "Answer", *, blank: bool) -> "tuple[Form, Asked]":
        from desktop.documents.statistics import of_table

        return of_table(answer.filled, answer.findings), _asked(answer, blank=blank)

    def _ask(self, name: str, ending: str) -> Path | None:
        return ask_where(self, "存到", name, ending, _FOLDER)


def _asked(answer: "Answer", *, blank: bool = False) -> "Asked":
    from desktop.documents.statistics.asked import Asked

    question, made = answer.question, answer.made
    return Asked(
        question.period,
        question.cumulative,
        head=answer.head,
        filled_by=(made.filled_by or "") if made is not None else "",
        filled_on=made.filled_at.date() if made and made.filled_at else date.today(),
        blank=blank,
    )


def _alone(answer: "Answer") -> "Report":
    """The table as a summary of its own."""
    from db.figures.tables import Report

    filled = answer.filled
    found = (answer.findings,)
    span = (filled.asked, filled.period, filled.cumulative)
    return Report(filled.table.title, *span, (filled,), found)


def _unheard(_number: int, _phase: "Phase", _done: int, _total: int) -> None:
    """The window shows the work as a whole."""
