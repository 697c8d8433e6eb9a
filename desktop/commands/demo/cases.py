"""Synthetic mediation cases, as people would have typed them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import Case, Committee
from db.registers.mediation import CaseMediator, Meeting, Party, Term, Visit
from db.registers.mediator import Appointment
from desktop.commands.demo.people import People
from desktop.commands.demo.stories import STORIES, Kin, Story

_SOURCES = ("1", "1", "1", "2", "2", "2", "2", "301", "303", "304", "309")
_COMPANIES = (
    "平坝区兴农农资经营部",
    "安顺市宏筑建筑劳务有限公司",
    "天龙镇屯堡农家乐",
    "平坝区绿源养殖专业合作社",
    "安顺市安家物业服务有限公司",
)
_CREDIT_CODES = ("92520403MA0000023Q", "91520403MA00000151", "93520403MA0000031G")

_FAMILIES = 7  # the seed of those whose sex and age a story needs


@dataclass(frozen=True)
class Committees:
    """Where cases go: committees by id with their place and mediators."""

    ids: tuple[int, ...]
    places: dict[int, int | None]
    names: dict[int, str]
    mediators: dict[int, list[int]]

    @classmethod
    def of(cls, session: Session) -> "Committees":
        """All committees of the store."""
        found = session.scalars(select(Committee).order_by(Committee.id)).all()
        serving: dict[int, list[int]] = {committee.id: [] for committee in found}
        rows = session.execute(select(Appointment.committee_id, Appointment.owner_id))
        for row in rows:
            serving[row.committee_id].append(row.owner_id)
        return cls(
            tuple(c.id for c in found),
            {c.id: c.place_id for c in found},
            {c.id: c.name.removesuffix("人民调解委员会") for c in found},
            serving,
        )


class Writer:
    """Writes one case after another, in the order of their days."""

    def __init__(self, random: Random, people: People, committees: Committees) -> None:
        self.random, self.people, self.committees = random, people, committees
        self._weights = [story.weight for story in STORIES]
        self._kin = People(Random(_FAMILIES))  # apart, or every later case would be another

    def days(self, year: int, count: int) -> Iterator[date]:
        """Days of acceptance, early enough for all to be closed within the year."""
        start = date(year, 1, 2)
        offsets = sorted(self.random.randrange(310) for _ in range(count))
        return (start + timedelta(days=offset) for offset in offsets)

    def draw(self, day: date) -> Case:
        """A case of a type drawn by its weight."""
        return self.case(day, self.random.choices(STORIES, self._weights)[0])

    def case(self, day: date, story: Story) -> Case:
        """The case as people would have typed it, not yet accepted."""
        random = self.random
        committee = random.choice((self.committees.ids[0], *self.committees.ids))
        amount = (
            random.randrange(story.amount[0], story.amount[1] + 1, 50) if story.amount[1] else 0
        )
        agreed = day + timedelta(days=random.randrange(9))
        dated = any("{d}" in text for text in story.terms)
        due = agreed + timedelta(days=random.choice((7, 10, 15, 20) if dated else (0,)))
        parties = self._parties(story)
        blanks = {
            "a": parties[0].name,
            "b": parties[1].name,
            "v": self.committees.names[committee],
            "n": f"{amount:,}",
            "d": f"{due.year}年{due.month}月{due.day}日",
        }
        case = Case.fresh(
            registered_on=day - timedelta(days=random.randrange(3)),
            accepted_on=day,
            committee_id=committee,
            place_id=self.committees.places[committee],
            source=random.choice(_SOURCES),
            dispute_type=story.type,
            summary=story.summary.format(**blanks),
            claims="请求调解委员会调解，依法维护申请人的合法权益。",
            facts=story.facts.format(**blanks),
            difficulty=random.choice("1122222") if amount < 30000 else "3",
            difficulty_reason="涉案金额较大" if amount >= 30000 else None,
            migrant_workers=story.type == "1001",
            agreement_form="oral" if amount == 0 and random.random() < 0.3 else "written",
            agreed_on=agreed,
            performance_way="1" if due == agreed else "2",
            performance_due=due,
            performed_on=due,
            closed_on=due + timedelta(days=random.randrange(1, 6)),
        )
        case.parties = parties
        case.terms = [_term(text, blanks, amount, due) for text in story.terms]
        self._sign(case)
        self._hold(case, committee, due)
        return case

    def _parties(self, story: Story) -> list[Party]:
        first = self._person("1", story.kin)
        if story.against_company:
            place = self.random.randrange(len(_COMPANIES))
            second = Party.fresh(
                role="2",
                kind="organization",
                name=_COMPANIES[place],
                credit_code=_CREDIT_CODES[place % len(_CREDIT_CODES)],
                representative=self.people.somebody().name,
                representative_post="负责人",
                phone=self.people.phone(),
                address="平坝区天龙镇场坝街",
            )
        else:
            second = self._person("2", story.kin)
            if story.kin and story.kin.one_surname:
                second.name = first.name[0] + second.name[1:]
        return [first, second]

    def _person(self, role: str, kin: Kin | None) -> Party:
        somebody = self.people.somebody()
        if kin:
            place = int(role) - 1
            somebody = self._kin.somebody(somebody.name, kin.ages[place], kin.sexes[place])
        return Party.fresh(
            role=role,
            name=somebody.name,
            id_number=somebody.id_number,
            ethnic_group=self.random.choice(("01", "01", "01", "09", "06", "17", "03")),
            occupation=self.random.choice(("务农", "务工", "个体经营", "务农")),
            phone=somebody.phone,
            address="平坝区天龙镇"
            + self.random.choice(tuple(self.committees.names.values())).removeprefix("天龙镇")
            + f"{self.random.randrange(1, 9)}组",
        )

    def _sign(self, case: Case) -> None:
        if case.agreement_form == "written":
            case.parties_signed_on = case.mediator_signed_on = case.sealed_on = case.agreed_on

    def _hold(self, case: Case, committee: int, due: date) -> None:
        serving = self.committees.mediators[committee]
        chosen = self.random.sample(serving, k=min(2, len(serving)))
        case.mediators = [
            CaseMediator.fresh(mediator_id=number, leading=place == 0)
            for place, number in enumerate(chosen)
        ]
        names = "、".join(party.name for party in case.parties)
        case.meetings = [
            Meeting.fresh(
                held_on=case.agreed_on,
                place="调解室",
                present=names,
                text="主持人核对到场人员身份，告知权利义务；双方陈述意见；经讲法明理，双方自愿达成一致。",
                outcome="1",
            )
        ]
        if self.random.random() < 0.8:
            case.visits = [
                Visit.fresh(
                    visited_on=due + timedelta(days=1),
                    visited=case.parties[0].name,
                    way=self.random.choice("12"),
                    performance="3",
                    satisfaction=self.random.choice("1112"),
                    text="协议已履行，双方关系平稳，没有新的隐患。",
                    visitor_id=chosen[0],
                )
            ]


def _term(text: str, blanks: dict[str, str], amount: int, due: date) -> Term:
    term = Term.fresh(text=text.format(**blanks), due_on=due, done_on=due)
    if "{n}" in text:
        term.amount = amount * 100
    return term


def story_of(code: str) -> Story:
    """The first story of a dispute type."""
    return next(story for story in STORIES if story.type == code)
