"""The numbers in a Chinese text: value, unit, how exact, and the words around them.

300余家次, 近60条, 2万余人次, 两次, 百分之九十八, 办复率、满意率均达100%. Dates, document numbers,
the numbers of headings and fixed names (三项制度) are no numbers of a report.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from db.figures.annual_report.lexicon import lexicon
from db.figures.annual_report.plain import normal

_UNITS = sorted(lexicon().units, key=len, reverse=True)
_UNIT = "|".join(_UNITS)
_DIGIT = "零〇一二两三四五六七八九"
_VALUES = {**{sign: value for value, sign in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_CHINESE = rf"[{_DIGIT}十百千]+"
_NUMBER = re.compile(
    rf"(?P<before>近|约|超过|超|逾|不足|不少于)?"
    rf"(?:百分之(?P<hundredth>{_CHINESE}|\d+(?:\.\d+)?)"
    rf"|(?P<arabic>\d+(?:\.\d+)?)(?P<scale>[百千]?[万亿]|[百千])?(?P<over>余|多)?(?P<after>万|亿)?"
    rf"(?:(?P<percent>%)|(?P<unit>{_UNIT}))?(?P<up>以上)?"
    rf"|(?P<chinese>{_CHINESE})(?P<cscale>[万亿])?(?P<cover>余|多)?(?P<cafter>万)?"
    rf"(?P<cunit>{_UNIT})(?P<cup>以上)?)"
)
_SKIPPED = re.compile(
    r"(?:19|20)\d{2}年(?:度)?(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}[日号])?"
    r"|[〔\[(](?:19|20)\d{2}[〕\])]\d*号?|第?\d+号|第[\d零一二两三四五六七八九十百]+[\u4e00-\u9fff]"
    r"|(?<!\d)\d{1,2}[.·]\d{1,2}(?=[\"”'’]|国家宪法日|全国|消防)"
    r"|(?<!\d)1[123]\d{3}(?=热线|电话|平台|公共)|\d{11,18}[Xx]?"
)
_CHAPTER = "一二三四五六七八九十"
_HEAD = re.compile(rf"^\s*(?:\d{{1,2}}[.、．](?!\d)|[(（][{_CHAPTER}\d]+[)）]|[{_CHAPTER}]+、)")
_CLAUSE = re.compile(r"[,，。;；:：!！?？()（）\n]")
_SENTENCE = re.compile(r"[。;；!！?？\n]")
_SHARED = re.compile(r"([^,，。;；:：]*?)(?:均|都|分别)(?:达到?|为|是)?$")


class Roughness(Enum):
    """How exact a number is said."""

    EXACT = ""
    OVER = "余"
    NEAR = "近"
    AT_LEAST = "以上"
    ABOUT = "约"


@dataclass(frozen=True)
class Number:
    """A number in a text.

    Attributes:
        value: 20000 for 2万余.
        unit: 件, 人次; % for rates; blank where none was said.
        words: as they stand in the text.
        start, end: where, in the text as ``normal`` gives it.
        before, after: the clause around it, without other numbers' clauses.
        heading: under which it stands.
        label: of several that share one number (办复率、满意率均达100%), its own.
        soft: a Chinese numeral that may be a word and no count: 一支.
        digits: behind its point. ``grain``: its last digit: 1000 of 2.1万.
    """

    value: Decimal
    unit: str
    words: str
    start: int
    end: int
    before: str = ""
    after: str = ""
    heading: str = ""
    label: str = ""
    sentence: str = ""
    roughness: Roughness = Roughness.EXACT
    soft: bool = False
    digits: int = 0
    grain: Decimal = Decimal(1)

    @property
    def former(self) -> bool:
        """Whether it says what was before: 由54人增加到112人."""
        return self.before.endswith(("由", "从"))

    @property
    def clause(self) -> str:
        """The words around it, itself included."""
        return f"{self.before}{self.words}{self.after}"

    def agrees(self, exact: Decimal | int) -> bool:
        """Whether it says a true value, as roughly as it is worded."""
        value = Decimal(exact)
        step = _step(self.value)
        match self.roughness:
            case Roughness.OVER:
                return self.value < value < self.value + step
            case Roughness.AT_LEAST:
                return self.value <= value < self.value + step
            case Roughness.NEAR:
                return self.value - step < value < self.value
            case Roughness.ABOUT:
                return abs(value - self.value) * 10 <= self.value
        rounded = (value / self.grain).quantize(Decimal(1), ROUND_HALF_UP) * self.grain
        return rounded == self.value


def _step(value: Decimal) -> Decimal:
    """What is round for a number: 100 for 300, 10 for 50, 10000 for 20000."""
    plain = value.normalize()
    return Decimal(1).scaleb(
        plain.adjusted() if len(plain.as_tuple().digits) == 1 else _tail(plain)
    )


def _tail(plain: Decimal) -> int:
    """The place of the last digit that is not 0."""
    exponent = plain.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def numbers_in(text: str) -> list[Number]:
    """Every number of a text, in order; places are those in ``normal(text)``."""
    plain = normal(text)
    found: list[Number] = []
    heading, place = "", 0
    for line in plain.split("\n"):
        if _is_heading(line):
            heading = line
        start = place
        head = _HEAD.match(line)
        free = _skipping(line, head.end() if head else 0)
        for match in _NUMBER.finditer(line):
            if free(match.start(), match.end()):
                one = _number(match, line, start)
                if one is not None:
                    found += _shares(replace(one, heading=heading))
        place += len(line) + 1
    return found


def _is_heading(line: str) -> bool:
    return bool(_HEAD.match(line)) and len(line) < 40 and not line.rstrip().endswith(("。", ";"))


def _skipping(line: str, head: int) -> Callable[[int, int], bool]:
    """Whether a span is free of dates, document numbers and fixed names."""
    named = (*_SKIPPED.finditer(line), *lexicon().names.finditer(line))
    taken = [(0, head), *(found.span() for found in named)]

    def free(start: int, end: int) -> bool:
        return not any(start < last and first < end for first, last in taken)

    return free


def _number(match: re.Match[str], line: str, offset: int) -> Number | None:
    part = match.groupdict()
    chinese = part["chinese"]
    if part["hundredth"]:
        raw, scale, unit = part["hundredth"], "", "%"
    elif chinese:
        raw = chinese
        scale = (part["cscale"] or "") + (part["cafter"] or "")
        unit = part["cunit"]
    else:
        raw = part["arabic"]
        scale = (part["scale"] or "") + (part["after"] or "")
        unit = "%" if part["percent"] else part["unit"] or ""
    value = _read(raw)
    if value is None:
        return None
    digits = len(raw.partition(".")[2])
    grain = Decimal(1).scaleb(-digits)
    for sign in scale:
        factor = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[sign]
        value, grain, digits = value * factor, grain * factor, 0
    if unit in ("万元", "亿元"):
        factor = 10_000 if unit == "万元" else 100_000_000
        value, grain, unit, digits = value * factor, grain * factor, "元", 0
    clause = _around(_CLAUSE, line, match.start(), match.end())
    sentence = _around(_SENTENCE, line, match.start(), match.end())
    return Number(
        value=value,
        unit=unit,
        words=match.group(),
        start=offset + match.start(),
        end=offset + match.end(),
        before=line[clause[0] : match.start()],
        after=line[match.end() : clause[1]],
        sentence=line[sentence[0] : sentence[1]],
        roughness=_roughness(part),
        soft=bool(chinese) and value <= 1,
        digits=digits,
        grain=grain,
    )


def _roughness(part: dict[str, str | None]) -> Roughness:
    if part["over"] or part["cover"] or part["before"] in ("超", "超过", "逾"):
        return Roughness.OVER
    if part["up"] or part["cup"] or part["before"] == "不少于":
        return Roughness.AT_LEAST
    if part["before"] in ("近", "不足"):
        return Roughness.NEAR
    return Roughness.ABOUT if part["before"] == "约" else Roughness.EXACT


def _read(raw: str) -> Decimal | None:
    """158, 107.4, 两, 三十二, 一百; None for signs that are no number: 十百."""
    if raw[0].isdigit():
        return Decimal(raw)
    total, digit = 0, None
    for sign in raw:
        if sign in _TENS:
            total += (1 if digit is None else digit) * _TENS[sign]
            digit = None
        elif digit is None or sign == "零" or digit == 0:
            digit = _VALUES[sign]
        else:
            return None  # 二三十: some
    return Decimal(total + (digit or 0))


def _around(mark: re.Pattern[str], line: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause or sentence of a span begins and ends."""
    before = [found.end() for found in mark.finditer(line, 0, start)]
    after = mark.search(line, end)
    return (before[-1] if before else 0, after.start() if after else len(line))


def _shares(one: Number) -> Iterator[Number]:
    """Itself, or one for each of the names that share it."""
    shared = _SHARED.match(one.before)
    names = [name for name in shared.group(1).split("、") if name] if shared else []
    if one.unit == "%":  # 代表建议、委员提案办复率、满意率均达: two rates
        names = [name for name in names if name.endswith(("率", "度", "比"))]
    if len(names) > 1:
        yield from (replace(one, label=name, before=name) for name in names)
    else:
        yield one
