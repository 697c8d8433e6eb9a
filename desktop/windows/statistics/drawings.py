"""The charts on the screen: the very drawings of the paper, as PDFium draws them.

ReportLab's SVG names fonts as they are called inside a PDF; Qt does not know those names and takes
other fonts, so that labels run into the bars. Through PDFium the drawing is what is printed, in our
fonts, as sharp as the screen; it takes some 10 ms for each. What is black on paper is ink here and
what is white the ground it stands on: ``worn`` gives a picture the colours of the window.
"""

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from desktop.windows.parts import look, tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from db.figures.period import Period
    from db.store.database import Database
    from db.store.progress import Progress

_WIDE, _POINTS = 460, 0.75
"""Width of a chart in device-independent pixels, of which one is 3/4 point."""


class Drawn(NamedTuple):
    """A chart: its title, and its picture or what is said instead."""

    title: str
    picture: QImage | None
    said: str


def draw(
    parent: QWidget, database: "Database", period: "Period", told: "Callable[[list[Drawn]], None]"
) -> None:
    """Draw the charts of a period behind the window."""
    ratio = parent.devicePixelRatioF()

    def work(progress: "Progress") -> list[Drawn]:
        with database.read() as session:
            return drawn(session, period, ratio, progress)

    tasks.run(parent, "正在画图", work, told)


def drawn(
    session: "Session", period: "Period", ratio: float, progress: "Progress"
) -> "list[Drawn]":
    """The charts of a period; for the worker.

    Args:
        session: for looking.
        period: what was counted.
        ratio: dots of the screen to a device-independent pixel.
        progress: told of each; may cancel.

    Raises:
        Cancelled: through ``progress``.
    """
    from desktop.documents.statistics.charts import charts

    found = []
    for number, chart in enumerate(charts(session, period, _WIDE * _POINTS)):
        progress(number, 4)
        picture = None if chart.drawing is None else _image(chart.drawing, ratio)
        found.append(Drawn(chart.title, picture, chart.said))
    return found


def _image(drawing: object, ratio: float) -> QImage:
    from reportlab.graphics import renderPDF

    from desktop.windows.paper.pdf_pages import page_image

    target = BytesIO()
    renderPDF.drawToFile(drawing, target, showBoundary=0)
    image = page_image(target.getvalue(), 0, 72 / _POINTS * ratio)
    image.setDevicePixelRatio(ratio)
    return image


def worn(picture: QImage) -> QImage:
    """A drawing in greys, from the ink of the window for black to its surface for white."""
    ink, ground = QColor(look.current().ink), QColor(look.current().surface)
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    grey.reinterpretAsFormat(QImage.Format.Format_Indexed8)
    grey.setColorTable([_between(ink, ground, light / 255).rgb() for light in range(256)])
    return grey


def _between(ink: QColor, ground: QColor, light: float) -> QColor:
    tones = (QColor.redF, QColor.greenF, QColor.blueF)
    return QColor.fromRgbF(*(tone(ink) + (tone(ground) - tone(ink)) * light for tone in tones))


class Drawings(QScrollArea):
    """The charts side by side as far as there is room, else one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: list[QLabel] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.show_charts([])

    def show_charts(self, found: "Sequence[Drawn]") -> None:
        """Show these; none while they are being drawn."""
        page = look.mark(QWidget(), "surface")
        grid = QGridLayout(page)
        grid.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP_WIDE)
        grid.setHorizontalSpacing(look.GAP_LARGE)
        grid.setVerticalSpacing(4)
        self.labels = []
        across = max((self.viewport().width() - look.GAP_WIDE) // (_WIDE + look.GAP_LARGE), 1)
        for number, one in enumerate(found):
            row, column = 2 * (number // across), number % across
            grid.addWidget(look.mark(QLabel(one.title), "strong"), row, column)
            label = QLabel(one.said)
            if one.picture is not None:
                label.setPixmap(QPixmap.fromImage(worn(one.picture)))
                label.setAccessibleName(one.title)
            self.labels.append(label)
            top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            grid.addWidget(label, row + 1, column, top)
        if not found:
            grid.addWidget(look.mark(QLabel("正在画图…"), "quiet"), 0, 0)
        grid.setColumnStretch(across, 1)
        grid.setRowStretch(2 * len(found) + 1, 1)
        self.setWidget(page)
