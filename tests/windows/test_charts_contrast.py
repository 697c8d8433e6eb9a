"""What charts draw can be told from its ground in every set of colours: bars 3:1, words 4.5:1."""

from collections import Counter
from itertools import pairwise

import pytest
from PySide6.QtGui import QImage

from db.figures.asking import Value
from db.figures.brief import Compared
from db.figures.catalogue import figure
from db.figures.period import Period
from desktop.documents.statistics.drawn import Series, lying, upright
from desktop.windows.home.month_bars import MonthBars
from desktop.windows.parts import look
from desktop.windows.statistics.drawings import _image, worn
from tests.windows.test_shell_look import contrast

GRAPHICS, WORDS = 3.0, 4.5
"""WCAG 2.2, 1.4.11 and 1.4.3."""


@pytest.fixture(params=look.PALETTES)
def colours(qapp, request):
    look.dress(qapp, request.param)
    yield look.current()
    look.dress(qapp)


def painted(image: QImage) -> Counter[str]:
    """How often each colour stands in a picture."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    dots = Counter(memoryview(plain.constBits()).cast("I"))
    return Counter({f"#{dot & 0xFFFFFF:06x}": number for dot, number in dots.items()})


def strongest(image: QImage, ground: str) -> float:
    """The contrast of the colour that stands out most: of words, where the stroke is whole."""
    return max(contrast(colour, ground) for colour in painted(image))


def edges(image: QImage, ground: str, y: int) -> int:
    """Along a line, the lines that are crossed: what stands out, with ground after it."""
    along = [image.pixelColor(x, y).name() for x in range(image.width())]
    clear = [contrast(colour, ground) >= GRAPHICS for colour in along]
    return sum(here and not after for here, after in pairwise(clear))


@pytest.mark.parametrize("draw", [lambda *a: lying(*a, 200), lambda *a: upright(*a, 200, 120)])
def test_the_charts_of_the_statistics_page(qapp, colours, draw):
    drawing = draw(["村", "镇"], [Series("去年", [9, 4]), Series("今年", [7, 8])])
    image = worn(_image(drawing, 2.0))
    (ground, _), (bar, _) = painted(image).most_common(2)
    assert ground == colours.surface.lower()
    assert contrast(bar, ground) >= GRAPHICS
    legend = image.copy(0, 0, image.width(), round(20 * 2 / 0.75))
    assert strongest(legend.copy(legend.width() // 6, 0, 60, legend.height()), ground) >= WORDS


def test_the_months_of_the_first_page_with_hollow_bars_for_the_last_quarter(qtbot, colours):
    months = tuple((Period.month(2024, n), 10) for n in range(1, 7))
    accepted = figure("mediation.accepted")
    now, before = (Value(accepted, Period.quarter(2024, n), 30, ()) for n in (2, 1))
    bars = MonthBars(Compared(now, before, months))
    qtbot.addWidget(bars)
    bars.setStyleSheet(f"background: {colours.ground}")
    bars.resize(bars.sizeHint())
    bars.show()
    image = bars.grab().toImage()
    line = bars.fontMetrics().height()
    words = image.copy(0, image.height() - line, image.width(), line)
    assert strongest(words, colours.ground) >= WORDS
    assert strongest(image.copy(0, 0, image.width(), line + 2), colours.ground) >= WORDS
    middle = image.height() - line - 20
    slot = image.width() // 6
    for place in range(6):
        hollow = place < 3
        bar = image.copy(place * slot, middle, slot, 1)
        assert edges(bar, colours.ground, 0) == (2 if hollow else 1), place
