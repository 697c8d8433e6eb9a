"""A composed report as DOCX with the same styles, for going on in WPS or Word.

The page's grid (22 lines of 28 characters) is the file's own document grid, so that text edited
later keeps it. Only this file knows python-docx.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from db.figures.annual_report.composed import Block, Place
from desktop.documents.annual_report.docx_marks import (
    boxed,
    chinese,
    cjk_font,
    grid,
    page_number,
    ruled,
    widow_control_off,
)
from desktop.documents.office_form import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from db.figures.annual_report.composed import Annex, Composed

LINE, CHARACTER = 28.95, 16.0  # points: the distance of lines, the size of 3号
_TOP, _BOTTOM, _LEFT, _RIGHT = 37, 35, 28, 26  # millimetres (GB/T 9704-2012, 5.2.1)


class _Look(NamedTuple):
    """A style: its name in the file, the font as offices have it, the size in points."""

    name: str
    font: str
    size: float = CHARACTER
    indent: int = 2
    align: str = "both"
    level: int = 0


_FANG_SONG, _KAI, _HEI, _SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
_TITLE = _Look("公文标题", _SONG, 22, 0, "center")
_FLUSH = _Look("公文顶格", _FANG_SONG, indent=0)
_MARK = _Look("发文机关标志", _SONG, 46, 0, "center")
_RIGHT_LOOK = _Look("公文落款", _FANG_SONG, indent=0, align="right")
_IMPRINT = _Look("版记", _FANG_SONG, 14, 0)
_PLACES = {
    Place.HEADING_1: _Look("公文一级标题", _HEI, level=1),
    Place.HEADING_2: _Look("公文二级标题", _KAI, level=2),
    Place.HEADING_3: _Look("公文三级标题", _FANG_SONG, level=3),
    Place.HEADING_4: _Look("公文四级标题", _FANG_SONG, level=4),
    Place.PARAGRAPH: _Look("公文正文", _FANG_SONG),
}
_RUN_IN = "公文标题接排"
_FIGURE = "台账数字"


def docx_of(report: Composed) -> bytes:
    """The report as a DOCX file.

    Figures carry the character style 台账数字: a reader of the file can find what was counted.
    """
    from docx import Document

    file = Document()
    _page(file)
    _styles(file)
    _properties(file, report)
    _head(file, report)
    _add(file, _TITLE, report.title)
    _add(file, _FLUSH, "")
    if report.letterhead.addressee:
        _add(file, _FLUSH, f"{report.letterhead.addressee}：")
    _blocks(file, report.blocks)
    _foot(file, report)
    for number, annex in enumerate(report.annexes, 1):
        _annex(file, annex, str(number) if len(report.annexes) > 1 else "")
    _imprint(file, report)
    target = BytesIO()
    file.save(target)
    return target.getvalue()


def _page(file: Any) -> None:
    from docx.shared import Mm

    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.footer_distance = Mm(_BOTTOM - 7 - 5)  # the number's line 7 mm below the text (7.5)
    grid(section, LINE, CHARACTER)
    file.settings.odd_and_even_pages_header_footer = True
    page_number(section.footer.paragraphs[0], "right")
    page_number(section.even_page_footer.paragraphs[0], "left")


def _styles(file: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    chinese(file)
    normal = file.styles["Normal"]
    cjk_font(normal, _FANG_SONG, CHARACTER)
    for look in (_TITLE, _FLUSH, _MARK, _RIGHT_LOOK, _IMPRINT, *_PLACES.values()):
        style = file.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = normal, True
        cjk_font(style, look.font, look.size)
        boxed(style, look.align, look.indent, look.level)
        widow_control_off(style)
    run_in = file.styles.add_style(_RUN_IN, WD_STYLE_TYPE.CHARACTER)
    cjk_font(run_in, _KAI, CHARACTER)
    file.styles.add_style(_FIGURE, WD_STYLE_TYPE.CHARACTER)


def _properties(file: Any, report: Composed) -> None:
    """Title and author; no name of a person or program of ours, no template's text."""
    core = file.core_properties
    core.title, core.author, core.subject = report.title, report.signed_by, f"{report.year}年"
    core.comments = core.keywords = core.last_modified_by = ""
    core.language = "zh-CN"
    if report.dated:
        core.created = core.modified = _noon(report.dated)


