"""The register 统计报表: what is chosen there opens as the table that it is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.registers import Return
from desktop.windows.lists.register_page import RegisterPage
from desktop.windows.parts.notices import say
from desktop.windows.statistics.judging import judge

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.documents.return_seal import Judgement

_EMPTY = "还没有填报过：在“统计表”里选一张表、一个期间，按“填表”。"


class ReturnsPage(RegisterPage):
    """``table_asked`` carries the return; its own entry is opened from there."""

    table_asked = Signal(object)

    def __init__(
        self, database: "Database", parent: QWidget | None = None, *, whole: bool = True
    ) -> None:
        super().__init__(database, Return, parent, whole=whole)

    def open_record(self, record_id: int) -> None:
        """Open the table of a return."""
        with self.database.read() as session:
            made = session.get(Return, record_id)
        if made is not None and made.deleted_at is None:
            self.table.choose(record_id)
            self.table_asked.emit(made)

    def open_entry(self, record_id: int) -> None:
        """Open what the register holds of it, digest, notes, history; say what its signature is."""
        super().open_record(record_id)
        with self.database.read() as session:
            made = session.get(Return, record_id)
        if made is not None:
            judge(self, self.database, made, lambda found: self._judged(record_id, found))

    def _judged(self, record_id: int, found: "Judgement") -> None:
        if self.pane.record_id == record_id:
            say(self, found.sentence, "done" if found.sound else "problem")

    def _show_count(self) -> None:
        super()._show_count()
        if not self.model.total and self._widen.isHidden():
            self._nothing.say(_EMPTY)
