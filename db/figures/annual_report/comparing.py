"""Lines the numbers of another text up with ours: equal, different, only there, only here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from db.figures.annual_report.composed import Composed
from db.figures.annual_report.lexicon import lexicon
from db.figures.annual_report.likeness import Likeness
from db.figures.annual_report.numbers import Number
from db.figures.annual_report.said import said_in, said_in_text
from db.figures.asking import Value


class Verdict(Enum):
    """How a number of the other text stands to ours."""

    EQUAL = "一致"
    DIFFERS = "不一致"
    ONLY_THEIRS = "只在对照文本"
    ONLY_OURS = "只在本报告"


@dataclass(frozen=True)
class Line:
    """Two numbers that say the same thing, or one that stands alone.

    Attributes:
        theirs: as written there; ``clause`` the words around it.
        ours: as printed; ``code`` of the figure, ``name`` of it in words; ``exact`` its value.
    """

    verdict: Verdict
    theirs: str = ""
    clause: str = ""
    ours: str = ""
    code: str = ""
    name: str = ""
    exact: str = ""


@dataclass(frozen=True)
class _Ours:
    """A number of ours: its words, its true value, the words around it."""

    words: str
    value: Decimal
    unit: str
    context: str
    sentence: str
    heading: str
    code: str = ""
    name: str = ""
    printed: bool = True


_TELLING = 100
"""From here on the same exact number of the same unit is no chance."""
_LEAST, _LEAST_UNPRINTED, _AGAIN = 0.3, 0.5, 0.45
_LOOSE = (
    frozenset("次件个项份张本"),
    frozenset(("人", "人次", "户")),
    frozenset(("家次", "个", "户")),
)


def compare(
    composed: Composed, text: str, others: Callable[[], Mapping[str, Value]] | None = None
) -> list[Line]:
    """The numbers of a text beside those of our report, in the order of the text.

    Args:
        composed: our report with its figures.
        text: the other, as read from a file.
        others: gives figures that our report does not print, by code; asked only for a number
            that the report does not explain.
    """
    theirs = [one.number for one in said_in_text(text)]
    ours = _ours(composed)
    alike = Likeness(one.context for one in ours)
    found = _matched(theirs, ours, alike, _LEAST)
    found |= _repeated(theirs, found, ours, alike)
    left = [place for place in range(len(theirs)) if place not in found]
    if left and others is not None:
        spare = _unprinted(composed, others())
        among = Likeness(one.context for one in (*ours, *spare))
        more = _matched([theirs[place] for place in left], spare, among, _LEAST_UNPRINTED)
        found |= {left[place]: one for place, one in more.items()}
    used = {id(one) for one in found.values()}
    lines = [
        _line(number, found[place]) if place in found else _alone(number)
        for place, number in enumerate(theirs)
        if place in found or not number.soft
    ]
    return lines + [_missing(one) for one in ours if id(one) not in used]


def differences(lines: Iterable[Line]) -> list[Line]:
    """Where both say something else."""
    return [one for one in lines if one.verdict is Verdict.DIFFERS]


def _ours(composed: Composed) -> list[_Ours]:
    found = []
    for one in said_in(composed.blocks):
        number, value = one.number, composed.figures.get(one.code)
        found.append(
            _Ours(
                words=number.words,
                value=number.value if value is None else exact(value, number.value),
                unit=number.unit,
                context=_context(number) + ("" if value is None else value.figure.name),
                sentence=number.sentence,
                heading=number.heading,
                code=one.code,
                name="" if value is None else value.figure.name,
            )
        )
    return found


def exact(value: Value, otherwise: Decimal = Decimal(0)) -> Decimal:
    """A figure's true number in the unit of reports: yuan for money."""
    if value.number is None:
        return otherwise
    scale = 100 if value.figure.unit.endswith("元") and value.figure.scale != 1 else 1
    return Decimal(value.number) / scale


