"""Committees and mediators: 人民调解委员会组织队伍情况, stocks at the end of a period."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from db.figures.catalogue.coded import for_each
from db.figures.figure import Condition, Figure
from db.figures.measures import has_row, present, spell
from db.registers import Committee, Mediator
from db.registers.mediator import Appointment
from db.store.codes import codes

_TWO_LEVELS = ("1", "3")
"""村, 乡镇: 镇村两级调委会."""
_MOST_COMMON = "01"
"""汉族 in codes/ethnic_group.toml."""


def figures() -> Iterator[Figure]:
    """Committees by kind, mediators by kind and by what they are."""
    committees = Figure(
        code="committees.total",
        name="人民调解委员会",
        unit="个",
        cls=Committee,
        measure=spell(Committee.set_up_on, Committee.ended_on, "成立", "撤销"),
    )
    yield committees
    yield replace(
        committees,
        code="committees.two_levels",
        name="镇村两级调委会",
        tests=(Condition("类型为村或乡镇", Committee.kind.in_(_TWO_LEVELS)),),
        note="不含企事业单位、社会团体等的调委会",
    )
    yield from for_each(
        replace(committees, code="committees.kind.*", name="*"),
        "committee_kind",
        "类型",
        Committee.kind.in_,
    )
    yield from _mediators()


def _mediators() -> Iterator[Figure]:
    everybody = Figure(
        code="mediators.total",
        name="人民调解员",
        unit="名",
        cls=Mediator,
        measure=present(_serving(), "在任"),
        note="任职在几个调委会的只计一次",
    )
    nowhere = Condition("没有填任职", ~has_row(Mediator, Appointment))
    yield replace(everybody, left_out=nowhere)
    for code, name, test in _traits():
        yield replace(everybody, code=f"mediators.{code}", name=name, tests=(test,))
    for kind in codes("committee_kind").entries:
        here = replace(
            everybody,
            code=f"mediators.kind.{kind.code}",
            name=f"{kind.name}的调解员",
            measure=present(_serving(kind.code), f"在{kind.name}任职"),
            note="任职在几类调委会的各类都计，各类之和可能大于总数",
        )
        yield here
        for code, name, test in _traits():
            yield replace(
                here, code=f"{here.code}.{code}", name=f"{here.name}：{name}", tests=(test,)
            )


def _traits() -> tuple[tuple[str, str, Condition], ...]:
    return (
        ("full_time", "专职", Condition("专职", Mediator.full_time.is_(True))),
        ("part_time", "兼职", Condition("兼职", Mediator.full_time.is_(False))),
        ("women", "女", Condition("性别为女", Mediator.sex == "2")),
        ("minority", "少数民族", Condition("民族不是汉族", Mediator.ethnic_group != _MOST_COMMON)),
        (
            "party",
            "党员",
            Condition("中共党员或预备党员", Mediator.political_status.in_(("1", "2"))),
        ),
        (
            "educated",
            "高中以上文化",
            Condition("学历为高中（中专）以上", Mediator.education.in_(("3", "4", "5", "6"))),
        ),
    )


def _serving(kind: str = "") -> Any:
    """The condition that an appointment covers a day, on a committee of a kind."""

    def there(day: Any) -> ColumnElement[bool]:
        tests = [
            or_(Appointment.since.is_(None), Appointment.since <= day),
            or_(Appointment.until.is_(None), Appointment.until >= day),
        ]
        if kind:
            of_kind = select(Committee.id).where(Committee.kind == kind)
            tests.append(Appointment.committee_id.in_(of_kind))
        found: ColumnElement[bool] = has_row(Mediator, Appointment, *tests)
        return found

    return there
