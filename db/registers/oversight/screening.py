"""Screenings for disputes: where people looked, what they found, what was settled or prevented."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import LongText, Section, link
from db.store.links import captions
from db.store.onward import Along, Onward
from db.store.problems import Level, Problem
from db.store.record import Child, Record

_look = Section("排查")
_found = Section("发现和化解")
_NUMBERS = ("people", "found", "settled", "prevented")
_OWN = "1"
"""主动调解 in codes/dispute_source.toml: found by screening (人民调解法第十七条)."""


class ScreeningCase(Child):
    """A dispute found that became a mediation case."""

    __tablename__ = "screening_case"
    owner: ClassVar = "screening"
    name_field: ClassVar = "case_id"

    case_id: Mapped[int] = link("调解案件", "mediation", listed=True, quick=True)


class Screening(Record):
    """A screening 矛盾纠纷排查: fills 排查纠纷 and 预防纠纷 of the mediation table."""

    __tablename__ = "screening"
    title: ClassVar = "矛盾纠纷排查"
    unit: ClassVar = "次"
    group: ClassVar = "监督"
    icon: ClassVar = "search"
    name_field: ClassVar = "place"
    newest_first: ClassVar = "day"
    onward: ClassVar = (
        Onward(
            "mediation",
            "登记调解案件",
            (Along(("committee_id", ("village_id", "place_id")), lambda _found: {"source": _OWN}),),
            link="cases.case_id",
            when=lambda screening: (
                (screening.settled or 0) + len(screening.cases) < (screening.found or 0)
            ),
        ),
    )

    day: Mapped[date] = _look.day("排查日期")
    kind: Mapped[str] = _look.choice(
        "排查类型",
        "screening_kind",
        listed=True,
        filtered=True,
        counted=True,
        default="1",
        quick=True,
    )
    place: Mapped[str] = _look.field(
        "地点或范围", listed=True, searched=True, quick=True, help="如 天龙村三组、场坝街沿线"
    )
    village_id: Mapped[int | None] = _look.link("所在村居", "place", filtered=True, counted=True)
    committee_id: Mapped[int | None] = _look.link(
        "调解委员会",
        "committee",
        listed=True,
        filtered=True,
        counted=True,
        quick=True,
        help="统计表按调解委员会列；镇里统一组织的不填",
    )
    people: Mapped[int | None] = _look.field(
        "参加人员", unit="人次", listed=True, summed=True, quick=True
    )
    leaders: Mapped[str | None] = _look.field("带队和主要人员", searched=True)
    found: Mapped[int] = _found.field(
        "发现矛盾纠纷", unit="件", listed=True, summed=True, default=0, quick=True
    )
    settled: Mapped[int] = _found.field(
        "当场化解",
        unit="件",
        listed=True,
        summed=True,
        default=0,
        quick=True,
        help="没有立案调解、当场劝解平息的；立案的列在下面，在调解案件里统计",
    )
    cases: Mapped[list[ScreeningCase]] = _found.children("转为调解案件", ScreeningCase)
    turned: Mapped[int | None] = _found.field(
        "转为调解",
        unit="件",
        listed=True,
        summed=True,
        computed=lambda screening: len(screening.cases),
    )
    prevented: Mapped[int] = _found.field(
        "预防纠纷",
        unit="件",
        listed=True,
        summed=True,
        default=0,
        help="只有苗头、采取措施后没有发生的",
    )
    measures: Mapped[LongText | None] = _found.field(
        "预防措施和理由", searched=True, help="统计表的预防纠纷要经得起核查，写明怎样预防"
    )
    content: Mapped[LongText | None] = _found.field("排查情况", searched=True)
    note: Mapped[LongText | None] = _found.field("备注")

    def called(self) -> str:
        """Day and place."""
        day: date | None = self.day  # not yet typed, in a new screening
        return " ".join(filter(None, (day.isoformat() if day else "", self.place)))

    def rules(self) -> Iterator[Problem]:
        """Numbers that can be; what was settled or turned into cases had been found."""
        for name in _NUMBERS:
            if (getattr(self, name) or 0) < 0:
                yield Problem(name, f"{type(self).fields[name].label}不能是负数")
        known = [row.case_id for row in self.cases if row.case_id]
        if len(known) != len(set(known)):
            yield Problem("cases", "同一件调解案件列了两次，请核对")
        if (self.settled or 0) + len(self.cases) > (self.found or 0):
            sentence = "当场化解和转为调解的合计多于发现的件数，请核对"
            yield Problem("found", sentence, Level.WARN)
        if self.prevented and not self.measures:
            yield Problem("measures", "预防措施和理由待补", Level.MISSING)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """A case comes from one screening."""
        for place, row in enumerate(self.cases):
            query = (
                select(Screening.caption, ScreeningCase.case_id)
                .join(ScreeningCase, ScreeningCase.owner_id == Screening.id)
                .where(
                    ScreeningCase.case_id == row.case_id,
                    Screening.id != (self.id or 0),
                    Screening.deleted_at.is_(None),
                )
                .limit(1)
            )
            for other in session.execute(query):
                case = captions(session, "mediation", [row.case_id]).get(row.case_id, "")
                sentence = f"“{case}”已列在“{other.caption}”里，请核对"
                yield Problem(f"cases[{place}].case_id", sentence, Level.WARN)
