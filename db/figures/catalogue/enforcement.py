"""Certificates with their stock identity, training, inspections."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import false, func, or_
from sqlalchemy.orm import Session

from db.figures.catalogue.coded import for_each
from db.figures.catalogue.enforcing import BY_HAND
from db.figures.certificate_stock import CAME, WENT, Entry, stock
from db.figures.certificates import Holder, on_post
from db.figures.figure import FIRST, LAST, Basis, Behind, Condition, Figure
from db.figures.measures import COUNT, Distinct, Reckoned, Sum, Total, of_rows
from db.figures.period import Period
from db.figures.words import Style
from db.registers import Card, Inspection, Staff, Training
from db.registers.card.event import CardEvent

_TRAINED = Basis("held", "开始", (Training.starts_on,))
_INSPECTED = Basis("day", "检查", (Inspection.day,))
_STOCK = (("期末", "closing"), ("期初", "opening"), ("增加", "came"), ("减少", "went"))


def figures() -> Iterator[Figure]:
    """All of them."""
    yield from _certificates()
    yield from _people()
    yield from _trainings()
    yield from _inspections()


def _certificates() -> Iterator[Figure]:
    valid = Figure(
        code="certificates.valid",
        name="有效证件",
        unit="张",
        cls=Card,
        measure=Reckoned(_stock, _STOCK),
        note="期初 + 增加 - 减少 = 期末；证件到期没有人办理的，不平，列在“到期未办理”",
    )
    yield valid
    for way, acts in (("came", CAME), ("went", WENT)):
        for act, name in acts.items():
            measure = Reckoned(_stock, ((name, f"{way}.{act}"),))
            yield replace(
                valid,
                code=f"certificates.{way}.{act}",
                name=f"证件{name}",
                measure=measure,
                note="",
            )
    lapsed = Reckoned(_stock, (("到期未办理", "lapsed"),))
    yield replace(
        valid,
        code="certificates.lapsed",
        name="本期到期未办理",
        measure=lapsed,
        zero_printed=True,
        note="收支不平的原因；季度签认之前应为零",
    )
    # An office that begins in autumn enrols what it was given in spring.
    first = (CardEvent.kind == "enrol") & (CardEvent.day == Card.first_issued_on)
    for act, name, also in (("issue", "核发证件", first), ("cancel", "注销证件", false())):
        inside = (or_(CardEvent.kind == act, also), CardEvent.day.between(FIRST, LAST))
        more = "；发证后才登记在册的，按首次发证日期计" if act == "issue" else ""
        yield Figure(
            code=f"certificates.{act}",
            name=name,
            unit="个",
            cls=Card,
            measure=Sum(of_rows(Card, CardEvent, *inside)),
            note=f"按办理记录计，不问证件当时是否有效{more}",
        )


def _people() -> Iterator[Figure]:
    """持证上岗 at the end of the period (``db.figures.certificates``)."""
    for code, name, key in (
        ("on_post", "执法岗位人数", "on_post"),
        ("certified", "持证上岗人数", "certified"),
        ("uncertified", "在岗无证人数", "uncertified"),
        ("auxiliaries", "在岗辅助人员", "auxiliaries"),
        ("off_post", "不在执法岗位的持证人数", "off_post"),
    ):
        yield Figure(
            code=f"certificates.{code}",
            name=name,
            unit="人",
            cls=Staff,
            measure=Reckoned(_posts, ((name, key),)),
        )
    yield Figure(
        code="certificates.rate",
        name="持证上岗率",
        unit="%",
        cls=Staff,
        measure=Reckoned(_posts, (("持证上岗", "certified"), ("执法岗位", "on_post")), rate=True),
        note="辅助人员不在分子也不在分母，另列",
    )


def _trainings() -> Iterator[Figure]:
    sessions = Figure(
        code="trainings.sessions",
        name="执法培训",
        unit="期",
        cls=Training,
        measure=COUNT,
        bases=(_TRAINED,),
    )
    yield sessions
    yield from for_each(
        replace(sessions, code="trainings.category.*", name="执法培训：*"),
        "training_category",
        "类别",
        Training.category.in_,
    )
    yield replace(
        sessions,
        code="trainings.attendances",
        name="执法培训人次",
        unit="人次",
        measure=Sum(Training.attendances),
    )
    yield replace(
        sessions, code="trainings.hours", name="执法培训学时", unit="学时",
        measure=Sum(Training.hours),
    )  # fmt: skip


def _inspections() -> Iterator[Figure]:
    visits = Figure(
        code="inspections.recorded",
        name="逐次登记的检查",
        unit="家次",
        cls=Inspection,
        measure=COUNT,
        bases=(_INSPECTED,),
        style=Style.OVER,
    )
    yield replace(
        visits,
        code="inspections.visits",
        name="检查市场主体",
        measure=Total((visits, BY_HAND)),
        note="逐次登记的，加上集中联合执法里没有逐次登记、按填报计的",
    )
    yield visits
    yield replace(
        visits,
        code="inspections.enterprises",
        name="被检查的市场主体",
        unit="家",
        measure=Distinct(func.coalesce(Inspection.credit_code, Inspection.name)),
        note="同一家检查几次只计一次，认统一社会信用代码，没有的认名称",
    )
    yield from for_each(
        replace(visits, code="inspections.result.*", name="检查结果：*", unit="个"),
        "inspection_result",
        "检查结果",
        Inspection.result.in_,
    )
    yield from for_each(
        replace(visits, code="inspections.way.*", name="*", unit="次"),
        "inspection_way",
        "检查方式",
        Inspection.way.in_,
    )
    unlisted = Condition("不在公布的检查事项清单内", Inspection.in_list.is_(False))
    yield replace(
        visits,
        code="inspections.unlisted",
        name="清单之外的检查",
        unit="次",
        tests=(unlisted,),
        style=Style.EXACT,
        zero_printed=True,
    )


def _stock(session: Session, period: Period) -> Mapping[str, Sequence[Behind]]:
    found = stock(session, period.first, period.last)
    rows = {
        "opening": _cards(found.opening),
        "closing": _cards(found.closing),
        "lapsed": _cards(one for one in found.causes),
        "came": [],
        "went": [],
    }
    for way, flows in (("came", found.came), ("went", found.went)):
        for flow in flows:
            rows[f"{way}.{flow.kind}"] = _cards(flow.entries)
            rows[way] += rows[f"{way}.{flow.kind}"]
    return rows


def _cards(entries: Sequence[Entry] | Iterator[Entry]) -> list[Behind]:
    return [Behind("card", one.card_id, one.caption, day=one.day) for one in entries]


def _posts(session: Session, period: Period) -> Mapping[str, Sequence[Behind]]:
    found = on_post(session, period.last)
    return {
        "on_post": _staff(found.on_post),
        "certified": _staff(found.certified),
        "uncertified": _staff(found.uncertified),
        "auxiliaries": _staff(found.auxiliaries),
        "off_post": _staff(found.off_post),
    }


def _staff(holders: Sequence[Holder]) -> list[Behind]:
    return [Behind("staff", one.staff_id, one.name) for one in holders]
