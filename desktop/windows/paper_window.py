"""A paper before it leaves the house: look at it, print it, save it, sign it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.store.trouble import Trouble
from db.store.whole_file import write_whole
from desktop.windows import look, memory, tasks
from desktop.windows.icons import icon
from desktop.windows.notices import Notices, say
from desktop.windows.page_view import PageView
from desktop.windows.printing import print_pdf
from desktop.windows.zooming import zoom_buttons

if TYPE_CHECKING:
    from datetime import date

    from db.store.database import Database
    from desktop.documents.form import Form
    from desktop.documents.issue import Issued


def show_paper(parent: QWidget, database: "Database", form: "Form", subject: "int | date") -> None:
    """Render the paper behind the window and show it; Trouble is said in the window.

    ``subject`` is the record's id, or the day for a form over a whole register.
    """
    from desktop.documents.issue import draft

    def show(paper: "Issued") -> None:
        window = PaperWindow(parent, database, form, subject, paper)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.show()

    tasks.run(
        parent,
        f"正在生成{form.title}",
        lambda progress: draft(database, form, subject, progress),
        show,
    )


class PaperWindow(QDialog):
    """Shows the very bytes that are printed and saved."""

    def __init__(
        self,
        parent: QWidget,
        database: "Database",
        form: "Form",
        subject: "int | date",
        paper: "Issued",
    ) -> None:
        super().__init__(parent)
        self._database, self._form, self._subject = database, form, subject
        self.paper = paper
        self.setWindowTitle(paper.name)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.view = PageView()
        self._state, self._place = QLabel(), look.mark(QLabel(), "quiet")
        self.view.turned.connect(lambda page, pages: self._place.setText(f"{page} / {pages} 页"))
        self._sign = QPushButton(icon("certificate"), "电子签名…")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(self._bar())
        rows.addWidget(Notices())
        rows.addWidget(look.line())
        rows.addWidget(self.view, 1)
        memory.place_window(self, "paper", 900, 720)
        for keys, act in (("Ctrl+P", self._print), ("Ctrl+S", self._save)):
            QShortcut(QKeySequence(keys), self, act)
        self.show_paper(paper)
        self.view.setFocus()

    def show_paper(self, paper: "Issued") -> None:
        """Show a paper; a signed one takes the draft's place."""
        self.paper = paper
        words = ""
        if paper.signed:
            words = "已电子签名并登记，请另存后交付"
        elif paper.missing:
            words = f"草稿：{'；'.join(paper.missing)}"
        self._state.setText(words)
        look.mark(self._state, "good" if paper.signed else "warning" if paper.missing else "quiet")
        self._sign.setVisible(not paper.signed)
        self._sign.setEnabled(not paper.missing)
        self.view.show_pdf(paper.pdf)

    def done(self, result: int) -> None:
        """Remember the size."""
        memory.keep_window(self, "paper")
        super().done(result)

    def sign(self, passphrase: str) -> None:
        """Sign with the office's certificate and show the signed paper."""
        from desktop.documents.issue import issue

        tasks.run(
            self,
            "正在签名",
            lambda _p: issue(self._database, self._form, self._subject, passphrase),
            self.show_paper,
        )

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        bar.setSpacing(look.GAP)
        self._state.setWordWrap(True)
        bar.addWidget(self._place)
        bar.addWidget(self._state, 1)
        for button in zoom_buttons(self, self.view):
            bar.addWidget(button)
        save = QPushButton(icon("folder"), "另存为…")
        save.clicked.connect(self._save)
        self._sign.clicked.connect(self._ask)
        printed = look.mark(QPushButton("打印…"), "primary")
        printed.clicked.connect(self._print)
        for button in (save, self._sign, printed):
            button.setAutoDefault(False)
            bar.addWidget(button)
        return bar

    def _ask(self) -> None:
        from desktop.documents.seals import signing_certificate
        from desktop.windows.passphrase import AskPassphrase

        try:
            with self._database.read() as session:
                certificate = signing_certificate(session)
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
            return
        token = certificate.kind == "token"
        asked = AskPassphrase(self, self.paper.name, certificate.subject, token=token)
        if asked.exec() == QDialog.DialogCode.Accepted:
            self.sign(asked.passphrase)

    def _print(self) -> None:
        print_pdf(self, self.paper.pdf, self.paper.name, self.paper.copies)

    def _save(self) -> None:
        start = str(Path.home() / self.paper.file_name)
        name, _ = QFileDialog.getSaveFileName(self, "另存为", start, "PDF (*.pdf)")
        if not name:
            return
        try:
            write_whole(Path(name), self.paper.pdf)
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
        else:
            say(self, f"已保存到 {name}")
