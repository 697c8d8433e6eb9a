"""Pages of a PDF or scan under one another, drawn as they come into sight, thumbnails beside."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.store.trouble import Trouble
from desktop.windows.paper.pdf_pages import page_image, page_sizes
from desktop.windows.parts import look, tasks

_THUMB = 96
_EDGE = 1  # the hairline around a sheet
_FINE = 150  # dots per inch: PDFium draws hairlines too fat below, so it draws larger then
_KEPT = 8
"""Pages whose pictures are kept; an A4 page on a large screen is 10 MB."""
_SMALLEST, _LARGEST = 0.2, 4.0


class PageView(QWidget):
    """Shows a PDF, a photo or a scan; ``factor`` 1 fits the width.

    ``turned`` carries the page in sight, from 1, and how many there are; ``drawn`` a page, from 0,
    that got its picture.
    """

    turned = Signal(int, int)
    drawn = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.factor, self.whole = 1.0, False
        self.sheets: list[QLabel] = []
        self.pictures: dict[int, QImage] = {}
        self._widths: dict[int, int] = {}
        self._pdf = b""
        self._sizes: list[tuple[float, float]] = []
        self._no_thumb: list[int] = []
        self._busy = False
        self._anchor = 0, 0.0  # the page in the middle, and where in it
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._thumbs = QListWidget()
        self._thumbs.setAccessibleName("页")
        self._thumbs.setFixedWidth(_THUMB + 56)
        self._thumbs.setIconSize(QSize(_THUMB, _THUMB * 2))
        self._thumbs.currentRowChanged.connect(self._turn)
        self._area = QScrollArea()
        self._area.setAccessibleName("页面")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.viewport().installEventFilter(self)
        self._area.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._area.verticalScrollBar().rangeChanged.connect(lambda *_: self._back())
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setSpacing(look.GAP_WIDE)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(holder)
        row.addWidget(self._thumbs)
        row.addWidget(self._area, 1)
        self.setFocusProxy(self._area)
        for keys, to in (
            ("Home", lambda: 0),
            ("End", lambda: len(self._sizes) - 1),
            ("PgUp", lambda: self.page - 1),
            ("PgDown", lambda: self.page + 1),
        ):
            self._add_key(keys, to)
        self._soon = QTimer(self)  # after the layout, and once for many steps of the wheel
        self._soon.setSingleShot(True)
        self._soon.setInterval(30)
        self._soon.timeout.connect(self._draw)

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return self._anchor[0]

    def turn_to(self, page: int) -> None:
        """Bring a page into sight, from 0; the first or last one beyond the ends."""
        if self._sizes:
            self._turn(min(max(page, 0), len(self._sizes) - 1))

    def show_pdf(self, pdf: bytes) -> None:
        """Show a PDF or picture from its first page; what cannot be shown leaves a sentence."""
        self._pdf = pdf
        self._show([])
        tasks.run(self, "正在显示文书", lambda _p: page_sizes(pdf), self._show, self._failed)

    def zoom(self, by: float) -> None:
        """Larger or smaller."""
        self.whole = False
        self.factor = min(max(self.factor * by, _SMALLEST), _LARGEST)
        self._fit()

    def fit_width(self) -> None:
        """As wide as the window."""
        self.factor, self.whole = 1.0, False
        self._fit()

    def fit_page(self) -> None:
        """A whole page in the window."""
        self.whole = True
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another width, another size of the pages."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _add_key(self, keys: str, to: Callable[[], int]) -> None:
        """A key that turns to a page; by halves where a page is higher than the window."""

        def turn() -> None:
            bar = self._area.verticalScrollBar()
            step = {"PgUp": -1, "PgDown": 1}.get(keys, 0)
            if step and not self.whole:
                bar.setValue(bar.value() + step * bar.pageStep() * 9 // 10)
            else:
                self.turn_to(to())

        shortcut = QShortcut(QKeySequence(keys), self, turn)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _show(self, sizes: list[tuple[float, float]]) -> None:
        for sheet in self.sheets:
            self._rows.removeWidget(sheet)
            sheet.hide()
            sheet.deleteLater()
        self._sizes, self.sheets = sizes, []
        self.pictures.clear()
        self._widths.clear()
        self._no_thumb = list(range(len(sizes))) if len(sizes) > 1 else []
        self._thumbs.clear()
        for number, (width, height) in enumerate(sizes, start=1):
            blank = QPixmap(_THUMB, round(_THUMB * height / width))
            blank.fill(Qt.GlobalColor.white)
            self._thumbs.addItem(QListWidgetItem(QIcon(_edged(blank)), str(number)))
            sheet = look.mark(QLabel(), "paper")
            sheet.setScaledContents(True)
            sheet.setAccessibleName(f"第 {number} 页")
            self._rows.addWidget(sheet)
            self.sheets.append(sheet)
        self._thumbs.setVisible(len(sizes) > 1)
        self._anchor = 0, -1.0
        self._area.verticalScrollBar().setValue(0)
        self._fit()

    def _failed(self, trouble: Trouble) -> None:
        words = look.mark(QLabel(trouble.sentence), "quiet")
        self._rows.addWidget(words)
        self.sheets, self._sizes = [words], []

    def _fit(self) -> None:
        """Give each sheet its size; its picture stretches until it is drawn anew."""
        for sheet, (wide, high) in zip(self.sheets, self._sizes, strict=False):
            width = self._width(wide, high)
            sheet.setFixedSize(width + 2 * _EDGE, round(width * high / wide) + 2 * _EDGE)
        if self._sizes:
            self.turned.emit(self.page + 1, len(self._sizes))
            self._soon.start()

    def _width(self, wide: float, high: float) -> int:
        """Pixels for a page of that size in points."""
        port = self._area.viewport()
        room = port.width() - 2 * look.GAP_LARGE
        if self.whole:
            return max(min(room, int((port.height() - 2 * look.GAP_WIDE) * wide / high)), 50)
        return max(int(room * self.factor), 50)

    def _back(self) -> None:
        """The sheets have new sizes: the same part of the same page stays in the middle."""
        page, part = self._anchor
        if page < len(self._sizes):
            sheet = self.sheets[page]
            middle = sheet.y() + part * sheet.height()
            self._area.verticalScrollBar().setValue(round(middle) - self._half())

    def _half(self) -> int:
        return self._area.viewport().height() // 2

    def _draw(self) -> None:
        """Have the next missing picture drawn behind the window: sheets in sight, then thumbs."""
        if self._busy or not self._sizes or not self.isVisible():
            return
        ratio, pdf = self.devicePixelRatioF(), self._pdf
        for page in self._wanted():
            width = round((self.sheets[page].width() - 2 * _EDGE) * ratio)
            if self._widths.get(page) != width:
                self._widths[page] = width
                self._ask(pdf, page, width, self._put)
                return
        if self._no_thumb:
            page = self._no_thumb.pop(0)
            self._ask(pdf, page, round(_THUMB * ratio), self._put_thumb)

    def _ask(self, pdf: bytes, page: int, width: int, put: Callable[[int, QImage], None]) -> None:
        dpi = width * 72 / self._sizes[page][0]
        self._busy = True

        def show(image: QImage) -> None:
            self._busy = False
            if pdf is self._pdf:
                put(page, image)
            self._draw()

        def fail(trouble: Trouble) -> None:
            self._busy = False
            if pdf is self._pdf:
                self._failed(trouble)

        tasks.run(self, "正在显示文书", lambda _p: _drawn(pdf, page, dpi, width), show, fail)

    def _put(self, page: int, image: QImage) -> None:
        self.pictures[page] = image
        self.sheets[page].setPixmap(QPixmap.fromImage(image))
        for far in sorted(self.pictures, key=lambda n: abs(n - self.page))[_KEPT:]:
            self.pictures.pop(far)
            self._widths.pop(far)
            self.sheets[far].clear()
        self.drawn.emit(page)

    def _put_thumb(self, page: int, image: QImage) -> None:
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(image.width() / _THUMB)
        self._thumbs.item(page).setIcon(QIcon(_edged(picture)))

    def _wanted(self) -> list[int]:
        """The pages in sight, nearest first, then the one before and the one after."""
        top = self._area.verticalScrollBar().value()
        end = top + self._area.viewport().height()
        seen = [
            n for n, s in enumerate(self.sheets) if s.y() < end and s.y() + s.height() > top
        ] or [self.page]
        around = [n for n in (seen[-1] + 1, seen[0] - 1) if 0 <= n < len(self.sheets)]
        return sorted(seen, key=lambda n: abs(n - self.page)) + around

    def _scrolled(self) -> None:
        if not self._sizes:
            return
        middle = self._area.verticalScrollBar().value() + self._half()
        page = max((n for n, sheet in enumerate(self.sheets) if sheet.y() <= middle), default=0)
        self._anchor = page, (middle - self.sheets[page].y()) / self.sheets[page].height()
        self._thumbs.blockSignals(True)
        self._thumbs.setCurrentRow(page)
        self._thumbs.blockSignals(False)
        self.turned.emit(page + 1, len(self._sizes))
        self._soon.start()

    def _turn(self, row: int) -> None:
        if 0 <= row < len(self._sizes):
            self._area.verticalScrollBar().setValue(self.sheets[row].y() - look.GAP)


def _edged(picture: QPixmap) -> QPixmap:
    """A thumbnail with a hairline: white paper on a white strip has no end."""
    with QPainter(picture) as painter:
        painter.setPen(QColor(look.current().edge))
        size = picture.deviceIndependentSize().toSize()
        painter.drawRect(0, 0, size.width() - 1, size.height() - 1)
    return picture


def _drawn(pdf: bytes, page: int, dpi: float, width: int) -> QImage:
    image = page_image(pdf, page, max(dpi, _FINE))
    if image.width() == width:
        return image
    return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
