"""What is to be imported from where: the sheet, its header, where each column goes."""

from dataclasses import dataclass
from typing import Any

from db.store.record import Record
from db.store.trouble import Trouble
from desktop.exchange.importing.book import Book, Sheet
from desktop.exchange.importing.drafts import Draft, drafts
from desktop.exchange.importing.headings import Heading, best_sheet, heading
from desktop.exchange.importing.mapping import Mapping, guessed
from desktop.exchange.importing.targets import target


@dataclass(frozen=True)
class Plan:
    """One sheet of a book, as it goes into a register."""

    cls: type[Record]
    book: Book
    sheet: Sheet
    heading: Heading
    mapping: Mapping

    @property
    def name(self) -> str:
        """What the step of the import is called after."""
        return self.sheet.name

    @property
    def columns(self) -> dict[str, int]:
        """Paths and the columns that hold them."""
        return {path: column for column, path in self.mapping.paths.items()}

    def drafts(self) -> list[Draft]:
        """The sheet's records.

        Raises:
            Trouble: no column goes anywhere, or two go to the same place.
        """
        if not self.mapping.paths:
            words = "、".join(list(self.heading.names.values())[:8])
            raise Trouble(
                f"工作表“{self.sheet.name}”没有一栏对得上{self.cls.title}"
                f"（第 {self.heading.row} 行是：{words}）；请指明表头在第几行，或者对照各栏",
                wrong_input=True,
            )
        twice = self.mapping.twice()
        if twice:
            words = "、".join(target(self.cls, path).words for path in twice)
            raise Trouble(f"有两栏都对照到{words}，请只留一栏", wrong_input=True)
        return drafts(self.cls, self.book, self.sheet, self.heading, self.mapping)


def plan(
    cls: type[Record],
    book: Book,
    sheet: str | None = None,
    row: int | None = None,
    mapping: Mapping | None = None,
) -> Plan:
    """The plan that the file suggests, but for what people say.

    Raises:
        Trouble: there is no such sheet or row, or records of this register are never imported.
    """
    refuse_written(cls)
    chosen: Any = best_sheet(book, cls) if sheet is None else book.sheet(sheet)
    if chosen is None:
        names = "、".join(one.name for one in book.sheets)
        raise Trouble(f"没有“{sheet}”这张工作表（有：{names}）", wrong_input=True)
    if not chosen.lines:
        raise Trouble(f"工作表“{chosen.name}”是空的", wrong_input=True)
    head = heading(chosen, cls, row)
    return Plan(cls, book, chosen, head, mapping or guessed(cls, head))


def refuse_written(cls: type[Record]) -> None:
    """Records that prove something are made by the program alone.

    Raises:
        Trouble: the register is one of these.
    """
    if cls.written_by_program:
        raise Trouble(f"{cls.title}由程序自动登记，不能导入", wrong_input=True)
