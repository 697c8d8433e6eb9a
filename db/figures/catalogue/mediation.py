"""Mediation: both blocks of 人民调解案件情况统计表, what is open, how cases ended.

The usual day is that of the result (达成协议、调解不成、终止): a return does not change after its
period, and a pending case neither enters nor leaves a rate unseen; 在办 is shown apart. All columns
may be asked for by another day instead, so that their sums still hold.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, func, or_, select

from db.figures.catalogue.coded import for_each, greater
from db.figures.deadlines.waiting import blank
from db.figures.figure import EVE, FIRST, LAST, Basis, Condition, Figure, unindexed
from db.figures.measures import COUNT, Distinct, Ratio, Stock, Sum, has_row, of_rows
from db.registers import Case, Committee
from db.registers.mediation import SETTLED, Party, Visit

_OVER = (*SETTLED, "failed", "ended")
_10_000_YUAN = 1_000_000  # in fen

SOUND = Condition("已受理、没有作废", Case.state.not_in(("registered", "refused", "void")))
CONCLUDED = Condition("已有调解结果", Case.state.in_(_OVER))
RESOLVED = Condition("结果为成功", and_(Case.agreed_on.is_not(None), Case.state.in_(SETTLED)))

BY_RESULT = Basis("concluded", "办结", (Case.agreed_on, Case.ended_on), (CONCLUDED,))
BY_ACCEPTANCE = Basis("accepted", "受理", (Case.accepted_on,))
BASES = (
    BY_RESULT,
    BY_ACCEPTANCE,
    Basis("agreed", "协议", (Case.agreed_on,), (RESOLVED,)),
    Basis("closed", "结案", (Case.closed_on,)),
    Basis("registered", "登记", (Case.registered_on,)),
)
PEOPLE = greater(of_rows(Case, Party), func.coalesce(Case.persons_involved, 0))
"""涉及当事人数 of a case: the parties, or the larger number given."""


def _cases(code: str, name: str, *tests: Condition, **more: Any) -> Figure:
    given: dict[str, Any] = {
        "unit": "件",
        "measure": COUNT,
        "bases": BASES,
        "tests": (SOUND, *tests),
    }
    return Figure(code=f"mediation.{code}", name=name, cls=Case, **(given | more))


TOTAL = _cases("total", "调解案件总数")
RESOLVED_CASES = _cases("resolved", "调解成功", RESOLVED)
FAILED = _cases(
    "failed",
    "调解不成",
    Condition("结果为调解不成", and_(Case.ended_on.is_not(None), Case.ending_reason.is_(None))),
)
ENDED = _cases("ended", "终止调解", Condition("结果为终止调解", Case.ending_reason.is_not(None)))
OVER_CASES = _cases("concluded", "办结案件", CONCLUDED, note="成功、不成和终止之和；在办的不算")


def figures() -> Iterator[Figure]:
    """All of them, in the order of the table."""
    yield TOTAL
    yield _cases("parties", "涉及当事人数", unit="人", measure=Sum(PEOPLE))
    yield RESOLVED_CASES
    yield _cases("difficult", "疑难复杂案件", Condition("难度为疑难复杂", Case.difficulty == "3"))
    yield _cases(
        "amount",
        "协议涉及金额",
        RESOLVED,
        unit="万元",
        measure=Sum(Case.amount),
        scale=_10_000_YUAN,
    )
    yield from for_each(
        _cases("kind.*", "*调解"),
        "committee_kind",
        "调解委员会类型",
        lambda some: Case.committee_id.in_(select(Committee.id).where(Committee.kind.in_(some))),
    )
    yield from for_each(_cases("source.*", "*"), "dispute_source", "案件来源", Case.source.in_)
    yield from for_each(_cases("type.*", "*"), "dispute_type", "纠纷类型", Case.dispute_type.in_)
    yield from for_each(
        _cases("form.*", "*", RESOLVED), "agreement_form", "协议形式", Case.agreement_form.in_
    )
    yield from _results()
    yield from _prevention()


def _results() -> Iterator[Figure]:
    yield FAILED
    yield ENDED
    yield OVER_CASES
    yield _cases("rate", "化解率", unit="%", measure=Ratio(RESOLVED_CASES, OVER_CASES), tests=())
    yield _cases("accepted", "受理案件", bases=(BY_ACCEPTANCE,))
    yield _cases(
        "refused",
        "不予受理",
        tests=(Condition("不予受理", Case.state == "refused"),),
        bases=(Basis("refused", "不予受理", (Case.refused_on,)),),
    )
    yield _cases(
        "waiting",
        "登记待受理",
        tests=(Condition("现在登记了、还没有受理", Case.state == "registered"),),
        bases=(),
        note="现在的情况，不问期间",
    )
    yield _cases("open", "在办案件", measure=_open(), bases=())
    yield _cases(
        "performed", "履行", RESOLVED, Condition("履行完毕", Case.performance_state == "3")
    )
    yield _cases(
        "defaulted", "拒不履行", RESOLVED, Condition("拒不履行", Case.performance_state == "4")
    )
    yield _cases(
        "confirmation", "申请司法确认", RESOLVED,
        Condition("申请了司法确认", Case.confirmation_state.is_not(None)),
    )  # fmt: skip
    yield _cases(
        "confirmed", "司法确认有效", RESOLVED, Condition("裁定有效", Case.confirmation_state == "3")
    )
    yield _cases("visited", "已回访", RESOLVED, Condition("有回访记录", has_row(Case, Visit)))
    yield _cases(
        "archived",
        "归档卷宗",
        Condition("已归档", Case.state == "filed"),
        bases=(Basis("archived", "归档", (Case.archived_on,)), *BASES),
    )
    yield _cases(
        "unarchived",
        "已立卷没有归档的案件",
        Condition("有立卷日期", Case.filed_on.is_not(None)),
        Condition("没有归档", Case.state != "filed"),
    )
    yield _cases("unnumbered", "没有编号的案件", Condition("没有编号", Case.number_no.is_(None)))
    yield _cases("wages", "涉农民工案件", Condition("涉农民工", Case.migrant_workers.is_(True)))
    yield _cases("deaths", "有人员死亡的案件", Condition("有人员死亡", Case.death.is_(True)))
    yield _cases("committees", "有案件的调委会", unit="个", measure=Distinct(Case.committee_id))


def _open() -> Stock:
    """Accepted and without result at the end of a day; each branch finds its few by an index."""

    def without_result(day: Any, when: str) -> Condition:
        waits = and_(Case.state == "accepted", blank(Case.agreed_on), blank(Case.ended_on))
        later = (Case.agreed_on > day, and_(blank(Case.agreed_on), Case.ended_on > day))
        return Condition(f"{when}没有调解结果", or_(waits, *later))

    def begun(day: Any, when: str) -> Condition:
        # hidden from its index, which would find nearly every case
        hidden = func.coalesce(Case.accepted_on, Case.accepted_on)
        return Condition(f"{when}已受理", hidden <= day)

    result = func.coalesce(Case.agreed_on, Case.ended_on)
    ordered = or_(result.is_(None), result >= Case.accepted_on)
    return Stock(
        (without_result(LAST, "期末"), begun(LAST, "期末")),
        (without_result(EVE, "期初"), begun(EVE, "期初")),
        (Condition("本期受理", and_(Case.accepted_on.between(FIRST, LAST), ordered)),),
        (
            Condition(CONCLUDED.words, unindexed(CONCLUDED.clause)),
            Condition("本期有调解结果", and_(BY_RESULT.inside(), ordered)),
            Condition("有受理日期", ~blank(Case.accepted_on)),
        ),
    )


def _prevention() -> Iterator[Figure]:
    """Block 2, 防激化: each in 件 and 人."""
    for code, name, column in (
        ("suicide", "防止民间纠纷引起自杀", Case.prevented_suicide),
        ("crime", "防止民间纠纷转化为刑事案件", Case.prevented_crime),
        ("petition", "防止群体性上访", Case.prevented_petition),
        ("fight", "防止群体性械斗", Case.prevented_fight),
    ):
        cases = _cases(f"prevented.{code}", name, Condition(f"填了{name}的人数", column > 0))
        yield cases
        yield replace(
            cases, code=f"{cases.code}.persons", name=f"{name}人数", unit="人", measure=Sum(column)
        )
    yield _cases(
        "turned_criminal",
        "民转刑案件",
        tests=(
            Condition("没有作废", Case.state != "void"),
            Condition("已转化为刑事案件", Case.turned_criminal.is_(True)),
        ),
        bases=(Basis("turned", "转化", (Case.turned_criminal_on,)), *BASES),
        zero_printed=True,
    )
