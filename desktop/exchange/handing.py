"""Files handed over on a stick: entered before the first byte, written, proven, then let go."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from db.registers import ExportLog
from db.store.history import chain_head
from db.store.trouble import Trouble
from desktop.exchange.drives.eject import Ejected, eject
from desktop.exchange.drives.put import Phase, Written, put
from desktop.exchange.outgoing import About, Outgoing
from desktop.exchange.stick_doubts import unfit

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.exchange.drives.drive import Drive


Heard = Callable[[int, Phase, int, int], None]
"""Called with the number of the file, what is done to it, and the bytes of that (done, total)."""


@dataclass(frozen=True)
class HandedOver:
    """What the drive holds now; ``entries`` are the ids in the register of exports."""

    drive: "Drive"
    files: tuple[Written, ...]
    entries: tuple[int, ...]


def hand_over(
    database: "Database",
    drive: "Drive",
    files: Sequence[Outgoing],
    about: About,
    heard: Heard,
) -> HandedOver:
    """Write the files one after the other, each read back and compared.

    They are entered in 导出登记 first: a stick that is pulled out half-way holds a piece of them,
    and a lost one must be accounted for (个人信息保护法 art. 57). Ejecting is ``let_go``.

    Raises:
        Trouble: says how many were written before.
        Cancelled: through ``heard``; what was written stays and is entered.
    """
    problem = unfit(drive, files)
    if problem is not None:
        raise problem
    digests = [
        one.digest(partial(heard, number, Phase.WRITING, 0, one.size))
        for number, one in enumerate(files)
    ]
    with database.step(f"交到U盘：{files[0].title}", lasting=True) as session:
        handover, head = uuid.uuid4().hex, chain_head(session)
        entries = [
            _entry(database, drive, one, digest, about)
            for one, digest in zip(files, digests, strict=True)
        ]
        for entry in entries:
            entry.handover, entry.chain_head = handover, head
        session.add_all(entries)
        session.flush()
        ids = tuple(entry.id for entry in entries)
    written: list[Written] = []
    for number, (one, digest) in enumerate(zip(files, digests, strict=True)):
        try:
            written.append(_put(drive, one, digest, number, heard))
        except Trouble as trouble:
            if written and type(trouble) is Trouble:
                said = f"{trouble.sentence}（前面 {len(written)} 个已写好并核对）"
                raise Trouble(said) from trouble
            raise
        with database.step("U盘上的文件读回核对一致", lasting=True) as session:
            session.get_one(ExportLog, ids[number]).verified = True
    return HandedOver(drive, tuple(written), ids)


def let_go(database: "Database", done: HandedOver) -> Ejected:
    """Eject the drive, and note that it was."""
    answer = eject(done.drive)
    if answer.done:
        with database.step("U盘已安全弹出", lasting=True) as session:
            for number in done.entries:
                session.get_one(ExportLog, number).ejected = True
    return answer


def _put(drive: "Drive", one: Outgoing, digest: str, number: int, heard: Heard) -> Written:
    def told(phase: Phase, done: int, total: int) -> None:
        heard(number, phase, done, total)

    path = drive.root / one.safe_name
    done = put(path, one.content, told, largest=drive.largest)
    if done.digest != digest:
        raise Trouble(f"“{path.name}”在写出时被别的程序改了，请关闭它再写一次")
    return done


def _entry(
    database: "Database", drive: "Drive", one: Outgoing, digest: str, about: About
) -> ExportLog:
    now = datetime.now().replace(microsecond=0)
    return ExportLog.fresh(
        name=one.title,
        records=one.records,
        extent=one.extent,
        masked=one.masked,
        purpose=about.purpose or None,
        left_on=now.date(),
        left_at=now,
        handled_by=database.user,
        file=one.safe_name,
        digest=digest,
        stick=drive.name if drive.device else str(drive.root),
        stick_serial=drive.serial or None,
        receiver=about.receiver or None,
        sequence=one.sequence,
        size=one.size,
        secrecy=one.secrecy,
        verified=False,
        ejected=False if drive.device else None,
    )
