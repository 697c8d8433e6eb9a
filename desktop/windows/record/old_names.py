"""Below a person's record: the records that still call them by another name, each to be opened."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from desktop.windows.parts import look
from desktop.windows.parts.ears import listen_while_seen
from desktop.windows.parts.rows import Elided, Line
from desktop.windows.record.foot_panel import FootPanel

if TYPE_CHECKING:
    from db.store.database import Database

OLD_NAMES = "仍写着原名的登记"
_MOST = 50
_ADVICE = "每件登记保存当时的姓名或名称：当时写错的，点开逐件改正；后来改了名的，不用改"


class OldNames(FootPanel):
    """Hidden where every record has the name that the person, or the enterprise, has now.

    ``told`` carries whether there is something to tell.
    """

    told = Signal(bool)

    def __init__(self, database: "Database") -> None:
        super().__init__(database)
        self._record: Any = None
        listen_while_seen(self, database, self._look_again)

    def show_record(self, record: Any) -> None:
        """Look up a record that others share."""
        from db.store.standing import still_called

        self._record = record
        self.clear()
        found = []
        if record.id is not None:
            with self._database.read() as session:
                found = still_called(session, record, _MOST)
        if found:
            self.begin(OLD_NAMES)
            self.remark(_ADVICE)
        for role in found:
            what = " ".join(filter(None, (role.title, role.role)))
            parts = [look.mark(QLabel(words), "quiet") for words in (what, role.day.isoformat())]
            line = Line(QLabel(f"写作“{role.called}”"), Elided(role.caption), *parts, shares=(0, 1))
            self.add(line, role.table, role.record_id)
        if len(found) == _MOST:
            self.remark(f"只列最近 {_MOST} 项，改完这些再列其余的")
        self.setVisible(bool(found))  # last: what was missed meanwhile is told by then
        self.told.emit(bool(found))

    def _look_again(self, _tables: Any) -> None:
        if self._record is not None:
            self.show_record(self._record)

    def enter(self) -> None:
        """Go to the first of them."""
        if self.lines:
            self.lines[0].setFocus()
