"""After the signature: what differs today, unlocked by the head, corrected by another revision."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.frozen import content_of
from db.figures.returns.comparing import Difference, compared
from db.figures.returns.counting import content_now, filled_of, typed_in
from db.figures.returns.guards import found, refuse_others
from db.registers import Return
from db.store.database import Database
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble


def differences(
    session: Session, made: Return, progress: Progress = unwatched
) -> tuple[Difference, ...]:
    """Where the registers of today give something else than what the return holds.

    Raises:
        Cancelled: through ``progress``.
        Trouble: it was never filled, or altered past the program.
    """
    held = content_of(made)
    filled = filled_of(session, made, typed_in(held))
    return compared(session, held, content_now(session, made, filled, progress))


def unlock(database: Database, number: int, head: str, reason: str) -> Return:
    """The head allows a correction of what was signed; what was signed itself stays.

    Raises:
        Trouble: not the head, no reason, not signed.
    """
    if not reason.strip():
        raise Trouble("解锁请写明原因", wrong_input=True)
    with database.read() as session:
        made = found(session, number, "signed", act="解锁")
        refuse_others(session, head, "解锁")
    with database.step(f"解锁{made.called()}") as session:
        made = found(session, number, "signed", act="解锁")
        made.stage, made.unlocked_by, made.unlock_reason = "unlocked", head, reason.strip()
        made.unlocked_at = datetime.now().replace(microsecond=0)
    return made


def lock_again(database: Database, number: int) -> Return:
    """No correction after all: the signed return stands as before.

    Raises:
        Trouble: not unlocked, or a correction is on its way.
    """
    with database.step("报表重新锁定") as session:
        made = found(session, number, "unlocked", act="重新锁定")
        if _correction_of(session, made) is not None:
            raise Trouble("更正正在填报，请先放弃更正再锁定")
        made.stage = "signed"
    return made


def revise(database: Database, number: int) -> Return:
    """The next revision of an unlocked return, to be filled, checked and signed like the first.

    Gives the one that is on its way already, if there is one. Its filling lists what it corrects.

    Raises:
        Trouble: not unlocked; nothing differs.
    """
    with database.read() as session:
        made = found(session, number, "unlocked", act="更正；请先由负责人解锁")
        under_way = _correction_of(session, made)
        if under_way is not None:
            return under_way
    with database.step(f"更正{made.called()}") as session:
        made = found(session, number, "unlocked", act="更正")
        following = Return.fresh(
            name=made.name,
            table_code=made.table_code,
            first_on=made.first_on,
            last_on=made.last_on,
            cumulative=made.cumulative,
            basis=made.basis,
            revision=made.revision + 1,
            previous_id=made.id,
        )
        session.add(following)
    return following


def revisions(session: Session, made: Return) -> list[Return]:
    """The chain that a return stands in, the first revision first."""
    chain = [made]
    while chain[0].previous_id is not None:
        earlier = session.get(Return, chain[0].previous_id)
        if earlier is None:  # the link is kept by the file itself
            raise RuntimeError(chain[0].previous_id)
        chain.insert(0, earlier)
    while (later := _correction_of(session, chain[-1])) is not None:
        chain.append(later)
    return chain


def _correction_of(session: Session, made: Return) -> Return | None:
    following = select(Return).where(Return.deleted_at.is_(None), Return.previous_id == made.id)
    later: Return | None = session.scalar(following.order_by(Return.id.desc()).limit(1))
    return later
