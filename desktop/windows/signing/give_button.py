"""The button over the list of receiving certificates: give one to those who send."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.windows.parts import look
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.windows.lists.record_list import RecordTable


class GiveButton(QWidget):
    """Over the list of receiving certificates alone; gives the chosen one, else the newest."""

    def __init__(self, database: "Database", table: "RecordTable") -> None:
        super().__init__()
        self._database, self._table = database, table
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.give = look.mark(QPushButton(icon("outward"), "交给报送单位…"), "quiet")
        self.give.setObjectName("give")
        self.give.setToolTip("证书文件和指纹：报送单位凭它给报送包加密")
        self.give.clicked.connect(self.show_chosen)
        row.addWidget(self.give)
        if table.cls.__tablename__ != "receiving_key":
            self.hide()

    def show_chosen(self) -> None:
        """Open the dialog on it."""
        from desktop.documents.seals import receiving_records
        from desktop.windows.signing.give_receiving import GiveReceiving

        number = self._table.chosen()
        with self._database.read() as session:
            there = receiving_records(session)
        if not there:
            say(self, "还没有接收证书，请先制作一张", "warning")
            return
        one = next((one for one in there if one.id == number), there[0])
        GiveReceiving(self.window(), self._database, one).exec()
