"""The reconciliation: every figure of a report with its definition, its records and its doubts."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from db.figures.annual_report.comparing import Line, Verdict, counted
from db.figures.annual_report.draft import Draft
from db.figures.annual_report.findings import Finding
from db.figures.annual_report.wording import LAST_YEAR
from db.figures.asking import Value
from db.figures.behind import Records, records
from db.figures.figure import Figure
from db.figures.words import Style
from db.store.progress import Progress, unwatched

MOST_NAMED = 20
"""How many records of a number are called by name."""


def definition(figure: Figure) -> Iterator[tuple[str, str]]:
    """How a figure is counted, by heading, in words."""
    yield "登记簿", figure.cls.title
    yield "条件", "；".join(test.words for test in figure.tests) or "全部记录"
    basis = figure.basis(None)
    yield "按哪一天", f"{basis.words}日期" if basis is not None else "期末存量或不按日期"
    yield "单位", figure.unit
    step = f"，以 {figure.step} 为整" if figure.step else ""
    yield "写法", f"{figure.style.value}{step}" if figure.style is not Style.EXACT else "确数"
    if figure.note:
        yield "说明", figure.note


def reconciliation(
    session: Session,
    drafted: Draft,
    found: Sequence[Finding],
    lines: Sequence[Line] | None = None,
    *,
    compared: str = "",
    progress: Progress = unwatched,
) -> str:
    """The whole file as plain text.

    Args:
        session: for looking.
        drafted: the report.
        found: what its checks found.
        lines: its comparison with another text; ``compared`` is what that is called.
        compared: name of the other text.
        progress: is told how many figures are done, and may stop it.
    """
    composed = drafted.composed
    said = [f"{composed.title}　数字核对表", ""]
    if lines is not None:
        said += [*_comparison(lines, compared), ""]
    said += ["检查结果", *_findings(found), "", "手打的数字", *_typed(drafted), "", "各项数字"]
    for place, (code, value) in enumerate(composed.figures.items()):
        progress(place, len(composed.figures))
        said += ["", *_figure(session, place + 1, code, value)]
    progress(len(composed.figures), len(composed.figures))
    said += ["", "没有印出的语句", *_left_out(drafted)]
    return "\n".join(said) + "\n"


def _comparison(lines: Sequence[Line], compared: str) -> Iterator[str]:
    counts = "，".join(f"{verdict.value} {number}" for verdict, number in counted(lines))
    yield f"与对照文本比较{f'（{compared}）' if compared else ''}：{counts}"
    for verdict in (Verdict.DIFFERS, Verdict.ONLY_THEIRS, Verdict.EQUAL, Verdict.ONLY_OURS):
        for one in lines:
            if one.verdict is verdict:
                yield f"  {told(one)}"


def told(one: Line) -> str:
    """One line of a comparison in words."""
    source = f"（{one.code}，准确数 {one.exact}）" if one.code else ""
    ours = f"{one.name or '手打的数字'} {one.ours}{source}"
    match one.verdict:
        case Verdict.ONLY_THEIRS:
            return f"{one.verdict.value}：{one.theirs}（“{one.clause}”）"
        case Verdict.ONLY_OURS:
            return f"{one.verdict.value}：{ours}"
    return f"{one.verdict.value}：对照文本 {one.theirs}（“{one.clause}”），本报告 {ours}"


def _findings(found: Sequence[Finding]) -> Iterator[str]:
    shown = [one for one in found if one.rule != "typed"]
    for one in shown:
        yield f"  {one.level.value}：{one.sentence}{f'（{one.key}）' if one.key else ''}"
    if not shown:
        yield "  没有发现问题"


def _typed(drafted: Draft) -> Iterator[str]:
    typed = [
        (run.text, block.text)
        for block in drafted.composed.everything
        for run in block.runs
        if run.typed
    ]
    for words, sentence in typed:
        yield f"  {words}：{sentence}"
    if not typed:
        yield "  没有"


def _figure(session: Session, number: int, code: str, value: Value) -> Iterator[str]:
    figure = value.figure
    when = "（上年）" if code.endswith(LAST_YEAR) else ""
    yield f"{number}. {figure.name}{when}　{figure.code}"
    yield f"   印作：{value.words}　准确数：{'—' if value.number is None else value.shown}"
    if len(value.pieces) > 1:
        yield "   " + "，".join(f"{role} {count}" for role, count in value.pieces)
    for heading, words in definition(figure):
        yield f"   {heading}：{words}"
    for group in records(session, figure, value.period, limit=MOST_NAMED):
        yield from _records(group)


def _records(group: Records) -> Iterator[str]:
    role = f"（{group.role}）" if group.role else ""
    yield f"   记录{role}：{group.total} 条"
    for row in group.rows:
        day = f"{row.day} " if row.day else ""
        weight = f" ×{row.weight}" if row.weight != 1 else ""
        yield f"     {day}{row.caption}（{row.table} {row.id}）{weight}"
    if group.total > len(group.rows):
        yield f"     …… 另有 {group.total - len(group.rows)} 条"


def _left_out(drafted: Draft) -> Iterator[str]:
    for one in drafted.composed.left_out:
        yield f"  {one.key}：{one.reason}"
    if not drafted.composed.left_out:
        yield "  没有"