def _noon(day: date) -> Any:
    from datetime import UTC, datetime, time

    return datetime.combine(day, time(12), UTC)


def _add(file: Any, look: _Look, text: str = "") -> Any:
    return file.add_paragraph(text, style=look.name)


def _head(file: Any, report: Composed) -> None:
    """Mark, number, signer and the red rule."""
    from docx.shared import RGBColor

    head = report.letterhead
    if not head.mark:
        return
    mark = _add(file, _MARK)
    mark.add_run(head.mark).font.color.rgb = RGBColor(0xC7, 0x0F, 0x17)
    _add(file, _FLUSH)
    number = _add(file, _FLUSH if head.signer else _TITLE)
    if head.signer:
        room = 28 - 2 - len(head.number) - len(head.signer) - 4
        number.add_run(f"　{head.number}{'　' * max(room, 2)}签发人：")
        cjk_font(number.add_run(head.signer), _KAI, CHARACTER)
    else:
        cjk_font(number.add_run(head.number), _FANG_SONG, CHARACTER)
    ruled(number, "bottom", "C70F17")
    _add(file, _FLUSH)


def _blocks(file: Any, blocks: Sequence[Block]) -> None:
    waiting = ""
    for block in blocks:
        if block.run_in and block.place is not Place.PARAGRAPH:
            waiting = block.number + block.text
            continue
        paragraph = _add(file, _PLACES[block.place])
        if waiting:
            paragraph.add_run(waiting, style=_RUN_IN)
            waiting = ""
        if block.number:
            paragraph.add_run(block.number)
        for run in block.runs:
            paragraph.add_run(run.text, style=_FIGURE if run.code else None)
    if waiting:
        _add(file, _PLACES[Place.PARAGRAPH]).add_run(waiting, style=_RUN_IN)


def _foot(file: Any, report: Composed) -> None:
    """附件说明, who signs and when, 附注."""
    if report.annexes:
        _add(file, _FLUSH)
        for number, annex in enumerate(report.annexes, 1):
            many = f"{number}." if len(report.annexes) > 1 else ""
            label = "附件：" if number == 1 else "　　　"
            _add(file, _PLACES[Place.PARAGRAPH], f"{label}{many}{annex.title}")
    if report.signed_by:
        _add(file, _FLUSH)
        if report.letterhead.sealed:
            _add(file, _FLUSH)
        day = day_of(report.dated)
        # the date four characters from the right, the name centred over it (7.3.5)
        aside = 4 + max((len(day) * 0.75 - len(report.signed_by)) / 2, 0)
        for words, ems in ((report.signed_by, aside), (day, 4.0)):
            line = _add(file, _RIGHT_LOOK, words)
            line.paragraph_format.right_indent = int(ems * CHARACTER * 12700)
    if report.letterhead.note:
        _add(file, _PLACES[Place.PARAGRAPH], f"（{report.letterhead.note}）")


def _annex(file: Any, annex: Annex, number: str) -> None:
    first = _add(file, _FLUSH)
    first.paragraph_format.page_break_before = True
    cjk_font(first.add_run(f"附件{number}"), _HEI, CHARACTER)
    _add(file, _FLUSH)
    _add(file, _TITLE, annex.title)
    _add(file, _FLUSH)
    _blocks(file, annex.blocks)


def _imprint(file: Any, report: Composed) -> None:
    head = report.letterhead
    if not head.printed_by:
        return
    lines = [f"　抄送：{'，'.join(head.copied_to)}。"] if head.copied_to else []
    day = day_of(head.printed_on or report.dated)
    lines.append(f"　{head.printed_by}　　{day}印发")
    _add(file, _FLUSH)
    for number, words in enumerate(lines):
        line = _add(file, _IMPRINT, words)
        ruled(line, "top", "000000")
        if number == len(lines) - 1:
            ruled(line, "bottom", "000000")
