"""All roles of a person or enterprise, or what a list gathers, at the foot of its own record."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.windows import look
from desktop.windows.rows import Elided, Line, Section

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.standing import Role

_MOST = 50


class RolesPanel(QWidget):
    """Where else the record stands, newest first; a line opens what it names."""

    def __init__(self, database: "Database") -> None:
        super().__init__()
        self._database = database
        self.lines: list[Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, look.GAP_WIDE, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_record(self, record: Any) -> None:
        """Look up a saved person, enterprise or list; other records have nothing such."""
        while (item := self._column.takeAt(0)) is not None:
            item.widget().deleteLater()
        self.lines = []
        cls = type(record)
        shared = bool(cls.identified_by or cls.gathers) and record.id is not None
        self.setVisible(shared)
        if not shared:
            return
        from db.store.standing import standing

        with self._database.read() as session:
            roles = standing(session, record, _MOST)
        self._column.addWidget(Section(cls.gathers or "还登记在"))
        self._column.addWidget(look.line())
        if not roles:
            self._column.addWidget(
                look.mark(QLabel("还没有" if cls.gathers else "其他登记簿里还没有"), "quiet")
            )
        for role in roles:
            self.lines.append(self._line(role))
            self._column.addWidget(self.lines[-1])
        if len(roles) == _MOST:
            more = look.mark(QLabel(f"只列最近 {_MOST} 项，其余请在各登记簿里查找"), "small")
            self._column.addWidget(more)

    def _line(self, role: "Role") -> Line:
        what = " ".join(filter(None, (role.title, role.role)))
        day = look.mark(QLabel(role.day.isoformat()), "quiet")
        line = Line(Elided(role.caption), look.mark(QLabel(what), "quiet"), day)
        line.clicked.connect(lambda: self._open(role))
        return line

    def _open(self, role: "Role") -> None:
        from desktop.windows.pages import Pages

        pages = self.window().findChild(Pages)
        if isinstance(pages, Pages):
            pages.open_record(role.table, role.record_id)
