"""One run over the records of a sheet: each is new, changes a record, is the same, or is faulty."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from db.store.bulk import add_many
from db.store.counters import keep_ahead
from db.store.kinds import LinkKind
from db.store.newborn import fresh
from db.store.problems import Level, Problem, all_problems
from db.store.progress import Progress
from db.store.trouble import Trouble
from desktop.exchange.importing.building import Built, Overlay
from desktop.exchange.importing.cells import text_of
from desktop.exchange.importing.drafts import Draft, Given
from desktop.exchange.importing.json_in import JsonPlan
from desktop.exchange.importing.links import LinkFinder, table_of
from desktop.exchange.importing.matching import Alike, Known
from desktop.exchange.importing.outcome import Fate, Remark, Row
from desktop.exchange.importing.plan import Plan

if TYPE_CHECKING:
    from db.store.numbers import Counted

_AT_ONCE = 500
_FILL = "请填写"


class Run:
    """In the session of the import's step.

    Args:
        session: of the step.
        plan: what from where.
        make_links: records that a name alone describes are made where they are missing.
    """

    def __init__(self, session: Session, plan: Plan | JsonPlan, *, make_links: bool) -> None:
        self._session: Session = session
        self._cls: Any = plan.cls
        self._columns = plan.columns
        self._links = LinkFinder(session, make=make_links)
        self._known, self._alike = Known(session, plan.cls), Alike(session, plan.cls)
        self._many = self._cls.compared_by is not None
        self._pending: list[Any] = []
        self._counted: list[Counted] = []
        self._uids: dict[str, int] = {}

    def over(self, found: list[Draft], progress: Progress) -> list[Row]:
        """What becomes of each draft; those that name records further down come again."""
        rows: dict[int, Row] = {}
        waiting: list[tuple[int, Draft]] = []
        for start in range(0, len(found), _AT_ONCE):
            progress(start, len(found))
            some = list(enumerate(found[start : start + _AT_ONCE], start))
            rows |= self._take(some)
            waiting += [(n, d) for n, d in some if self._waits(d, rows[n])]
        before = len(waiting) + 1
        while 0 < len(waiting) < before:
            before = len(waiting)
            self._links.forget_failures(self._cls.__tablename__)
            rows |= self._take(waiting)
            waiting = [(n, d) for n, d in waiting if self._waits(d, rows[n])]
        keep_ahead(self._session, self._counted)
        progress(len(found), len(found))
        return [rows[number] for number in sorted(rows)]

    def _waits(self, draft: Draft, row: Row) -> bool:
        if row.fate is not Fate.FAULTY:
            return False
        tables = {table_of(o.target.spec) for o in _cells(draft) if _is_link(o)}
        return self._cls.__tablename__ in tables

    def _take(self, some: list[tuple[int, Draft]]) -> dict[int, Row]:
        self._prefetch_links([draft for _, draft in some])
        how = (self._links, self._columns, *((fresh,) if self._many else ()))
        built = [Built(self._cls, draft, *how) for _, draft in some]
        made = [self._made(one) for one in built]
        records = [record for record, _ in made]
        self._known.prefetch(records, [draft.uid or "" for _, draft in some])
        self._alike.prefetch(records)
        rows = {}
        for (number, draft), one, (record, problems) in zip(some, built, made, strict=True):
            if draft.taken:  # its number is met all the same: no other row may bear it
                self._known.met(record, draft.lines[0])
                rows[number] = Row(draft.lines, Fate.TAKEN, record.caption)
            else:
                rows[number] = self._decide(one, record, problems)
        self._flush()
        return rows

    def _prefetch_links(self, some: list[Draft]) -> None:
        texts: dict[str, set[str]] = {}
        for draft in some:
            for one in filter(_is_link, _cells(draft)):
                found = texts.setdefault(table_of(one.target.spec), set())
                found.add(text_of(one.cell).strip())
        for table, words in texts.items():
            self._links.prefetch(table, words)

    def _made(self, built: Built) -> tuple[Any, list[Problem]]:
        """A new record of the draft, completed as an old ledger's, and what is wrong with it."""
        record = built.record()
        with self._session.no_autoflush:
            try:
                problems = list(record.take_over(built.told, self._session))
            except Trouble as trouble:
                problems = [Problem("", trouble.sentence)]
        problems = problems or list(built.undated(record))
        record.settle()
        if built.remarks:  # what is left out may stand in a cell that cannot be read
            problems = [problem for problem in problems if built.remark(problem).at]
        return record, problems

    def _decide(self, built: Built, record: Any, problems: list[Problem]) -> Row:
        draft = built.draft
        row = Row(draft.lines, caption=record.caption, remarks=list(built.remarks))
        if not draft.lines:
            row.fate = Fate.FAULTY
            return row
        row.remarks += self._twice(draft, record)
        held = self._known.by_uid(draft.uid)
        if held is not None and held[1]:
            row.remarks.append(Remark("这条记录在回收站里，请先恢复再导入"))
        number = held[0] if held is not None else self._known.find(record)
        if number is None:
            self._add(row, built, record, problems)
        elif not row.of(Level.STOP):
            self._change(row, built, number)
        if row.of(Level.STOP):
            row.fate = Fate.FAULTY
            row.remarks = [r for r in row.remarks if r.level is not Level.MISSING]
        return row

    def _twice(self, draft: Draft, record: Any) -> Iterator[Remark]:
        line = draft.lines[0]
        met = self._known.met(record, line)
        if met is not None:
            label = self._cls.fields[met[0]].label
            yield Remark(f"与第 {met[1]} 行的{label}相同，是同一条记录，请并成一行或改正")
        if draft.uid and self._uids.setdefault(draft.uid, line) != line:
            yield Remark(f"与第 {self._uids[draft.uid]} 行的记录标识相同；新的记录请把它留空")

    def _add(self, row: Row, built: Built, record: Any, problems: list[Problem]) -> None:
        found = list(problems)
        found += [Problem(name, said) for name, said in self._known.collides(record)]
        if built.draft.uid:
            record.uid = built.draft.uid
        if self._many:
            if self._alike.may_be(record):
                self._flush()
                found += all_problems(self._session, record)
            else:
                found += record.problems()
        else:
            with self._session.no_autoflush:
                self._session.add(record)
                record.settle()
                found += all_problems(self._session, record)
            row.caption = record.caption
        self._remark(row, built, found)
        if row.of(Level.STOP):
            if not self._many:
                self._session.expunge(record)
            return
        self._counted.extend(record.counted())
        if self._many:
            self._pending.append(record)
        else:
            self._session.flush()

    def _change(self, row: Row, built: Built, number: int) -> None:
        record: Any = self._session.get_one(self._cls, number)
        with self._session.no_autoflush:
            laid = Overlay(record, built)
            row.record_id, row.caption, row.changes = number, record.caption, laid.changes
            row.fate = Fate.CHANGED if laid.changes else Fate.SAME
            row.remarks += laid.remarks
            if laid.changes:
                record.settle()
                self._remark(row, built, all_problems(self._session, record))
        if row.of(Level.STOP):
            self._session.expunge(record)
        elif laid.changes:
            self._session.flush()

    def _remark(self, row: Row, built: Built, problems: list[Problem]) -> None:
        """Each problem on its cell; what is missing because its cell is faulty is said once."""
        faulty = {remark.at for remark in row.of(Level.STOP) if remark.at}
        for remark in map(built.remark, problems):
            if not (remark.at in faulty and remark.sentence.startswith(_FILL)):
                row.remarks.append(remark)

    def _flush(self) -> None:
        pending, self._pending = self._pending, []
        add_many(self._session, pending)


def _cells(draft: Draft) -> Iterator[Given]:
    yield from draft.cells.values()
    for rows in draft.rows.values():
        for row in rows:
            yield from row.cells.values()


def _is_link(one: Given) -> bool:
    return isinstance(one.target.spec.kind, LinkKind)
