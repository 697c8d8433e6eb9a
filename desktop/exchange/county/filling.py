"""A table from above filled for a period: seen first, then written and entered as an export."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.figures.period import Period
from db.registers import CountyForm, ExportLog
from db.registers.county_form import CountyFormCell
from db.store.progress import Progress, unwatched
from db.store.rights import rights_in
from db.store.trouble import Trouble
from db.store.whole_file import beside, take_name
from desktop.exchange.county.contents import (
    Content,
    Roll,
    columns_by_place,
    figures_and_words,
    rolls,
)
from desktop.exchange.county.grid import Grid, Place
from desktop.exchange.county.moved import compared, refuse_moved
from desktop.exchange.county.package import Package
from desktop.exchange.county.room import place_rows
from desktop.exchange.county.scanning import grids
from desktop.exchange.county.writing import Rate, Value, written

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.database import Database


@dataclass(frozen=True)
class Draft:
    """A table as it will be filled.

    Attributes:
        single: cells that get a figure or a word. ``rolls``: the lists.
        like: by sheet, the rows that lists add and the row whose look each takes.
    """

    name: str
    period: Period
    template: Package
    single: Sequence[Content]
    rolls: Sequence[Roll]
    like: Mapping[str, Mapping[int, int]]
    masked: bool

    @property
    def values(self) -> dict[str, dict[Place, Value | Rate]]:
        """All values by sheet and place."""
        found: dict[str, dict[Place, Value | Rate]] = {}
        for one in self.single:
            if one.value is not None:
                found.setdefault(one.cell.sheet, {})[one.cell.place] = one.value
        for roll in self.rolls:
            found.setdefault(roll.sheet, {}).update(columns_by_place(roll))
        return found

    @property
    def blank(self) -> list[Content]:
        """The cells that stay blank, each with why."""
        return [one for one in self.single if one.value is None]

    @property
    def records(self) -> int:
        """How many records leave by the lists."""
        return sum(len(one.lines) for one in self.rolls)

    @property
    def secret(self) -> bool:
        """Whether the lists tell what is masked elsewhere."""
        return any(one.secret for one in self.rolls)


def drafted(
    session: "Session",
    name: str,
    cells: Sequence[CountyFormCell],
    template: Package,
    period: Period,
    *,
    user: str,
    masked: bool = False,
    sheets: Mapping[str, Grid] | None = None,
) -> Draft:
    """The table with its values for a period; nothing is written yet.

    Args:
        session: for looking.
        name: of the form.
        cells: what goes where.
        template: the workbook.
        period: for which.
        user: who fills it.
        masked: sensitive fields of lists cannot be recognised; always so for who may not see them.
        sheets: of the template, if they were read already.

    Raises:
        Trouble: nothing is mapped, cells moved, a list does not fit, a code is gone.
    """
    if not cells:
        raise Trouble(f"“{name}”还没有对照任何一格，请先对照", wrong_input=True)
    masked = masked or not rights_in(session).full
    held = grids(template) if sheets is None else sheets
    refuse_moved(compared(cells, held), name)
    single = list(figures_and_words(session, cells, period, user))
    lists = list(rolls(session, cells, period, masked=masked))
    like: dict[str, dict[int, int]] = {}
    for one in lists:
        like.setdefault(one.sheet, {}).update(place_rows(held[one.sheet], one))
    return Draft(name, period, template, single, lists, like, masked)


def write(database: "Database", draft: Draft, path: Path, progress: Progress = unwatched) -> Path:
    """Write the filled table; the entry in 导出登记 and the file's name come together.

    Raises:
        Trouble: another ending than the template's, the template itself, a folder that is not
            there, or the disk refuses; what stood there before still stands.
    """
    database.rights.refuse_partial("填好的表")
    ending = draft.template.ending
    if path.suffix.lower() != ending:
        raise Trouble(f"文件名应以 {ending} 结尾，和模板一样", wrong_input=True)
    if not path.parent.is_dir():
        raise Trouble(f"没有文件夹 {path.parent}，请先建好它", wrong_input=True)
    if path.is_file() and path.read_bytes() == draft.template.content:
        raise Trouble(f"{path.name} 就是模板，不能盖掉它，请另取一个名字", wrong_input=True)
    progress(0, 0)
    content = written(draft.template, draft.values, draft.like)
    with beside(path) as part:
        part.write_bytes(content)
        progress(0, 0)
        entry = _entry(draft, content)
        entry.file, entry.handled_by = str(path), database.user
        with database.step(f"填写{draft.name}", lasting=True) as session:
            session.add(entry)
            session.flush()
            take_name(part, path)
    return path


def _entry(draft: Draft, content: bytes) -> ExportLog:
    now = datetime.now().replace(microsecond=0)
    return ExportLog.fresh(
        name=CountyForm.title,
        records=draft.records,
        extent=draft.name,
        chosen=draft.period.name,
        masked=draft.masked or not draft.secret,
        purpose=f"填报 {draft.name}",
        left_on=now.date(),
        left_at=now,
        digest=hashlib.sha256(content).hexdigest(),
    )
