"""How the backups stand: the newest copy in a second place, and the newest restore drill."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.registers import BackupLog, ExportLog, Office
from db.registers.backup_log import DRILL, ELSEWHERE, WHOLE, newest

_DAYS = 7


@dataclass(frozen=True)
class Safety:
    """How the backups stand.

    Attributes:
        elsewhere: the day of the newest copy in a second place; None for none.
        stale: whether that is longer ago than the office chose; ``days`` are what it chose.
        drill: the newest restore drill.
    """

    elsewhere: date | None
    stale: bool
    days: int
    drill: BackupLog | None

    def sentence(self) -> str:
        """The red line; empty while all is well."""
        if self.drill is not None and not self.drill.sound:
            return f"恢复演练没有通过：{self.drill.result}。请立即另做一份备份"
        if not self.stale:
            return ""
        last = f"上次是 {self.elsewhere}" if self.elsewhere else "还没有过"
        return f"超过 {self.days} 天没有备份到U盘或另一处（{last}）：这台电脑坏了，登记就没有了"


def safety(session: Session, today: date) -> Safety:
    """How the backups stand: what the first page tells."""
    office = session.scalar(select(Office).where(Office.deleted_at.is_(None)).limit(1))
    days = (office.backup_days if office else None) or _DAYS
    entry, drill = newest(session, ELSEWHERE), newest(session, DRILL)
    stick = session.scalar(
        select(func.max(ExportLog.left_on)).where(
            ExportLog.name == WHOLE,
            ExportLog.verified.is_(True),
            ExportLog.deleted_at.is_(None),
            ExportLog.left_on <= today,
        )
    )
    elsewhere = max(filter(None, (entry.made_on if entry else None, stick)), default=None)
    began = elsewhere or (office.created_at.date() if office else today)
    return Safety(elsewhere, (today - began).days > days, days, drill)
