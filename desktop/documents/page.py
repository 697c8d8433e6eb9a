"""A document as its form reads: titles, paragraphs, fields, tables, signatures, then bytes.

    paper = Document("人民调解协议书", author="天龙镇人民调解委员会", subject="天人调字第37号")
    paper.title("人民调解协议书")
    paper.paragraph("编号：（2024）天人调字第37号", align="right")
    paper.fields([("当事人姓名：", "张三"), ("性别：", "男")], columns=2)
    paper.heading("纠纷的主要事实、争议事项：")
    paper.paragraph("双方系邻居……", ["甲方赔偿", filled("3000元", 8), "。"])
    paper.table([["1", "2024年2月5日", "1000元"]], widths=[1, 3, 2], header=["期", "日期", "金额"])
    paper.signatures(
        [Signer("当事人（签名、盖章）：", "party:1"), Signer("调解员（签名）：", "mediator")],
        office="天龙镇人民调解委员会", day="2024年2月5日",
    )
    done = paper.render()        # Rendered(pdf: bytes, pages: int, places: dict[str, Place])
    done.places["seal"]          # Place(page=1, x0, y0, x1, y1): points from bottom left

A paragraph is a string, a ``Run``, or a list of both (``filled(text, least)``, ``bold(text)``,
``Run(text, style)``); a newline in it begins a new paragraph. Everything is set when it is added,
so a missing glyph (``MissingGlyph``, a ``Trouble``) is raised by the line that holds it. The same
calls give the same bytes. ``desktop.documents.pdfa.archival`` makes the result PDF/A-2b.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.boxes import MM, Image, Rule, TextLine, bind, field_lines
from desktop.documents.flow import Bond, Box, Gap, PageEnd, Pen, Place, paginate, tie_last_lines
from desktop.documents.fonts import Face, registered
from desktop.documents.footers import Foot, Footer, anchored, of_pages, watermark
from desktop.documents.galley import Galley, Run, Style, Text, bold, filled
from desktop.documents.lines import Measure
from desktop.documents.sheets import AGREEMENT, LYING, OFFICIAL, Sheet
from desktop.documents.signatures import Signer, signature_block
from desktop.documents.table import Cell, Grid, table_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportlab.graphics.shapes import Drawing

__all__ = [
    "AGREEMENT", "LYING", "MM", "OFFICIAL", "Cell", "Document", "Face", "Foot", "Place",
    "Rendered", "Run", "Sheet", "Signer", "Style", "Text", "bold", "filled",
]  # fmt: skip


rl_config.useA85 = 0  # streams as they are: ReportLab would write them as text, in plain Python

# A title and three levels of heading; GB/T 9704-2012 7.3.1 and 7.3.3 name the faces.
_HEADINGS = (Face.HEI, Face.KAI, Face.FANG_SONG)


class Rendered(NamedTuple):
    """A finished document."""

    pdf: bytes
    pages: int
    places: dict[str, Place]


class Document:
    """Collects what a form holds, then lays it out and writes the PDF.

    Args:
        title: for the file's metadata, as are author and subject.
        author: the office.
        subject: usually the case number.
        sheet: paper, margins and body text.
        footer: what stands under each page; None for nothing.
        watermark: words across each page, such as 草稿.
        made: the day the file says it was made; it is part of the bytes.

    Attributes:
        chain: the history's chain that the paper bears witness to; its short code stands at the
            left under each page. None for a paper without one.
    """

    def __init__(
        self,
        title: str,
        *,
        author: str = "",
        subject: str = "",
        sheet: Sheet = AGREEMENT,
        footer: Footer | None = of_pages,
        watermark: str = "",
        made: date | None = None,
    ) -> None:
        self.name, self.author, self.subject = title, author, subject
        self.sheet, self.footer, self.made = sheet, footer, made
        self.watermark = watermark
        self.chain: str | None = None
        self.boxes: list[Box] = []

    def title(self, text: Text, *, size: float = 22.0, after: float = 14.0) -> None:
        """The document's name, centred; a long one in lines of nearly one length."""
        galley = Galley(text, Style(Face.SONG_BOLD, size))
        count = len(galley.lines(self._measure(galley, "center")))
        width = min(self.sheet.measure, galley.natural / count * 1.02 + size * (count > 1))
        measure = self._measure(galley, "center")
        if count > 1 and len(galley.lines(measure._replace(width=width))) == count:
            aside = (self.sheet.measure - width) / 2
            lines = galley.lines(measure._replace(width=width))
            lines = [line._replace(x=line.x + aside) for line in lines]
        else:
            lines = galley.lines(measure)
        boxes = [TextLine(galley, line, size * 1.5) for line in lines]
        for box in boxes:
            box.bond, box.is_text = Bond.STRONG, False
        self.boxes += [*boxes, Gap(after, Bond.STRONG)]

    def heading(
        self, text: Text, level: int = 1, *, indent: float = 2.0, align: str = "left"
    ) -> None:
        """A heading of level 1 (黑体), 2 (楷体) or 3; it stays with what follows."""
        style = self.sheet.body._replace(face=_HEADINGS[level - 1])
        self._text(text, style, align, indent, 0.0)
        self.boxes[-1].bond = Bond.STRONG
        self.boxes[-1].is_text = False

    def paragraph(
        self,
        *text: Text,
        align: str = "justify",
        indent: float = 2.0,
        hanging: float = 0.0,
        style: Style | None = None,
    ) -> None:
        """Paragraphs; indents in ems, of the first and of the other lines."""
        for part in text:
            for one in part.split("\n") if isinstance(part, str) else [part]:
                first = indent if align == "justify" else 0.0
                self._text(one, style or self.sheet.body, align, first, hanging)

    def _measure(self, galley: Galley, align: str) -> Measure:
        return Measure(self.sheet.measure, galley.size, align=align)

    def _text(self, text: Text, style: Style, align: str, indent: float, hanging: float) -> None:
        galley = Galley(text, style)
        measure = self._measure(galley, align)._replace(
            indent=indent * style.size, hanging=hanging * style.size
        )
        pitch = self.sheet.pitch * max(1.0, galley.size / self.sheet.body.size)
        boxes = [TextLine(galley, line, pitch) for line in galley.lines(measure)]
        if self.sheet.tied:
            bind(boxes)
        self.boxes += boxes

    def fields(
        self, pairs: Sequence[tuple[Text, Text]], *, columns: int | Sequence[float] = 1
    ) -> None:
        """Labels with values on rules, in so many equal columns or in columns of these shares.

        A long value turns inside its column; the last of a row reaches the right margin.
        """
        sheet = self.sheet
        shares = [1.0] * columns if isinstance(columns, int) else columns
        self.boxes += field_lines(pairs, sheet.body, sheet.measure, sheet.pitch, shares)

    def table(
        self,
        rows: Sequence[Sequence[Text | Cell]],
        *,
        widths: Sequence[float],
        header: Sequence[Text | Cell] | None = None,
        align: str | Sequence[str] = "left",
        style: Style | None = None,
        pitch: float | None = None,
        least: float = 0.0,
    ) -> None:
        """A ruled table over the whole measure.

        Args:
            rows: texts or ``Cell``.
            widths: the columns' shares of the measure.
            header: one row, repeated on each page.
            align: left, center, right or justify, for all columns or each.
            style: of the text; the body's, if none.
            pitch: points from line to line; 1.5 times the size, if none.
            least: the least height of a row in points.
        """
        style = style or self.sheet.body
        share = self.sheet.measure / sum(widths)
        edges = [sum(widths[:at]) * share for at in range(len(widths) + 1)]
        aligns = [align] * len(widths) if isinstance(align, str) else align
        line = pitch or style.size * 1.5
        grid = Grid(edges, aligns, style, line, style.size * 0.25, least)
        self.boxes += table_rows(grid, rows, [] if header is None else [header])

    def signatures(
        self,
        signers: Sequence[Signer],
        *,
        office: str = "",
        day: str = "",
        seal: str = "seal",
        columns: int = 1,
        lines: int = 2,
    ) -> None:
        """Where people sign, and the office over the date in a 45 mm square for its seal.

        At least ``lines`` lines of the text before stand on the same page: a page of signatures
        alone is open to challenge. Each signer's rectangle is recorded under its place, the
        square under ``seal``; without office and day there is none.
        """
        names = [part for part in (office, day) if part]
        sealed = [(names, seal)] if names else []
        sheet = self.sheet
        self.hold(lines)
        self.boxes += signature_block(
            signers, sealed, sheet.body, pitch=sheet.pitch, columns=columns, width=sheet.measure
        )

    def hold(self, lines: int = 2) -> None:
        """What follows stays on a page with at least so many lines of the text before it."""
        tie_last_lines(self.boxes, lines)

    def blank_lines(self, count: int) -> None:
        """Ruled lines for handwriting."""
        self.boxes += [Rule(self.sheet.pitch, 0.5, low=True) for _ in range(count)]

    def rule(self, weight: float = 0.6) -> None:
        """A horizontal rule across the text."""
        self.boxes.append(Rule(self.sheet.pitch / 2, weight))

    def gap(self, height: float) -> None:
        """White space in points; none at the top of a page."""
        self.boxes.append(Gap(height))

    def new_page(self) -> None:
        """What follows begins a new page."""
        self.boxes.append(PageEnd())

    def image(
        self, what: bytes | Drawing, *, width: float | None = None, place: str | None = None
    ) -> None:
        """A PNG, a JPEG or a ReportLab drawing, centred; width in points."""
        sheet = self.sheet
        self.boxes.append(Image(what, width or sheet.measure, sheet.room, place))

    def render(self) -> Rendered:
        """Lay out and write; may be called again and gives the same bytes."""
        sheet, target = self.sheet, BytesIO()
        canvas = Canvas(
            target,
            pagesize=(sheet.width, sheet.height),
            invariant=1,
            pageCompression=1,
            initialFontName=registered(Face.FANG_SONG),
            lang="zh-CN",
        )
        canvas.setTitle(self.name)
        canvas.setAuthor(self.author)
        canvas.setSubject(self.subject)
        canvas.setCreator("Fengqiao")
        if self.made:
            stamp = canvas._doc._timeStamp  # noqa: SLF001 - otherwise every file is of 2000-01-01
            stamp.YMDhms = (self.made.year, self.made.month, self.made.day, 0, 0, 0)
        pages, places = paginate(self.boxes, sheet.room), dict[str, Place]()
        for number, boxes in enumerate(pages):
            pen = Pen(canvas, sheet.left, sheet.measure, number, places)
            self._page(pen, boxes, len(pages))
            canvas.showPage()
        canvas.save()
        return Rendered(target.getvalue(), len(pages), places)

    def _page(self, pen: Pen, boxes: Sequence[Box], pages: int) -> None:
        sheet = self.sheet
        if self.watermark:
            watermark(pen.canvas, self.watermark, sheet.width, sheet.height)
        top = sheet.height - sheet.top
        for box in boxes:
            box.draw(pen, top)
            top -= box.height
        if self.footer:
            self.footer(pen.page + 1, pages).draw(pen, sheet.bottom)
        if self.chain:
            anchored(self.chain).draw(pen, sheet.bottom)
