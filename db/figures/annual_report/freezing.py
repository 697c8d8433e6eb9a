"""A version of a report that nothing changes any more: words, figures, records, their digest."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from db.figures.annual_report.composed import Annex, Block, Composed, Letterhead, Place, Run
from db.figures.annual_report.draft import Draft
from db.figures.annual_report.findings import Finding
from db.figures.asking import Value
from db.figures.behind import records
from db.figures.frozen import digest_of, ranges
from db.registers import AnnualReport
from db.registers.annual_report import ReportVersion
from db.store.progress import Progress, unwatched
from db.store.rights import rights_in
from db.store.trouble import Trouble

FORMAT, VERSION = "fengqiao-annual-report", 1
_BEFORE_PUBLICATION = ("secrecy", "privacy", "names")


@dataclass(frozen=True)
class FrozenFigure:
    """A figure as it stood: printed words, exact number, record ids by number and table."""

    name: str
    words: str
    number: int | Decimal | None
    records: Mapping[str, Mapping[str, str]]


def freeze(
    session: Session,
    report: AnnualReport,
    drafted: Draft,
    found: list[Finding],
    *,
    by: str,
    progress: Progress = unwatched,
) -> ReportVersion:
    """Add a version in the present words and figures.

    Args:
        session: of a running step; the report belongs to it.
        report: of which.
        drafted: what ``draft_of`` gave for it in this session.
        found: what it found.
        by: who.
        progress: is told how many figures are done, and may stop it.

    Raises:
        Trouble: it still has errors, or something is hidden from the person.
    """
    rights_in(session).refuse_partial("年度报告")
    if drafted.composed.problems:
        raise Trouble("还有错误没有改正，不能定稿：" + "；".join(drafted.composed.problems[:3]))
    text = _text(session, drafted.composed, progress)
    doubts = [one.sentence for one in found if one.rule in _BEFORE_PUBLICATION]
    version = ReportVersion.fresh(
        name=f"第{len(report.versions) + 1}版",
        made_at=datetime.now().replace(microsecond=0),
        made_by=by,
        digest=digest_of(text),
        words=report.words_digest(),
        doubts="\n".join(doubts) or None,
        content=text,
    )
    report.versions.append(version)
    return version


def _text(session: Session, composed: Composed, progress: Progress) -> str:
    figures: dict[str, Any] = {}
    for place, (code, value) in enumerate(composed.figures.items()):
        progress(place, len(composed.figures))
        figures[code] = _frozen(session, value)
    progress(len(composed.figures), len(composed.figures))
    said = {
        "format": FORMAT,
        "version": VERSION,
        "year": composed.year,
        "title": composed.title,
        "blocks": [_block(one) for one in composed.blocks],
        "annexes": [[one.title, [_block(b) for b in one.blocks]] for one in composed.annexes],
        "signed_by": composed.signed_by,
        "dated": composed.dated,
        "letterhead": asdict(composed.letterhead),
        "figures": figures,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _frozen(session: Session, value: Value) -> dict[str, Any]:
    behind: dict[str, dict[str, str]] = {}
    for group in records(session, value.figure, value.period):
        tables: dict[str, dict[int, int]] = {}
        for row in group.rows:
            tables.setdefault(row.table, {})[row.id] = row.weight
        behind[group.role] = {table: ranges(weights) for table, weights in tables.items()}
    number = value.number if value.kept else None
    return {
        "name": value.figure.name,
        "words": value.words,
        "number": str(number) if isinstance(number, Decimal) else number,
        "records": behind,
    }


def _block(block: Block) -> dict[str, Any]:
    runs = [[run.text, run.code, run.typed, run.key, run.said] for run in block.runs]
    return {
        "place": block.place.name,
        "number": block.number,
        "key": block.key,
        "run_in": block.run_in,
        "runs": runs,
    }


def composed_of(version: ReportVersion) -> Composed:
    """The report that a version holds; its figures are words now.

    Raises:
        Trouble: what it holds is not what its digest says, or a newer program wrote it.
    """
    said = _read(version)
    head = said["letterhead"]
    copied, printed = tuple(head["copied_to"]), _day(head["printed_on"])
    annexes = (Annex(title, _blocks(blocks)) for title, blocks in said["annexes"])
    return Composed(
        year=said["year"],
        title=said["title"],
        blocks=_blocks(said["blocks"]),
        signed_by=said["signed_by"],
        dated=_day(said["dated"]),
        letterhead=Letterhead(**{**head, "copied_to": copied, "printed_on": printed}),
        annexes=tuple(annexes),
    )


def figures_of(version: ReportVersion) -> dict[str, FrozenFigure]:
    """The figures that a version holds, by code.

    Raises:
        Trouble: what it holds is not what its digest says, or a newer program wrote it.
    """
    return {
        code: FrozenFigure(
            one["name"],
            one["words"],
            Decimal(one["number"]) if isinstance(one["number"], str) else one["number"],
            one["records"],
        )
        for code, one in _read(version)["figures"].items()
    }


def _read(version: ReportVersion) -> dict[str, Any]:
    content = version.content or ""
    if digest_of(content) != version.digest:
        raise Trouble(f"年度报告{version.name}与数据摘要不符：被绕过程序改动过，不能采用")
    said: dict[str, Any] = json.loads(content)
    if (said["format"], said["version"]) != (FORMAT, VERSION):
        raise Trouble("这一版年度报告是更新版本的程序写的，请先升级程序")
    return said


def _blocks(said: list[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple(
        Block(
            Place[one["place"]],
            tuple(Run(*run) for run in one["runs"]),
            one["number"],
            one["key"],
            one["run_in"],
        )
        for one in said
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
