"""Emergencies: plans, the team and its people, training, drills, what happened and was told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import or_

from db.figures.catalogue.coded import for_each
from db.figures.figure import FIRST, LAST, Basis, Condition, Figure, Measure, Piece
from db.figures.measures import COUNT, Distinct, Ratio, Sum, has_row, of_rows, spell
from db.figures.period import Period
from db.figures.words import Style
from db.registers import Drill, EmergencyPlan, EmergencyTeam, EmergencyTraining, Incident
from db.registers.emergency import IncidentNotice, PlanRevision, TeamMember
from db.registers.emergency.plan import OF_VILLAGE
from db.store.codes import codes

_TRAINED = Basis("held", "培训", (EmergencyTraining.held_on,))
_DRILLED = Basis("held", "演练", (Drill.held_on,))
_HAPPENED = Basis("happened", "发生", (Incident.happened_on,))


@dataclass(frozen=True, eq=False)
class Lacking(Measure):
    """How many of a fixed number of things nothing stands for; behind it is what does stand."""

    key: Any
    of: int

    def pieces(self, figure: Figure, period: Period, basis: str | None) -> tuple[Piece, ...]:
        """What is there."""
        return (figure.piece(period, basis, weight=self.key, distinct=True),)

    def number(self, counted: Sequence[int]) -> int:
        """The rest."""
        return self.of - counted[0]


def figures() -> Iterator[Figure]:
    """All of them."""
    yield from _plans()
    yield from _teams()
    yield from _trainings()
    yield from _drills()
    yield from _incidents()


def _plans() -> Iterator[Figure]:
    in_force = spell(EmergencyPlan.issued_on, EmergencyPlan.repealed_on, "印发", "废止")
    plans = Figure(
        code="emergency.plans",
        name="应急预案",
        unit="个",
        cls=EmergencyPlan,
        measure=in_force,
    )
    yield plans
    revised = has_row(EmergencyPlan, PlanRevision, PlanRevision.day.between(FIRST, LAST))
    yield replace(
        plans,
        code="emergency.plans_revised",
        name="修订的应急预案",
        measure=COUNT,
        tests=(Condition("本期修订过", revised),),
        note="一个预案修订几次也计一个",
    )
    of_town = Condition("不是村（社区）预案", EmergencyPlan.scope != OF_VILLAGE)
    covered = replace(
        plans,
        code="emergency.plan_kinds",
        name="镇级预案涵盖的突发事件类别",
        unit="类",
        measure=Distinct(EmergencyPlan.kind),
        tests=(of_town, *in_force.closing),
    )
    yield covered
    yield replace(
        covered,
        code="emergency.plans_without",
        name="没有镇级预案的突发事件类别",
        measure=Lacking(EmergencyPlan.kind, len(codes("emergency_kind").leaves())),
        note="四类中期末没有预案的；打开看到的是已有的预案",
    )


def _teams() -> Iterator[Figure]:
    standing = spell(EmergencyTeam.set_up_on, EmergencyTeam.dissolved_on, "组建", "解散")
    teams = Figure(
        code="emergency.teams",
        name="应急队伍",
        unit="支",
        cls=EmergencyTeam,
        measure=standing,
    )
    yield teams
    here = (
        or_(TeamMember.since.is_(None), TeamMember.since <= LAST),
        or_(TeamMember.until.is_(None), TeamMember.until > LAST),
    )
    members = replace(
        teams,
        code="emergency.members",
        name="应急队员",
        unit="名",
        tests=standing.closing,
        measure=Sum(of_rows(EmergencyTeam, TeamMember, *here)),
        note="按期末在队的计；一人在两支队伍的计两次",
    )
    yield members
    for entry in codes("team_group").leaves():
        of_group = of_rows(EmergencyTeam, TeamMember, *here, TeamMember.group == entry.code)
        yield replace(
            members,
            code=f"emergency.members.{entry.code}",
            name=f"应急队员：{entry.name}",
            measure=Sum(of_group),
        )


def _trainings() -> Iterator[Figure]:
    sessions = Figure(
        code="emergency.trainings",
        name="应急培训",
        unit="期",
        cls=EmergencyTraining,
        measure=COUNT,
        bases=(_TRAINED,),
    )
    yield sessions
    yield replace(
        sessions,
        code="emergency.attendances",
        name="应急培训人次",
        unit="人次",
        measure=Sum(EmergencyTraining.attendances),
        style=Style.OVER,
    )


def _drills() -> Iterator[Figure]:
    drills = Figure(
        code="emergency.drills",
        name="应急演练",
        unit="次",
        cls=Drill,
        measure=COUNT,
        bases=(_DRILLED,),
    )
    yield drills
    hazards = replace(drills, code="emergency.drills.*", name="应急演练：*")
    yield from for_each(hazards, "hazard", "灾种", Drill.hazard.in_)
    kinds = replace(drills, code="emergency.drills.kind.*", name="*")
    yield from for_each(kinds, "drill_kind", "演练形式", Drill.kind.in_)
    yield replace(
        drills,
        code="emergency.drills.people",
        name="应急演练参演",
        unit="人次",
        measure=Sum(Drill.people),
    )


def _incidents() -> Iterator[Figure]:
    incidents = Figure(
        code="emergency.incidents",
        name="突发事件",
        unit="起",
        cls=Incident,
        measure=COUNT,
        bases=(_HAPPENED,),
        zero_printed=True,
    )
    yield incidents
    informed = replace(
        incidents,
        code="emergency.incidents.informed",
        name="向社会公布信息的突发事件",
        tests=(Condition("有信息公布", has_row(Incident, IncidentNotice)),),
        zero_printed=False,
    )
    yield informed
    yield replace(
        incidents,
        code="emergency.informed_rate",
        name="突发事件信息公布率",
        unit="%",
        measure=Ratio(informed, incidents),
        zero_printed=False,
        note="没有发生突发事件的不算",
    )
