"""The recycle bin: deleted records of all registers, to be taken back."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy import select

from db.registers import in_force
from db.store.trouble import Trouble
from desktop.windows.parts import look
from desktop.windows.parts.ears import listen
from desktop.windows.parts.empty import Empty
from desktop.windows.parts.entering import Entering
from desktop.windows.parts.notices import say, take_back
from desktop.windows.parts.rows import plain_table

if TYPE_CHECKING:
    from db.store.database import Database

_MOST = 500
"""Records of one register that are shown, those deleted last."""
_COLUMNS = ("记录", "登记簿", "删除时间")


class RecycleBinPage(QWidget):
    """What was deleted, newest first."""

    def __init__(self, database: "Database", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._database = database
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        head.setSpacing(look.GAP)
        head.addWidget(look.mark(QLabel("回收站"), "title"))
        self._count = look.mark(QLabel(), "quiet")
        head.addWidget(self._count)
        head.addStretch(1)
        self._back = look.mark(QPushButton("恢复(&R)"), "primary")
        self._back.setToolTip("Enter")
        self._back.clicked.connect(self.restore)
        head.addWidget(self._back)
        rows.addLayout(head)
        rows.addWidget(look.line())
        self.table = self._make_table()
        empty = Empty("bin", "回收站是空的。\n删除的记录先放在这里，随时可以恢复。")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        rows.addWidget(self._stack, 1)
        Entering(self, self.table)
        listen(self, database, self._changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again each time."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Look at the store."""
        place = self.table.currentRow()
        found: list[tuple[Any, Any]] = []
        with self._database.read() as session:
            for cls in filter(self._database.rights.may_see, in_force(session)):
                gone = select(cls.id, cls.caption, cls.deleted_at).where(
                    cls.deleted_at.is_not(None)
                )
                newest = gone.order_by(cls.deleted_at.desc(), cls.id.desc()).limit(_MOST)
                found.extend((cls, row) for row in session.execute(newest))
        found.sort(key=lambda one: one[1].deleted_at, reverse=True)
        self.table.setRowCount(len(found))
        for number, (cls, row) in enumerate(found):
            for column, text in enumerate(
                (row.caption, cls.title, f"{row.deleted_at:%Y-%m-%d %H:%M}")
            ):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, (cls, row.id))
                self.table.setItem(number, column, item)
        self._count.setText(f"{len(found):,} 条" if found else "")
        self._stack.setCurrentIndex(0 if found else 1)
        self.table.setCurrentCell(min(max(place, 0), len(found) - 1), 0)
        self._back.setEnabled(bool(found))

    def restore(self) -> None:
        """Take the chosen record back."""
        item = self.table.item(self.table.currentRow(), 0)
        if item is None:
            return
        cls, record_id = item.data(Qt.ItemDataRole.UserRole)
        try:
            with self._database.step(f"恢复{cls.title}") as session:
                record = session.get(cls, record_id)
                if record is not None:
                    record.deleted_at = None
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
            return
        self.reload()
        undo = ("撤销", lambda: take_back(self, self._database))
        say(self, f"已恢复到{cls.title}", "done", undo)

    def _changed(self, _tables: object) -> None:
        if self.isVisible():
            self.reload()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(_COLUMNS))
        table.setHorizontalHeaderLabels(list(_COLUMNS))
        plain_table(table, "已删除的记录")
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        em = table.fontMetrics().horizontalAdvance("枫")
        for column in (1, 2):
            header.resizeSection(column, 12 * em)
        table.itemActivated.connect(lambda _: self.restore())
        return table
