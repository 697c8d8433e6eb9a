"""Printing without a printer: into PDF, looked at again. Order, copies, duplex, correction."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QMainWindow, QPushButton, QVBoxLayout, QWidget
from reportlab.pdfgen.canvas import Canvas

from db.store.progress import Cancelled, unwatched
from db.store.trouble import Trouble
from desktop.documents.printer_sheet import FRAMES, printer_sheet
from desktop.windows.paper import printers
from desktop.windows.paper.ask_printer import AskPrinter
from desktop.windows.paper.pdf_pages import page_count, page_image
from desktop.windows.paper.printer_correction import PrinterCorrection
from desktop.windows.paper.printers import Setup, installed, keep_setup, new_printer, setup_of
from desktop.windows.paper.printing import (
    Job,
    copies_of,
    order_of,
    pages_in,
    print_job,
    print_pdf,
    put,
)
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import Notices, Strip

DPI = 150
NAME = "兄弟 HL-2260/前台, 二楼"


def numbered(pages, size=(595.28, 841.89)):
    """Pages with a black square that is larger on each."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for page in range(1, pages + 1):
        canvas.rect(72, 72, 20 * page, 20 * page, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def printed(tmp_path, pdf, order, setup=None, progress=unwatched):
    printer = new_printer("试印")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(DPI)
    out = tmp_path / "out.pdf"
    printer.setOutputFileName(str(out))
    put(printer, pdf, order, setup or Setup(), progress)
    return out.read_bytes()


def ink(pdf, page):
    """How many dots of a page are black."""
    image = page_image(pdf, page, 36)
    return sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(image.width())
        for y in range(image.height())
    )


def frame_at(pdf):
    """Where the bold frame's left and top lines are, in mm."""
    image = page_image(pdf, 0, 300)
    mm = 300 / 25.4

    def dark(x, y):
        return image.pixelColor(round(x), round(y)).lightness() < 128

    def boldest(is_dark):
        runs = [[]]
        for dot in range(round(4 * mm), round(19 * mm)):
            if is_dark(dot):
                runs[-1].append(dot)
            elif runs[-1]:
                runs.append([])
        run = max(runs, key=len)
        return (run[0] + run[-1] + 1) / 2 / mm

    return boldest(lambda x: dark(x, 150 * mm)), boldest(lambda y: dark(180 * mm, y))


def test_every_page_is_printed_in_order(qapp, tmp_path):
    out = printed(tmp_path, numbered(3), [2, None, 0, 1])
    dots = [ink(out, page) for page in range(page_count(out))]
    assert dots[1] == 0
    assert dots[2] < dots[3] < dots[0]


@pytest.mark.parametrize("shift", [(0.0, 0.0), (2.0, -1.5), (-2.5, 3.0)])
def test_the_correction_shifts_what_is_printed_by_its_millimetres(qapp, tmp_path, shift):
    right, down = shift
    sheet = printer_sheet(NAME, 0, 0)
    assert frame_at(sheet) == pytest.approx((FRAMES[1], FRAMES[1]), abs=0.15)
    out = printed(tmp_path, sheet, [0], Setup(right=right, down=down))
    assert frame_at(out) == pytest.approx((FRAMES[1] + right, FRAMES[1] + down), abs=0.25)


def test_a_lying_page_is_turned_for_a_standing_sheet(qapp, tmp_path):
    out = printed(tmp_path, numbered(1, (841.89, 595.28)), [0])
    image = page_image(out, 0, 36)
    assert image.height() > image.width()
    assert ink(out, 0) == pytest.approx(ink(numbered(1), 0), rel=0.25)


def test_cancelling_stops_between_pages(qapp, tmp_path):
    seen = []

    def stop(done, total):
        seen.append((done, total))
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        printed(tmp_path, numbered(5), range(5), progress=stop)
    assert seen == [(0, 5), (1, 5), (2, 5)]


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_silent_printer_is_a_sentence(qapp, tmp_path):
    printer = new_printer("试印")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "没有" / "这里.pdf"))
    with pytest.raises(Trouble, match="没有响应"):
        put(printer, numbered(1), [0], Setup(), unwatched)


@given(
    parts=st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), min_size=1, max_size=5),
    copies=st.integers(0, 3),
    duplex=st.booleans(),
)
def test_every_copy_is_whole_and_in_duplex_begins_a_sheet(parts, copies, duplex):
    order = order_of(parts, copies, None, duplex=duplex)
    wanted, first = {}, 0
    for (pages, _), number in zip(parts, copies_of(parts, copies), strict=True):
        for page in range(first, first + pages):
            wanted[page] = number
        for place in [at for at, page in enumerate(order) if page == first]:
            assert order[place : place + pages] == list(range(first, first + pages))
            assert not duplex or place % 2 == 0
        first += pages
    assert {page: order.count(page) for page in wanted} == wanted
    assert order[-1] is not None
    assert duplex or None not in order


