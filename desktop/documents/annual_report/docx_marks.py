"""What python-docx has no words for: Chinese fonts, the page's grid, rules, page numbers."""

from __future__ import annotations

from typing import Any

_POINT = 12_700  # EMU, python-docx's unit of length
_PLAY = 0.3  # points: margins are kept in whole twips
_ALIGN = {"both": "JUSTIFY", "center": "CENTER", "right": "RIGHT", "left": "LEFT"}


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def cjk_font(styled: Any, font: str, size: float) -> None:
    """Font and size (points) of a style or run, for Chinese and for figures between it."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    styled.font.name, styled.font.size = font, Pt(size)
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(kind), font)


def boxed(style: Any, align: str, indent: int, level: int) -> None:
    """Alignment, first-line indent in characters, outline level for the document's map."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    form = style.paragraph_format
    form.alignment = getattr(WD_ALIGN_PARAGRAPH, _ALIGN[align])
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = 1.0  # one line of the page's grid
    properties = style.element.get_or_add_pPr()
    if indent:
        form.first_line_indent = Pt(indent * 16)
        properties.ind.set(qn("w:firstLineChars"), str(indent * 100))
    if level:
        form.keep_with_next = True
        properties.append(_element("w:outlineLvl", val=str(level - 1)))


def chinese(file: Any) -> None:
    """The text is Chinese: its quotation marks are full-width, its spelling not English."""
    from docx.oxml.ns import qn

    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")


def widow_control_off(style: Any) -> None:
    """Pages are filled to their last line."""
    style.paragraph_format.widow_control = False


def grid(section: Any, line: float, character: float) -> None:
    """Lines and characters of the page snap to a grid: points from line to line, size of text.

    28 characters of 16 points are wider than 156 mm; the grid draws them together.
    """
    from docx.oxml.ns import qn

    found = section._sectPr  # noqa: SLF001 - python-docx has no other way to the section's XML
    for old in found.findall(qn("w:docGrid")):
        found.remove(old)
    width = (section.page_width - section.left_margin - section.right_margin) / _POINT
    closer = ((width - _PLAY) / 28 - character) * 4096  # the unit of charSpace
    pitch = str(int(line * 20))
    found.append(
        _element("w:docGrid", type="linesAndChars", linePitch=pitch, charSpace=str(int(closer)))
    )


def ruled(paragraph: Any, side: str, colour: str) -> None:
    """A rule above (top) or below (bottom) a paragraph."""
    from docx.oxml.ns import qn

    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - see grid
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = _element("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    borders.append(_element(f"w:{side}", val="single", sz="8", space="1", color=colour))


def page_number(paragraph: Any, align: str) -> None:
    """— 1 — in 4号 宋体, one character from the outer edge (GB/T 9704-2012, 7.5)."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, _ALIGN[align])
    if align == "right":
        paragraph.paragraph_format.right_indent = Pt(14)
    else:
        paragraph.paragraph_format.left_indent = Pt(14)
    for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
        run = paragraph.add_run(text)
        cjk_font(run, "宋体", 14)
        if field:
            run._r.append(_element("w:fldChar", fldCharType="begin"))  # noqa: SLF001
            code = _element("w:instrText")
            code.text = field
            run._r.append(code)  # noqa: SLF001
            run._r.append(_element("w:fldChar", fldCharType="end"))  # noqa: SLF001
