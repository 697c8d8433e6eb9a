"""How much room a list has in a sheet, and the sentence when the records do not fit."""

from db.store.trouble import Trouble
from desktop.exchange.county.contents import Roll
from desktop.exchange.county.grid import Grid
from desktop.exchange.county.labels import is_word
from desktop.exchange.importing.book import address

_LAST_ROW = 1_048_576  # of a sheet (ECMA-376)


def room(held: Grid, one: Roll) -> int:
    """How many rows the list may fill.

    A row ends the list when it holds something in one of its columns, words anywhere (合计, a
    note), or a merged range that would be cut. Rows below the last of the sheet are free.
    """
    row = one.row
    while row <= held.bottom and not _taken(held, one, row):
        row += 1
    return row - one.row if row <= held.bottom else _LAST_ROW - one.row + 1


def place_rows(held: Grid, one: Roll) -> dict[int, int]:
    """For each row that the list adds beyond those that are drawn, the row whose look it takes.

    Raises:
        Trouble: the records do not fit.
    """
    free, needed = room(held, one), len(one.lines)
    if needed > free:
        raise Trouble(
            f"工作表“{one.sheet}”从 {address(one.row, one.columns[0].place[1])} 起只有 {free} 行"
            f"空位，要填 {needed} 行：请在模板的空行处插入 {needed - free} 行再填，"
            "或请上级给行数够的表",
            wrong_input=True,
        )
    columns = list(one.first)
    like: dict[int, int] = {}
    for row in range(one.row + 1, one.row + needed):
        if any(held.cell((row, column)) is None for column in columns):
            like[row] = one.row
    return like


def _taken(held: Grid, one: Roll, row: int) -> bool:
    columns = one.first
    for column in columns:
        place = (row, column)
        merge = held.merge(place)
        if held.text(place) or held.computes(place):
            return True
        if merge is not None and (merge.top != merge.bottom or (row, merge.left) != place):
            return True
    return any(
        is_word(cell.text)
        for column, cell in (held.rows[row].cells.items() if row in held.rows else ())
        if column not in columns and held.computes((row, column)) is False
    )
