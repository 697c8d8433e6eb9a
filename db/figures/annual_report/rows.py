"""What a report repeats, and its annex: problems and measures, next year's tasks, overrides."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.annual_report.composed import Annex, Block, Place, Run
from db.figures.annual_report.plain import tidied
from db.figures.deadlines.waiting import live
from db.figures.governing.overrides import overrides
from db.figures.pairs import Became, pairs
from db.figures.period import Period
from db.registers import Task
from db.registers.governing.task_moves import OPEN
from db.store.codes import codes

Rows = Sequence[Mapping[str, str]]


def rows_of(session: Session, year: int) -> dict[str, Rows]:
    """Rows by name, each as words by name."""
    found = pairs(session, year)
    return {
        "problems": [
            {"heading": one.heading, "problem": _ended(one.problem), "causes": _ended(one.causes)}
            for one in found.problems
        ],
        "measures": [
            {"heading": one.measure_heading or one.heading, "measure": _ended(one.measure)}
            for one in found.problems
            if one.measure
        ],
        "kept_measures": [_became(one) for one in found.before if one.told],
        "arrangements": _arrangements(session, year + 1),
    }


def unpaired(session: Session, year: int) -> list[str]:
    """The problems of a year that still lack a measure."""
    return [one.heading for one in pairs(session, year).unpaired]


def _became(one: Became) -> dict[str, str]:
    """What became of a problem of the year before: 已解决. 具体举措 3 项，完成 3 项."""
    steps = f"，具体举措{one.steps}项、完成{one.done}项" if one.steps else ""
    said = _ended(one.note) if one.note else ""
    return {"heading": one.heading, "outcome": f"{one.outcome}{steps}。{said}"}


def _arrangements(session: Session, year: int) -> list[dict[str, str]]:
    """Tasks that begin or fall due in a year and are not done, by the report's sections."""
    period = Period.year(year)
    query = (
        select(Task.section, Task.subject)
        .where(
            live(Task),
            Task.state.in_(OPEN),
            Task.starts_on.between(period.first, period.last)
            | Task.due_now.between(period.first, period.last),
        )
        .order_by(Task.section, Task.due_now, Task.id)
    )
    grouped: dict[str, list[str]] = {}
    for section, subject in session.execute(query):
        name = codes("task_section").name(section) if section else "其他"
        grouped.setdefault(name, []).append(subject.rstrip("。；"))
    return [
        {"heading": name, "text": f"{'；'.join(subjects)}。"} for name, subjects in grouped.items()
    ]


def annexes_of(session: Session, year: int) -> tuple[Annex, ...]:
    """Items that went to a meeting without a favourable review, if there were any."""
    blocks = []
    for one in overrides(session, Period.year(year)):
        day = f"{one.day.month}月{one.day.day}日"
        by = f"，批准人：{one.by}" if one.by else "，没有记明批准人"
        reason = _ended(f"理由：{one.reason}" if one.reason else "没有记明理由")
        text = f"{day}{one.meeting.rstrip('。')}，议题“{one.subject}”{by}。{reason}"
        blocks.append(Block(Place.PARAGRAPH, (Run(tidied(text), key="annex.overrides"),)))
    title = f"{year}年未经合法性审查提交会议讨论的事项"
    return (Annex(title, tuple(blocks)),) if blocks else ()


def _ended(text: str) -> str:
    """A paragraph of its own, with its full stop."""
    plain = text.strip()
    return plain if not plain or plain.endswith(("。", "！", "？")) else f"{plain}。"
