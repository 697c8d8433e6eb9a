"""Everything that is wrong, doubtful or worth knowing about a composed report."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from sqlalchemy.orm import Session

from db.figures.annual_report.composed import Block, Composed, Place
from db.figures.annual_report.contradictions import contradictions
from db.figures.annual_report.draft import Draft
from db.figures.annual_report.facts import Facts
from db.figures.annual_report.findings import Finding, Level
from db.figures.annual_report.lexicon import lexicon
from db.figures.annual_report.numbering import level_of
from db.figures.annual_report.publishing import named, unfit
from db.figures.annual_report.rows import unpaired
from db.figures.annual_report.said import said_in, words_of
from db.figures.annual_report.template import DROPPED, OwnText, Template

_UNFILLED = re.compile(
    r"【[^】]*】|\{\{|\}\}|\[\[|\]\]|[×＊]{2,}|X{2,}|_{2,}|…{3,}|（\s*）|(?<!\d)0?月0?日"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年)")
_TITLES = re.compile(r"《[^》]*》|〔[^〕]*〕")
_NARRATIVE = 15
"""From how many characters on a sentence kept from last year is worth a word."""


def check(session: Session, draft: Draft) -> list[Finding]:
    """All findings, errors first, each in the order of the report."""
    composed, texts, facts = draft.composed, draft.texts, draft.facts
    words = list(words_of(composed))
    found = [
        *unfinished(composed, draft.template),
        *(Finding("unknown", word, Level.ERROR, code) for code, word in facts.unknown.items()),
        *_years(composed),
        *contradictions(said_in(composed.blocks)),
        *_parts(facts),
        *_empty_rates(draft.template, texts, facts),
        *_astray(draft.template, texts),
        *_silent(composed, texts),
        *_unpaired(session, draft.year),
        *_stale(texts, facts),
        *(_kept(composed, draft.last, texts) if draft.last is not None else ()),
        *_typed(composed.everything),
        *unfit(words),
        *named(session, words),
    ]
    order = list(Level)
    return sorted(dict.fromkeys(found), key=lambda one: order.index(one.level))


def unfinished(composed: Composed, template: Template) -> Iterator[Finding]:
    """Placeholders nobody filled, required parts with nothing in them, a year without data."""
    for key, text in (("title", composed.title), *words_of(composed)):
        for found in _UNFILLED.finditer(text):
            word = f"“{found.group()}”还没有填写"
            yield Finding("unfilled", word, Level.ERROR, key)
    for block in _bare(composed.blocks):
        word = f"“{block.number}{block.text}”下面没有内容"
        yield Finding("empty_section", word, Level.ERROR, block.key)
    if not any(one.printed for one in composed.figures.values()):
        yield Finding("no_data", f"{composed.year}年没有登记数据，一个数字也没有", Level.ERROR)
    missing = {one.key for one in template.statements if one.required and one.level == 1}
    for key in missing - {block.key for block in composed.blocks}:
        statement = template.statement(key)
        title = statement.text if statement else key
        yield Finding("left_out", f"少了必须有的一部分“{title}”", Level.ERROR, key)


def _bare(blocks: Sequence[Block]) -> Iterator[Block]:
    """Headings with neither a paragraph nor a lower heading under them."""
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        level = level_of(block)
        if level and (after is None or 0 < level_of(after) <= level):
            yield block


def _years(composed: Composed) -> Iterator[Finding]:
    year = composed.year
    headings = [(block.key, block.text) for block in composed.blocks if level_of(block)]
    for key, text in (("title", composed.title), *headings):
        for found in _YEAR.findall(text):
            if int(found) not in (year, year if key == "title" else year + 1):
                word = f"标题“{text}”写的是{found}年，报告是{year}年的"
                yield Finding("year", word, Level.ERROR, key)
    for block in composed.blocks:
        if block.place is not Place.PARAGRAPH:
            continue
        for found in _YEAR.findall(_TITLES.sub("", block.text)):
            if not year - 1 <= int(found) <= year + 1:
                word = f"文中写了{found}年，报告是{year}年的，请核对"
                yield Finding("year", word, Level.DOUBT, block.key)


def _parts(facts: Facts) -> Iterator[Finding]:
    """What is part of another figure cannot be more."""
    for part, whole in lexicon().parts:
        one, other = facts.values.get(part), facts.values.get(whole)
        if one is None or other is None or one.number is None or other.number is None:
            continue
        if one.number > other.number:
            word = (
                f"{one.figure.name} {one.number} 多于{other.figure.name} {other.number}，"
                "部分大于总数，请核对登记"
            )
            yield Finding("part", word, Level.ERROR, part)


def _empty_rates(template: Template, texts: Sequence[OwnText], facts: Facts) -> Iterator[Finding]:
    """A rate typed where the figure has none: nothing was there to be counted."""
    for own in texts:
        statement = template.statement(own.key)
        if statement is None or own.way == DROPPED or "%" not in own.text.replace("％", "%"):
            continue
        for code in statement.codes:
            found = facts.values.get(code)
            if found is None or not found.figure.measure.in_percent or found.number is not None:
                continue
            word = f"{found.figure.name}的分母是零，没有率，文字里却写了百分数"
            yield Finding("empty", word, Level.ERROR, own.key)


def _astray(template: Template, texts: Sequence[OwnText]) -> Iterator[Finding]:
    """Own words for a statement that the template does not have."""
    known = [one.key for one in template.statements]
    for own in texts:
        if own.key not in known:
            near = get_close_matches(own.key, known, n=1, cutoff=0.5)
            hint = f"，是不是“{near[0]}”" if near else ""
            word = f"模板里没有“{own.key}”这一句，写的文字没有印出来{hint}"
            yield Finding("astray", word, Level.DOUBT, own.key)


def _unpaired(session: Session, year: int) -> Iterator[Finding]:
    """Every problem has its measure."""
    for heading in unpaired(session, year):
        yield Finding("unpaired", f"问题“{heading}”还没有改进措施", Level.ERROR, "measures.each")


def _silent(composed: Composed, texts: Sequence[OwnText]) -> Iterator[Finding]:
    """The office's own words that are not printed because a figure in them has nothing to say."""
    own = {one.key for one in texts if one.way != DROPPED}
    for left in composed.left_out:
        if left.key in own:
            word = f"本所写的这一句没有印出来：{left.reason}"
            yield Finding("left_out", word, Level.DOUBT, left.key)


