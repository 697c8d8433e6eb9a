"""Backups and restore drills 备份和演练: when, where to, and what came of it."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session

from db.store import history
from db.store.anchors import carries_anchors
from db.store.backup import back_up
from db.store.fields import LongText, Section
from db.store.progress import Progress, unwatched
from db.store.record import Record

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.drill import Drill

HERE, ELSEWHERE, DRILL = "1", "2", "3"
"""The kinds: a copy beside the store, one in a second place, a restore tried out."""

WHOLE = "全库备份"
"""What a backup on a stick is called among the exports."""
_what = Section("备份")
_proof = Section("核对")


class BackupLog(Record):
    """One backup or one drill; written by the program, never typed."""

    __tablename__ = "backup_log"
    title: ClassVar = "备份和演练"
    unit: ClassVar = "次"
    group: ClassVar = "设置"
    icon: ClassVar = "backup"
    name_field: ClassVar = "place"
    newest_first: ClassVar = "made_on"
    written_by_program: ClassVar = True
    entered_by_all: ClassVar = True

    kind: Mapped[str] = _what.choice("事项", "backup_kind", listed=True, filtered=True, fixed=True)
    made_on: Mapped[date] = _what.field("日期", listed=True, dated=True, index=True, fixed=True)
    made_at: Mapped[datetime] = _what.field("时间", fixed=True)
    place: Mapped[str] = _what.field("文件夹", listed=True, searched=True, fixed=True)
    file: Mapped[str] = _what.field("文件", searched=True, fixed=True)
    size: Mapped[int | None] = _what.field("大小", unit="字节", fixed=True)
    handled_by: Mapped[str] = _what.field("经手人", listed=True, fixed=True)
    sound: Mapped[bool] = _proof.field("完好", listed=True, filtered=True, fixed=True, default=True)
    result: Mapped[LongText] = _proof.field("结果", listed=True, fixed=True)
    steps: Mapped[int | None] = _proof.field("操作步数", unit="步", fixed=True)
    chain_head: Mapped[str | None] = _proof.field(
        "历史链摘要", fixed=True, help="副本里历史链的末端；副本放在别处，它就是一处旁证"
    )

    def called(self) -> str:
        """What it was and when."""
        kind = type(self).fields["kind"].kind.format(self.kind) if self.kind else ""
        at: datetime | None = self.made_at  # not there yet, in a new record
        return " ".join(filter(None, (kind, f"{at:%Y-%m-%d %H:%M}" if at else "")))


carries_anchors(BackupLog, BackupLog.kind == ELSEWHERE)


def back_up_and_enter(database: "Database", folder: Path, progress: Progress = unwatched) -> Path:
    """Back up into a folder and enter it; gives the copy.

    Raises:
        Trouble: see ``db.store.backup``.
    """
    with database.read() as session:
        head = history.chain_head(session)
    copy = back_up(database, folder, progress=progress)
    enter_backup(database, copy, head)
    return copy


def enter_backup(database: "Database", copy: Path, chain: str | None, result: str = "") -> None:
    """Enter a backup; undo passes the step by, since the copy is there.

    Args:
        database: the store it was made of.
        copy: the file that was made; beside the store or elsewhere.
        chain: the end of the history in it.
        result: what went wrong, if it did.
    """
    here = copy.parent.absolute() == database.backup_folder.absolute()
    size = copy.stat().st_size if copy.exists() else None
    _enter(
        database,
        "备份",
        kind=HERE if here else ELSEWHERE,
        place=str(copy.parent),
        file=copy.name,
        size=size,
        sound=not result,
        result=result or "副本已重新打开并核对，与仓库一致",
        chain_head=chain,
    )


def enter_drill(database: "Database", drill: "Drill") -> None:
    """Enter what a drill came to."""
    _enter(
        database,
        "恢复演练",
        kind=DRILL,
        place=str(drill.copy.parent),
        file=drill.copy.name,
        sound=drill.sound,
        result=drill.sentence(),
        steps=drill.steps,
        chain_head=drill.chain,
    )


def _enter(database: "Database", name: str, **values: Any) -> None:
    now = datetime.now().replace(microsecond=0)
    told = {"made_on": now.date(), "made_at": now, "handled_by": database.user}
    with database.step(name, lasting=True) as session:
        session.add(BackupLog.fresh(**told, **values))


def last_copied(session: Session) -> datetime | None:
    """When the last sound copy was made, wherever it lies; None when none was ever entered."""
    asked = select(func.max(BackupLog.made_at)).where(
        BackupLog.kind.in_((HERE, ELSEWHERE)),
        BackupLog.sound.is_(True),
        BackupLog.made_at <= datetime.now(),  # see newest
    )
    return session.scalar(asked)


def newest(session: Session, kind: str) -> BackupLog | None:
    """The newest entry of a kind; one of a day to come was entered under a wrong clock."""
    of_kind = BackupLog.deleted_at.is_(None), BackupLog.kind == kind
    asked = select(BackupLog).where(*of_kind, BackupLog.made_at <= datetime.now())
    return session.scalar(asked.order_by(BackupLog.made_at.desc()).limit(1))
