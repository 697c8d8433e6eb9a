"""The workbook that comes back: as it was, bad cells coloured, and for each row whether it is in.

Whoever corrects it feeds it again; rows marked as imported are passed over.
"""

import io
from pathlib import Path
from typing import Any

from db.store.problems import Level
from db.store.trouble import Trouble
from db.store.whole_file import write_whole
from desktop.exchange.importing.book import Book
from desktop.exchange.importing.outcome import Fate, Outcome, Row
from desktop.exchange.importing.plan import Plan
from desktop.exchange.importing.targets import KEPT, LEFT, REASON, TAKEN

_BAD = "FFFFC7CE"
"""The ground of a bad cell: the red by which Excel marks bad values."""
_AUTHOR = "枫桥"
_WIDE = 60  # characters across the column of reasons
_MOST = 1_500_000
"""Cells of a workbook that is loaded with its formats; beyond, its values alone come back."""


def ending_of(plan: Plan) -> str:
    """How the file that goes back has to end: Excel opens no macros under another name."""
    macros = _keeps_formats(plan.book) and plan.book.path.suffix.lower() == ".xlsm"
    return ".xlsm" if macros else ".xlsx"


def write_rejects(plan: Plan, outcome: Outcome, path: Path) -> Path:
    """Write the workbook beside its reasons; gives the path, which ends as the content demands.

    Args:
        plan: what was imported.
        outcome: what became of it.
        path: where to; people agreed that what stands there goes.

    Raises:
        Trouble: the source was taken away meanwhile, or the disk refuses.
    """
    source, ending = plan.book, ending_of(plan)
    target = path.with_suffix(ending)
    kept = _keeps_formats(source)
    book = _loaded(source.path, macros=ending == ".xlsm") if kept else _copied(source)
    _mark(book, plan, outcome)
    content = io.BytesIO()
    book.save(content)
    write_whole(target, content.getvalue())
    return target


def _keeps_formats(book: Book) -> bool:
    cells = sum(len(cells) for sheet in book.sheets for _, cells in sheet.lines)
    return book.kind == "xlsx" and cells <= _MOST


def _loaded(path: Path, *, macros: bool) -> Any:
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that Excel itself drops or repairs
            return load_workbook(path, keep_vba=macros)
    except Exception as error:  # openpyxl raises what its parsers raise
        raise Trouble(f"{path.name} 的格式写不回去；请在 Excel 里另存为 xlsx 再导入") from error


def _copied(source: Book) -> Any:
    """A workbook of the values, for files that cannot be written as they were."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook()
    book.remove(book.active)
    for sheet in source.sheets:
        made = book.create_sheet(sheet.name[:31])
        for number, cells in sheet.lines:
            for column, value in enumerate(cells, start=1):
                if value is None:
                    continue
                cell = made.cell(number, column)
                if isinstance(value, str):
                    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                    cell.data_type, cell.number_format = "s", "@"  # never a formula
                else:
                    cell.value = value
    return book


def _mark(book: Any, plan: Plan, outcome: Outcome) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book[plan.sheet.name[:31]]
    taken, reason = _columns(plan)
    for column, word in ((taken, TAKEN), (reason, REASON)):
        head = sheet.cell(plan.heading.row, column, word)
        head.font = Font(bold=True)
    sheet.column_dimensions[sheet.cell(1, reason).column_letter].width = _WIDE
    for row in outcome.rows:
        for line in row.lines:
            _clear(sheet, line)
            sheet.cell(line, taken, _word(row, outcome))
            sheet.cell(line, reason).value = None
        said = _reasons(row)
        if row.lines and said:
            cell = sheet.cell(row.lines[0], reason, "\n".join(said))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        _colour(book, sheet, row)


def _columns(plan: Plan) -> tuple[int, int]:
    """The two columns: where they stand already, else behind the last one."""
    end = max(plan.sheet.width(), *plan.heading.names)
    taken = plan.heading.column(TAKEN) or end + 1
    return taken, plan.heading.column(REASON) or max(end, taken) + 1


def _word(row: Row, outcome: Outcome) -> str:
    if row.fate is Fate.TAKEN or (outcome.kept and row.fate is not Fate.FAULTY):
        return KEPT
    return LEFT


def _reasons(row: Row) -> list[str]:
    return list(dict.fromkeys(_told(remark.at, remark.told()) for remark in row.of(Level.STOP)))


def _told(at: str, sentence: str) -> str:
    return f"{at} {sentence}" if at else sentence


def _clear(sheet: Any, line: int) -> None:
    """Colours and comments of the time before go; those of the people stay."""
    from openpyxl.styles import PatternFill

    for cell in sheet[line]:
        if cell.comment is not None and cell.comment.author == _AUTHOR:
            cell.comment = None
            if cell.fill.fgColor.rgb == _BAD:
                cell.fill = PatternFill()


def _colour(book: Any, sheet: Any, row: Row) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    for remark in row.of(Level.STOP):
        if not remark.at:
            continue
        name, _, place = remark.at.rpartition("!")
        cell = (book[name] if name else sheet)[place]
        if type(cell).__name__ == "MergedCell":
            continue
        cell.fill = PatternFill("solid", fgColor=_BAD)
        cell.comment = Comment(remark.sentence, _AUTHOR, width=320, height=90)
