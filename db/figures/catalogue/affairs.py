"""Public lists, items of the lists of powers, items handled, enterprises' appeals, visits.

Items handled come from monthly sheets and from single records; what a sheet reports for a month and
item counts from the sheet alone.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, func, not_, or_

from db.figures.catalogue.coded import for_each
from db.figures.figure import FIRST, LAST, Basis, Condition, Figure
from db.figures.measures import COUNT, Distinct, Ratio, Sum, Total, has_row, of_rows, spell
from db.registers import Appeal, EnterpriseVisit, Handling, HandlingMonth, ListDocument, PowerItem
from db.registers.affairs import DUTY, POWER, POWERS, Posting, reported

_MONTH = Basis("month", "月份", (HandlingMonth.month,))
_FINISHED = Basis("finished", "办结", (Handling.finished_on,))
_RECEIVED = Basis("received", "收到", (Appeal.received_on,))
_VISITED = Basis("day", "走访", (EnterpriseVisit.day,))
_DONE = Condition("已办结", Handling.state == "done")
_ONCE = Condition(
    "这个月、这一事项没有月报",
    not_(reported(Handling.month, Handling.item_id, Handling.item, Handling.department_id)),
)
_TWO_SOURCES = "月报加单件登记；有月报的月份和事项只计月报，不重复"


def figures() -> Iterator[Figure]:
    """All of them."""
    yield from _lists()
    yield from _items()
    yield from _handled()
    yield from _appeals()
    yield from _visits()


def _lists() -> Iterator[Figure]:
    in_force = Figure(
        code="lists.in_force",
        name="执行中的公开清单",
        unit="份",
        cls=ListDocument,
        measure=spell(ListDocument.made_on, ListDocument.ended_on, "制定", "停止执行"),
    )
    yield in_force
    up = and_(Posting.day <= LAST, or_(Posting.withdrawn_on.is_(None), Posting.withdrawn_on > LAST))
    over = ListDocument.ended_on
    yield Figure(
        code="lists.published",
        name="制定并公布的五张清单",
        unit="张",
        cls=ListDocument,
        measure=Distinct(ListDocument.kind),
        tests=(
            Condition("计入五张清单", ListDocument.of_five.is_(True)),
            Condition("期末已制定", ListDocument.made_on <= LAST),
            Condition("期末没有停止执行", or_(over.is_(None), over > LAST)),
            Condition("期末公布着", has_row(ListDocument, Posting, up)),
        ),
        note="期末执行中、公布着的，同一种类只计一张",
    )
    postings = Figure(
        code="lists.postings",
        name="清单公布",
        unit="次",
        cls=ListDocument,
        measure=Sum(of_rows(ListDocument, Posting, Posting.day.between(FIRST, LAST))),
    )
    yield postings
    powers = Condition("清单种类为权责清单", ListDocument.kind == POWERS)
    yield replace(postings, code="power_list.posted", name="权责清单公布", tests=(powers,))


def _items() -> Iterator[Figure]:
    items = Figure(
        code="power_list.items",
        name="权责清单事项",
        unit="项",
        cls=PowerItem,
        measure=spell(PowerItem.valid_from, PowerItem.valid_to, "生效", "废止"),
        tests=(Condition("所属清单为权责清单", PowerItem.list_kind == POWER),),
    )
    yield items
    yield from for_each(
        replace(items, code="power_list.items.*", name="权责清单事项：*"),
        "power_type",
        "权力类型",
        PowerItem.power_type.in_,
    )
    yield replace(
        items,
        code="power_list.duties",
        name="履职事项",
        tests=(Condition("基本履职或配合履职", PowerItem.list_kind.in_(DUTY)),),
        note="上级部门收回的不计",
    )


def _handled() -> Iterator[Figure]:
    rated, satisfied = (
        _both(code, name, column, Handling.rating.in_(grades))
        for code, name, column, grades in (
            ("rated", "参加评价的办件", HandlingMonth.rated, ("1", "2", "3", "4", "5")),
            ("satisfied", "评价满意的办件", HandlingMonth.satisfied, ("1", "2", "3")),
        )
    )
    for figure in (
        _both("handled", "办理政务服务事项", HandlingMonth.handled),
        _both("agency", "代办", HandlingMonth.agency, Handling.agency.is_(True)),
        _both("tolerance", "容缺受理", HandlingMonth.tolerant, Handling.tolerant.is_(True)),
        _both("extended", "延时服务", HandlingMonth.extended, Handling.extended.is_(True)),
        rated,
        satisfied,
    ):
        yield figure
        if isinstance(figure.measure, Total):
            yield from figure.measure.of
    yield replace(
        rated,
        code="services.satisfaction_rate",
        name="政务服务满意率",
        unit="%",
        measure=Ratio(satisfied, rated),
        note="非常满意、满意、基本满意 ÷ 参加评价的；没有人评价的没有满意率",
    )


def _both(code: str, name: str, column: Any, *more: Any) -> Figure:
    """The monthly sheets' sum with the single items that no sheet reports."""
    sheets = Figure(
        code=f"services.{code}.sheets",
        name=f"{name}（月报）",
        unit="件",
        cls=HandlingMonth,
        measure=Sum(column),
        bases=(_MONTH,),
    )
    entries = Figure(
        code=f"services.{code}.entries",
        name=f"{name}（单件登记）",
        unit="件",
        cls=Handling,
        measure=COUNT,
        tests=(_DONE, *(Condition(name, one) for one in more), _ONCE),
        bases=(_FINISHED,),
    )
    return Figure(
        code=f"services.{code}",
        name=name,
        unit="件",
        cls=HandlingMonth,
        measure=Total((sheets, entries)),
        note=_TWO_SOURCES,
    )


