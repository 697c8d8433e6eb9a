"""Every number of a report with where it stands and which figure it prints."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from db.figures.annual_report.composed import Block, Composed, Place
from db.figures.annual_report.numbers import Number, numbers_in
from db.figures.annual_report.plain import normal


@dataclass(frozen=True)
class Said:
    """A number as it stands in a report.

    Attributes:
        number: what is read there.
        key: of the statement; blank in a foreign text.
        code: of the figure that it prints; blank for a typed one.
        place: which paragraph, counted from 0.
    """

    number: Number
    key: str = ""
    code: str = ""
    place: int = 0


def said_in(blocks: Iterable[Block]) -> list[Said]:
    """The numbers of composed paragraphs, headings' own excepted."""
    found: list[Said] = []
    heading = ""
    for place, block in enumerate(blocks):
        if block.place is not Place.PARAGRAPH:
            heading = block.text
        found += (_with_heading(one, heading) for one in _of(block, place))
    return found


def said_in_text(text: str) -> list[Said]:
    """The numbers of a foreign text."""
    plain = normal(text)
    return [Said(number, place=plain.count("\n", 0, number.start)) for number in numbers_in(text)]


def _with_heading(one: Said, heading: str) -> Said:
    return replace(one, number=replace(one.number, heading=heading))


def _of(block: Block, place: int) -> Iterator[Said]:
    ends, length = [], 0
    for run in block.runs:
        length += len(run.text)
        ends.append(length)
    for number in numbers_in(block.text):
        run = next((run for run, end in zip(block.runs, ends, strict=True) if number.start < end))
        yield Said(number, run.key, run.code, place)


def sentences(numbers: Sequence[Said]) -> Iterator[list[Said]]:
    """The numbers sentence by sentence."""
    current: list[Said] = []
    for one in numbers:
        if current and (current[-1].place, current[-1].number.sentence) != (
            one.place,
            one.number.sentence,
        ):
            yield current
            current = []
        current.append(one)
    if current:
        yield current


def words_of(composed: Composed) -> Iterator[tuple[str, str]]:
    """Each paragraph and heading with its statement's key."""
    for block in composed.everything:
        yield block.key, block.text
