"""What the statistics page asks, and what the store answers; read behind the window, no Qt."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from db.figures.period import Period

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.figures.tables import Filled, Finding, Unusual
    from db.registers import Return
    from db.store.progress import Progress

_STAGES = 4
_AS_HELD = ("filled", "checked", "signed", "unlocked", "corrected")
"""Stages in which a return's own numbers are shown; before them those of the registers."""


@dataclass(frozen=True)
class Question:
    """Which table of which period.

    Attributes:
        basis: empty for the days that figures go by usually.
        revision: an earlier one of what was signed; 0 for the one that counts.
    """

    table: str
    period: Period
    cumulative: bool = False
    basis: str = ""
    revision: int = 0

    @property
    def when(self) -> str:
        """2024年第四季度; 2024年1至9月累计."""
        return f"{self.period.cumulative().name}累计" if self.cumulative else self.period.name


@dataclass(frozen=True)
class Opened:
    """Records behind a cell, of one register; ``role`` where the cell has several numbers."""

    role: str
    table: str
    ids: frozenset[int]


@dataclass(frozen=True)
class Answer:
    """All that the page shows at once.

    Attributes:
        filled: the numbers shown: of the registers, or as the return holds them.
        now: those of the registers, where the return's own are shown.
        findings, odd: against the check rules; unlike the periods before.
        made: the return of the period; None while nobody began.
        chain: the revisions. ``office``, ``head``: for the head of the paper.
        bases: the days that the table's figures can go by, code and words.
        onward: of what is signed, the table to be signed next; None where there is none.
    """

    question: Question
    filled: "Filled"
    now: "Filled"
    findings: "tuple[Finding, ...]"
    odd: "tuple[Unusual, ...]"
    made: "Return | None"
    chain: "tuple[Return, ...]"
    office: str
    head: str
    bases: tuple[tuple[str, str], ...]
    onward: Question | None = None

    @property
    def stage(self) -> str:
        """Of the return; empty while there is none."""
        return self.made.stage if self.made is not None else ""

    @property
    def empty(self) -> bool:
        """Whether no register was kept that any printed number comes from."""
        return not any(
            cell.kept and cell.number is not None
            for row in self.filled.rows
            for column, cell in zip(self.filled.columns, row.cells, strict=True)
            if column.shown
        )

    @property
    def said(self) -> dict[str, str]:
        """Explanations by rule."""
        notes = self.made.notes if self.made is not None else ()
        return {note.rule: note.text for note in notes if note.rule}

    @property
    def comments(self) -> dict[tuple[str, str], str]:
        """Comments by cell."""
        found: dict[tuple[str, str], str] = {}
        for note in self.made.notes if self.made is not None else ():
            if note.row_key and note.column_key:
                place = (note.row_key, note.column_key)
                found[place] = "\n".join(filter(None, (found.get(place), note.text)))
        return found

    @property
    def moved(self) -> frozenset[tuple[str, str]]:
        """Cells whose number the registers of today give otherwise."""
        if self.filled is self.now or self.stage == "corrected":
            return frozenset()
        held, now = self.filled.plain(), self.now.plain()
        keys = {(row, column) for one in (held, now) for row in one for column in one[row]}
        return frozenset(
            (row, column)
            for row, column in keys
            if (held.get(row, {}).get(column) or 0) != (now.get(row, {}).get(column) or 0)
        )


def answered(session: "Session", question: Question, progress: "Progress") -> Answer:
    """Fill, check and compare.

    Raises:
        Trouble: the table is gone; what was signed was altered past the program.
        Cancelled: through ``progress``.
    """
    from db.figures.frozen import content_of
    from db.figures.returns import held, latest, revisions
    from db.figures.returns.counting import typed_in
    from db.figures.tables import check, fill, find_table, in_use, unusual
    from desktop.documents.office_form import office_of

    progress(0, _STAGES)
    table = find_table(session, question.table)
    made = latest(session, table.code, question.period, cumulative=question.cumulative)
    chain = tuple(revisions(session, made)) if made is not None else ()
    made = next((one for one in chain if one.revision == question.revision), made)
    basis = (made.basis if made is not None else question.basis) or None
    question = replace(question, table=table.code, basis=basis or "")
    now = fill(session, table, question.period, question.cumulative, basis)
    progress(1, _STAGES)
    if made is not None and made.content is not None:
        now = now.typed(typed_in(content_of(made)))
    filled = held(now, made) if made is not None and made.stage in _AS_HELD else now
    findings = check(filled, in_use(session))
    progress(2, _STAGES)
    odd = [] if made is not None and made.frozen else unusual(session, filled)
    progress(3, _STAGES)
    office = office_of(session)
    return Answer(
        question,
        filled,
        now,
        tuple(sorted(findings, key=lambda one: one.level != "error")),
        tuple(odd),
        made,
        chain,
        office.name,
        office.head or "",
        _bases(now),
        _onward(session, question) if made is not None and made.stage == "signed" else None,
    )


def _onward(session: "Session", question: Question) -> Question | None:
    """The next table of the summary that nobody signed yet, then the period begun since."""
    from db.figures.returns import latest
    from db.figures.tables import summary

    period, to_date = question.period, question.cumulative
    codes = [table.code for table in summary().tables]
    place = codes.index(question.table) + 1 if question.table in codes else 0
    for code in (*codes[place:], *codes[:place]):
        made = latest(session, code, period, cumulative=to_date)
        if made is None or not made.frozen:
            return Question(code, period, to_date)
    following = period.after()
    return Question(codes[0], following, to_date) if following.first <= date.today() else None


def opened(session: "Session", filled: "Filled", row: str, column: str) -> list[Opened]:
    """The records behind a cell, for each of its numbers and each register."""
    from db.figures.tables import records_of

    found = []
    for group in records_of(session, filled, row, column):
        by_table: dict[str, set[int]] = {}
        for one in group.rows:
            by_table.setdefault(one.table, set()).add(one.id)
        found += [Opened(group.role, name, frozenset(ids)) for name, ids in by_table.items()]
    return found


def place_of(code: str, period: Period) -> tuple[str, tuple[str, str]] | None:
    """The first table that has a figure of the whole office, and its cell there; None for none."""
    from db.figures.tables import tables
    from db.figures.tables.filled import TOTAL
    from db.figures.tables.layout import NOW

    for table in tables().values():
        for column in table.columns_in(period):
            if not column.shown or column.when != NOW:
                continue
            whole = column.figure if column.total is None else column.total
            if table.total and [term.code for term in whole] == [code]:
                return table.code, (TOTAL, column.code)
            for block in table.blocks:
                for item in block.rows(period):
                    if [term.of(item.code).code for term in column.figure] == [code]:
                        own = f"{block.code}/{item.code}" if len(table.blocks) > 1 else item.code
                        return table.code, (own, column.code)
    return None


def last_finished(today: date) -> Period:
    """The quarter that ended last: what is reported now."""
    month = (today.month - 1) // 3
    return Period.quarter(today.year if month else today.year - 1, month or 4)


def _bases(filled: "Filled") -> tuple[tuple[str, str], ...]:
    from db.figures.catalogue import figure

    """Of figures that can go by more than one day."""
    codes = dict.fromkeys(
        term.code
        for row in filled.rows
        for cell in row.cells
        if cell.source is not None
        for term in cell.source.terms
    )
    found: dict[str, str] = {}
    for code in codes:
        bases = figure(code).bases
        found |= {one.code: one.words for one in bases} if len(bases) > 1 else {}
    return tuple(found.items())