def _stale(texts: Sequence[OwnText], facts: Facts) -> Iterator[Finding]:
    """Words that were written when a figure had another value."""
    for own in texts:
        for code, then in own.figures_then:
            found = facts.values.get(code)
            if found is not None and found.words != then:
                was = f"{found.figure.name}为 {then} 时写的，现在是 {found.words}"
                word = f"这一句是{was}，请核对文字"
                yield Finding("stale", word, Level.DOUBT, own.key)


def _kept(composed: Composed, last: Composed, texts: Sequence[OwnText]) -> Iterator[Finding]:
    """Own words that stood in last year's report already."""
    own = {one.key for one in texts}
    before = {sentence for _, text in words_of(last) for sentence in _sentences(text)}
    for block in composed.blocks:
        repeated = not any(run.code for run in block.runs)
        for sentence in _sentences(block.text):
            mine = any(run.key in own and sentence in run.text for run in block.runs)
            if sentence in before and (mine or (repeated and block.key.endswith(".each"))):
                word = f"与上一年度报告一字不差：“{sentence[:20]}…”"
                yield Finding("kept", word, Level.DOUBT, block.key)


def _sentences(text: str) -> Iterator[str]:
    return (one for one in re.split(r"(?<=[。；])", text) if len(one) >= _NARRATIVE)


def _typed(blocks: Iterable[Block]) -> Iterator[Finding]:
    """Every number that was typed and comes from no figure."""
    for block in blocks:
        for run in block.runs:
            if run.typed:
                word = f"“{run.text}”是手打的数字，不是登记里统计的：{_near(block.text, run.text)}"
                yield Finding("typed", word, Level.NOTE, run.key or block.key)


def _near(text: str, words: str) -> str:
    place = text.find(words)
    return text[max(place - 10, 0) : place + len(words) + 8]
