"""An attachment looked at inside the program; nothing of it is written to the disk."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from db.registers.users.access_log import note_whole
from db.store.attachments import said
from db.store.blobs import content_of
from db.store.trouble import Trouble
from desktop.windows.attachments import acts
from desktop.windows.attachments.strip import detail
from desktop.windows.paper.page_view import PageView
from desktop.windows.paper.printing import print_pdf
from desktop.windows.paper.zooming import zoom_buttons
from desktop.windows.parts import look, memory, tasks
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import Notices

if TYPE_CHECKING:
    from db.store.attachments import Attachment
    from db.store.database import Database


class AttachmentWindow(QDialog):
    """Shows one of a record's files, and leads to the next."""

    def __init__(
        self, parent: QWidget, database: "Database", files: "list[Attachment]", place: int
    ) -> None:
        super().__init__(parent)
        self._database, self._files = database, files
        self.place, self.content = place, b""
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.view = PageView()
        self._words, self._page = look.mark(QLabel(), "quiet"), look.mark(QLabel(), "quiet")
        self._words.setWordWrap(True)
        self._cannot = look.mark(QLabel(), "quiet")
        self._cannot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._cannot.setWordWrap(True)
        self.view.turned.connect(
            lambda page, pages: self._page.setText(f"{page} / {pages} 页" if pages > 1 else "")
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(self._bar())
        rows.addWidget(Notices())
        rows.addWidget(look.line())
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._cannot)
        rows.addLayout(self._stack, 1)
        memory.place_window(self, "attachment", 900, 720)
        for keys, act in (
            ("Ctrl+P", self._print_it),
            ("Ctrl+Shift+S", self._save),
            ("Alt+Left", lambda: self.turn(-1)),
            ("Alt+Right", lambda: self.turn(1)),
        ):
            QShortcut(QKeySequence(keys), self, act)
        self.turn(0)
        self.view.setFocus()

    @property
    def file(self) -> "Attachment":
        """The one that is shown."""
        return self._files[self.place]

    def turn(self, by: int) -> None:
        """Show the next file, or the one before."""
        if not 0 <= self.place + by < len(self._files):
            return
        self.place += by
        self.content = b""
        file, number = self.file, f"{self.place + 1} / {len(self._files)}"
        name, purpose = said(file, full=self._database.rights.full)
        self.setWindowTitle(name)
        told = [number, purpose or name, detail(file)]
        if file.taken_on:
            told.append(f"{file.taken_on} 拍摄")
        self._words.setText("　".join(told))
        self._before.setEnabled(self.place > 0)
        self._after.setEnabled(self.place < len(self._files) - 1)
        self._page.clear()
        self.view.show_pdf(b"")
        seen = file.is_picture or file.media_type == "application/pdf"
        for part in (self._print, *self._zoom):
            part.setVisible(seen)
        self._stack.setCurrentIndex(0 if seen else 1)
        if seen:
            self._fetch(file)
        else:
            self._cannot.setText(
                f"“{name}”在本程序里打不开。\n要看或要听，请按“存出…”存到电脑上再打开。"
            )

    def done(self, result: int) -> None:
        """Remember the size."""
        memory.keep_window(self, "attachment")
        super().done(result)

    def _fetch(self, file: "Attachment") -> None:
        database = self._database

        def read(_progress: object) -> bytes:
            note_whole(database, "附件", file.table_name, file.record_id)
            with database.read() as session:
                return content_of(session, file.sha256)

        def show(content: bytes) -> None:
            if file is self.file:
                self.content = content
                self.view.show_pdf(content)

        def fail(trouble: Trouble) -> None:
            if file is self.file:
                self._cannot.setText(trouble.sentence)
                self._stack.setCurrentIndex(1)

        tasks.run(self, "正在打开附件", read, show, fail)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        bar.setSpacing(4)
        self._zoom = zoom_buttons(self, self.view)
        self._before, self._after = QPushButton(icon("left"), ""), QPushButton(icon("right"), "")
        self._print = QPushButton(icon("print"), "打印…")
        save = QPushButton(icon("outward"), "存出…")
        for button, tip, act in (
            (self._before, "上一个（Alt+←）", lambda: self.turn(-1)),
            (self._after, "下一个（Alt+→）", lambda: self.turn(1)),
            (self._print, "打印（Ctrl+P）", self._print_it),
            (save, "存出到加密仓库外（Ctrl+Shift+S）", self._save),
        ):
            look.mark(button, "quiet")
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, one=act: one())
            bar.addWidget(button)
            if button is self._after:
                bar.addWidget(self._words, 1)
                for part in (self._page, *self._zoom):
                    bar.addWidget(part)
        return bar

    def _print_it(self) -> None:
        if self.content:
            print_pdf(self, self.content, self.file.name)

    def _save(self) -> None:
        acts.save_out(self, self._database, [self.file])
