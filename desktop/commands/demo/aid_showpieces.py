"""The year's legal aid of the demo, and the cases in it that went another way than straight."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from db.registers import LegalAid
from db.registers.legal_aid import Delivery, Fellow, Lawyer, Objection, Supplement
from desktop.commands.demo.aid_cases import AidWriter
from desktop.commands.demo.aid_stories import STORIES

SINGLE = 24
"""Cases of one person that are granted; with the group of six they make 30 人次."""
_GROUP = 6
_BUREAU = "平坝区司法局"
_FULL = ("receive", "review", "forward", "grant", "assign", "sign", "close", "file")

Before = Callable[[LegalAid], None]


@dataclass(frozen=True)
class Planned:
    """A case and the moves it makes, each with what is written just before it."""

    aid: LegalAid
    way: tuple[tuple[str, Before | None], ...]
    name: str = ""


def _plain(codes: tuple[str, ...]) -> tuple[tuple[str, Before | None], ...]:
    return tuple((code, None) for code in codes)


def year(writer: AidWriter, year: int) -> Iterator[Planned]:
    """24 cases of one person and a group of six granted, and one refused."""
    days = _days(writer.random, year)
    yield _group(writer, next(days))
    yield _refused(writer, next(days))
    yield _changed(writer, next(days))
    yield _terminated(writer, next(days))
    yield _supplemented(writer, next(days))
    yield _urgent(writer, next(days))
    yield running(writer, date(year, 12, 3))
    yield Planned(writer.case(next(days), STORIES[4]), _plain(_FULL), "measured")
    weights = [story.weight for story in STORIES]
    for _ in range(SINGLE - 6):
        story = writer.random.choices(STORIES, weights)[0]
        aid = writer.case(next(days), story)
        yield Planned(aid, _plain(_FULL if aid.agreement_on else _short()))


def _days(random: Random, year: int) -> Iterator[date]:
    days = [date(year, 1, 4) + timedelta(days=n) for n in random.sample(range(220), SINGLE + 3)]
    return iter(days)


def _group(writer: AidWriter, day: date) -> Planned:
    """Six workers, one case of wages."""
    aid = writer.case(day, STORIES[2])
    shares = [writer.random.randrange(4_000, 9_000, 100) for _ in range(_GROUP)]
    aid.fellows = []
    for share in shares[1:]:
        one = writer.people.somebody(ages=(24, 56))
        aid.fellows.append(
            Fellow.fresh(
                name=one.name, id_number=one.id_number, phone=one.phone,
                categories="migrant_worker", amount=share * 100,
            )
        )  # fmt: skip
    aid.persons = _GROUP
    aid.amount = aid.gained = sum(shares) * 100
    total = f"{sum(shares):,}"
    aid.facts = (
        f"{aid.name}等{_GROUP}人在{aid.opponent}承建的工地从事木工、砌筑，完工后有结算单，"
        f"尚欠工资共计 {total} 元，请求代理申请劳动仲裁。"
    )
    aid.result = f"仲裁裁决{aid.opponent}支付{_GROUP}人工资共计 {total} 元，已履行。"
    aid.closing_way = "6"
    return Planned(aid, _plain(_FULL), "group")


def _refused(writer: AidWriter, day: date) -> Planned:
    """Above the standard: refused, objected to, upheld; the refusal was served."""
    aid = writer.case(day, STORIES[7])
    for member, income in zip(aid.members, (680_000, 420_000, 30_000, 0), strict=True):
        member.monthly_income = income
    _ungranted(aid)
    aid.opinion, aid.opinion_reason = "2", "家庭人均月收入高于标准，不属于免予核查的情形。"
    aid.refused_on = _after(aid.agency_received_on, 4)
    aid.refusal_number = f"平援不予字〔{day.year}〕第{writer.serial(day)}号"
    aid.refusal_reason = "家庭人均月收入高于经济困难标准。"
    aid.deliveries = [
        Delivery.fresh(
            document="不予法律援助决定书", document_number=aid.refusal_number,
            recipient=aid.name, address=aid.address,
            delivered_on=_after(aid.refused_on, 1), received_by=aid.name,
            deliverer="司法所工作人员",
        )
    ]  # fmt: skip

    def object_to(one: LegalAid) -> None:
        one.objections = [
            Objection.fresh(
                filed_on=_after(one.refused_on, 6), against=one.refusal_number,
                reasons="认为外出务工收入不稳定，不应全年计算。", bureau=_BUREAU,
            )
        ]  # fmt: skip

    def decide(one: LegalAid) -> None:
        last = one.objections[-1]
        last.decided_on, last.outcome = _after(one.refused_on, 10), "1"
        last.decision_number = f"平司援异字〔{day.year}〕第1号"
        one.filed_on = _after(one.refused_on, 20)

    way = (*_plain(("receive", "review", "forward", "refuse")), ("object", object_to),
           ("uphold", decide), ("file", None))  # fmt: skip
    return Planned(aid, way, "refused")


def _changed(writer: AidWriter, day: date) -> Planned:
    """The recipient asked for another lawyer."""
    aid = writer.case(day, STORIES[0])
    first, begun = aid.lawyers[0], aid.agreement_on or day
    first.until, first.asked_on = begun + timedelta(days=12), begun + timedelta(days=9)
    first.reason = "承办律师因病住院，不能按期出庭，受援人申请更换。"
    first.change_number = f"平援换字〔{day.year}〕第1号"
    other = writer.people.somebody(ages=(30, 55))
    aid.lawyers.append(
        Lawyer.fresh(
            name=other.name, identity=first.identity, firm=first.firm, since=first.until,
            license_number=f"演示{other.phone[-6:]}", phone=other.phone,
        )
    )  # fmt: skip
    aid.subsidies[0].payee = other.name
    return Planned(aid, _plain(_FULL), "changed")


def _terminated(writer: AidWriter, day: date) -> Planned:
    """The recipient hired a lawyer of their own."""
    aid = writer.case(day, STORIES[1])
    ended = _after(aid.agreement_on, 15)
    _unclosed(aid)

    def end(one: LegalAid) -> None:
        one.termination_ground, one.terminated_on = "6", ended
        one.termination_number = f"平援终字〔{day.year}〕第1号"
        one.filed_on = _after(ended, 12)

    way = (*_plain(_FULL[:6]), ("terminate", end), ("file", None))
    return Planned(aid, way, "terminated")


def _supplemented(writer: AidWriter, day: date) -> Planned:
    """A paper was missing, asked for once and brought in time."""
    aid = writer.case(day, STORIES[3])

    def ask(one: LegalAid) -> None:
        one.supplements = [
            Supplement.fresh(
                asked_on=day, due_on=_after(day, 7),
                items="工伤认定决定书复印件\n用人单位的名称、地址和联系电话",
            )
        ]  # fmt: skip

    def bring(one: LegalAid) -> None:
        one.supplements[0].supplied_on = _after(day, 1)
        one.supplements[0].supplied = "两项均已补齐"

    way = (("receive", None), ("ask_supplement", ask), ("supplemented", bring))
    return Planned(aid, way + _plain(_FULL[1:]), "supplement")


def _urgent(writer: AidWriter, day: date) -> Planned:
    """The limitation was about to run out: aid first, papers later."""
    aid = writer.case(day, STORIES[0])
    aid.urgent, aid.urgent_ground, aid.urgent_on = True, "1", day
    aid.formalities_due = _after(day, 15)
    aid.formalities_done_on = _after(day, 9)
    return Planned(aid, _plain(_FULL), "urgent")


def running(writer: AidWriter, day: date) -> Planned:
    """Still before the court."""
    aid = writer.case(day, STORIES[1])
    _unclosed(aid)
    aid.filed_on = None
    return Planned(aid, _plain(_FULL[:6]), "running")


def _short() -> tuple[str, ...]:
    """Drafting needs no agreement."""
    return (*_FULL[:5], "close_simple", "file")


def _after(day: date | None, days: int) -> date:
    if day is None:
        raise RuntimeError("the story lacks a day")
    return day + timedelta(days=days)


def _unclosed(aid: LegalAid) -> None:
    """Take back what only a closed case has."""
    aid.closed_on = aid.closing_way = aid.result = aid.gained = None
    aid.dossier_on = aid.dossier_reviewed_on = aid.quality = aid.dossier_pages = None
    aid.subsidies, aid.visits = [], []


def _ungranted(aid: LegalAid) -> None:
    """Take back what only a granted case has."""
    _unclosed(aid)
    aid.granted_on = aid.grant_number = aid.granted_form = None
    aid.assigned_on = aid.assignment_number = aid.firm = aid.agreement_on = None
    aid.lawyers, aid.progress = [], []
