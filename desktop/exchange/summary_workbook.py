"""The summary as an Excel workbook: a sheet for each table, then the records behind, masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from db.figures.tables import Filled, Finding, Heading, Report, counted, headings, main_unit
from db.figures.tables.filled import LEAF, PART, RECEIVED, Cell, FilledRow
from db.figures.words import NOTHING
from db.store.listing import Listing
from db.store.progress import Progress, unwatched
from db.store.record import register
from desktop.exchange.layout import Sheet, sheet_name
from desktop.exchange.rows_out import Wish, batches
from desktop.exchange.secret_marks import Place, in_records
from desktop.exchange.workbook_out import Page, wide

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_A3, _A4 = 8, 9
_WIDE = 20  # columns: more do not fit A4
_NAME, _NUMBER, _UPRIGHT = 26, 9, 5.5  # widths in characters
_LINE = 15  # points


@dataclass(frozen=True)
class Book:
    """A finished workbook.

    Attributes:
        counts: records of each register (by table name) in it.
        withheld: records that the numbers count and that stay: somebody in them is restricted.
        places: where marks of state secrets stand in the records.
    """

    content: bytes = field(repr=False)
    counts: Mapping[str, int]
    withheld: int
    places: tuple[Place, ...]

    @property
    def said(self) -> str:
        """How many records, for people."""
        stay = f"，另有 {self.withheld:,} 条涉及限制使用的人，没有列入" if self.withheld else ""
        return f"背后的记录 {sum(self.counts.values()):,} 条（隐去个人信息）{stay}"


def summary_workbook(
    session: "Session",
    report: Report,
    office: str,
    name: str,
    progress: Progress = unwatched,
) -> "Book":
    """The workbook: the tables, then the records that the numbers rest on.

    Numbers are numbers, rates are shares in per cent, amounts are in the unit of their heading;
    the records show the columns of their list, personal data masked.

    Args:
        session: for looking.
        report: the tables.
        office: who hands it in. ``name``: of the period.
        name: of the period, as printed.
        progress: told of sheets; may cancel.

    Raises:
        Trouble: a text is longer than Excel allows.
        Cancelled: through ``progress``.
    """
    target, taken = BytesIO(), set[str]()
    counts, withheld, places = dict[str, int](), 0, list[Place]()
    behind = counted(session, report.tables)
    total = len(report.tables) + len(behind)
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(target, options)
    for number, (filled, found) in enumerate(zip(report.tables, report.findings, strict=True)):
        progress(number, total)
        title = sheet_name(filled.table.title, taken)
        taken.add(title.casefold())
        _Table(workbook, title, filled).write(office, name, found)
    for number, (table, ids) in enumerate(behind.items(), start=len(report.tables)):
        progress(number, total)
        wish = Wish(Listing(register(table), only=ids), shown=True, masked=True)
        stay = wish.withheld(session)
        counts[table], withheld = len(ids) - stay, withheld + stay
        places += in_records(session, wish)
        _records(session, workbook, wish, taken)
    progress(total, total)
    workbook.close()
    return Book(target.getvalue(), counts, withheld, tuple(places))


def _records(session: "Session", workbook: Workbook, wish: Wish, taken: set[str]) -> None:
    (sheet,) = wish.sheets
    title = sheet_name(sheet.name, taken)
    taken.add(title.casefold())
    page = Page(workbook, Sheet(title, sheet.cls, sheet.columns), secret=False)
    for batch in batches(session, wish):
        page.write(batch.rows[0])
    page.finish()


class _Table:
    """One table's sheet while it is written."""

    def __init__(self, workbook: Workbook, title: str, filled: Filled) -> None:
        self.filled, self.columns = filled, filled.shown_columns
        self.page: Worksheet = workbook.add_worksheet(title)
        self.workbook = workbook
        self.last = len(self.columns)
        ruled: dict[str, Any] = {"border": 1, "valign": "vcenter"}
        middle = {"align": "center", "text_wrap": True}
        self.title = workbook.add_format({"bold": True, "font_size": 15, "align": "center"})
        self.plain = workbook.add_format({"valign": "vcenter", "text_wrap": True})
        self.head = workbook.add_format({**ruled, **middle, "bold": True, "bg_color": "#EFEBE1"})
        self.looks: dict[tuple[str, bool, bool], Format] = {}
        self.ruled = ruled

    def write(self, office: str, period: str, findings: Sequence[Finding]) -> None:
        """All of it."""
        page, filled = self.page, self.filled
        unit = filled.table.unit or main_unit(self.columns)
        self._line(0, filled.table.title, self.title)
        said = f"填报单位：{office}　　统计期间：{period}" + (f"　　单位：{unit}" if unit else "")
        self._line(1, said, self.plain)
        levels = headings(self.columns, filled.table.unit)
        top = 2
        self._cell(top, 0, filled.table.corner, down=len(levels))
        for level, height in enumerate(_heights(levels, self._width)):
            page.set_row(top + level, height)
        for level, heads in enumerate(levels):
            for one in heads:
                self._cell(top + level, 1 + one.column, one.words, one.span, one.down)
        place = top + len(levels)
        page.freeze_panes(place, 1)
        page.repeat_rows(top, place - 1)
        wrong = {cell for one in findings for cell in one.cells if one.level == "error"}
        for row in filled.rows:
            self._row(place, row, wrong)
            place += 1
        self._below(place, findings)
        self._set_up()

    def _row(self, place: int, row: FilledRow, wrong: set[tuple[str, str]]) -> None:
        bold = row.kind not in (PART, LEAF, RECEIVED)
        self.page.write_string(place, 0, row.printed, self._look("@", bold=bold, wrong=False))
        for at, column in enumerate(self.columns, start=1):
            cell = self.filled.cell(row.key, column.code)
            marked = (row.key, column.code) in wrong
            self._number(place, at, cell, bold=bold, wrong=marked)

    def _number(self, row: int, column: int, cell: Cell, *, bold: bool, wrong: bool) -> None:
        number = cell.number if cell.kept else None
        shape = "0.0%" if cell.percent else "0" if cell.scale == 1 else "#,##0.00"
        look = self._look(shape, bold=bold, wrong=wrong)
        if number is None:
            self.page.write(row, column, None if cell.by_hand else NOTHING, look)
        elif cell.percent:
            self.page.write_number(row, column, float(number) / 100, look)
        else:
            self.page.write_number(row, column, float(cell.words), look)

    def _below(self, place: int, findings: Sequence[Finding]) -> None:
        lines = [f"说明：{self.filled.table.note}"] if self.filled.table.note else []
        words: Mapping[str, str] = {"error": "核对不符", "warning": "需要说明"}
        lines += [f"{words[one.level]}：{one.sentence}" for one in findings]
        lines.append("单位负责人：　　　　　　填表人：　　　　　　填报日期：　　　　年　　月　　日")
        for number, line in enumerate(lines, start=place):
            self._line(number, line, self.plain)

    def _line(self, row: int, words: str, look: "Format") -> None:
        """A text across the table, as many lines high as it needs."""
        wide = _NAME + self.last * self._width
        count = -(-2 * len(words) // max(int(wide), 1))
        self.page.set_row(row, max(_LINE * count, 24 if look is self.title else _LINE))
        self.page.merge_range(row, 0, row, self.last, words, look)

    def _cell(self, row: int, column: int, words: str, span: int = 1, down: int = 1) -> None:
        if span == down == 1:
            self.page.write_string(row, column, words, self.head)
        else:
            end = (row + down - 1, column + span - 1)
            self.page.merge_range(row, column, *end, words, self.head)

    @property
    def _width(self) -> float:
        return _UPRIGHT if len(self.columns) > _WIDE else _NUMBER

    def _set_up(self) -> None:
        page = self.page
        page.set_column(0, 0, _NAME)
        page.set_column(1, self.last, self._width)
        page.set_landscape()
        page.set_paper(_A3 if len(self.columns) > _WIDE else _A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.set_footer("&C第 &P 页，共 &N 页")

    def _look(self, shape: str, *, bold: bool, wrong: bool) -> "Format":
        key = (shape, bold, wrong)
        if key not in self.looks:
            look = {**self.ruled, "num_format": shape, "bold": bold or wrong}
            if wrong:
                look |= {"underline": 1, "bg_color": "#F4C7C3"}
            look |= {"text_wrap": True} if shape == "@" else {"align": "right"}
            self.looks[key] = self.workbook.add_format(look)
        return self.looks[key]


def _heights(levels: Sequence[Sequence["Heading"]], width: float) -> list[float]:
    """Points that each level of the head needs for its words; Excel makes room for none by itself.

    What reaches over several levels takes what they have, and the lowest of them what is missing.
    """
    heights = [float(_LINE) for _ in levels]
    for below in range(len(levels)):
        for level in range(below + 1):
            for one in levels[level]:
                if level + one.down - 1 == below:
                    missing = _tall(one.words, width * one.span) - sum(heights[level : below + 1])
                    heights[below] += max(0.0, missing)
    return heights


def _tall(words: str, width: float) -> float:
    """Points of a heading's lines, in a cell so many characters wide."""
    across = max(1, int(width / 2))  # whole Chinese characters
    return _LINE * sum(max(1, -(-wide(line) // (2 * across))) for line in words.split("\n"))
