"""All roles of a person or enterprise, or what a list gathers, at the foot of its own record."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel

from desktop.windows.parts import look
from desktop.windows.parts.rows import Elided, Line
from desktop.windows.record.foot_panel import FootPanel

if TYPE_CHECKING:
    from db.store.standing import Role

_MOST = 50


class RolesPanel(FootPanel):
    """Where else the record stands, newest first; a line opens what it names."""

    def show_record(self, record: Any) -> None:
        """Look up a saved person, enterprise or list; other records have nothing such."""
        self.clear()
        cls = type(record)
        shared = bool(cls.identified_by or cls.gathers) and record.id is not None
        self.setVisible(shared)
        if not shared:
            return
        from db.store.standing import standing

        with self._database.read() as session:
            roles = standing(session, record, _MOST)
        self.begin(cls.gathers or "还登记在")
        if not roles:
            self.remark("还没有" if cls.gathers else "其他登记簿里还没有", "quiet")
        for role in roles:
            self.add(_line(role), role.table, role.record_id)
        if len(roles) == _MOST:
            self.remark(f"只列最近 {_MOST} 项，其余请在各登记簿里查找")


def _line(role: "Role") -> Line:
    what = " ".join(filter(None, (role.title, role.role)))
    day = look.mark(QLabel(role.day.isoformat()), "quiet")
    return Line(Elided(role.caption), look.mark(QLabel(what), "quiet"), day)
