"""What leads out of the report's page: final version, preview, DOCX, text, reconciliation."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from db.store.trouble import Trouble
from db.store.whole_file import write_whole
from desktop.windows.parts import look, memory, tasks
from desktop.windows.parts.notices import say
from desktop.windows.parts.where import ask_where, last_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.figures.annual_report.comparing import Line
    from db.figures.annual_report.draft import Draft
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.windows.annual_report.answer import Answer

_FORMAL, _PUBLIC = "annual_report", "annual_report_public"
_FOLDER = "annual_report/folder"
_READABLE = "报告 (*.txt *.docx *.pdf);;所有文件 (*)"


class Outputs:
    """The buttons, and what they do with the report that is shown.

    Args:
        page: says what became of it.
        database: the store.
        compared: is told the lines of a comparison and the other text's name.
        refused: is told when errors keep it from being final.
    """

    def __init__(
        self,
        page: QWidget,
        database: "Database",
        compared: "Callable[[list[Line], str], None]",
        refused: "Callable[[], None]",
    ) -> None:
        self._page, self._database = page, database
        self._told, self._refused = compared, refused
        self._answer: Answer | None = None
        self.menu = QMenu(page)
        self.more = QPushButton("输出(&O)")
        self.more.setMenu(self.menu)
        self.finish = QPushButton("定稿(&D)")
        self.finish.setToolTip("冻结文字、数字和数字背后的登记；以后登记再改，这一版不变")
        self.finish.clicked.connect(self.freeze)
        self.preview = look.mark(QPushButton("预览和打印(&P)"), "primary")
        self.preview.clicked.connect(lambda: self.show(_FORMAL))
        self.buttons = (self.more, self.finish, self.preview)
        for words, act in (
            ("公开文本的预览（没有红头）", lambda: self.show(_PUBLIC)),
            ("存为 DOCX，在 WPS 里接着改…", self.save_docx),
            ("存为文本，供网站公开…", self.save_text),
            ("存为数字核对表…", self.save_reconciliation),
            ("对照一份已有的报告…", self.ask_and_compare),
        ):
            self.menu.addAction(words).triggered.connect(lambda _on=False, one=act: one())
        for button in self.buttons:
            button.hide()

    def show_answer(self, answer: "Answer") -> None:
        """Offer what can be done with it."""
        self._answer = answer
        report = answer.report
        for button in self.buttons:
            button.setVisible(report is not None)
        self.finish.setVisible(not answer.locked)
        self.finish.setEnabled(True)

    def show(self, code: str) -> None:
        """Show it as paper: with its letterhead, or as it is published."""
        from desktop.documents.forms import form
        from desktop.windows.paper.paper_window import show_paper

        if self._answer and self._answer.report:
            show_paper(self._page, self._database, form(code), self._answer.report.id)

    def freeze(self) -> None:
        """Freeze words and figures and make it final, in one step."""
        answer, database = self._answer, self._database
        if answer is None or answer.report is None or answer.draft is None:
            return
        if answer.draft.composed.problems:
            number = len(answer.draft.composed.problems)
            say(self._page, f"还有 {number} 处错误，改正后才能定稿，见右边的“核对”", "problem")
            self._refused()
            return
        record_id = answer.report.id

        def work(progress: "Progress") -> str:
            from db.figures.annual_report.freezing import freeze
            from db.figures.annual_report.reports import draft_of
            from db.registers import AnnualReport

            with database.step("年度报告定稿") as session:
                report = session.get_one(AnnualReport, record_id)
                drafted, found = draft_of(session, report)
                version = freeze(
                    session, report, drafted, found, by=database.user, progress=progress
                )
                next(move for move in AnnualReport.moves if move.code == "finish").make(
                    report, session
                )
                return version.name

        def done(name: str) -> None:
            say(self._page, f"已定稿（{name}）；报送和公开在“公文格式和报送”里办理", "done")

        def failed(trouble: Trouble) -> None:
            self.finish.setEnabled(True)
            say(self._page, trouble.sentence, "problem")

        self.finish.setEnabled(False)
        tasks.run(self._page, "正在定稿", work, done, failed)

    def save_docx(self) -> None:
        """As DOCX."""

        def content(draft: "Draft", _progress: "Progress") -> bytes:
            from desktop.documents.annual_report.docx_out import docx_of

            return docx_of(draft.composed)

        self._save("存为 DOCX", "docx", content)

    def save_text(self) -> None:
        """As plain text."""

        def content(draft: "Draft", _progress: "Progress") -> bytes:
            from db.figures.annual_report.plain import text_of

            return text_of(draft.composed).encode()

        self._save("存为文本", "txt", content)

    def save_reconciliation(self) -> None:
        """Every figure, its definition and its records, as plain text."""
        found = self._answer.findings if self._answer else ()

        def content(draft: "Draft", progress: "Progress") -> bytes:
            from db.figures.annual_report.reconciling import reconciliation

            with self._database.read() as session:
                return reconciliation(session, draft, found, progress=progress).encode()

        self._save("存为数字核对表", "txt", content, also="　数字核对表")

    def ask_and_compare(self) -> None:
        """Ask for somebody's report and line its numbers up with ours."""
        name, _ = QFileDialog.getOpenFileName(
            self._page, "对照一份已有的报告", str(last_folder(_FOLDER)), _READABLE
        )
        if name:
            memory.keep(_FOLDER, str(Path(name).parent))
            self.compare(Path(name))

    def compare(self, path: Path) -> None:
        """Line the numbers of a text up with ours."""
        draft, database = self._answer.draft if self._answer else None, self._database
        if draft is None:
            return

        def work(_progress: "Progress") -> "list[Line]":
            from db.figures.annual_report.comparing import compare
            from db.figures.asking import values
            from db.figures.catalogue import in_force
            from db.figures.period import Period
            from desktop.exchange.report_text import read_report

            theirs, period = read_report(path), Period.year(draft.year)
            with database.read() as session:
                return compare(
                    draft.composed,
                    theirs,
                    lambda: values(session, in_force(period), period),
                )

        tasks.run(self._page, "正在对照", work, lambda lines: self._told(lines, path.name))

    def _save(
        self,
        title: str,
        ending: str,
        content: "Callable[[Draft, Progress], bytes]",
        also: str = "",
    ) -> None:
        draft = self._answer.draft if self._answer else None
        if draft is None:
            return
        asked = draft.composed.title + also
        path = ask_where(self._page, title, asked, f".{ending}", _FOLDER)
        if path is None:
            return

        def work(progress: "Progress") -> None:
            write_whole(path, content(draft, progress))

        def failed(trouble: Trouble) -> None:
            say(self._page, trouble.sentence, "problem")

        tasks.run(
            self._page, "正在保存", work, lambda _done: say(self._page, f"已保存到 {path}"), failed
        )
