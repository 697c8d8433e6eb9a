"""Exports: a file written whole or not at all, and entered in the register 导出登记."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.registers import ExportLog
from db.store.kinds import LinkKind
from db.store.links import captions
from db.store.progress import Progress, unwatched
from db.store.trouble import Trouble
from db.store.whole_file import beside, take_name
from desktop.exchange.rows_out import Batch, Wish, batches
from desktop.exchange.secret_marks import in_records, read_by_people
from desktop.exchange.text_out import write_csv, write_json
from desktop.exchange.workbook_out import write_workbook

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.database import Database
    from db.store.listing import Listing

ENDINGS = {".xlsx": "Excel 工作簿", ".csv": "CSV 文本", ".json": "JSON"}
"""How the file's name may end, and what it is then."""


@dataclass(frozen=True)
class Exported:
    """What became of an export: the file, how many records, and what people should know of it."""

    path: Path
    records: int
    notes: tuple[str, ...] = ()


def export(
    database: "Database",
    wish: Wish,
    path: Path,
    *,
    purpose: str | None = None,
    marks_read: bool = False,
    progress: Progress = unwatched,
) -> Exported:
    """Write the records of the wish to ``path``; its ending says as what.

    The entry in the register and the file's name come together: no file without an entry.

    Args:
        database: the open store.
        wish: which records, and how much of them.
        path: where to; people have agreed that what stands there goes.
        purpose: what for and for whom, as people say it.
        marks_read: people have read where marks of state secrets stand, and go on.
        progress: told of records; may cancel.

    Raises:
        Marked: there are marks of state secrets that nobody has read yet.
        Trouble: no right to sensitive values in full, nothing to export, an unknown ending, more
            than the file can hold, or the disk refuses; what stood there before still stands.
        Cancelled: through ``progress``.
    """
    kind = _refuse_unfit(database, wish, path)
    with beside(path) as part:
        with database.read() as session:
            total = wish.listing.count(session)
            if not total:
                raise Trouble(f"没有可导出的{wish.listing.cls.title}记录", wrong_input=True)
            secrecy = read_by_people(list(in_records(session, wish)), read=marks_read)
            withheld = wish.withheld(session)
            rows = _Watched(batches(session, wish), total, progress)
            _write(part, kind, wish, rows)
            chosen = chosen_words(session, wish.listing)
        progress(0, 0)
        entry = _entry(wish, part, records=rows.done, chosen=chosen)
        entry.purpose, entry.secrecy = purpose or None, secrecy
        entry.file, entry.handled_by = str(path), database.user
        with database.step(f"导出{entry.name}", lasting=True) as session:
            session.add(entry)
            session.flush()
            take_name(part, path)
    return Exported(path, rows.done, tuple(_notes(kind, wish, withheld)))


def _refuse_unfit(database: "Database", wish: Wish, path: Path) -> str:
    """The ending, of an export that may be made."""
    if wish.bare and not database.rights.full:
        raise Trouble("您没有查看敏感信息全文的权限，只能隐去个人信息再导出")
    kind = path.suffix.lower()
    if kind not in ENDINGS:
        raise Trouble(f"文件名应以 {'、'.join(ENDINGS)} 结尾", wrong_input=True)
    if not path.parent.is_dir():
        raise Trouble(f"没有文件夹 {path.parent}，请先建好它", wrong_input=True)
    return kind


class _Watched:
    """The batches, counted and told to the progress as they pass."""

    def __init__(self, source: Iterator[Batch], total: int, progress: Progress) -> None:
        self._source, self._total, self.progress = source, total, progress
        self.done = 0

    def __iter__(self) -> Iterator[Batch]:
        for batch in self._source:
            self.progress(self.done, self._total)
            yield batch
            self.done += batch.records


def _write(part: Path, kind: str, wish: Wish, rows: _Watched) -> None:
    if kind == ".xlsx":
        write_workbook(part, wish.sheets, iter(rows), rows.progress, secret=wish.bare)
    elif kind == ".csv":
        write_csv(part, wish.sheets, iter(rows))
    else:
        write_json(part, wish.sheets, iter(rows), shown=wish.shown)


def _entry(wish: Wish, part: Path, *, records: int, chosen: str) -> ExportLog:
    """What the register will say of the finished file."""
    now = datetime.now().replace(microsecond=0)
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ExportLog.fresh(
        name=wish.listing.cls.title,
        records=records,
        extent="列表所见" if wish.shown else "全部栏目",
        chosen=chosen or None,
        masked=wish.masked,
        left_on=now.date(),
        left_at=now,
        digest=digest,
    )


def chosen_words(session: "Session", listing: "Listing") -> str:
    """The search and the conditions, as people would say them."""
    said = [f"查找“{listing.search}”"] if listing.search.strip() else []
    for one in listing.filters:
        spec = listing.cls.fields[one.name]
        if isinstance(spec.kind, LinkKind):
            text = captions(session, spec.kind.table, [one.value]).get(one.value, "")
        else:
            text = one.value if one.test == "~" else spec.kind.format(one.value)
        said.append(f"{spec.label}{one.test}{text or '空'}")
    return "；".join(said)


def _notes(kind: str, wish: Wish, withheld: int) -> Iterator[str]:
    if withheld:
        yield f"另有 {withheld:,} {wish.listing.cls.unit}涉及限制使用的人，只保存，没有导出"
    others = [sheet.name for sheet in wish.sheets[1:]]
    if kind == ".csv" and others:
        names = "、".join(others)
        yield f"CSV 只装得下一张表，没有写入附表（{names}）：要全部请存为 xlsx"
