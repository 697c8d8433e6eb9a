"""What can be wrong with an application: days out of their order, means unknown, doubts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.registers.legal_aid.hardship import SELF
from db.registers.legal_aid.standard import fitting
from db.store.kinds import codes_in
from db.store.kinds.identity import age_on
from db.store.problems import Level, Problem

if TYPE_CHECKING:
    from datetime import date

    from db.registers.legal_aid.aid import LegalAid

_WAY = (
    "applied_on",
    "received_on",
    "reviewed_on",
    "forwarded_on",
    "agency_received_on",
    "granted_on",
    "assigned_on",
    "agreement_on",
    "closed_on",
    "dossier_on",
    "dossier_reviewed_on",
)
"""The days of the straight way, none before another that stands before it."""
_HANDLED = ("assigned_on", "agreement_on", "closed_on")
_FORMAL = ("reviewed_on", "forwarded_on", "agency_received_on", "granted_on")
"""What may follow later where aid was given first (法律援助法 art. 44)."""
_PAIRS = (
    ("born_on", "applied_on"),
    ("applied_on", "urgent_on"),
    ("urgent_on", "formalities_due"),
    ("urgent_on", "formalities_done_on"),
    ("applied_on", "refused_on"),
    ("forwarded_on", "refused_on"),
    ("agency_received_on", "refused_on"),
    ("refused_on", "granted_on"),
    ("granted_on", "terminated_on"),
    ("applied_on", "withdrawn_on"),
    ("closed_on", "filed_on"),
    ("refused_on", "filed_on"),
    ("terminated_on", "filed_on"),
)
_EXEMPT = "3"
_GRANTED = ("granted", "assigned", "signed", "closed", "filed")


def checked(aid: "LegalAid") -> Iterator[Problem]:
    """Everything beyond single fields."""
    yield from _in_order(aid)
    yield from _rows_in_order(aid)
    yield from _counted(aid)
    yield from _people(aid)
    yield from _means(aid)
    yield from _handled(aid)


def standard_conflicts(aid: "LegalAid", session: Session) -> Iterator[Problem]:
    """Says which standard would fit, or that the office has none of that year."""
    applied: date | None = aid.applied_on  # not yet typed, in a new application
    if not measured(aid) or aid.standard_id or not aid.household_kind or applied is None:
        return
    found = fitting(session, applied.year, aid.household_kind)
    if found is None:
        kind = type(aid).fields["household_kind"].kind.format(aid.household_kind)
        sentence = f"还没有登记{applied.year}年{kind}的经济困难标准，请在设置里补登"
    else:
        sentence = f"适用的经济困难标准待补：有“{found.caption}”"
    yield Problem("standard_id", sentence, Level.MISSING)


def measured(aid: "LegalAid") -> bool:
    """Whether the household's means are looked at: neither art. 32 nor art. 42 applies."""
    return aid.no_condition is None and aid.check_way != _EXEMPT


def _label(aid: "LegalAid", name: str) -> str:
    return type(aid).fields[name].label


def _too_early(aid: "LegalAid", before: str, after: str) -> Problem:
    early, late = getattr(aid, after), getattr(aid, before)
    sentence = f"{_label(aid, after)}（{early}）早于{_label(aid, before)}（{late}），请核对"
    return Problem(after, sentence)


def _in_order(aid: "LegalAid") -> Iterator[Problem]:
    for place, name in enumerate(_WAY):
        day = getattr(aid, name)
        if day is None:
            continue
        first = aid.urgent and name in _HANDLED
        before = [
            other
            for other in reversed(_WAY[:place])  # of equal days the nearest is named
            if getattr(aid, other) is not None and not (first and other in _FORMAL)
        ]
        latest = max(before, key=lambda other: getattr(aid, other), default=None)
        if latest is not None and getattr(aid, latest) > day:
            yield _too_early(aid, latest, name)
    for before_name, name in _PAIRS:
        earlier, day = getattr(aid, before_name), getattr(aid, name)
        if earlier is not None and day is not None and day < earlier:
            yield _too_early(aid, before_name, name)


