"""Supervisors of enforcement 行政执法监督员: their certificates and training."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, object_session

from db.store.fields import Ahead, LongText, Section, field, never
from db.store.problems import Level, Problem
from db.store.record import Child, Record, register

_who = Section("监督员")
_serving = Section("聘任")
_trained = Section("培训")
_FOR_SUPERVISING = "2"
"""行政执法监督证 in codes/card_kind.toml."""


class SupervisorTraining(Child):
    """A training that a supervisor took part in."""

    __tablename__ = "supervisor_training"
    owner: ClassVar = "supervisor"
    name_field: ClassVar = "name"

    day: Mapped[date] = field("培训日期", listed=True, default=date.today)
    name: Mapped[str] = field("培训名称", listed=True)
    hours: Mapped[int] = field("学时", unit="学时", listed=True)
    host: Mapped[str | None] = field("主办单位", listed=True)

    def rules(self) -> Iterator[Problem]:
        """A training has hours."""
        if self.hours is not None and self.hours <= 0:  # type: ignore[redundant-expr]
            yield Problem("hours", "学时应大于 0")


class Supervisor(Record):
    """A supervisor of enforcement; the 司法所 assists the county's (行政执法监督条例第六条)."""

    __tablename__ = "supervisor"
    title: ClassVar = "执法监督员"
    unit: ClassVar = "名"
    group: ClassVar = "执法"
    icon: ClassVar = "eye"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "appointed_on"

    staff_id: Mapped[int] = _who.link("工作人员", "staff", quick=True)
    name: Mapped[str | None] = _who.field(
        "姓名",
        listed=True,
        searched=True,
        computed=lambda supervisor: supervisor.holder(),
        shown_when=never,
    )
    certificate_number: Mapped[str | None] = _who.field(
        "监督证号",
        listed=True,
        searched=True,
        quick=True,
        help="已登记行政执法监督证的，不填时由程序填上",
    )
    certificate_until: Mapped[date | None] = _who.field(
        "监督证有效期止", listed=True, dated=True, quick=True, ahead=Ahead.MAY
    )
    appointed_on: Mapped[date] = _serving.day("聘任日期")
    appointed_by: Mapped[str | None] = _serving.field("聘任机关", quick=True)
    ended_on: Mapped[date | None] = _serving.field("解聘日期", listed=True, dated=True)
    end_reason: Mapped[str | None] = _serving.field(
        "解聘原因", shown_when=lambda supervisor: supervisor.ended_on is not None
    )
    duties: Mapped[LongText | None] = _serving.field(
        "监督范围", help="自 2026年2月1日 起，司法所协助开展行政执法监督"
    )
    trainings: Mapped[list[SupervisorTraining]] = _trained.children(
        "参加的培训", SupervisorTraining
    )
    hours: Mapped[int | None] = _trained.field(
        "培训学时合计",
        unit="学时",
        summed=True,
        computed=lambda supervisor: sum(row.hours or 0 for row in supervisor.trainings) or None,
    )
    note: Mapped[LongText | None] = _trained.field("备注")

    def holder(self) -> str | None:
        """The name, kept beside the link so that lists and searches find it."""
        session = object_session(self)
        chosen: int | None = self.staff_id
        staff: Any = session.get(register("staff"), chosen) if session and chosen else None
        return staff.name if staff is not None else self.name

    def settle(self) -> None:
        """Also takes number and term from the certificate that is on the register."""
        session = object_session(self)
        chosen: int | None = self.staff_id
        if session is not None and chosen is not None and self.certificate_number is None:
            with session.no_autoflush:
                card = _card(session, chosen)
            if card is not None:
                self.certificate_number, self.certificate_until = card.number, card.valid_to
        super().settle()

    def rules(self) -> Iterator[Problem]:
        """Days in their order; a supervisor has a certificate."""
        first: date | None = self.appointed_on
        if first and self.ended_on and self.ended_on < first:
            yield Problem("ended_on", "解聘日期早于聘任日期，请核对")
        saved: int | None = self.id  # a new one takes it from the certificate when it is saved
        if saved is not None and not self.certificate_number:
            yield Problem("certificate_number", "监督证号待补", Level.MISSING)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """Nobody is a supervisor twice at a time."""
        same = select(Supervisor.caption).where(
            Supervisor.staff_id == self.staff_id,
            Supervisor.ended_on.is_(None),
            Supervisor.id != (self.id or 0),
            Supervisor.deleted_at.is_(None),
        )
        for caption in session.scalars(same.limit(1)) if self.ended_on is None else ():
            yield Problem("staff_id", f"已登记为监督员“{caption}”，没有解聘，不必再登记")


def _card(session: Session, staff_id: int) -> Any:
    cls: Any = register("card")
    mine = (cls.staff_id == staff_id, cls.kind == _FOR_SUPERVISING, cls.state == "valid")
    query = select(cls).where(*mine, cls.deleted_at.is_(None)).order_by(cls.id.desc())
    return session.scalar(query.limit(1))
