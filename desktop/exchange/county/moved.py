"""A new template against the mapping: which cells stayed, which moved, which are gone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from db.registers.county_form import CountyFormCell
from db.store.trouble import Trouble
from desktop.exchange.county.grid import Grid, Place
from desktop.exchange.county.labels import Labels, is_word, labels
from desktop.exchange.importing.book import address

_ROWS, _COLUMNS = 2000, 200
"""How far headings are looked for in a sheet."""


class Fate(Enum):
    """What became of a mapped cell."""

    SAME = "没有动"
    MOVED = "移动了"
    GONE = "找不到"


@dataclass(frozen=True)
class Finding:
    """One mapped cell in the new template.

    Attributes:
        sheet, address: where it is now; where it was if it is gone.
        why: one sentence for those that did not stay.
    """

    cell: CountyFormCell
    fate: Fate
    sheet: str
    address: str
    why: str = ""


def compared(cells: Sequence[CountyFormCell], sheets: Mapping[str, Grid]) -> list[Finding]:
    """Each mapped cell as it is found in the template."""
    finders = {name: _Finder(held) for name, held in sheets.items()}
    return [_found(cell, finders) for cell in cells]


def refuse_moved(found: Sequence[Finding], name: str) -> None:
    """Nothing is filled before people have seen what moved.

    Raises:
        Trouble: something moved or is gone.
    """
    moved = [one for one in found if one.fate is Fate.MOVED]
    gone = [one for one in found if one.fate is Fate.GONE]
    if not moved and not gone:
        return
    said = [f"{len(moved)} 格移动了" if moved else "", f"{len(gone)} 格找不到" if gone else ""]
    first = (gone or moved)[0]
    raise Trouble(
        f"“{name}”的模板和对照对不上：{'，'.join(filter(None, said))}"
        f"（{first.cell.sheet}!{first.cell.address} {first.why}）。请先核对再填，现在什么也没有填",
        wrong_input=True,
    )


def takes(held: Grid, place: Place) -> str:
    """Why a cell cannot be filled; empty when it can."""
    if held.computes(place):
        return "这一格是公式，自己会算，不能填"
    if held.anchor(place) != place:
        return f"这一格并在 {address(*held.anchor(place))} 里，请对照到那一格"
    return ""


class _Finder:
    """One sheet's cells by their headings, made when they are first asked for."""

    def __init__(self, held: Grid) -> None:
        self.held = held
        self._cells: dict[tuple[str, str], list[Place]] | None = None
        self._columns: dict[str, list[Place]] = {}

    def labels(self, place: Place) -> Labels:
        return labels(self.held, place)

    def places(self, wanted: Labels, *, column_only: bool) -> list[Place]:
        """Cells that can be filled under such headings; of a list the first one of each column."""
        if self._cells is None:
            self._cells = self._read()
        if not column_only:
            return self._cells.get(wanted.key, [])
        firsts: dict[int, Place] = {}
        for row, column in self._columns.get(wanted.key[1], []):
            firsts.setdefault(column, (row, column))
        return list(firsts.values())

    def _read(self) -> dict[tuple[str, str], list[Place]]:
        found: dict[tuple[str, str], list[Place]] = defaultdict(list)
        columns: dict[str, list[Place]] = defaultdict(list)
        for place in self._fillable():
            words = self.labels(place)
            if any(words.key):
                found[words.key].append(place)
                columns[words.key[1]].append(place)
        self._columns = columns
        return found

    def _fillable(self) -> Iterator[Place]:
        held = self.held
        for row in range(1, min(held.bottom + 1, _ROWS) + 1):
            for column in range(1, min(held.right + 1, _COLUMNS) + 1):
                place = (row, column)
                if not is_word(held.text(place)) and not takes(held, place):
                    yield place


def _found(cell: CountyFormCell, finders: Mapping[str, _Finder]) -> Finding:
    wanted = Labels(cell.row_text or "", cell.column_text or "")
    listed = cell.way == "column"
    there = finders.get(cell.sheet)
    why = f"工作表“{cell.sheet}”没有了"
    if there is not None:
        why = _changed(there, cell, wanted, listed=listed)
        if not why:
            return Finding(cell, Fate.SAME, cell.sheet, cell.address)
    if any(wanted.key):
        for names in ([cell.sheet], [name for name in finders if name != cell.sheet]):
            places = [
                (name, place)
                for name in names
                if name in finders
                for place in finders[name].places(wanted, column_only=listed)
            ]
            same = [one for one in places if one[1][1] == cell.place[1]]
            if len(same) == 1:  # a line to write on has the same words all along
                places = same
            if len(places) == 1:
                name, place = places[0]
                spot = address(*place)
                to = spot if name == cell.sheet else f"工作表“{name}”的 {spot}"
                return Finding(cell, Fate.MOVED, name, spot, f"标题移到了 {to}")
            if len(places) > 1:
                words = "、".join(address(*place) for _, place in places[:3])
                why = f"有几处标题相同（{words}），请自己指定"
                break
    return Finding(cell, Fate.GONE, cell.sheet, cell.address, why)


def _changed(there: _Finder, cell: CountyFormCell, wanted: Labels, *, listed: bool) -> str:
    """Why the cell at the old place is not the one that was meant; empty when it is."""
    held, place = there.held, cell.place
    refused = takes(held, place)
    if refused:
        return refused
    if is_word(held.text(place)):
        return f"这一格现在写着“{held.text(place)[:20]}”"
    here = there.labels(place)
    same = here.key[1] == wanted.key[1] if listed else here.key == wanted.key
    if same:
        return ""
    said = SHOWN.join(filter(None, (wanted.row, wanted.column)))
    return f"旁边不再是“{said}”"


SHOWN = "，"
"""Between a row's heading and a column's, where both are said."""