def _appeals() -> Iterator[Figure]:
    received = Figure(
        code="appeals.received",
        name="企业诉求",
        unit="件",
        cls=Appeal,
        measure=COUNT,
        bases=(_RECEIVED,),
    )
    answered, closed, rated = (
        replace(received, code=f"appeals.{code}", name=name, tests=(Condition(said, test),))
        for code, name, said, test in (
            ("response", "响应的企业诉求", "已响应", Appeal.responded_on.is_not(None)),
            ("closed", "办结的企业诉求", "已办结", Appeal.closed_on.is_not(None)),
            ("rated", "作了评价的企业诉求", "企业作了评价", Appeal.satisfaction.is_not(None)),
        )
    )
    content = Condition("评价为满意或基本满意", Appeal.satisfaction.in_(("1", "2")))
    satisfied = replace(
        rated,
        code="appeals.satisfaction",
        name="企业满意的诉求",
        tests=(*rated.tests, content),
    )
    yield from (received, answered, closed, rated, satisfied)
    for part, whole, name, note in (
        (answered, received, "响应率", "响应 ÷ 本期收到的；没有诉求的没有率"),
        (closed, received, "办结率", "办结 ÷ 本期收到的；没有诉求的没有率"),
        (satisfied, rated, "满意率", "满意和基本满意 ÷ 作了评价的；没有评价的没有率"),
    ):
        yield replace(
            received,
            code=f"{part.code}_rate",
            name=f"企业诉求{name}",
            unit="%",
            measure=Ratio(part, whole),
            note=note,
        )
    yield from for_each(
        replace(received, code="appeals.kind.*", name="企业诉求：*"),
        "appeal_kind",
        "诉求类别",
        Appeal.kind.in_,
    )


def _visits() -> Iterator[Figure]:
    visits = Figure(
        code="visits.total",
        name="走访企业",
        unit="家次",
        cls=EnterpriseVisit,
        measure=COUNT,
        bases=(_VISITED,),
    )
    yield visits
    yield replace(
        visits,
        code="visits.enterprises",
        name="走访的企业",
        unit="家",
        measure=Distinct(func.coalesce(EnterpriseVisit.credit_code, EnterpriseVisit.name)),
        note="同一家走访几次只计一次，认统一社会信用代码，没有的认名称",
    )
