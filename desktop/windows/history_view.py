"""The history of one record: who changed what, when, from what to what."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.story import Told


class HistoryView(QDialog):
    """Newest first."""

    def __init__(
        self, database: "Database", cls: Any, record_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        from db.store.story import story_of

        self.setWindowTitle("历史")
        with database.read() as session:
            self.steps: list[Told] = story_of(session, cls, record_id)
            record = session.get(cls, record_id)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[look.GAP_LARGE] * 4)
        rows.setSpacing(look.GAP)
        title = look.mark(QLabel(record.called() if record else "历史"), "heading")
        title.setWordWrap(True)
        rows.addWidget(title)
        note = "每一步都记在不能暗中修改的历史里；“检查仓库”会证明它没有被改过。"
        rows.addWidget(look.mark(QLabel(note), "small"))
        page = look.mark(QWidget(), "surface")
        list_ = QVBoxLayout(page)
        list_.setSpacing(look.GAP)
        for step in self.steps:
            list_.addWidget(_card(step))
        list_.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        rows.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = QPushButton("关闭")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        rows.addLayout(foot)
        self.resize(720, 560)


def _card(step: "Told") -> QWidget:
    card = look.mark(QFrame(), "card")
    rows = QVBoxLayout(card)
    rows.setSpacing(4)
    head = QHBoxLayout()
    head.addWidget(look.mark(QLabel(step.name), "strong"))
    head.addStretch(1)
    head.addWidget(look.mark(QLabel(f"{step.who}　{step.at.replace('T', ' ')}"), "small"))
    rows.addLayout(head)
    for line in step.lines:
        words = QLabel(line)
        words.setWordWrap(True)
        look.mark(words, "quiet")
        rows.addWidget(words)
    return card
