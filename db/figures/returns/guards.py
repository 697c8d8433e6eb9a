"""What stands before each act on a return: its stage, who may, signed already, the clock."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.figures.period import Period
from db.registers import Office, Paper, Return
from db.store.trouble import Trouble


def found(session: Session, number: int, *stages: str, act: str) -> Return:
    """The return, where its stage allows an act.

    Raises:
        Trouble: it is gone, or stands elsewhere.
    """
    made = session.get(Return, number)
    if made is None or made.deleted_at is not None:
        raise Trouble("这份报表已经不在了")
    if made.stage not in stages:
        stage = Return.fields["stage"].kind.format(made.stage)
        raise Trouble(f"“{made.called()}”现在是“{stage}”，不能{act}")
    return made


def refuse_others(session: Session, who: str, act: str) -> None:
    """Only the office's head signs and unlocks; the one place that knows who that is.

    Raises:
        Trouble: somebody else, or nobody is entered as head.
    """
    head = session.scalar(select(Office.head).where(Office.deleted_at.is_(None)))
    if not head:
        raise Trouble("请先在“本所资料”里填写负责人")
    if who.strip() != head:
        raise Trouble(f"报表只能由负责人（{head}）{act}", wrong_input=True)


def same(code: str, period: Period, *, cumulative: bool) -> Any:
    """The returns of a table and period, the newest first, whatever day they count by."""
    return (
        select(Return)
        .where(
            Return.deleted_at.is_(None),
            Return.table_code == code,
            Return.first_on == period.first,
            Return.last_on == period.last,
            Return.cumulative == cumulative,
            Return.stage != "corrected",
        )
        .order_by(Return.revision.desc(), Return.id.desc())
    )


def latest(session: Session, code: str, period: Period, *, cumulative: bool) -> Return | None:
    """The return of a table and period that counts now: the correction under way, if any."""
    made: Return | None = session.scalar(same(code, period, cumulative=cumulative).limit(1))
    return made


def refuse_signed(made: Return) -> None:
    """Refuses a period that was signed, and offers the correction.

    Raises:
        Trouble: it was.
    """
    if made.frozen:
        day = made.signed_at.date() if made.signed_at else ""
        raise Trouble(
            f"“{made.called()}”已于 {day} 由{made.head}签发，同一期间不能再签一份；"
            "数字有变的，请由负责人解锁后做更正"
        )


def refuse_twice(session: Session, made: Return) -> None:
    """Refuses to sign what another return says already.

    Raises:
        Trouble: one of the same table and period is signed.
    """
    period = Period(made.first_on, made.last_on)
    for other in session.scalars(same(made.table_code, period, cumulative=made.cumulative)):
        if other.id not in (made.id, made.previous_id):
            refuse_signed(other)


def refuse_earlier(session: Session, moment: datetime) -> None:
    """Refuses a clock that stands before the office's last signature.

    Raises:
        Trouble: it was set back.
    """
    times = [session.scalar(select(func.max(one.signed_at))) for one in (Return, Paper)]
    last = max((time for time in times if time is not None), default=None)
    if last is not None and moment < last:
        raise Trouble(
            f"电脑时钟（{moment:%Y-%m-%d %H:%M}）早于上一次签名的时间（{last:%Y-%m-%d %H:%M}），"
            "请先校准电脑时钟再签发"
        )
