"""Where a Chinese text may break into lines, and how each line fills its measure.

Rules after GB/T 15834-2011 section 5.1 (position of punctuation in horizontal text): full stop,
comma and their kind, closing brackets and quotes, connectors and the name dot never begin a line;
opening ones never end one; —— and …… are never torn; the oblique does neither. Beyond it: a number
stays with its unit, a Latin word or number stays whole unless it is wider than half the measure, a
day (2024-06-05) as long as it has room, an ordinal (第四次) too; at most one small closer hangs in
the margin.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CLOSERS = frozenset("、。，．：；？！）］｝】〕〉》」』〗”’·・～－–％‰℃°)]},.:;?!%-~々〻ーㄧ")
OPENERS = frozenset("（［｛【〔〈《「『〖“‘￥¥＄$№§＃#([{")
BOTH = frozenset("/／")
HANGING = frozenset("、。，．：；？！,.:;?!")
PAD = "\0"  # blank of a fill-in space: has a width, is never drawn

_WORD = "0-9A-Za-zÀ-ɏ０-９Ａ-Ｚａ-ｚ"
_UNITS = (
    "万元|亿元|万亿|千元|百元|个月|个工作日|工作日|小时|分钟|周岁|周年|人次|平方米|平方公里|立方米"
    "|公里|公斤|千克|厘米|毫米"
)
_TOKEN = re.compile(
    rf"{PAD}[^{PAD}]*{PAD}|（以下空白）"
    rf"|第?[+±−]?[{_WORD}]+(?:[-.,:'’/@_&=?#+~][{_WORD}]+)*"
    rf"(?:(?<=[0-9０-９])[%％‰℃°]?(?:{_UNITS}|[\u3400-\u9fff]))?"
    rf"|第[〇零一二三四五六七八九十百千]+[次届条款项章节号季期批]"
    r"| +|—+|…+|.",
    re.DOTALL,
)

_DAY = re.compile(r"\d{4}-\d\d-\d\d")

# A line is stretched by at most this share of the size between characters, else left ragged.
STRETCH = 0.3
_NEAR = 0.01  # points; sums of widths are not exact


class Line(NamedTuple):
    """Characters ``start`` to ``end`` of a text as one line.

    ``x`` and ``width`` are points from the measure's left edge and of the ink (without a hanging
    mark); ``gap`` is what stands between two characters.
    """

    start: int
    end: int
    x: float
    width: float
    gap: float


def units(text: str) -> Iterator[tuple[int, int]]:
    """The unbreakable stretches of a text; a newline or spaces are a stretch of their own.

    Spaces behind an opener or before a closer join the two.
    """
    start = end = 0
    glued = True  # the next token belongs to the present unit
    for token in _TOKEN.finditer(text):
        first = text[token.start()]
        joins = glued or first in CLOSERS or first in BOTH
        if first == " ":
            after = text[token.end() : token.end() + 1]
            glued = joins = end > start and (glued or after in CLOSERS or after in BOTH)
        else:
            glued = text[token.end() - 1] in OPENERS or first in BOTH
        if end > start and (first == "\n" or not joins or text[start] in "\n "):
            yield start, end
            start = token.start()
        end = token.end()
    if end > start:
        yield start, end


class Measure(NamedTuple):
    """What lines are set to, all in points.

    ``indent`` is for the first line, ``hanging`` for the others; ``size`` is the type size that
    limits stretching; ``align`` is justify, left, center or right.
    """

    width: float
    size: float
    indent: float = 0.0
    hanging: float = 0.0
    align: str = "justify"
    hang: bool = True


class _Setter:
    """Fills lines greedily with units; one text, once."""

    def __init__(self, text: str, advances: Sequence[float], measure: Measure) -> None:
        self.text, self.measure = text, measure
        self.edge = list(accumulate(advances, initial=0.0))
        self.lines: list[Line] = []
        self.start = self.end = 0  # the line being filled
        self.fresh = True  # nothing in it yet
        self.left = measure.indent

    def fits(self, start: int, end: int) -> bool:
        return self.edge[end] - self.edge[start] <= self.measure.width - self.left + _NEAR

    def set(self) -> list[Line]:
        for start, end in units(self.text):
            char = self.text[start]
            if char == "\n":
                self.close(last=True)
                self.start = self.end = end  # behind the newline
            elif char == " " == self.text[end - 1]:
                self.space(end)
            else:
                self.unit(start, end)
        if not self.fresh or not self.lines:
            self.close(last=True)
        return self.lines

    def space(self, end: int) -> None:
        """A space at the beginning of a turned line, or beyond its end, is dropped."""
        if self.fresh and self.lines:
            self.start = self.end = end
        elif self.fits(self.start, end):
            self.end, self.fresh = end, False
        else:
            self.close()
            self.start = self.end = end

    def unit(self, start: int, end: int) -> None:
        if self.fits(self.start, end):
            self.end, self.fresh = end, False
            return
        hangs = self.measure.hang and self.text[end - 1] in HANGING
        if hangs and end - 1 > self.start and self.fits(self.start, end - 1):
            self.end, self.fresh = end, False
            self.close(hung=True)
            self.start = self.end = end
            return
        wide, room = self.edge[end] - self.edge[start], self.measure.width - self.measure.hanging
        if wide > (room if _DAY.match(self.text, start) else room / 2):
            self.torn(start, end)
            return
        self.close()
        self.start = start
        self.end, self.fresh = end, False

    def torn(self, start: int, end: int) -> None:
        """A unit wider than half the measure: break it inside, where it hurts least."""
        while not self.fits(self.start, end):
            cut = self.cut(start, end)
            if cut <= start and not self.fresh:
                self.close()
                self.start = self.end = start
                continue
            self.end, self.fresh = max(cut, start + 1), False
            self.close()
            self.start = self.end = start = max(cut, start + 1)
            if start >= end:
                return
        self.end, self.fresh = end, False

    def cut(self, start: int, end: int) -> int:
        """The last tolerable place to break a long unit on this line; ``start`` if none is."""
        last = start
        while last < end and self.fits(self.start, last + 1):
            last += 1
        text = self.text
        tolerable = [
            at
            for at in range(start + 1, min(last, end - 1) + 1)
            if text[at] not in CLOSERS and text[at] not in BOTH and text[at - 1] not in OPENERS
        ]
        behind = [at for at in tolerable if text[at - 1] in "-/.,:@_&=?#"]
        few = 4 if not self.fresh else 1  # do not leave two digits at a line's end
        for choice in (behind, tolerable):
            if choice and choice[-1] - start >= min(few, end - start - 1):
                return choice[-1]
        return last if self.fresh else start

    def close(self, *, last: bool = False, hung: bool = False) -> None:
        """End the present line; ``last`` lines of a paragraph are not stretched."""
        start, end = self.start, self.end
        while not hung and end > start and self.text[end - 1] == " ":
            end -= 1
        ink = end - hung
        width = self.edge[ink] - self.edge[start]
        slack = self.measure.width - self.left - width
        align, gap, x = self.measure.align, 0.0, self.left
        if align == "right":
            x += slack
        elif align == "center":
            x += slack / 2
        elif align == "justify" and not last and ink - start > 1:
            even = slack / (ink - start - 1)
            gap = even if even <= STRETCH * self.measure.size else 0.0
        self.lines.append(Line(start, end, x, width + gap * max(ink - start - 1, 0), gap))
        self.start = self.end
        self.fresh = True
        self.left = self.measure.hanging


def set_lines(text: str, advances: Sequence[float], measure: Measure) -> list[Line]:
    """Break a text into lines.

    Args:
        text: what is to be set; ``PAD`` marks blanks, newline a forced break.
        advances: the width of each character in points (zero for a newline).
        measure: the lines' width, indents and alignment.

    Returns:
        At least one line; together they hold every character but newlines and the spaces at which
        a line was turned.
    """
    return _Setter(text, advances, measure).set()
