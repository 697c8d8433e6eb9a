"""One application: what the station receives and forwards, what the county decides."""

from collections.abc import Iterator
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, Session

from db.registers.legal_aid.application import (
    Applicant,
    Head,
    Matter,
    applicant,
)
from db.registers.legal_aid.checks import checked, standard_conflicts
from db.registers.legal_aid.county import (
    Assignment,
    Closing,
    Decision,
    Ending,
    Review,
    deciding,
    dossier,
    handling,
)
from db.registers.legal_aid.duplicates import alike
from db.registers.legal_aid.handling import (
    AidVisit,
    Delivery,
    Lawyer,
    Objection,
    Progress,
    Subsidy,
)
from db.registers.legal_aid.hardship import Hardship, means
from db.registers.legal_aid.moves import MOVES
from db.registers.legal_aid.old_ledger import taken_over
from db.registers.legal_aid.rows import Fellow, Material, Member, Supplement
from db.registers.numbering import NumberedByOffice
from db.store.fields import Section
from db.store.kinds import codes_in
from db.store.kinds.identity import implied_by_id_number
from db.store.problems import Problem
from db.store.record import Record

_materials = Section("申请材料")
_delivering = Section("送达")
_visiting = Section("回访")


def _received(aid: "LegalAid") -> bool:
    return aid.number_no is not None


def _granted(aid: "LegalAid") -> bool:
    return aid.granted_on is not None or aid.urgent or aid.state == "granted"


def _contested(aid: "LegalAid") -> bool:
    return aid.refused_on is not None or aid.terminated_on is not None


def _closed(aid: "LegalAid") -> bool:
    return aid.closed_on is not None


class LegalAid(
    NumberedByOffice,
    Head,
    Applicant,
    Matter,
    Hardship,
    Review,
    Decision,
    Assignment,
    Ending,
    Closing,
    Record,
):
    """A legal aid case 法律援助: one 件, which may hold several 人次.

    The station receives, gives a preliminary opinion and forwards; the county's agency decides,
    assigns and pays (法律援助法 art. 12, 13, 43, 52). What it does is recorded here, never made.
    """

    __tablename__ = "legal_aid"
    __table_args__ = (UniqueConstraint("number_year", "number_no"),)
    series: ClassVar = "legal_aid"
    letters: ClassVar = "援申"
    title: ClassVar = "法律援助"
    unit: ClassVar = "件"
    group: ClassVar = "办理"
    daily: ClassVar = True
    icon: ClassVar = "aid"
    name_field: ClassVar = "number"
    newest_first: ClassVar = "applied_on"
    moves: ClassVar = MOVES
    strip: ClassVar = (
        "registered",
        "received",
        "reviewed",
        "forwarded",
        "granted",
        "assigned",
        "signed",
        "closed",
        "filed",
    )

    fellows: Mapped[list[Fellow]] = applicant.children("同案其他受援人", Fellow)
    members: Mapped[list[Member]] = means.children(
        "家庭成员", Member, shown_when=lambda aid: aid.no_condition is None or bool(aid.members)
    )
    materials: Mapped[list[Material]] = _materials.children(
        "申请材料", Material, alike="cause", repeats=("name", "form", "copies")
    )
    supplements: Mapped[list[Supplement]] = _materials.children(
        "补充通知", Supplement, shown_when=lambda aid: _received(aid) or bool(aid.supplements)
    )
    objections: Mapped[list[Objection]] = deciding.children(
        "异议", Objection, shown_when=lambda aid: _contested(aid) or bool(aid.objections)
    )
    lawyers: Mapped[list[Lawyer]] = handling.children(
        "法律援助人员", Lawyer, shown_when=lambda aid: _granted(aid) or bool(aid.lawyers)
    )
    progress: Mapped[list[Progress]] = handling.children(
        "承办情况", Progress, shown_when=lambda aid: _granted(aid) or bool(aid.progress)
    )
    subsidies: Mapped[list[Subsidy]] = dossier.children(
        "补贴", Subsidy, shown_when=lambda aid: _closed(aid) or bool(aid.subsidies)
    )
    deliveries: Mapped[list[Delivery]] = _delivering.children(
        "送达", Delivery, shown_when=lambda aid: _received(aid) or bool(aid.deliveries)
    )
    visits: Mapped[list[AidVisit]] = _visiting.children(
        "回访", AidVisit, shown_when=lambda aid: _closed(aid) or bool(aid.visits)
    )

    def called(self) -> str:
        """（天）援申字〔2024〕第3号 张三 劳动关系或劳动报酬."""
        cause = type(self).fields["cause"].kind.format(self.cause)
        return " ".join(filter(None, (self.written_number(), self.who(), cause)))

    def who(self) -> str:
        """张三, or 张三等12人."""
        persons: int | None = self.persons  # not yet typed, in a new application
        name: str | None = self.name
        return f"{name or ''}等{persons}人" if (persons or 1) > 1 else name or ""

    def take_over(self, given: dict[str, Any], session: Session) -> Iterator[Problem]:
        """See ``taken_over``."""
        del session
        yield from taken_over(self, given)

    def implied(self, name: str) -> dict[str, object]:
        """The ID number tells sex and birth date; one category alone is the primary one."""
        if name == "id_number":
            return implied_by_id_number(self.id_number)
        mine = codes_in(self.categories) if name == "categories" else []
        return {"primary_category": mine[0]} if len(mine) == 1 else {}

    def rules(self) -> Iterator[Problem]:
        """See ``checks``."""
        yield from checked(self)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """The standard must be there, and be that of the year; nobody applies twice."""
        yield from standard_conflicts(self, session)
        yield from alike(self, session)
