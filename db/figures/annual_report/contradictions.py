"""Numbers that cannot all be true: growth, parts and wholes, a rhythm beside its count."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

from db.figures.annual_report.findings import Finding, Level
from db.figures.annual_report.lexicon import lexicon
from db.figures.annual_report.numbers import Number, Roughness
from db.figures.annual_report.said import Said, sentences
from db.figures.words import said_percent

_THAN_LAST = r"(?:(?:较|比|同比|与)(?:上年|上一年|去年|\d{4}年)(?:度|同期)?(?:相比)?|同比|净)"
_MORE = re.compile(rf"{_THAN_LAST}(?:增加|增长|新增|增|多|上升)了?$|净增(?:加)?$|新增$")
_FEWER = re.compile(rf"{_THAN_LAST}(?:减少|下降|减|少)了?$")
_RATE = re.compile(r"增长率|增幅|增长|上升|提高|下降率|降幅|下降|减少")
_NO_RATE = re.compile(r"化解率|响应率|上岗率|满意率|办[结复]率|完成率|合格率|覆盖率|整改率")
_FROM = re.compile(r"[由从](?:上年|去年)?(?:的)?$")
_TO = re.compile(r"(?:增加|增长|上升|提高|扩大|减少|下降)?[到至]$")
_PER = re.compile(r"(?:至少|不少于|定期|召开|开展|组织|举办|进行|各)?$")
_TOTAL = re.compile(r"全年|共|累计|年内|总")
_IN_ALL = re.compile(
    r"(?:全年|以上|总)?(?:一?共|共计|合计|总计|累计)(?:开展|召开|组织|举办|举行)?$"
)
_MANY_TIMES = re.compile(r"[各每]|分别")
Finder = Iterator[Finding]


def contradictions(numbers: Sequence[Said]) -> Finder:
    """All of them, in the order of the text."""
    for one in sentences(numbers):
        yield from _growth(one)
        yield from _parts(one)
        yield from _of_which(one)
        yield from _in_all(one)
        yield from _rhythm(one)
        yield from _of_nothing(one)
    yield from _said_twice(numbers)


def _growth(sentence: Sequence[Said]) -> Finder:
    """112, +58 and 109 %: the rate must be that of the difference over what was there before."""
    for place, one in enumerate(sentence):
        if one.number.unit == "%":
            continue
        sign = (
            1 if _MORE.search(one.number.before) else -1 if _FEWER.search(one.number.before) else 0
        )
        rate = next((s for s in sentence[place + 1 :] if _is_growth_rate(s.number)), None)
        start, now = _span(sentence, place)
        if start is not None and now is not None:
            yield from _judged(start, now - start, now, rate)
        elif sign and rate is not None:
            now = _stock(sentence, place)
            if now is not None:
                more = one.number.value * sign
                yield from _judged(now - more, more, now, rate)


def _is_growth_rate(number: Number) -> bool:
    said = f"{number.label}{number.before}"
    return number.unit == "%" and bool(_RATE.search(said)) and not _NO_RATE.search(said)


def _stock(sentence: Sequence[Said], place: int) -> Decimal | None:
    """The nearest number before, of the same kind."""
    family = lexicon().family
    unit = family(sentence[place].number.unit)
    for one in reversed(sentence[:place]):
        if family(one.number.unit) == unit and one.number.roughness is Roughness.EXACT:
            return one.number.value
    return None


def _span(sentence: Sequence[Said], place: int) -> tuple[Decimal | None, Decimal | None]:
    """What a number grew from and to: 由54人增加到112人."""
    one = sentence[place].number
    after = sentence[place + 1].number if place + 1 < len(sentence) else None
    if after is None or not _FROM.search(one.before) or not _TO.search(after.before):
        return None, None
    return one.value, after.value


def _judged(base: Decimal, more: Decimal, now: Decimal, rate: Said | None) -> Finder:
    if rate is None:
        return
    number = rate.number
    unit = f"{now:f} 与上年比相差 {abs(more):f}，上年是 {base:f}"
    if base <= 0:
        yield Finding("growth", f"{unit}，算不出{number.words}的增长率", Level.ERROR, rate.key)
        return
    exact = abs(more) * 100 / base
    if exact.quantize(Decimal(1).scaleb(-number.digits), ROUND_HALF_UP) != number.value:
        right = said_percent(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))
        word = f"{unit}，增长率应为 {right}，写的是 {number.words}"
        yield Finding("growth", word, Level.ERROR, rate.key)


def _parts(sentence: Sequence[Said]) -> Finder:
    """代办 cannot be more than 办理."""
    for part_words, whole_words in lexicon().part_words:
        for part in sentence:
            if not part_words.search(part.number.before):
                continue
            for whole in sentence:
                before = _place_in(whole.number) < _place_in(part.number)
                if before and whole_words.search(whole.number.before):
                    yield from _too_many(part, whole)


def _too_many(part: Said, whole: Said) -> Finder:
    family = lexicon().family
    one, other = part.number, whole.number
    same = family(one.unit) == family(other.unit) != "%"
    if same and one.value > other.value and other.roughness is Roughness.EXACT:
        word = f"“{one.before}{one.words}”多于“{other.before}{other.words}”，部分大于总数"
        yield Finding("part", word, Level.ERROR, part.key)


def _of_which(sentence: Sequence[Said]) -> Finder:
    """What stands behind 其中 is no more than what stands before it, singly and together."""
    text = sentence[0].number.sentence
    place = text.find("其中")
    if place < 0:
        return
    family = lexicon().family
    before = [s for s in sentence if _place_in(s.number) < place]
    parts = [s for s in sentence if _place_in(s.number) > place]
    whole = next((s for s in reversed(before) if s.number.unit != "%"), None)
    if whole is None:
        return
    unit = family(whole.number.unit)
    alike = [s for s in parts if family(s.number.unit) == unit]
    for part in alike:
        yield from _too_many(part, whole)
    total = sum((s.number.value for s in alike), Decimal(0))
    fits = all(s.number.value <= whole.number.value for s in alike)
    if fits and len(alike) > 1 and total > whole.number.value:
        word = f"“其中”各项合计 {total:f}，多于 {whole.number.words}；有重复计算的请写明"
        yield Finding("part", word, Level.DOUBT, alike[0].key)


def _in_all(sentence: Sequence[Said]) -> Finder:
    """共7次 with nothing named is what was counted right before it, or those together."""
    if _MANY_TIMES.search(sentence[0].number.sentence):
        return
    family = lexicon().family
    for place, one in enumerate(sentence):
        before = [
            s.number for s in sentence[:place] if family(s.number.unit) == family(one.number.unit)
        ]
        if not before or one.number.unit == "%" or not _IN_ALL.fullmatch(one.number.before):
            continue
        sums = accumulate(number.value for number in reversed(before))
        if not any(map(one.number.agrees, sums)) and not _agree(before[-1], one.number):
            told = "、".join(number.words for number in before)
            word = f"“{one.number.clause}”与同一句里的 {told} 对不上，既不相等，也不是合计"
            yield Finding("part", word, Level.DOUBT, one.key)


def _place_in(number: Number) -> int:
    """Where a number stands in its sentence."""
    return number.sentence.find(f"{number.before}{number.words}") + len(number.before)


def _rhythm(sentence: Sequence[Said]) -> Finder:
    """每月 beside 4次 a year, 每季度 beside 3次."""
    text = sentence[0].number.sentence
    times = [one for one in sentence if lexicon().family(one.number.unit) == "次"]
    for words, yearly in lexicon().rhythm:
        for found in words.finditer(text):
            beside = [one for one in times if _beside(text, found, one)]
            per = _each_time(text, found, beside)
            each = per.number.value if per is not None else Decimal(1)
            yield from (
                _too_few(found.group(), each * yearly, one, sure=per is not None)
                for one in beside
                if one is not per and one.number.value < each * yearly
            )


def _too_few(rhythm: str, expected: Decimal, one: Said, *, sure: bool) -> Finding:
    word = f"写了“{rhythm}”，一年应有 {expected:f} 次左右，写的是 {one.number.words}"
    certain = sure or one.code or _TOTAL.search(one.number.before)
    return Finding("rhythm", word, Level.ERROR if certain else Level.DOUBT, one.key)


def _each_time(text: str, found: re.Match[str], beside: Sequence[Said]) -> Said | None:
    """The number that says how often each time: 每月4次; 每月开会1次，全年12次."""
    typed = [one for one in beside if not one.code]  # a figure is the whole year's
    for one in typed:
        if _directly(text, found.end(), one):
            return one
    if len(beside) > 1 and _TOTAL.search(beside[-1].number.before):
        return next((one for one in typed if one is not beside[-1]), None)
    return None


def _directly(text: str, end: int, one: Said) -> bool:
    """Whether a number is what each month has: 每月4次, 每季度至少1次."""
    place = _place_in(one.number)
    return end <= place and place - end <= 4 and bool(_PER.fullmatch(text[end:place]))


def _beside(text: str, found: re.Match[str], one: Said) -> bool:
    """Whether a number is counted beside the rhythm: in its clause, or as the whole of the next."""
    place = _place_in(one.number)
    if place < found.start():
        return not re.search(r"[,，。;；]", text[place : found.start()])
    between = text[found.end() : place]
    commas = len(re.findall(r"[,，]", between))
    return commas == 0 or (commas == 1 and bool(_TOTAL.search(one.number.before)))


def _of_nothing(sentence: Sequence[Said]) -> Finder:
    """A rate of 100 % beside a count of none."""
    empty = next((s for s in sentence if s.number.unit != "%" and not s.number.value), None)
    full = next((s for s in sentence if s.number.unit == "%" and s.number.value), None)
    if empty is not None and full is not None:
        word = f"“{empty.number.clause}”是零，却写了{full.number.words}：分母为零的率不能写"
        yield Finding("empty", word, Level.ERROR, full.key)


_NAME = re.compile(r"[\"“”‘’'《》]|(?:达到?|有|共有?|为|是|约|近|总数|人数)$")
_USUAL = re.compile(
    r"^(?:全[镇乡县区年]|本[镇乡]|[镇乡]村两级|目前|截至.*?底|现[有已]?|共[有计]?|配备|建有|建立|设有|设立|拥有|办理)+"
)
_OTHER_TIME = re.compile(r"上年|去年|上一年|同期|其中|新增|增加|减少|累计|目标|计划|每")


def _said_twice(numbers: Sequence[Said]) -> Finder:
    """One thing with two numbers."""
    first: dict[tuple[str, str], Said] = {}
    for one in numbers:
        name = _name_of(one.number)
        if len(name) < 4 or _OTHER_TIME.search(one.number.before):
            continue
        mark = (name, lexicon().family(one.number.unit))
        other = first.setdefault(mark, one)
        if other is not one and not _agree(other.number, one.number):
            word = f"“{name}”前面写的是 {other.number.words}，后面写的是 {one.number.words}"
            level = Level.ERROR if one.code and one.code == other.code else Level.DOUBT
            yield Finding("twice", word, level, one.key)


def _name_of(number: Number) -> str:
    """What is counted: the words right before a number, without 达, 共有."""
    name = number.label or number.before
    while True:
        shorter = _NAME.sub("", name)
        if shorter == name:
            return _USUAL.sub("", name)
        name = shorter


def _agree(one: Number, other: Number) -> bool:
    """Whether two numbers can be the same: 300余 and 323."""
    return one.value == other.value or one.agrees(other.value) or other.agrees(one.value)
