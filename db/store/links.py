"""Links between registers: from an id to a name, and from a name to an id."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from db.store.finder import candidates, may_see
from db.store.record import Record, register
from db.store.trouble import Trouble

_AT_ONCE = 10_000  # SQLite takes at most 32,766 values in one question


def captions(session: Session, table: str, ids: Iterable[int | None]) -> dict[int, str]:
    """What the linked records are called; those in the recycle bin keep their name."""
    wanted = sorted({number for number in ids if number is not None})
    cls = register(table)
    found: dict[int, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = session.execute(select(cls.id, cls.caption).where(cls.id.in_(some)))
        found.update({row.id: row.caption for row in rows})
    return found


def offered(session: Session, table: str, text: str = "", limit: int = 50) -> list[tuple[int, str]]:
    """Records that a link may point at, those that begin with ``text`` first."""
    return [(one.id, one.caption) for one in candidates(session, register(table), text, limit)]


def meant(session: Session, table: str, text: str) -> int:
    """The record that people mean by its name, number or short name.

    Raises:
        Trouble: none is called so, several are, or the register is hidden from who asks.
    """
    cls = register(table)
    if not may_see(session, cls):
        raise Trouble(f"您看不到“{cls.title}”，不能填写那里的记录", wrong_input=True)
    live = select(cls.id, cls.caption).where(cls.deleted_at.is_(None))
    exact = session.execute(live.where(cls.caption == text).limit(2)).all()
    found = exact or session.execute(live.where(_holds(cls, text)).limit(2)).all()
    if not found:
        raise Trouble(f"{cls.title}里没有“{text}”，请先登记它", wrong_input=True)
    if len(found) > 1:
        raise Trouble(f"{cls.title}里不止一个“{text}”，请写全称或编号", wrong_input=True)
    number: int = found[0].id
    return number


def _holds(cls: type[Record], text: str) -> ColumnElement[bool]:
    held = (cls.caption, cls.found_by)
    return or_(*(column.contains(text, autoescape=True) for column in held))
