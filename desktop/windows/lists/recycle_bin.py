"""The recycle bin: deleted records of all registers, to be taken back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy import select

from db.registers import in_force
from db.store.trouble import Trouble
from desktop.windows.parts import look, tasks
from desktop.windows.parts.ears import listen
from desktop.windows.parts.empty import Empty
from desktop.windows.parts.entering import Entering
from desktop.windows.parts.notices import say, take_back
from desktop.windows.parts.rows import plain_table

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from db.store.database import Database
    from db.store.progress import Progress

_MOST = 500
"""Records of one register that are shown, those deleted last."""
_COLUMNS = ("记录", "登记簿", "删除时间")
_Index = QModelIndex | QPersistentModelIndex


class Gone(NamedTuple):
    """A record in the bin."""

    cls: Any
    id: int
    caption: str
    at: datetime


def gone(database: "Database") -> list[Gone]:
    """What was deleted of all registers, newest first; asks each of them."""
    found: list[Gone] = []
    with database.read() as session:
        for cls in filter(database.rights.may_see, in_force(session)):
            at = cast("ColumnElement[datetime]", cls.deleted_at)
            rows = select(cls.id, cls.caption, at).where(at.is_not(None))
            newest = rows.order_by(at.desc(), cls.id.desc()).limit(_MOST)
            for number, caption, when in session.execute(newest):
                found.append(Gone(cls, number, caption, when))
    return sorted(found, key=lambda one: one.at, reverse=True)


class BinModel(QAbstractTableModel):
    """Its rows as they are shown: what it is called, its register, when it went."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Gone] = []

    def show_rows(self, rows: list[Gone]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """One for each record."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Name, register, day."""
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings."""
        shown = role == Qt.ItemDataRole.DisplayRole and way == Qt.Orientation.Horizontal
        return _COLUMNS[section] if shown else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell in words."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        one = self.rows[index.row()]
        return (one.caption, one.cls.title, f"{one.at:%Y-%m-%d %H:%M}")[index.column()]


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
        self.model, self._asked = BinModel(self), 0
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
        """Look at the store, behind the window."""
        self._asked += 1
        number, database = self._asked, self._database

        def work(_progress: "Progress") -> list[Gone]:
            return gone(database)

        def told(rows: list[Gone]) -> None:
            if number == self._asked:
                self._show(rows)

        tasks.run(self, "正在查看回收站", work, told)

    def _show(self, rows: list[Gone]) -> None:
        place = self.table.currentIndex().row()
        self.model.show_rows(rows)
        self._count.setText(f"{len(rows):,} 条" if rows else "")
        self._stack.setCurrentIndex(0 if rows else 1)
        self.table.setCurrentIndex(self.model.index(min(max(place, 0), len(rows) - 1), 0))
        self._back.setEnabled(bool(rows))

    def restore(self) -> None:
        """Take the chosen record back."""
        index = self.table.currentIndex()
        if not index.isValid():
            return
        chosen = self.model.rows[index.row()]
        try:
            with self._database.step(f"恢复{chosen.cls.title}") as session:
                record = session.get(chosen.cls, chosen.id)
                if record is not None:
                    record.deleted_at = None
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
            return
        self._show([one for one in self.model.rows if one is not chosen])
        undo = ("撤销", lambda: take_back(self, self._database))
        say(self, f"已恢复到{chosen.cls.title}", "done", undo)

    def _changed(self, _tables: object) -> None:
        if self.isVisible():
            self.reload()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        plain_table(table, "已删除的记录")
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        em = table.fontMetrics().horizontalAdvance("枫")
        for column in (1, 2):
            header.resizeSection(column, 12 * em)
        table.activated.connect(lambda _: self.restore())
        return table
