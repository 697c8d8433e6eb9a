"""The restore drill: the newest backup put back into a temporary place and proven there."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from db.store import schema
from db.store.backup import copies_of
from db.store.check import check
from db.store.defining import defined
from db.store.engine import Damaged, spoken
from db.store.history import STEP
from db.store.keys import Keyring, keyring_path
from db.store.lock import StoreLock
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble

if TYPE_CHECKING:
    from db.store.database import Database

_PREFIX = "fengqiao-drill-"


@dataclass(frozen=True)
class Drill:
    """What came of it.

    Attributes:
        copy: the backup that was tried.
        steps, rows: what the restored store holds; ``behind``: newer steps that it lacks.
        chain: the end of its history.
        findings: what the check found in it; empty when it is sound.
    """

    copy: Path
    steps: int
    rows: int
    behind: int
    chain: str | None
    findings: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether the backup can be relied on."""
        return not self.findings

    def sentence(self) -> str:
        """What people read."""
        if self.findings:
            first = self.findings[0]
            return f"恢复出来有 {len(self.findings)} 处问题，这份备份不可靠：{first}"
        behind = f"，比现在少最近 {self.behind} 步" if self.behind else "，与现在一致"
        return f"能恢复：{self.steps} 步操作、{self.rows} 条记录全部核对无误{behind}"


def drill(
    database: "Database", folder: Path | None = None, progress: Progress = unwatched
) -> Drill:
    """Restore the newest copy into a temporary place, run every check on it, and take it away.

    Args:
        database: the open store; it is only read.
        folder: where the copies lie; its own backups if none.
        progress: of the check; may cancel.

    Raises:
        Trouble: there is no copy, or no room to try it.
    """
    copies = copies_of(folder or database.backup_folder, database.keyring.store_id)
    newest = max(copies, key=lambda path: path.name, default=None)
    if newest is None:
        looked_in = folder or database.backup_folder
        raise Trouble(f"{looked_in} 里没有这个仓库的备份：请先备份，或指明备份所在的文件夹")
    for left in database.path.parent.glob(f"{_PREFIX}*"):  # of a drill that a power cut ended
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=database.path.parent, prefix=_PREFIX) as place:
        there = Path(place) / "store.db"
        try:
            shutil.copyfile(newest, there)
            shutil.copyfile(keyring_path(newest), keyring_path(there))
        except OSError as error:
            raise Trouble(f"恢复演练写不进 {database.path.parent}：请检查空间和权限") from error
        try:
            return _tried(database, newest, there, progress)
        except Damaged:
            return Drill(newest, 0, 0, 0, None, ("文件有损坏，请马上重新备份",))
        except Trouble as trouble:
            if type(trouble) is not Trouble:  # cancelled
                raise
            return Drill(newest, 0, 0, 0, None, (trouble.sentence,))


def _tried(database: "Database", copy: Path, there: Path, progress: Progress) -> Drill:
    from db.store.database import Database

    lock = StoreLock(there)
    lock.take()
    restored = Database(there, Keyring.load(keyring_path(there)), database.key, database.user, lock)
    try:
        with spoken():
            schema.bring_up(restored.engine, lambda: None)
            with restored.engine.connect().execution_options(reading=True) as connection:
                restored.own = defined(connection)  # not in force: the store at work has its own
        report = check(restored, progress)
        with restored.engine.connect().execution_options(reading=True) as connection:
            asked = select(STEP.c.id, STEP.c.chain).order_by(STEP.c.id.desc()).limit(1)
            last = connection.execute(asked).first()
    finally:
        restored.close()
    findings = list(report.findings)
    with database.read() as session:
        steps = session.scalar(select(func.max(STEP.c.id))) or 0
        if last is not None:
            same = session.scalar(select(STEP.c.chain).where(STEP.c.id == last.id))
            if same != last.chain:
                findings.append("备份里的历史与现在的仓库接不上：它们不是同一段历史")
    behind = steps - (last.id if last else 0)
    chain = last.chain if last else None
    return Drill(copy, report.steps, report.rows, behind, chain, tuple(findings))
