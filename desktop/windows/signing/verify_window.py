"""Verifying a signed PDF: the verdict in words, the signatures, the page as it was signed."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from db.store.progress import Progress
from db.store.trouble import Trouble
from desktop.windows.paper.page_view import PageView
from desktop.windows.paper.pdf_pages import page_sizes
from desktop.windows.parts import look, memory, tasks
from desktop.windows.parts.empty import Empty
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import Notices, say
from desktop.windows.window_keys import press

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.documents.signing.verdict import SignatureFound, Verdict

_TONES = {"INTACT": "good", "UNSIGNED": "warning", "UNREADABLE": "warning"}
_LARGEST = 100 * 2**20

Judged = tuple["Verdict", bytes, bytes]
"""The verdict, the file, and the file as it was signed; empty where there is nothing to show."""


class VerifyWindow(QWidget):
    """Choose or drop a PDF."""

    def __init__(self, database: "Database | None" = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Window)  # it goes with its parent, but stands alone
        self._database = database
        self.verdict: Verdict | None = None
        self.setWindowTitle("核验签名")
        look.mark(self, "ground")
        self.setAcceptDrops(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(Notices())
        head = QHBoxLayout()
        head.setContentsMargins(look.GAP_LARGE, look.GAP_WIDE, look.GAP_LARGE, look.GAP_WIDE)
        self._word = look.mark(QLabel("核验签名"), "title")
        choose = look.mark(QPushButton(icon("folder"), "选择文件…"), "")
        choose.clicked.connect(self._choose)
        head.addWidget(self._word, 1)
        head.addWidget(choose)
        rows.addLayout(head)
        self._sentence = QLabel()
        self._sentence.hide()
        self._sentence.setWordWrap(True)
        self._sentence.setContentsMargins(look.GAP_LARGE, 0, look.GAP_LARGE, look.GAP_WIDE)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows.addWidget(self._sentence)
        self._signatures = QVBoxLayout()
        self._signatures.setContentsMargins(look.GAP_LARGE, 0, look.GAP_LARGE, look.GAP)
        rows.addLayout(self._signatures)
        rows.addWidget(look.line())
        self._pages = QSplitter(Qt.Orientation.Horizontal)
        self._now, self._then = PageView(), PageView()
        for title, view in (("现在的文件", self._now), ("签名时的文件", self._then)):
            self._pages.addWidget(_titled(title, view))
        self._pages.hide()
        rows.addWidget(self._pages, 1)
        said = "把签过名的 PDF 拖到这里，或者按“选择文件”。\n只相信“签名证书”里登记的证书。"
        self._empty = Empty("verify", said)
        rows.addWidget(self._empty, 1)
        rows.addStretch(0)
        memory.place_window(self, "verify", 1000, 720)
        QShortcut(QKeySequence("Ctrl+O"), self, self._choose)
        QShortcut(QKeySequence("Esc"), self, self.close)

    def verify(self, path: Path) -> None:
        """Judge a file behind the window and show what is to be said of it."""

        def judge(_progress: Progress) -> Judged:
            return self._judge(path)

        self._word.setText(f"正在核验 {path.name}…")
        tasks.run(self, "正在核验", judge, lambda found: self._show(path, found), self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that the cursor is on."""
        if not press(self.focusWidget(), event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Judge the first file."""
        self.verify(Path(event.mimeData().urls()[0].toLocalFile()))

    def _judge(self, path: Path) -> Judged:
        from desktop.documents.issue import examine
        from desktop.documents.seals import Trust, trust_of
        from desktop.documents.signing.verify import page_as_signed

        try:
            if path.stat().st_size > _LARGEST:
                raise Trouble(f"{path.name} 超过 100 MB，不像是签名的文书")
            pdf = path.read_bytes()
        except OSError as error:
            raise Trouble(f"读不了 {path.name}，请检查文件还在不在") from error
        if self._database is None:
            trust = Trust((), {}, "")
            verdict = examine(pdf, trust)
        else:
            with self._database.read() as session:
                trust = trust_of(session, "")
                verdict = examine(pdf, trust, session)
        try:
            then = page_as_signed(pdf, trust.certificates)
        except Trouble:
            then = b""
        return verdict, _drawable(pdf), b"" if then == pdf else _drawable(then)

    def _failed(self, trouble: Trouble) -> None:
        self._word.setText("核验签名")
        say(self, trouble.sentence, "problem")

    def _show(self, path: Path, found: Judged) -> None:
        self.verdict, pdf, then = found
        tone = _TONES.get(self.verdict.kind.name, "problem")
        self._word.setText(self.verdict.kind.value)
        look.mark(self._word, f"verdict-{tone}")
        kind = self.verdict.kind.value
        self._empty.hide()
        self._sentence.show()
        self._sentence.setText(f"{path.name}：{self.verdict.sentence.removeprefix(f'{kind}：')}")
        while (item := self._signatures.takeAt(0)) is not None:
            item.widget().deleteLater()
        for one in self.verdict.signatures:
            self._signatures.addWidget(_card(one))
        self._pages.setVisible(bool(pdf))
        self._then.parentWidget().setVisible(bool(then))
        for view, shown in ((self._now, pdf), (self._then, then)):
            if shown:
                view.show_pdf(shown)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "选择签名的文书", "", "PDF (*.pdf)")
        if name:
            self.verify(Path(name))


def _drawable(pdf: bytes) -> bytes:
    """The PDF, or nothing when it cannot be shown at all."""
    try:
        return pdf if page_sizes(pdf) else b""
    except Trouble:
        return b""


def _titled(title: str, view: PageView) -> QWidget:
    holder = QWidget()
    rows = QVBoxLayout(holder)
    rows.addWidget(look.mark(QLabel(title), "section"))
    rows.addWidget(view, 1)
    return holder


def _card(one: "SignatureFound") -> QWidget:
    card = look.mark(QFrame(), "card")
    rows = QVBoxLayout(card)
    rows.setSpacing(4)
    rows.addWidget(look.mark(QLabel(one.name or one.who), "strong"))
    lines = [f"证书：{one.who}", f"签名时间：{one.time_text}"]
    if one.certificate:
        lines.append(f"指纹：{one.certificate.short_fingerprint}")
    if one.kind.name != "INTACT":
        lines.append(one.sentence)
    for line in lines:
        words = QLabel(line)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows.addWidget(look.mark(words, "quiet"))
    return card
