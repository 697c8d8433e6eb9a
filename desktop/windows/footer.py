"""The foot of the window: what is due, the last backup, that the store is encrypted, the chain."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from db.store.anchors import anchor_code
from desktop.windows.parts import look

if TYPE_CHECKING:
    from desktop.windows.home.facts import Facts

_STALE_AFTER = 7  # days without a backup before it is said in amber


class Footer(QWidget):
    """One quiet line; pressing what is due lists it, pressing the backup makes one."""

    due_asked = Signal()
    backup_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        look.mark(self, "footer")
        self.due = look.mark(QPushButton(), "foot")
        self.due.clicked.connect(self.due_asked)
        self.backup = look.mark(QPushButton(), "foot")
        self.backup.clicked.connect(self.backup_asked)
        self.chain = look.mark(QLabel(), "small")
        self.chain.setToolTip(
            "历史到此刻为止的校验码：抄在纸上，以后“检查仓库”就能证明这之前的历史没有改过"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(look.GAP_WIDE, 2, look.GAP_WIDE, 2)
        row.setSpacing(look.GAP_WIDE)
        row.addWidget(self.due)
        row.addWidget(self.backup)
        row.addWidget(look.mark(QLabel("仓库已加密"), "small"))
        row.addStretch(1)
        row.addWidget(self.chain)

    def show_facts(self, facts: "Facts") -> None:
        """Say how things stand."""
        late = f"，逾期 {facts.late}" if facts.late else ""
        self.due.setText(f"今日到期 {facts.due_today}{late}")
        look.tell(self.due, "problem" if facts.late else "")
        self.backup.setText(f"上次备份 {spoken_day(facts.backed_up, facts.today)}")
        stale = (
            facts.backed_up is None or (facts.today - facts.backed_up.date()).days > _STALE_AFTER
        )
        look.tell(self.backup, "warning" if stale and facts.head else "")
        self.chain.setText(f"校验码 {anchor_code(facts.head)}" if facts.head else "")


def spoken_day(at: datetime | None, today: date) -> str:
    """今天 09:12, 昨天 17:40, 3 天前, 2024-05-06, or 从未."""
    if at is None:
        return "从未"
    days = (today - at.date()).days
    if days <= 0:
        return f"今天 {at:%H:%M}"
    if days == 1:
        return f"昨天 {at:%H:%M}"
    return f"{days} 天前" if days < 30 else at.date().isoformat()
