"""The test page of a printer: what it cuts at each edge, how far it shifts, whether it scales."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from desktop.documents import fonts
from desktop.documents.boxes import MM
from desktop.documents.fonts import Face

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH, HEIGHT = 210.0, 297.0
"""The sheet in mm."""
FRAMES = (5, 10, 15)
"""Millimetres from the edges; the middle one is bold and is measured."""
_STEPS = range(16)
_STEP = 5.0  # mm along the edge


def printer_sheet(printer: str, right: float, down: float) -> bytes:
    """One A4 page to be printed with the correction as it is set now.

    Args:
        printer: its name.
        right: the present correction in mm, which the page repeats in its sums.
        down: the same.
    """
    out = BytesIO()
    font = fonts.registered(Face.HEI)
    canvas = Canvas(
        out, pagesize=(WIDTH * MM, HEIGHT * MM), invariant=1, initialFontName=font, lang="zh-CN"
    )
    canvas.setTitle("打印机测试页")
    canvas.scale(MM, MM)  # millimetres from here on
    for inset in FRAMES:
        canvas.setLineWidth(0.6 if inset == FRAMES[1] else 0.15)
        canvas.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)
        canvas.setFont(font, 2.6)
        canvas.drawString(inset + 1, HEIGHT - inset - 3.2, f"{inset} 毫米")
    _stairs(canvas, font)
    _scales(canvas, font)
    canvas.setFont(font, 7)
    canvas.drawCentredString(WIDTH / 2, 245, "打印机测试页")
    canvas.setFont(font, 4)
    for place, line in enumerate(_words(printer, right, down)):
        canvas.drawString(34, 232 - 7.5 * place, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _words(printer: str, right: float, down: float) -> Iterator[str]:
    name = "".join(char for char in printer if not fonts.missing(char, Face.HEI)).strip()
    yield f"打印机：{name}"
    yield f"本页印出时的校正：向右 {right:g} 毫米，向下 {down:g} 毫米"
    yield ""
    yield "一、看四边的阶梯：印得出来的最小数字，就是这台打印机在那一边"
    yield "　　切掉的毫米数。"
    yield "二、用尺量：纸的左边到粗框左线为 A，纸的上边到粗框上线为 B。"
    yield "　　A、B 都应是 10 毫米。"
    yield "三、不是 10 毫米的，在“打印机校正”里这样填："
    yield f"　　　向右 =（{right:g}）+ 10 － A　　向下 =（{down:g}）+ 10 － B"
    yield "　　例如 A 量得 12 毫米，向右比现在少 2 毫米。"
    yield "四、量下面的横线和竖线：不是 100 毫米的，请在打印机驱动里"
    yield "　　关掉“缩放”“适合纸张”一类的选项。"


def _stairs(canvas: Canvas, font: str) -> None:
    """Steps 0 to 15 mm from each edge, each with its number where every printer prints."""
    canvas.setFont(font, 3)
    canvas.setLineWidth(0.25)
    for step in _STEPS:
        up = 30 + step * _STEP
        across = 62 + step * _STEP
        for x, label in ((step, 17.5), (WIDTH - step, WIDTH - 20.5)):
            canvas.line(x, up, x, up + _STEP)
            canvas.drawString(label, up + 1.4, str(step))
        for y, label in ((step, 17.5), (HEIGHT - step, HEIGHT - 20)):
            canvas.line(across, y, across + _STEP, y)
            canvas.drawCentredString(across + _STEP / 2, label, str(step))


def _scales(canvas: Canvas, font: str) -> None:
    """A line of 100 mm each way, with its millimetres."""
    canvas.setFont(font, 3)
    left, foot = 55.0, 38.0
    for at in range(101):
        tick = 4 if at % 10 == 0 else 2.6 if at % 5 == 0 else 1.6
        canvas.setLineWidth(0.2 if at % 10 == 0 else 0.1)
        canvas.line(left + at, foot, left + at, foot + tick)
        canvas.line(left, foot + at, left + tick, foot + at)
        if at and at % 10 == 0:
            canvas.drawCentredString(left + at, foot - 3.5, str(at))
            canvas.drawRightString(left - 1.5, foot + at - 1, str(at))
    canvas.setLineWidth(0.25)
    canvas.line(left, foot, left + 100, foot)
    canvas.line(left, foot, left, foot + 100)
    canvas.drawString(left + 8, foot + 8, "横、竖各 100 毫米")
