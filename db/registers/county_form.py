"""The county's own workbooks: which cell or column takes which figure or field, kept by name."""

import re
from collections.abc import Iterator
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, children, choice, field
from db.store.problems import Problem
from db.store.record import Child, Record

ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
"""A cell as Excel calls it: C5."""
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384  # of a sheet (ECMA-376)


def located(address: str) -> tuple[int, int] | None:
    """Row and column, from 1, of a cell; None for what is no address or lies beyond the sheet."""
    match = ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if row <= _MOST_ROWS and column <= _MOST_COLUMNS else None


class CountyFormCell(Child):
    """One cell, or the first cell of a column, and what goes there 对照的格."""

    __tablename__ = "county_form_cell"
    owner: ClassVar = "county_form"
    name_field: ClassVar = "address"

    sheet: Mapped[str] = field("工作表", listed=True)
    address: Mapped[str] = field("单元格", listed=True, help="一列名单填它的第一格，如 C5")
    way: Mapped[str] = choice("填法", "county_form_way", default="figure")
    code: Mapped[str] = field(
        "代码", help="指标代码，如 mediation.total；登记簿的栏，如 mediation.summary"
    )
    words: Mapped[str | None] = field("填什么", listed=True, help="由程序填写")
    span: Mapped[str] = choice("期间", "county_form_span", default="this")
    basis: Mapped[str | None] = field(
        "统计口径", help="按哪个日期数，如 受理、协议；空白按指标通常的口径"
    )
    divisor: Mapped[int | None] = field("除以", help="表上以千、万计的，填 1000、10000；空白不除")
    row_text: Mapped[str | None] = field("行标题", help="对照时格子左边的文字，用来认出移动的格")
    column_text: Mapped[str | None] = field("列标题", help="对照时格子上面的文字")

    @property
    def place(self) -> tuple[int, int]:
        """Row and column, from 1.

        Raises:
            ValueError: the address is none; such a row cannot be saved.
        """
        found = located(self.address or "")
        if found is None:
            raise ValueError(self.address)
        return found

    def rules(self) -> Iterator[Problem]:
        """The address is one; a divisor divides."""
        if self.address and located(self.address) is None:
            yield Problem("address", "单元格应写成 C5 这样：大写的列、数字的行")
        if self.divisor is not None and self.divisor < 1:
            yield Problem("divisor", "除数应是 1 以上的整数")


class CountyForm(Record):
    """One table from above 上级表格; its template is the last workbook among its attachments."""

    __tablename__ = "county_form"
    title: ClassVar = "上级表格"
    unit: ClassVar = "份"
    icon: ClassVar = "report"
    name_field: ClassVar = "name"

    name: Mapped[str] = field(
        "名称", section="表格", listed=True, searched=True, unique=True, help="如 县局调解季报"
    )
    issued_by: Mapped[str | None] = field(
        "下发单位", section="表格", listed=True, searched=True, filtered=True
    )
    note: Mapped[LongText | None] = field(
        "说明", section="表格", help="什么时候报、报给谁、填的时候注意什么"
    )
    cells: Mapped[list[CountyFormCell]] = children("对照", CountyFormCell, section="对照")

    def rules(self) -> Iterator[Problem]:
        """A cell takes one thing."""
        seen: set[tuple[str, str]] = set()
        for number, cell in enumerate(self.cells):
            if (cell.sheet, cell.address) in seen:
                yield Problem(f"cells[{number}].address", "这一格已经对照过，一格只能填一样")
            seen.add((cell.sheet, cell.address))
