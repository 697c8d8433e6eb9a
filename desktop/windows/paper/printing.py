"""Printing through the system's printers: the very pages of the preview, page after page."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from db.store.progress import Progress
from db.store.trouble import Trouble
from desktop.windows.paper import printers
from desktop.windows.paper.pdf_pages import page_count, page_image
from desktop.windows.paper.printers import Setup
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import say

_SLACK = 1.01  # a page so little larger than the sheet is printed at its own size
_RANGE = re.compile(r"(\d+)(?:[-–—~至](\d+))?")


@dataclass(frozen=True)
class Job:
    """What is printed at once.

    Attributes:
        parts: of each paper in it, how many pages it has and how many copies are wanted.
        done: told in the worker, once all of it is with the printer: where it went, and how many
            copies of each paper.
        save: what is offered where there is no printer.
    """

    name: str
    pdf: bytes
    parts: tuple[tuple[int, int], ...]
    done: Callable[[str, list[int]], None] | None = None
    save: Callable[[], None] | None = None

    @property
    def pages(self) -> int:
        """Of all papers, one copy each."""
        return sum(pages for pages, _ in self.parts)


def print_pdf(parent: QWidget, pdf: bytes, name: str) -> None:
    """Print a file that is no form of ours: a scan, a photo."""
    try:
        pages = page_count(pdf)
    except Trouble as trouble:
        say(parent, trouble.sentence, "problem")
    else:
        print_job(parent, Job(name, pdf, ((pages, 1),)))


def print_job(parent: QWidget, job: Job, after: Callable[[], None] | None = None) -> None:
    """Ask for printer, copies and pages, then print behind the window; ``after`` once printed."""
    from desktop.windows.paper.ask_printer import AskPrinter

    if not printers.installed():
        sentence = "没有找到打印机：请先在系统里添加打印机，或存为 PDF 拿到别处打印"
        say(parent, sentence, "problem", ("存为 PDF", job.save) if job.save else None)
        return
    asked = AskPrinter(job, parent)
    if asked.exec() != QDialog.DialogCode.Accepted:
        return
    printer, order, setup, copies = asked.printer, asked.order, asked.setup, asked.copies
    name = printer.printerName()

    def work(progress: Progress) -> None:
        put(printer, job.pdf, order, setup, progress)
        if job.done:
            job.done(name, copies)

    def told(_none: None) -> None:
        say(parent, f"已交给打印机：{job.name}")
        if after:
            after()

    tasks.run(parent, f"正在打印{job.name}", work, told)


def copies_of(parts: Sequence[tuple[int, int]], copies: int) -> list[int]:
    """Copies of each paper; 0 gives each what it wants itself."""
    return [copies or own for _, own in parts]


def order_of(
    parts: Sequence[tuple[int, int]], copies: int, chosen: set[int] | None, *, duplex: bool
) -> list[int | None]:
    """The sides in the order of printing, pages from 0, None for a side that stays empty.

    So many whole sets; with 0 copies each paper as often as it wants itself. In duplex every paper,
    and every copy of it, begins a new sheet.

    Args:
        parts: see ``Job``.
        copies: of the job.
        chosen: pages from 0, None for all.
        duplex: whether both sides of a sheet are used.
    """
    runs: list[list[int]] = []
    first = 0
    for pages, own in parts:
        run = [n for n in range(first, first + pages) if chosen is None or n in chosen]
        runs += [run] * (1 if copies else own)
        first += pages
    order: list[int | None] = []
    for run in runs * max(copies, 1):
        if run and duplex and len(order) % 2:
            order.append(None)
        order += run
    return order


def pages_in(text: str, pages: int) -> set[int] | None:
    """The pages of ``1-3, 5``, from 0; None for all.

    Raises:
        Trouble: it cannot be read, or names no page there is.
    """
    words = [word for word in re.split(r"[,，、;；\s]+", text) if word]
    if not words or words == ["全部"]:
        return None
    chosen: set[int] = set()
    for word in words:
        match = _RANGE.fullmatch(word)
        if not match:
            raise Trouble(f"页码“{word}”看不懂，请写成 1-3,5", wrong_input=True)
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= pages:
            raise Trouble(f"页码“{word}”不对：这份文书共 {pages} 页", wrong_input=True)
        chosen |= set(range(first - 1, last))
    return chosen


def put(
    printer: QPrinter,
    pdf: bytes,
    order: Iterable[int | None],
    setup: Setup,
    progress: Progress,
) -> None:
    """Draw the sides one after another; never more than one page is held.

    Raises:
        Trouble: the printer does not answer.
        Cancelled: through ``progress``.
    """
    sides = list(order)
    painter = QPainter()
    if not painter.begin(printer):
        raise Trouble("打印机没有响应，请检查电源、纸张和连接后再试")
    try:
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for place, page in enumerate(sides):
            progress(place, len(sides))
            if place:
                _turn_over(printer)
            if page is not None:
                image = _upright(printer, page_image(pdf, page, printer.resolution()))
                painter.drawImage(_placed(printer, image, setup), image)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()


def _turn_over(printer: QPrinter) -> None:
    if not printer.newPage():
        raise Trouble("打印机中途没有响应，请检查纸张和连接；已经印出的请核对")


def _upright(printer: QPrinter, image: QImage) -> QImage:
    """A lying page is turned for a standing sheet, whatever the driver would do with it."""
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
    if (image.width() > image.height()) == (sheet.width() > sheet.height()):
        return image
    return image.transformed(QTransform().rotate(90))


def _placed(printer: QPrinter, image: QImage, setup: Setup) -> QRectF:
    """Where a page stands: A4 in its own size, others as large as fits; then the correction."""
    room = printer.paperRect(QPrinter.Unit.DevicePixel)
    if setup.shrink:
        edges, unit = printer.pageLayout().minimumMargins(), printer.resolution() / 72
        room.adjust(
            edges.left() * unit, edges.top() * unit, -edges.right() * unit, -edges.bottom() * unit
        )
    size = min(room.width() / image.width(), room.height() / image.height())
    if not setup.shrink and 1 / _SLACK <= size <= _SLACK:
        size = 1.0
    width, height = image.width() * size, image.height() * size
    dots = printer.resolution() / 25.4
    left = room.x() + (room.width() - width) / 2 + setup.right * dots
    top = room.y() + (room.height() - height) / 2 + setup.down * dots
    return QRectF(left, top, width, height)
