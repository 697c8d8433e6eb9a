"""The head of the open record: what it is called, and the buttons for the record as a whole."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from db.registers.blank_form import typed_from
from desktop.windows.paper.paper_button import PaperButton
from desktop.windows.parts import look
from desktop.windows.parts.icons import icon
from desktop.windows.parts.rows import Title

_LINES = 3
"""Of a title that stand beside the buttons; a longer one stands above them."""


class RecordHead(QWidget):
    """Title and buttons; the pane says when they apply."""

    def __init__(self) -> None:
        super().__init__()
        self.title = look.mark(Title(), "heading")
        self.save = look.mark(QPushButton("保存(&S)"), "primary")
        self.drop = look.mark(QPushButton("放弃修改"), "quiet")
        self.print = PaperButton()
        self.attachments = look.mark(QPushButton(icon("attach"), "附件"), "quiet")
        self.attachments.setCheckable(True)
        self.reveal = look.mark(QPushButton(icon("eye"), "显示敏感信息"), "quiet")
        self.reveal.setToolTip("证件号码、电话、住址等现在遮着；显示一次，使用日志里记一条")
        self.reveal.hide()
        self.history = look.mark(QPushButton(icon("history"), ""), "quiet")
        self.bin = look.mark(QPushButton(icon("bin"), ""), "quiet")
        self.close_button = look.mark(QPushButton(icon("close"), ""), "quiet")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, 0)
        self._row.addWidget(self.title, 1)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(0)  # a quiet button has its room within: the title needs the rest
        self._tools.addStretch(1)
        for button in (
            *(self.reveal, self.print, self.attachments, self.history, self.bin),
            *(self.drop, self.save, self.close_button),
        ):
            self._tools.addWidget(button)
        self._row.addLayout(self._tools)
        self._row.setAlignment(self._tools, Qt.AlignmentFlag.AlignTop)
        self.attachments.setToolTip("照片、扫描件等附件（F7）；也可以把文件拖到这条记录上")
        self.save.setToolTip("Ctrl+S")
        for button, word in (
            (self.history, "这条记录的历史"),
            (self.bin, "移到回收站"),
            (self.close_button, "关闭"),
        ):
            button.setToolTip(word)
            button.setAccessibleName(word)
        self.close_button.setToolTip("关闭（Esc）")

    def show_record(self, record: Any, *, dirty: bool, fixed: bool = False) -> None:
        """What the record is called, and from which handwritten sheet it is being typed."""
        cls, saved, sheet = type(record), record.id is not None, typed_from(record)
        title = record.called() if saved else f"新登记：{cls.title}"
        only_looked_at = "（只能看）" if fixed and not cls.written_by_program else ""
        self.title.setText(f"{title}（补录 {sheet.number}）" if sheet else title + only_looked_at)
        self.drop.setVisible(dirty)
        self.history.setVisible(saved)
        self.bin.setVisible(saved and not (cls.single or cls.written_by_program or fixed))
        self.print.show_record(record)
        self._part()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A long title in a narrow pane."""
        super().resizeEvent(event)
        self._part()

    def _part(self) -> None:
        """Title and buttons side by side, or below each other where it would take many lines."""
        beside = self.width() - self._tools.sizeHint().width() - 3 * look.GAP_WIDE
        metrics, wrap = self.title.fontMetrics(), Qt.TextFlag.TextWordWrap.value
        room = metrics.boundingRect(0, 0, max(beside, 1), 10_000, wrap, self.title.text())
        deep = room.height() > _LINES * metrics.lineSpacing()
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if deep else ways.LeftToRight)

    def show_veil(self, *, veiled: bool) -> None:
        """Offer to show what is masked; the history masks it likewise."""
        self.reveal.setVisible(veiled)
        masked = "（敏感信息已遮住）" if veiled else ""
        self.history.setToolTip(f"这条记录的历史{masked}")

    def count_attachments(self, number: int) -> None:
        """Say how many attachments there are."""
        self.attachments.setText(f"附件 {number}" if number else "附件")
