"""Bars with their numbers, drawn once: for the page, the screen and black-and-white printers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import Color, black, white

from desktop.documents.fonts import Face, known, registered, runs, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DARK, PALE = Color(0.25, 0.25, 0.25), white
"""This period and last year: filled and hollow, so that no colour has to be told apart."""
_SIZE = 8.5
_LABEL_MOST = 150.0
_BAR, _SPACE = 11.0, 5.0
_HEAD, _FOOT = 20.0, 16.0


class Series(NamedTuple):
    """One kind of bar: what it is called, and a number for each label; None where there is none."""

    name: str
    numbers: Sequence[int | None]


def words(x: float, y: float, text: str, *, anchor: str = "start") -> Iterator[String]:
    """A line of text in our fonts, also of characters that only a further file has.

    Raises:
        MissingGlyph: a character that no font has.
    """
    face, whole = Face.HEI, width(text, Face.HEI, _SIZE)
    x -= whole * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    for font, piece in runs(text, face):
        yield String(x, y, piece, fontName=known(font), fontSize=_SIZE)
        x += width(piece, face, _SIZE)


def upright(labels: Sequence[str], series: Sequence[Series], wide: float, high: float) -> Drawing:
    """Bars side by side above each label: the months of a year, with those of the year before."""
    drawing = _sheet(wide, high)
    room, floor = high - _HEAD - _FOOT - _SIZE * 1.5, _FOOT
    most = _most(series)
    step = wide / max(len(labels), 1)
    bar = min(step * 0.8 / len(series), 26.0)
    _legend(drawing, series, high)
    for place, label in enumerate(labels):
        middle = step * (place + 0.5)
        _add(drawing, words(middle, 4, label, anchor="middle"))
        for number, one in enumerate(series):
            value = one.numbers[place]
            if value is None:
                continue
            x = middle + (number - len(series) / 2) * bar
            height = max(room * value / most, 0.0)
            drawing.add(_bar(x, floor, bar, height, now=one is series[-1]))
            _add(drawing, words(x + bar / 2, floor + height + 2.5, f"{value:,}", anchor="middle"))
    drawing.add(Line(0, floor, wide, floor, strokeWidth=0.6, strokeColor=black))
    return drawing


def lying(labels: Sequence[str], series: Sequence[Series], wide: float) -> Drawing:
    """Bars one below the other behind their labels: types, villages; as high as it needs."""
    row = _BAR * len(series) + _SPACE
    high = _HEAD * (len(series) > 1) + row * max(len(labels), 1) + 4
    drawing = _sheet(wide, high)
    if len(series) > 1:
        _legend(drawing, series, high)
    longest = max((width(label, Face.HEI, _SIZE) for label in labels), default=0.0)
    left = min(longest, _LABEL_MOST) + 8
    room, most = wide - left - 40, _most(series)
    top = high - _HEAD * (len(series) > 1)
    for place, label in enumerate(labels):
        foot = top - row * (place + 1) + _SPACE / 2
        middle = foot + (row - _SPACE) / 2 - _SIZE * 0.36
        _add(drawing, words(left - 5, middle, _short(label), anchor="end"))
        for number, one in enumerate(series):
            value = one.numbers[place]
            y = foot + _BAR * (len(series) - 1 - number)
            length = room * max(value or 0, 0) / most
            drawing.add(_bar(left, y + 1, length, _BAR - 2, now=one is series[-1]))
            said = "—" if value is None else f"{value:,}"
            _add(drawing, words(left + length + 4, y + _BAR / 2 - _SIZE * 0.36, said))
    drawing.add(Line(left, 0, left, top, strokeWidth=0.6, strokeColor=black))
    return drawing


def _sheet(wide: float, high: float) -> Drawing:
    """Without a first font ReportLab takes one that is not embedded, against PDF/A."""
    return Drawing(wide, high, initialFontName=registered(Face.HEI))


def _bar(x: float, y: float, wide: float, high: float, *, now: bool) -> Rect:
    """This period is filled."""
    fill = DARK if now else PALE
    return Rect(x, y, wide, high, fillColor=fill, strokeColor=black, strokeWidth=0.6)


def _legend(drawing: Drawing, series: Sequence[Series], high: float) -> None:
    x, y = 0.0, high - 12
    for one in series:
        drawing.add(_bar(x, y, 14, 8, now=one is series[-1]))
        _add(drawing, words(x + 18, y + 0.6, one.name))
        x += 34 + width(one.name, Face.HEI, _SIZE)


def _most(series: Sequence[Series]) -> int:
    return max((number or 0 for one in series for number in one.numbers), default=0) or 1


def _short(label: str) -> str:
    """Cut with an ellipsis where it would push the bars away."""
    if width(label, Face.HEI, _SIZE) <= _LABEL_MOST:
        return label
    while label and width(f"{label}…", Face.HEI, _SIZE) > _LABEL_MOST:
        label = label[:-1]
    return f"{label}…"


def _add(drawing: Drawing, shapes: Iterator[String]) -> None:
    for shape in shapes:
        drawing.add(shape)
