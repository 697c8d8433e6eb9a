"""The year's problems and measures: how many, and how many are done by the period's end."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import and_, extract, func

from db.figures.figure import LAST, Condition, Figure
from db.figures.measures import COUNT, Ratio
from db.registers import Shortcoming


def figures() -> Iterator[Figure]:
    """All of them; they belong to the year in which the period ends."""
    of_year = Condition("是期末当年的问题", Shortcoming.year == extract("year", LAST))
    total = Figure(
        code="shortcomings.total",
        name="存在的问题",
        unit="个",
        cls=Shortcoming,
        measure=COUNT,
        tests=(of_year,),
    )
    yield total
    paired = Condition("配了改进措施", func.length(func.coalesce(Shortcoming.measure, "")) > 0)
    measures = replace(
        total,
        code="shortcomings.measures",
        name="改进措施",
        unit="条",
        tests=(of_year, paired),
        note="一个问题配一条",
    )
    yield measures
    done = Condition(
        "期末前已办结", and_(Shortcoming.state == "done", Shortcoming.solved_on <= LAST)
    )
    finished = replace(
        measures,
        code="shortcomings.done",
        name="完成的改进措施",
        tests=(of_year, paired, done),
        note="",
    )
    yield finished
    yield replace(
        total,
        code="shortcomings.done_rate",
        name="改进措施完成率",
        unit="%",
        measure=Ratio(finished, measures),
    )
    yield replace(
        total,
        code="shortcomings.carried",
        name="从上年转来的问题",
        tests=(of_year, Condition("承接上年的问题", Shortcoming.carried_from_id.is_not(None))),
    )
