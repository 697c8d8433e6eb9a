"""Under the empty search box: the records opened last, by Ctrl+K or the arrow down."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from desktop.windows.finding.recent import recent

if TYPE_CHECKING:
    from db.store.database import Database

_WHERE = int(Qt.ItemDataRole.UserRole)


class RecentList(QObject):
    """Typing goes on in the box and takes the list away; Enter or a click opens a record."""

    def __init__(
        self, box: QLineEdit, database: "Database", open_record: Callable[[str, int], None]
    ) -> None:
        super().__init__(box)
        self._box, self._database, self._open = box, database, open_record
        self.model = QStandardItemModel(self)
        self.completer = QCompleter(self.model, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(12)
        self.completer.setWidget(box)
        self.completer.popup().setAccessibleName("最近打开")
        self.completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        box.textEdited.connect(lambda _: self.completer.popup().hide())
        box.installEventFilter(self)

    def offer(self) -> None:
        """Show the list, unless something is typed or nothing was opened yet."""
        if self._box.text():
            return
        self.model.clear()
        for one in recent(self._database):
            item = QStandardItem(f"{one.title}　{one.caption}")
            item.setData((one.register, one.record_id), _WHERE)
            self.model.appendRow(item)
        if self.model.rowCount():
            self.completer.complete()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow down in the empty box."""
        pressed = event.type() == QEvent.Type.KeyPress and not self._box.text()
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self.offer()
            return True
        return super().eventFilter(watched, event)

    def _take(self, index: QModelIndex) -> None:
        table, number = index.data(_WHERE)
        self._box.clear()
        self._open(table, number)
