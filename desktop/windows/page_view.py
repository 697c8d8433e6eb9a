"""The pages of a PDF under one another, with thumbnails beside them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap, QResizeEvent
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

from db.store.progress import Progress
from desktop.windows import look, tasks
from desktop.windows.pdf_pages import page_count, page_image

_DPI = 150
_THUMB = 96


class PageView(QWidget):
    """Shows a PDF; ``factor`` 1 fits the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.images: list[QImage] = []
        self.factor = 1.0
        self._labels: list[QLabel] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._thumbs = QListWidget()
        self._thumbs.setAccessibleName("页")
        self._thumbs.setFixedWidth(_THUMB + 56)
        self._thumbs.setIconSize(QSize(_THUMB, _THUMB * 2))
        self._thumbs.currentRowChanged.connect(self._turn)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sheet = QWidget()
        self._rows = QVBoxLayout(self._sheet)
        self._rows.setSpacing(look.GAP_WIDE)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(self._sheet)
        row.addWidget(self._thumbs)
        row.addWidget(self._area, 1)

    def show_pdf(self, pdf: bytes) -> None:
        """Draw the pages behind the window, then show them."""

        def draw(progress: Progress) -> list[QImage]:
            pages = page_count(pdf)
            images = []
            for page in range(pages):
                progress(page, pages)
                images.append(page_image(pdf, page, _DPI))
            return images

        tasks.run(self, "正在显示文书", draw, self._show)

    def zoom(self, by: float) -> None:
        """Larger or smaller."""
        self.factor = min(max(self.factor * by, 0.3), 4.0)
        self._fit()

    def fit_width(self) -> None:
        """As wide as the window."""
        self.factor = 1.0
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, images: list[QImage]) -> None:
        self.images = images
        self._thumbs.clear()
        for label in self._labels:
            self._rows.removeWidget(label)
            label.deleteLater()
        self._labels = []
        for number, image in enumerate(images, start=1):
            smooth = Qt.TransformationMode.SmoothTransformation
            picture = QPixmap.fromImage(image.scaledToWidth(_THUMB, smooth))
            self._thumbs.addItem(QListWidgetItem(QIcon(picture), str(number)))
            label = QLabel()
            label.setAccessibleName(f"第 {number} 页")
            look.mark(label, "paper")
            self._rows.addWidget(label)
            self._labels.append(label)
        self._thumbs.setVisible(len(images) > 1)
        self._fit()

    def _fit(self) -> None:
        width = int((self._area.viewport().width() - 2 * look.GAP_LARGE) * self.factor)
        if width < 50:
            return
        ratio = self.devicePixelRatioF()
        smooth = Qt.TransformationMode.SmoothTransformation
        for label, image in zip(self._labels, self.images, strict=True):
            picture = QPixmap.fromImage(image.scaledToWidth(int(width * ratio), smooth))
            picture.setDevicePixelRatio(ratio)
            label.setPixmap(picture)

    def _turn(self, row: int) -> None:
        if 0 <= row < len(self._labels):
            self._area.verticalScrollBar().setValue(self._labels[row].y() - look.GAP)
