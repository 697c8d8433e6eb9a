"""Printing through the system's printers: the very pages of the preview, 300 dots an inch."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from db.store.progress import Progress
from db.store.trouble import Trouble
from desktop.windows import tasks
from desktop.windows.notices import say
from desktop.windows.pdf_pages import PRINTER, page_count, page_image


def print_pdf(parent: QWidget, pdf: bytes, name: str, copies: int = 1) -> None:
    """Ask for the printer and print behind the window.

    Args:
        parent: the window that asks.
        pdf: what is printed; a photo or scan will do.
        name: the job's name.
        copies: how many the dialog offers; an agreement needs one for each party and one more.
    """
    if not QPrinterInfo.availablePrinterNames():
        say(parent, "没有找到打印机：请先在系统里添加打印机，或用“另存为”拿到别处打印", "problem")
        return
    printer = new_printer(name)
    printer.setCopyCount(copies)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        tasks.run(
            parent,
            f"正在打印{name}",
            lambda progress: put(printer, pdf, progress),
            lambda _none: say(parent, f"已交给打印机：{name}"),
        )


def new_printer(name: str) -> QPrinter:
    """A4, the whole sheet."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINTER)
    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    return printer


def put(printer: QPrinter, pdf: bytes, progress: Progress) -> None:
    """Draw the pages that people chose.

    Raises:
        Trouble: the printer does not answer.
        Cancelled: through ``progress``.
    """
    pages = page_count(pdf)
    first = max(printer.fromPage(), 1) - 1
    last = min(printer.toPage() or pages, pages)
    painter = QPainter()
    if not painter.begin(printer):
        raise Trouble("打印机没有响应，请检查电源、纸张和连接后再试")
    try:
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for page in range(first, last):
            progress(page - first, last - first)
            if page > first:
                printer.newPage()
            image = page_image(pdf, page, printer.resolution())
            painter.drawImage(_fitted(printer, image), image)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()


def _fitted(printer: QPrinter, image: QImage) -> QRectF:
    """Where a page stands on the sheet: as large as fits, in its own proportions."""
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
    part = min(sheet.width() / image.width(), sheet.height() / image.height())
    width, height = image.width() * part, image.height() * part
    return QRectF((sheet.width() - width) / 2, (sheet.height() - height) / 2, width, height)
