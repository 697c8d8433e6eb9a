"""A draft made a record, or laid over one: every cell read by its kind, every fault told."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

from db.store.fields import Field
from db.store.kinds import LinkKind, StateKind
from db.store.numbers import squeezed
from db.store.problems import Level, Problem
from db.store.record import Record
from db.store.trouble import Trouble
from desktop.exchange.importing.book import address
from desktop.exchange.importing.cells import text_of, value_of
from desktop.exchange.importing.drafts import Draft, Given, RowDraft
from desktop.exchange.importing.links import LinkFinder
from desktop.exchange.importing.outcome import Remark
from desktop.exchange.importing.targets import row_of, short_words

Make = Callable[[Any, dict[str, Any]], Any]
"""Makes a new record or row of a class from its values."""


def _fresh(cls: Any, values: dict[str, Any]) -> Any:
    return cls.fresh(**values)


class Built:
    """What a draft's cells say, with a remark for each that cannot be read.

    Attributes:
        values: by field. ``rows``: the values of child rows with their drafts.
        told: by field, computed fields included: what the register takes over.
    """

    def __init__(
        self,
        cls: type[Record],
        draft: Draft,
        links: LinkFinder,
        columns: dict[str, int],
        make: Make = _fresh,
    ) -> None:
        self.cls, self.draft, self._make = cls, draft, make
        self._links, self._columns = links, columns
        self.remarks = [Remark(sentence, at=at) for at, sentence in draft.faults]
        self.told: dict[str, Any] = self._read(draft.cells)
        self.values = {
            name: value for name, value in self.told.items() if cls.fields[name].computed is None
        }
        self.rows: dict[str, list[tuple[RowDraft, dict[str, Any]]]] = {
            name: [(row, self._read_row(row)) for row in rows] for name, rows in draft.rows.items()
        }

    def _read(self, cells: dict[str, Given]) -> dict[str, Any]:
        found = {}
        for name, one in cells.items():
            value = self._value(one)
            if value is not None:
                found[name] = value
        return found

    def _read_row(self, row: RowDraft) -> dict[str, Any]:
        values = self._read(row.cells)
        return {row.by[0]: row.by[1], **values} if row.by else values

    def _value(self, one: Given) -> Any:
        spec = one.target.spec
        try:
            if isinstance(spec.kind, LinkKind):
                text = text_of(one.cell).strip()
                return self._links.find(spec, text) if text else None
            return value_of(spec, one.cell, one.header)
        except Trouble as trouble:
            self.remarks.append(Remark(trouble.sentence, at=one.at, label=one.target.short))
            return None

    def record(self) -> Any:
        """A new record of the values; computed fields are left to the register."""
        given: dict[str, Any] = dict(self.values)
        for name, rows in self.rows.items():
            made = [self.fresh_row(name, values) for _, values in rows]
            given[name] = [row for row in made if row is not None]
        return self._make(self.cls, given)

    def shown(self, spec: Field, value: Any) -> str:
        """A value as people read it, a link by its name."""
        if isinstance(spec.kind, LinkKind):
            return self._links.name(spec, value)
        return spec.kind.format(value)

    def fresh_row(self, name: str, values: dict[str, Any]) -> Any:
        """A new child row of these values."""
        row = row_of(self.cls.fields[name])
        plain = {n: value for n, value in values.items() if row.fields[n].computed is None}
        return self._make(row, plain | row.likely(plain))

    def undated(self, record: Record) -> Iterator[Problem]:
        """Days that would be today's for want of a cell: a ledger is never of today."""
        for spec in _of_today(self.cls):
            if spec.name not in self.told and getattr(record, spec.name) == date.today():
                yield Problem(spec.name, f"请填写{spec.label}")

    def remark(self, problem: Problem) -> Remark:
        """A problem of the record, laid on the cell it comes from."""
        name, _, inner = problem.path.partition(".")
        rows, _, place = name.removesuffix("]").partition("[")
        cells, line = self.draft.cells, self.draft.lines[0]
        path, label = name, ""
        if place and rows in self.draft.rows and int(place) < len(self.draft.rows[rows]):
            row = self.draft.rows[rows][int(place)]
            cells, name = row.cells, inner
            path = f"{rows}[{row.by[0]}={row.by[1]}].{inner}" if row.by else f"{rows}.{inner}"
            label = short_words(self.cls.fields[rows], row.by, inner)
        elif name in self.cls.fields:
            label = self.cls.fields[name].label
        if name in cells:
            at = cells[name].at
        else:  # a blank cell has its place, too
            at = address(line, self._columns[path]) if path in self._columns else ""
        return Remark(problem.sentence, problem.level, at, label)


