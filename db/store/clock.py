"""The computer's clock against the history: a wrong clock is told before it is believed."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.store.history import STEP

if TYPE_CHECKING:
    from db.store.database import Database

_SLIPPED = timedelta(minutes=5)
"""A clock set right goes back by as much without anybody's doing."""
_UNUSED = timedelta(days=60)
"""An office works every week; so long without a step is more likely a wrong year."""


def clock_doubt(database: "Database", now: datetime | None = None) -> str:
    """Why the clock should be looked at before it dates anything, in a sentence; empty when fine.

    A computer whose battery is empty wakes years back, one that was set wrong years ahead. The
    history keeps its order either way: no step is dated before the one before it.

    Args:
        database: the open store.
        now: the clock's time, local and without zone; None asks the clock.
    """
    now = now or datetime.now()
    with database.read() as session:
        said = session.scalar(select(STEP.c.at).order_by(STEP.c.id.desc()).limit(1))
    if said is None:
        return ""
    try:
        last = datetime.fromisoformat(said)
    except ValueError:  # altered; the check names it
        return ""
    if now < last - _SLIPPED:
        return (
            f"电脑的时钟是 {now:%Y-%m-%d %H:%M}，早于上一次登记的 {last:%Y-%m-%d %H:%M}："
            "请先校正日期和时间。校正之前，历史里的时间按上一次登记的记"
        )
    if now > last + _UNUSED:
        return (
            f"电脑的时钟是 {now:%Y-%m-%d}，离上一次登记（{last:%Y-%m-%d}）"
            f"已有 {(now - last).days} 天："
            "如果不是停用了这么久，请先校正日期，再登记和签名"
        )
    return ""