def _rows_in_order(aid: "LegalAid") -> Iterator[Problem]:
    applied: date | None = aid.applied_on
    for place, notice in enumerate(aid.supplements):
        asked: date | None = notice.asked_on
        if asked and applied and asked < applied:
            sentence = f"通知日期（{asked}）早于申请日期（{applied}），请核对"
            yield Problem(f"supplements[{place}].asked_on", sentence)
    decided = max(filter(None, (aid.refused_on, aid.terminated_on)), default=None)
    for place, objection in enumerate(aid.objections):
        filed: date | None = objection.filed_on
        if filed and decided is not None and objection.decided_on is None and filed < decided:
            sentence = f"异议提出日期（{filed}）早于所针对的决定日期（{decided}），请核对"
            yield Problem(f"objections[{place}].filed_on", sentence)
    own = [notice for notice in aid.supplements if notice.asked_by == "1"]
    if len(own) > 1:
        sentence = "需要补充的事项应当一次性告知（法律援助法第四十三条），现在有两次以上的通知"
        yield Problem("supplements", sentence, Level.WARN)


def _counted(aid: "LegalAid") -> Iterator[Problem]:
    persons: int | None = aid.persons  # not yet typed, in a new application
    if persons is None:
        return
    if persons < 1:
        yield Problem("persons", "受援人次至少是 1")
    elif persons < 1 + len(aid.fellows):
        sentence = f"名单上连同申请人有 {1 + len(aid.fellows)} 人，受援人次却是 {persons}"
        yield Problem("persons", sentence, Level.WARN)


def _people(aid: "LegalAid") -> Iterator[Problem]:
    applied: date | None = aid.applied_on
    age = age_on(aid.born_on, applied) if aid.born_on and applied else None
    mine = codes_in(aid.categories)
    if aid.primary_category is None:
        yield Problem("primary_category", "主要类别待补：统计时归入哪一类", Level.MISSING)
    elif mine and aid.primary_category not in mine:
        yield Problem("primary_category", "主要类别不在所选的人员类别里，请核对", Level.WARN)
    if age is None:
        return
    if age < 18 and not aid.agent:
        sentence = "申请人未满 18 周岁，可由法定代理人代为申请（法律援助法第四十条），请核对"
        yield Problem("agent", sentence, Level.WARN)
    if "elderly" in mine and age < 60:
        yield Problem("categories", f"选了老年人，申请时是 {age} 周岁，请核对", Level.WARN)
    if "minor" in mine and age >= 18:
        yield Problem("categories", f"选了未成年人，申请时是 {age} 周岁，请核对", Level.WARN)


def _means(aid: "LegalAid") -> Iterator[Problem]:
    if aid.no_condition is not None:
        return
    if aid.check_way is None:
        sentence = "核查方式待补：信息共享查询、个人诚信承诺，或者免予核查"
        yield Problem("check_way", sentence, Level.MISSING)
    if not measured(aid):
        return
    if not aid.members:
        yield Problem("members", "家庭成员待补：连同申请人本人，各人的月收入", Level.MISSING)
    elif all(member.relation != SELF for member in aid.members):
        sentence = f"家庭成员里没有申请人，请补一行，关系写“{SELF}”"
        yield Problem("members", sentence, Level.MISSING)
    applied: date | None = aid.applied_on
    if aid.household_kind is None:
        yield Problem("household_kind", "城乡待补：标准分城镇、农村", Level.MISSING)
    if aid.standard_id and aid.standard_year and applied and aid.standard_year != applied.year:
        sentence = f"用的是{aid.standard_year}年的标准，申请在{applied.year}年，请核对"
        yield Problem("standard_id", sentence, Level.WARN)
    if aid.within_standard is False and aid.granted_on is not None:
        sentence = "人均月收入高于标准，决定却是给予援助；请核对收入、标准或者免予核查的情形"
        yield Problem("within_standard", sentence, Level.WARN)


def _handled(aid: "LegalAid") -> Iterator[Problem]:
    if aid.state in ("assigned", "signed") and all(row.until for row in aid.lawyers):
        yield Problem("lawyers", "现在的法律援助人员待补", Level.MISSING)
    if aid.state in _GRANTED and aid.agency_received_on is None and not aid.urgent:
        yield Problem("agency_received_on", "县机构收到日期待补", Level.MISSING)