def _unprinted(composed: Composed, others: Mapping[str, Value]) -> list[_Ours]:
    return [
        _Ours(
            words=value.words,
            value=exact(value),
            unit="%" if value.figure.measure.in_percent else value.figure.unit,
            context=value.figure.name + value.figure.cls.title,
            sentence=value.figure.name,
            heading=value.figure.cls.title,
            code=code,
            name=value.figure.name,
            printed=False,
        )
        for code, value in others.items()
        if code not in composed.figures and value.kept and value.number
    ]


def _context(number: Number) -> str:
    """The clause around a number, by which it is recognized."""
    return number.label or f"{number.before}　{number.after}"


def _matched(
    theirs: Sequence[Number], ours: Sequence[_Ours], alike: Likeness, least: float
) -> dict[int, _Ours]:
    """The best pairs first, each number once."""
    scored = sorted(
        (
            (score, -place, -other)
            for place, number in enumerate(theirs)
            for other, one in enumerate(ours)
            if (score := _score(number, one, alike, least)) is not None
        ),
        reverse=True,
    )
    found: dict[int, _Ours] = {}
    taken: set[int] = set()
    for _, place, other in scored:
        if -place not in found and -other not in taken:
            found[-place] = ours[-other]
            taken.add(-other)
    return found


def _score(number: Number, one: _Ours, alike: Likeness, least: float) -> float | None:
    """How well two numbers fit; None where they cannot mean the same."""
    penalty = _strangeness(number.unit, one.unit)
    agrees = number.agrees(one.value)
    if penalty is None or (number.former and not agrees):
        return None
    clause = alike.of(_context(number), one.context)
    sentence = alike.of(number.sentence, one.sentence)
    likeness = max(clause, 0.7 * clause + 0.3 * sentence)
    telling = one.printed and number.unit != "%" and number.value == one.value >= _TELLING
    if not telling and likeness < least - (0.1 if agrees else 0):
        return None
    heading = alike.of(number.heading, one.heading)
    return likeness + 0.1 * heading + (0.35 if agrees else 0) - penalty


def _strangeness(one: str, other: str) -> float | None:
    """What unlike units cost; None for those that never mean the same."""
    family = lexicon().family
    first, second = family(one), family(other)
    if first == second:
        return 0.0
    if "%" in (one, other):
        return None
    if not one or not other or any({first, second} <= loose for loose in _LOOSE):
        return 0.25
    return None


def _repeated(
    theirs: Sequence[Number], found: Mapping[int, _Ours], ours: Sequence[_Ours], alike: Likeness
) -> dict[int, _Ours]:
    """Numbers that say again what was said before."""
    again: dict[int, _Ours] = {}
    for place, number in enumerate(theirs):
        if place in found:
            continue
        fitting = [
            (score, other)
            for other, one in enumerate(ours)
            if number.agrees(one.value)
            and (score := _score(number, one, alike, _AGAIN)) is not None
        ]
        if fitting:
            again[place] = ours[max(fitting)[1]]
    return again


def _line(number: Number, one: _Ours) -> Line:
    verdict = Verdict.EQUAL if number.agrees(one.value) else Verdict.DIFFERS
    return Line(
        verdict,
        number.words,
        _clause(number),
        one.words,
        one.code,
        one.name,
        f"{one.value:f}" if one.code else "",
    )


def _alone(number: Number) -> Line:
    return Line(Verdict.ONLY_THEIRS, number.words, _clause(number))


def _missing(one: _Ours) -> Line:
    value = f"{one.value:f}" if one.code else ""
    return Line(Verdict.ONLY_OURS, "", "", one.words, one.code, one.name, value)


def _clause(number: Number) -> str:
    return f"{number.label}…{number.words}" if number.label else number.clause


def counted(lines: Iterable[Line]) -> Iterator[tuple[Verdict, int]]:
    """How many lines there are of each verdict."""
    known = list(lines)
    for verdict in Verdict:
        yield verdict, sum(one.verdict is verdict for one in known)
