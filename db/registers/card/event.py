"""The log of a certificate: each act once, never changed afterwards."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from db.registers.card.standing import STATES
from db.store.fields import Ahead, choice, field, state
from db.store.record import Child


def _if(name: str) -> Callable[[Any], bool]:
    """An act has few of the columns; the others are not shown."""
    return lambda event: getattr(event, name) is not None


class CardEvent(Child):
    """One act on a certificate 证件办理事项; written by the register's moves alone."""

    __tablename__ = "card_event"
    owner: ClassVar = "card"
    name_field: ClassVar = "kind"
    append_only: ClassVar = True

    day: Mapped[date] = field("日期", listed=True)
    kind: Mapped[str] = choice("事项", "card_event", listed=True)
    reason: Mapped[str | None] = field("原因", listed=True, shown_when=_if("reason"))
    basis: Mapped[str | None] = field("依据文号或材料", shown_when=_if("basis"))
    approved_by: Mapped[str | None] = field("批准人或机关", shown_when=_if("approved_by"))
    score: Mapped[int | None] = field("考试成绩", unit="分", shown_when=_if("score"))
    until: Mapped[date | None] = field("暂扣至", shown_when=_if("until"), ahead=Ahead.MAY)
    returned_on: Mapped[date | None] = field("证件交回日期", shown_when=_if("returned_on"))
    received_by: Mapped[str | None] = field("收证人", shown_when=_if("received_by"))
    old_number: Mapped[str | None] = field("原证号", shown_when=_if("old_number"))
    new_number: Mapped[str | None] = field("证号", listed=True, shown_when=_if("new_number"))
    new_valid_from: Mapped[date | None] = field(
        "有效期起", shown_when=_if("new_valid_from"), ahead=Ahead.MAY
    )
    new_valid_to: Mapped[date | None] = field(
        "有效期止", shown_when=_if("new_valid_to"), ahead=Ahead.MAY
    )
    state_after: Mapped[str] = state("办理后状态", STATES, filtered=False, counted=False)
    operator: Mapped[str | None] = field("经办人", shown_when=_if("operator"))