@pytest.mark.parametrize(
    ("text", "pages"),
    [("", None), ("全部", None), ("2", {1}), ("1-3，5", {0, 1, 2, 4}), ("2至3、1", {0, 1, 2})],
)
def test_a_range_of_pages_is_read(text, pages):
    assert pages_in(text, 5) == pages


@pytest.mark.parametrize("text", ["0", "3-2", "6", "一", "1-", "1--2"])
def test_a_wrong_range_is_a_sentence(text):
    with pytest.raises(Trouble, match="页码"):
        pages_in(text, 5)


@pytest.fixture
def two_printers(monkeypatch, data_folder):
    data_folder.mkdir(exist_ok=True)
    names = ["PDF", NAME]
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: names))
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", staticmethod(lambda: "PDF"))


def test_each_printer_is_remembered_for_itself(two_printers):
    assert installed() == ["PDF", NAME]
    setup = Setup("long", 1.5, -2.0, shrink=True)
    keep_setup(NAME, setup)
    assert setup_of(NAME) == setup
    assert setup_of("PDF") == Setup()
    assert installed() == [NAME, "PDF"]
    assert setup.sentence() == "向右 1.5 毫米，向上 2 毫米，缩到能印的范围内"


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"PDF": 3}', '{"PDF": {"right": "x"}}'])
def test_a_spoilt_memory_is_no_setup(two_printers, kept):
    printers.memory.keep("printer/setups", kept)
    assert setup_of("PDF") == Setup()


@pytest.mark.parametrize(("sides", "mode"), [("long", "LongSide"), ("short", "ShortSide")])
def test_the_printer_is_told_about_duplex(qapp, monkeypatch, sides, mode):
    """A PDF printer forgets it, so the word to the printer is heard on its way."""
    heard = []
    monkeypatch.setattr(QPrinter, "setDuplex", lambda _printer, word: heard.append(word))
    new_printer("试印", "", Setup(sides))
    assert heard == [getattr(QPrinter.DuplexMode, f"Duplex{mode}")]


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    middle = QWidget()
    QVBoxLayout(middle).addWidget(Notices())
    made.setCentralWidget(middle)
    made.show()
    yield made
    tasks.wait()


def test_the_dialog_counts_the_paper_and_gives_the_order(qtbot, two_printers, window):
    job = Job("协议", numbered(4), ((3, 2), (1, 3)))
    asked = AskPrinter(job, window)
    assert asked.number.text() == "各按所需份数"
    assert asked._sheets.text() == "用纸 9 张"
    asked.sides.setCurrentIndex(1)
    assert asked._sheets.text() == "用纸 7 张"
    asked.range.setText("9")
    asked.take()
    assert "共 4 页" in asked._said.text()
    assert asked.result() != QDialog.DialogCode.Accepted
    asked.range.setText("4")
    asked.which.setCurrentText(NAME)
    asked.sides.setCurrentIndex(1)
    asked.take()
    assert (asked.order, asked.copies) == ([3, None, 3, None, 3], [2, 3])
    assert setup_of(NAME) == Setup("long")
    assert installed()[0] == NAME


def test_the_correction_is_kept_and_its_test_page_printed(qtbot, two_printers, monkeypatch, window):
    put_out = []
    monkeypatch.setattr(
        "desktop.windows.paper.printer_correction.put",
        lambda printer, pdf, order, setup, progress: put_out.append((pdf, order, setup)),
    )
    keep_setup(NAME, Setup("long"))
    asked = PrinterCorrection(NAME, window)
    asked.right.setValue(1.5)
    asked.print_sheet()
    qtbot.waitUntil(lambda: bool(put_out))
    pdf, order, setup = put_out[0]
    assert (pdf, order, setup) == (printer_sheet(NAME, 1.5, 0), [0], Setup(right=1.5))
    asked.keep()
    assert setup_of(NAME) == replace(setup, sides="long")


def test_what_is_no_paper_is_a_sentence(two_printers, window):
    print_pdf(window, b"%PDF-1.7 broken", "附件")
    assert "显示不出来" in window.findChildren(Strip)[0].sentence


def test_without_a_printer_a_sentence_offers_the_pdf(qtbot, monkeypatch, window):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    saved = []
    print_job(window, Job("协议", numbered(1), ((1, 1),), save=lambda: saved.append(True)))
    (strip,) = window.findChildren(Strip)
    assert "没有找到打印机" in strip.sentence
    next(one for one in strip.findChildren(QPushButton) if one.text() == "存为 PDF").click()
    assert saved == [True]