class Overlay:
    """Puts what the cells say into a record of the store; gathers the changes and the doubts.

    A blank cell leaves what stands there; rows are added and changed, never removed; what the
    program computes, what is fixed and the state stay.
    """

    def __init__(self, record: Any, built: Built) -> None:
        self.changes: list[tuple[str, str, str]] = []
        self.remarks: list[Remark] = []
        self._record, self._built = record, built
        for name, value in built.told.items():
            self._lay(record, built.cls.fields[name], value, built.draft.cells[name].at)
        for name, rows in built.rows.items():
            self._lay_rows(name, rows)

    def _lay(self, row: Any, spec: Field, value: Any, at: str, where: str = "") -> None:
        held = getattr(row, spec.name)
        if held == value or (spec.computed is not None and _reads_same(held, value)):
            return
        before, after = self._built.shown(spec, held), self._built.shown(spec, value)
        word = ""
        if spec.computed is not None:
            word = f"由程序计算，现为“{before}”，表里的“{after}”没有采用"
        elif isinstance(spec.kind, StateKind):
            word = f"现为“{before}”，表里是“{after}”；状态请在程序里办理，没有改动"
        elif (spec.fixed and held is not None) or (spec.locked_when and spec.locked_when(row)):
            word = f"已经锁定，现为“{before}”，表里的“{after}”没有采用"
        if word:
            self.remarks.append(Remark(word, Level.WARN, at, spec.label))
        else:
            setattr(row, spec.name, value)
            self.changes.append((where + spec.label, before, after))

    def _lay_rows(self, name: str, rows: list[tuple[RowDraft, dict[str, Any]]]) -> None:
        spec = self._built.cls.fields[name]
        row_class = row_of(spec)
        held = list(getattr(self._record, name))
        used: set[int] = set()
        for draft, values in rows:
            found = _same_row(held, used, draft, values, row_class.name_field)
            if found is None:
                added = self._built.fresh_row(name, values)
                getattr(self._record, name).append(added)
                self.changes.append((spec.label, "", added.called() or "新的一行"))
                continue
            used.add(id(found))
            before = len(self.changes)
            for inner, value in values.items():
                at = draft.cells[inner].at if inner in draft.cells else ""
                self._lay(found, row_class.fields[inner], value, at, f"{found.called()} ")
            if row_class.append_only and len(self.changes) > before:
                word = "已经记下的事项不能改动"
                self.remarks.append(Remark(word, Level.STOP, label=spec.label))


@cache
def _of_today(cls: type[Record]) -> tuple[Field, ...]:
    """The days that a new record must have, and that are today's unless somebody says otherwise."""
    return tuple(f for f in cls.fields.values() if f.required and f.default == date.today)


def _reads_same(held: Any, value: Any) -> bool:
    """Whether two texts differ by blanks and the kind of their brackets alone."""
    texts = isinstance(held, str) and isinstance(value, str)
    return texts and squeezed(held) == squeezed(value)


def _same_row(
    held: list[Any], used: set[int], draft: RowDraft, values: dict[str, Any], name_field: str
) -> Any:
    """The row of the store that a row of the sheet is: by place, by role, by what it holds."""
    if draft.place is not None:
        return held[draft.place - 1] if draft.place <= len(held) else None
    if draft.nth:
        return held[draft.nth - 1] if draft.nth <= len(held) else None
    free = [row for row in held if id(row) not in used]
    if draft.by:
        free = [row for row in free if getattr(row, draft.by[0]) == draft.by[1]]
    name = values.get(name_field)
    equal = [row for row in free if all(getattr(row, n) == value for n, value in values.items())]
    named = [row for row in free if getattr(row, name_field) == name]
    rest = free if draft.by or name is None else []
    return next(iter(equal or named or rest), None)
