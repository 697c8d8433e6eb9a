"""The recycle bin: deleted records of all registers, to be taken back."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.registers import ALL
from db.store.listing import Listing
from db.store.trouble import Trouble
from desktop.windows import look
from desktop.windows.ears import listen
from desktop.windows.notices import say

if TYPE_CHECKING:
    from db.store.database import Database

_MOST = 500


class RecycleBinPage(QWidget):
    """What was deleted, newest first within its register."""

    def __init__(self, database: "Database", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._database = database
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_LARGE, look.GAP_WIDE, look.GAP_LARGE, look.GAP_WIDE)
        rows.setSpacing(look.GAP)
        head = QHBoxLayout()
        head.addWidget(look.mark(QLabel("回收站"), "title"))
        head.addStretch(1)
        self._back = look.mark(QPushButton("恢复(&R)"), "primary")
        self._back.clicked.connect(self.restore)
        head.addWidget(self._back)
        rows.addLayout(head)
        self._list = QListWidget()
        self._list.setAccessibleName("已删除的记录")
        self._list.itemActivated.connect(lambda _: self.restore())
        self._list.currentItemChanged.connect(lambda *_: self._allow())
        empty = look.mark(QLabel("回收站是空的。\n删除的记录先放在这里，随时可以恢复。"), "quiet")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(empty)
        rows.addWidget(self._stack, 1)
        listen(self, database, self._changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again each time."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Look at the store."""
        place = self._list.currentRow()
        self._list.clear()
        with self._database.read() as session:
            for cls in ALL:
                for record in Listing(cls, deleted=True).records(session, _MOST):
                    self._add(cls, record)
        self._stack.setCurrentIndex(0 if self._list.count() else 1)
        self._list.setCurrentRow(min(max(place, 0), self._list.count() - 1))
        self._allow()

    def restore(self) -> None:
        """Take the chosen record back."""
        item = self._list.currentItem()
        if item is None:
            return
        cls, record_id = item.data(Qt.ItemDataRole.UserRole)
        with self._database.step(f"恢复{cls.title}") as session:
            record = session.get(cls, record_id)
            if record is not None:
                record.deleted_at = None
        self.reload()
        say(self, f"已恢复到{cls.title}", "done", ("撤销", self._undo))

    def _undo(self) -> None:
        try:
            say(self, self._database.undo())
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")

    def _changed(self, _tables: object) -> None:
        if self.isVisible():
            self.reload()

    def _add(self, cls: Any, record: Any) -> None:
        when = f"{record.deleted_at:%Y-%m-%d %H:%M}"
        item = QListWidgetItem(f"{record.caption}　　{cls.title}，{when} 删除")
        item.setData(Qt.ItemDataRole.UserRole, (cls, record.id))
        self._list.addItem(item)

    def _allow(self) -> None:
        self._back.setEnabled(self._list.currentItem() is not None)
