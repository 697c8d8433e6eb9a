"""Several papers before they are printed as one job; what is left out is named, with its reason."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.windows.paper.preview import Preview
from desktop.windows.parts import look, tasks

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.documents.joined import Batch, Skipped

_LINES = 5
"""Lines of the skipped that are seen without scrolling."""


def show_batch(
    parent: QWidget, database: "Database", title: str, work: "Callable[[Progress], Batch]"
) -> None:
    """Make the papers behind the window and show them; Trouble is said in the window."""

    def made(progress: "Progress") -> "tuple[Batch, bytes]":
        batch = work(progress)
        return batch, batch.pdf() if batch.papers else b""

    def show(both: "tuple[Batch, bytes]") -> None:
        window = BatchWindow(parent, database, *both)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.show()

    tasks.run(parent, title, made, show)


class BatchWindow(Preview):
    """The papers in one preview, above it those that are skipped."""

    place = "batch"

    def __init__(self, parent: QWidget, database: "Database", batch: "Batch", pdf: bytes) -> None:
        super().__init__(parent, database, batch.title)
        self.batch = batch
        if batch.skipped:
            self.rows.insertWidget(self.rows.indexOf(self.view), _named(batch.skipped))
        self.say_state(batch.sentence(), "warning" if batch.skipped else "quiet")
        for button in self.acts:
            button.setEnabled(bool(batch.papers))
        if batch.papers:
            self.show_pages(pdf, [(paper.printout, paper.copies) for paper in batch.papers])
        else:
            self._place.setText("没有可以打印的文书")

    def print_it(self) -> None:
        """Nothing is printed where everything was skipped."""
        if self.batch.papers:
            super().print_it()

    def save(self) -> None:
        """Nor saved."""
        if self.batch.papers:
            super().save()


def _named(skipped: "tuple[Skipped, ...]") -> QWidget:
    """A line for each paper that is left out."""
    holder = QWidget()
    lines = QVBoxLayout(holder)
    lines.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
    lines.setSpacing(4)
    for one in skipped:
        label = look.mark(QLabel(one.sentence()), "warning")
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines.addWidget(label)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(holder)
    area.setAccessibleName("略过的文书和原因")
    height = min(len(skipped), _LINES) * look.row_height(area) + 2 * look.GAP
    area.setFixedHeight(height)
    return area
