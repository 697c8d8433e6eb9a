"""The preview of many pages: only what is in sight is drawn, whole pages, zoom, broken files."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from db.store.trouble import Trouble
from desktop.windows.paper.page_view import _KEPT, PageView
from desktop.windows.paper.pdf_pages import page_count, page_image, page_sizes


def pdf_of(pages: int, size: tuple[float, float] = (595.0, 842.0)) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    for page in range(pages):
        canvas.rect(72, 72 + page, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def view(qtbot):
    made = PageView()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def shown(qtbot, view: PageView, pdf: bytes) -> None:
    with qtbot.waitSignal(view.drawn, timeout=10_000):
        view.show_pdf(pdf)


def test_of_many_pages_only_those_in_sight_are_drawn(qtbot, view):
    shown(qtbot, view, pdf_of(60))
    qtbot.waitUntil(lambda: not view._no_thumb, timeout=20_000)
    assert len(view.sheets) == 60
    assert set(view.pictures) == {0, 1}
    turned = []
    view.turned.connect(lambda page, pages: turned.append((page, pages)))
    for row in range(60):
        view._thumbs.setCurrentRow(row)
        qtbot.waitUntil(lambda r=row: r in view.pictures, timeout=10_000)
    assert turned[-1] == (60, 60)
    assert len(view.pictures) <= _KEPT
    assert view.sheets[0].pixmap().isNull()
    assert not view.sheets[59].pixmap().isNull()


def test_pictures_are_as_sharp_as_the_screen(qtbot, view):
    shown(qtbot, view, pdf_of(1))
    ratio = view.devicePixelRatioF()
    wide = view.sheets[0].width() - 2
    assert view.pictures[0].width() == pytest.approx(wide * ratio, abs=1)
    with qtbot.waitSignal(view.drawn, timeout=10_000):
        view.zoom(2)
    assert view.sheets[0].width() - 2 == pytest.approx(2 * wide, abs=1)
    assert view.pictures[0].width() == pytest.approx(2 * wide * ratio, abs=2)
    for _ in range(9):
        view.zoom(0.5)
    assert view.factor == 0.2


@pytest.mark.parametrize("size", [(595.0, 842.0), (842.0, 595.0)])
def test_a_whole_page_fits_the_window(qtbot, view, size):
    shown(qtbot, view, pdf_of(2, size))
    view.fit_page()
    port = view._area.viewport()
    for sheet in view.sheets:
        assert sheet.height() <= port.height()
        assert sheet.width() <= port.width()
        assert sheet.width() / sheet.height() == pytest.approx(size[0] / size[1], rel=0.01)
    view.resize(900, 800)
    qtbot.wait(50)
    assert view.whole
    view.fit_width()
    assert view.sheets[0].width() > port.width() * 0.8


def test_the_place_is_kept_when_the_window_grows(qtbot, view):
    shown(qtbot, view, pdf_of(10))
    view._thumbs.setCurrentRow(5)
    qtbot.wait(50)
    view.resize(1000, 500)
    qtbot.wait(100)
    assert view.page in (4, 5, 6)


def test_another_file_takes_the_place(qtbot, view):
    view.show_pdf(pdf_of(9))
    shown(qtbot, view, pdf_of(2))
    qtbot.waitUntil(lambda: len(view.sheets) == 2)
    assert set(view.pictures) <= {0, 1}


@pytest.mark.parametrize("broken", [b"", b"no pdf", b"%PDF-1.7\n%%EOF", pdf_of(2)[:900]])
def test_a_broken_file_is_a_sentence(qtbot, view, broken):
    for question in (page_sizes, page_count, lambda pdf: page_image(pdf, 0)):
        with pytest.raises(Trouble, match="显示不出来"):
            question(broken)
    view.show_pdf(broken)
    qtbot.waitUntil(lambda: bool(view.sheets), timeout=10_000)
    assert "显示不出来" in view.sheets[0].text()
    shown(qtbot, view, pdf_of(1))
    assert len(view.sheets) == 1
