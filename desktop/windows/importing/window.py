"""The import window: sheet and header, columns, preview, result; nothing is kept before the end."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.store.trouble import Trouble
from desktop.windows.importing.pages import MappingPage, SheetPage
from desktop.windows.importing.preview import PreviewPage
from desktop.windows.importing.result import ResultPage
from desktop.windows.parts import look, memory, tasks
from desktop.windows.parts.notices import Notices, hush, say
from desktop.windows.parts.where import ask_where

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.exchange.importing.book import Book
    from desktop.exchange.importing.outcome import Outcome
    from desktop.exchange.importing.plan import Plan

_STEPS = ("工作表和表头", "各栏对照", "预览", "结果")
SHEET, MAPPING, PREVIEW, RESULT = range(4)


class ImportWindow(QDialog):
    """One file into one register, page by page."""

    def __init__(
        self, database: "Database", cls: Any, source: "Path | Book", parent: QWidget
    ) -> None:
        super().__init__(parent)
        path = source if isinstance(source, Path) else source.path
        self._database, self._cls, self._path = database, cls, path
        self.plan: Any = None
        self.sheet: SheetPage | None = None
        self._remembered = ""
        self._task: tasks.Task | None = None
        self.setWindowTitle(f"导入{cls.title}：{path.name}")
        look.mark(self, "ground")
        self.mapping, self.preview, self.ending = MappingPage(cls), PreviewPage(), ResultPage()
        self.pages = QStackedWidget()
        self._first = QWidget()
        for page in (self._first, self.mapping, self.preview, self.ending):
            self.pages.addWidget(page)
        self._steps = [QLabel(f"{number}  {word}") for number, word in enumerate(_STEPS, 1)]
        self.back, self.next = QPushButton("上一步(&Z)"), look.mark(QPushButton(), "primary")
        self.rejects = QPushButton("退回错误行(&T)…")
        self.back.clicked.connect(self._back)
        self.next.clicked.connect(self._next)
        self.next.setDefault(True)
        self.rejects.clicked.connect(self._give_back)
        self.preview.again.connect(self.try_it)
        self._lay_out()
        memory.place_window(self, "import", 1040, 700)
        self.turn_to(SHEET)
        self._read(source)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(Notices())
        inner = QVBoxLayout()
        inner.setContentsMargins(look.GAP_LARGE, look.GAP_WIDE, look.GAP_LARGE, look.GAP_WIDE)
        inner.setSpacing(look.GAP_WIDE)
        steps = QHBoxLayout()
        steps.setSpacing(look.GAP_LARGE)
        for label in self._steps:
            steps.addWidget(label)
        steps.addStretch(1)
        inner.addLayout(steps)
        inner.addWidget(self.pages, 1)
        foot = QHBoxLayout()
        foot.setSpacing(look.GAP)
        foot.addWidget(self.rejects)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        inner.addLayout(foot)
        rows.addLayout(inner, 1)

    # the file

    def _read(self, source: "Path | Book") -> None:
        """Read a file in a process of its own; find behind the window what its columns hold."""

        def work(progress: "Progress") -> Any:
            from desktop.exchange.importing.json_in import JsonPlan, read_json
            from desktop.exchange.importing.reading import read
            from desktop.exchange.importing.sniffing import kind_of
            from desktop.windows.importing.planning import planned

            if not isinstance(source, Path):
                return planned(self._database, self._cls, source)
            if kind_of(source) == "json":
                return JsonPlan(self._cls, source, read_json(source))
            return planned(self._database, self._cls, read(source, progress))

        self._run(f"正在读取 {self._path.name}", work, self._was_read)

    def _was_read(self, found: Any) -> None:
        from desktop.windows.importing.planning import Planned

        if not isinstance(found, Planned):
            self.plan = found
            self.try_it()
            return
        self.plan, self._remembered = found
        self.sheet = SheetPage(self.plan.book)
        self.sheet.changed.connect(self._replan)
        self.pages.insertWidget(SHEET, self.sheet)
        self.pages.removeWidget(self._first)
        self.sheet.show_plan(self.plan)
        self.turn_to(SHEET)
        self.sheet.table.setFocus()

    def _replan(self) -> None:
        """Another sheet, whose header is guessed anew, or another header row."""
        from desktop.windows.importing.planning import planned

        if self.sheet is None:
            return
        name = self.sheet.sheet.currentText()
        row = self.sheet.row.value() if name == self.plan.sheet.name else None
        hush(self)
        try:
            again = planned(self._database, self._cls, self.plan.book, name, row)
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
            return
        self.plan, self._remembered = again
        self.sheet.show_plan(self.plan)

    # to and fro

    def turn_to(self, number: int) -> None:
        """Show a page, and what its buttons do there."""
        hush(self)
        self.pages.setCurrentIndex(number)
        for place, label in enumerate(self._steps):
            look.mark(label, "strong" if place == number else "quiet")
        self.back.setVisible(number in (MAPPING, PREVIEW) and self.sheet is not None)
        self.next.setEnabled(number != SHEET or self.plan is not None)
        outcome = self.preview.outcome if number >= PREVIEW else None
        self.rejects.setVisible(bool(outcome and outcome.faulty) and self.sheet is not None)
        self.next.setText(
            {SHEET: "下一步(&N)", MAPPING: "预览(&N)", RESULT: "完成"}.get(number, "")
        )
        if number == PREVIEW and outcome is not None:
            self._offer(outcome)

    def _offer(self, outcome: "Outcome") -> None:
        """What the button of the preview does: all, or the good ones alone."""
        good = sum(row.fate.name in ("NEW", "CHANGED") for row in outcome.rows)
        word = f"{good:,} {self._cls.unit}(&N)"
        self.next.setText(f"只导入没有错误的 {word}" if outcome.faulty else f"导入 {word}")
        self.next.setEnabled(good > 0)

    def _back(self) -> None:
        self.turn_to(self.pages.currentIndex() - 1)

    def _next(self) -> None:
        now = self.pages.currentIndex()
        if now == SHEET:
            self.mapping.show_plan(self.plan, self._remembered)
            self.turn_to(MAPPING)
        elif now == MAPPING:
            if self.mapping.can_be_read():
                self.try_it()
        elif now == PREVIEW:
            self._keep()
        else:
            self.accept()

    # the import itself

    def try_it(self) -> None:
        """Import behind the window and take it back: the preview is the import itself."""
        self._take(keep=False, done=self._tried)

    def _keep(self) -> None:
        if self.sheet is not None and self.mapping.keep.isChecked() and self.mapping.name.text():
            from desktop.exchange.importing.remembered import remember

            remember(self._database, self.plan, self.mapping.name.text().strip())
        self._take(keep=True, done=self._kept)

    def _take(self, *, keep: bool, done: Any) -> None:
        from dataclasses import replace

        from desktop.exchange.importing.taking import Way, take

        if self.sheet is not None:
            self.plan = replace(self.plan, mapping=self.mapping.mapping())
        chosen: Plan = self.plan
        way = Way(keep=keep, good_only=True, make_links=self.preview.make.isChecked())
        title = f"正在{'导入' if keep else '试导入'}{self._cls.title}"
        self._run(title, lambda progress: take(self._database, chosen, way, progress), done)

    def _tried(self, outcome: "Outcome") -> None:
        self.preview.show_outcome(outcome, self._cls.unit)
        self.turn_to(PREVIEW)
        self.preview.table.setFocus()

    def _kept(self, outcome: "Outcome") -> None:
        self.preview.outcome = outcome
        self.ending.show_outcome(outcome, self._cls.unit, can_return=self.sheet is not None)
        self.turn_to(RESULT)

    def _give_back(self) -> None:
        from desktop.exchange.importing.rejects import ending_of, write_rejects

        chosen: Plan = self.plan
        name = f"{self._path.stem}-退回"  # beside the source, never over it
        path = ask_where(self, "退回错误行", name, ending_of(chosen), "import/folder")
        outcome = self.preview.outcome
        if path is None or outcome is None:
            return
        if path == self._path:
            say(self, "请换一个名字：原来的表要留着对照", "warning")
            return
        self._run(
            "正在写退回的表",
            lambda _progress: write_rejects(chosen, outcome, path),
            lambda done: say(self, f"已退回到 {done.name}：错误的格标红，末尾写明原因", "info"),
        )

    # work behind

    def _run(self, title: str, work: Any, done: Any) -> None:
        for button in (self.next, self.back, self.rejects):
            button.setEnabled(False)
        hush(self)
        self._task = tasks.run(
            self, title, work, lambda found: self._over(done, found), self._failed
        )

    def _over(self, done: Any, found: Any) -> None:
        self._task = None
        self._enable()
        done(found)

    def _failed(self, trouble: Trouble) -> None:
        self._task = None
        self._enable()
        say(self, trouble.sentence, "problem")

    def _enable(self) -> None:
        for button in (self.back, self.rejects):
            button.setEnabled(True)
        self.next.setEnabled(self.plan is not None)

    def reject(self) -> None:
        """Esc and the window's cross stop what runs; nothing of it is kept."""
        if self._task is not None:
            self._task.cancel()
        super().reject()

    def done(self, code: int) -> None:
        """Remember the size."""
        memory.keep_window(self, "import")
        super().done(code)
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """As Esc."""
        self.reject()
        event.accept()
