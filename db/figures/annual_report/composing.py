"""Composes a report: statements with their figures become numbered headings and paragraphs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from db.figures.annual_report.composed import Block, Composed, LeftOut, Place, Run
from db.figures.annual_report.condition import holds
from db.figures.annual_report.facts import Facts
from db.figures.annual_report.numbering import numbered
from db.figures.annual_report.plain import tidied
from db.figures.annual_report.template import (
    ADDED,
    DROPPED,
    REWRITTEN,
    OwnText,
    Statement,
    Template,
)
from db.figures.annual_report.typed import marked
from db.figures.annual_report.wording import EXACT, NUMBER, ROW, Optional, Part, Slot, parts_of
from db.figures.words import said
from db.store.trouble import Trouble


def set_out(template: Template, texts: Sequence[OwnText], facts: Facts) -> Composed:
    """The report of a year from its facts, without its letterhead.

    Args:
        template: its headings and statements.
        texts: the office's own words in place of statements, behind them, or to leave them out.
        facts: all that its sentences ask for.
    """
    made = _Setter(template, texts, facts)
    blocks = numbered(made.blocks(), {one.key for one in template.statements if one.required})
    used = dict.fromkeys(run.code for block in blocks for run in block.runs if run.code)
    title = "".join(run.text for run in made.runs(template.title, "title") or ())
    return Composed(
        year=facts.year,
        title=title,
        blocks=blocks,
        figures={code: facts.values[code] for code in used if code in facts.values},
        left_out=tuple(made.left_out),
    )


@dataclass(frozen=True)
class _Silent(Exception):  # noqa: N818 - no error: the words have nothing to say
    """A figure of these words has nothing to say."""

    reason: str


class _Setter:
    def __init__(self, template: Template, texts: Sequence[OwnText], facts: Facts) -> None:
        self._template, self._facts = template, facts
        self._own = {one.key: one for one in texts if one.way in (REWRITTEN, DROPPED)}
        self._added: dict[str, list[OwnText]] = {}
        for one in texts:
            if one.way == ADDED:
                self._added.setdefault(one.key, []).append(one)
        self.left_out: list[LeftOut] = []

    def blocks(self) -> Iterator[Block]:
        """Headings and paragraphs, empty headings among them, not yet numbered."""
        open_: list[Run] = []
        for one in self._template.statements:
            for block in self._said(one):
                again = one.paragraph or one.each or block.place is not Place.PARAGRAPH
                if open_ and (again or block.key == ""):
                    yield _paragraph(open_)
                    open_ = []
                if block.place is Place.PARAGRAPH and not one.each:
                    open_ += block.runs
                else:
                    yield block
        if open_:
            yield _paragraph(open_)

    def _said(self, one: Statement) -> Iterator[Block]:
        own = self._own.get(one.key)
        if own is not None and own.way == DROPPED:
            self.left_out.append(LeftOut(one.key, "本所选择不写"))
        elif one.each:
            yield from self._repeated(one)
        else:
            runs = self._chosen(one, own)
            if runs:
                yield from _lines(runs, one)
        for more in self._added.get(one.key, ()):
            runs = self._printed(more.text, one.key)
            if runs:
                yield from _lines(runs, replace(one, level=0))

    def _chosen(self, one: Statement, own: OwnText | None) -> tuple[Run, ...] | None:
        """The office's words, else the template's if they hold, else what stands in their place."""
        if own is not None:
            return self._printed(own.text, one.key)
        try:
            if holds(one.when, self._facts.numbers):
                return self.runs(one.text, one.key)
            reason = "条件不成立"
        except _Silent as silent:
            reason = silent.reason
        except Trouble as trouble:
            reason = trouble.sentence
        if one.otherwise:
            return self._printed(one.otherwise, one.key)
        self.left_out.append(LeftOut(one.key, reason))
        return None

    def _printed(self, text: str, key: str) -> tuple[Run, ...] | None:
        try:
            return self.runs(text, key)
        except _Silent as silent:
            self.left_out.append(LeftOut(key, silent.reason))
            return None

    def _repeated(self, one: Statement) -> Iterator[Block]:
        rows = self._facts.rows.get(one.each, ())
        if not rows:
            self.left_out.append(LeftOut(one.key, "没有登记"))
        for row in rows:
            heading = self._of_row(one.heading, one.key, row)
            body = self._of_row(one.text, one.key, row)
            if heading and one.level:
                yield _heading(one, heading, run_in=one.run_in and bool(body))
            if body:
                yield Block(Place.PARAGRAPH, body, key=one.key)

    def _of_row(self, text: str, key: str, row: Mapping[str, str]) -> tuple[Run, ...]:
        try:
            return self.runs(text, key, row)
        except _Silent:
            return ()

    def runs(self, text: str, key: str, row: Mapping[str, str] | None = None) -> tuple[Run, ...]:
        """A text with its figures; typed numbers are marked.

        Raises:
            _Silent: one of its figures has nothing to say.
        """
        return marked([replace(run, key=key) for run in self._parts(parts_of(text), row or {})])

    def _parts(self, parts: Sequence[Part], row: Mapping[str, str]) -> list[Run]:
        found: list[Run] = []
        for part in parts:
            if isinstance(part, str):
                found.append(Run(tidied(part)))
            elif isinstance(part, Slot):
                found.append(self._slot(part, row))
            elif isinstance(part, Optional):
                try:
                    found += self._parts(part.parts, row)
                except _Silent:
                    continue
        return found

    def _slot(self, slot: Slot, row: Mapping[str, str]) -> Run:
        facts = self._facts
        if slot.year is not None:
            return Run(str(facts.year + slot.year), said=True)
        if slot.name.startswith(ROW):
            words = row.get(slot.name.removeprefix(ROW), "")
            if not words:
                raise _Silent("没有填写")
            return Run(tidied(words))
        if not slot.is_figure:
            words = facts.words.get(slot.name, "")
            return Run(words or f"【本所资料里没有填写{_ASKED[slot.name]}】", said=bool(words))
        found = facts.values.get(slot.name)
        if found is None:
            return Run(f"【{facts.unknown.get(slot.name, f'没有指标“{slot.name}”')}】")
        if not found.printed:
            raise _Silent(f"{found.figure.name}没有数字")
        return Run(_figure(found, slot.form), slot.name)


_ASKED = {
    "town": "所在乡镇",
    "district": "所属市县区",
    "office": "单位名称",
    "head": "负责人",
    "title": "标题",
}


def _figure(found: Any, form: str) -> str:
    """A figure in one of its forms."""
    figure = found.figure
    plain = figure.measure.in_percent or figure.scale != 1
    if form not in (EXACT, NUMBER) or (plain and form == EXACT):
        return str(found.words)
    if plain:
        return str(found.words).removesuffix("%").removesuffix(figure.unit)
    return said(int(found.number), "" if form == NUMBER else figure.unit)


def _paragraph(runs: Sequence[Run]) -> Block:
    return Block(Place.PARAGRAPH, tuple(runs), key=runs[0].key)


def _lines(runs: tuple[Run, ...], one: Statement) -> Iterator[Block]:
    """A statement as blocks: the office's own words may hold several paragraphs."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        pieces = run.text.split("\n")
        lines[-1].append(replace(run, text=pieces[0]))
        lines += [[replace(run, text=piece)] for piece in pieces[1:]]
    shown = [tuple(run for run in line if run.text) for line in lines]
    for place, line in enumerate(line for line in shown if line):
        if one.level and not place:
            yield _heading(one, line, run_in=one.run_in)
        else:
            yield Block(Place.PARAGRAPH, line, key="" if place else one.key)


def _heading(one: Statement, runs: tuple[Run, ...], *, run_in: bool) -> Block:
    """A heading; one that is run in ends with a full stop."""
    if run_in and not runs[-1].text.endswith("。"):
        runs = (*runs, Run("。", key=one.key, said=True))
    return Block(one.place, runs, key=one.key, run_in=run_in)
