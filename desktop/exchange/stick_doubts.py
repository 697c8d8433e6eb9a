"""What to know of a stick before writing to it: whether it fits, and what stands there already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, literal, select

from db.registers import ExportLog, Person
from db.store.blobs import in_megabytes
from db.store.trouble import Trouble
from desktop.exchange.drives import sentences
from desktop.exchange.drives.put import SPARE
from desktop.exchange.outgoing import Outgoing

if TYPE_CHECKING:
    from datetime import date

    from db.store.database import Database
    from desktop.exchange.drives.drive import Drive


@dataclass(frozen=True)
class Doubt:
    """Something to know before writing; a grave one people must agree to."""

    sentence: str
    grave: bool = False


def unfit(drive: "Drive", files: Sequence[Outgoing]) -> Trouble | None:
    """Why this drive cannot take the files, so that nobody waits for it in vain."""
    if drive.read_only:
        return Trouble("这个U盘是只读的：请拨开它侧面的锁，或换一个能写的U盘", wrong_input=True)
    needed = sum(one.size for one in files) + SPARE
    if drive.free < needed:
        return sentences.too_small(needed, drive.free)
    for one in files:
        if drive.largest is not None and one.size > drive.largest:
            return sentences.too_large(one.size, drive.largest)
    return None


def doubts(database: "Database", drive: "Drive", files: Sequence[Outgoing]) -> list[Doubt]:
    """What stands on the drive already, and names of people in the names of files."""
    found: list[Doubt] = []
    for one in files:
        name = one.safe_name
        found += _standing(drive.root / name)
        found += _relatives(drive.root, one)
        found += [
            Doubt(f"文件名“{name}”里有人名“{person}”：U盘丢了人人看得见，请改名", grave=True)
            for person in _people_in(database, name)
        ]
    return found


@dataclass(frozen=True)
class Before:
    """What the register of exports says of a stick: how many files, and the last of them."""

    files: int
    last: "date"
    entry: int

    @property
    def sentence(self) -> str:
        """For people."""
        return f"登记过往这个U盘写过 {self.files} 个文件，最近一次 {self.last}"


def been_on(database: "Database", drive: "Drive") -> Before | None:
    """What was handed over on this stick; None when nothing was, or it has no serial number."""
    if not drive.serial:
        return None
    here = ExportLog.stick_serial == drive.serial
    with database.read() as session:
        count = session.scalar(select(func.count()).where(here)) or 0
        last = session.scalar(select(ExportLog).where(here).order_by(ExportLog.id.desc()).limit(1))
    return Before(count, last.left_on, last.id) if last else None


def _standing(path: Path) -> Iterator[Doubt]:
    try:
        there = path.stat()
    except OSError:
        return
    day = datetime.fromtimestamp(there.st_mtime).strftime("%Y-%m-%d %H:%M")
    yield Doubt(
        f"U盘上已有“{path.name}”（{in_megabytes(there.st_size)}，{day} 写入）："
        "新的核对无误后才替下它"
    )


def _relatives(folder: Path, one: Outgoing) -> Iterator[Doubt]:
    """Older and newer parcels of this office on the drive."""
    if one.family is None or one.sequence is None:
        return
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return
    matches = [match for name in names if (match := one.family.fullmatch(name))]
    others = sorted({int(match[1]) for match in matches} - {one.sequence})
    older = [number for number in others if number < one.sequence]
    if older:
        yield Doubt(f"U盘上还有更早的第 {'、'.join(map(str, older))} 号，原样留着")
    if others[len(older) :]:
        newest = others[-1]
        yield Doubt(
            f"U盘上已有更新的第 {newest} 号，这次要写的是第 {one.sequence} 号：请确认没有拿错",
            grave=True,
        )


def _people_in(database: "Database", name: str) -> list[str]:
    """Persons of the store whose name stands in the file's name."""
    with database.read() as session:
        asked = select(Person.name).where(
            Person.deleted_at.is_(None),
            func.length(Person.name) > 1,
            func.instr(literal(name), Person.name) > 0,
        )
        return sorted(set(session.scalars(asked)))
