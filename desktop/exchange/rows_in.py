"""A table from the clipboard as child rows of a record: all of it can be read, or none is taken."""

from typing import TYPE_CHECKING, Any

from db.store.kinds import FileKind, LinkKind, RowsKind
from db.store.links import meant
from db.store.trouble import Trouble

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.fields import Field
    from desktop.exchange.importing.book import Book

_NO_TABLE = "只有一行，没有表格：请在 Excel 或 WPS 里连同表头一起选中、复制，再来粘贴"
_TOLD = 3
"""Cells named in the sentence; people see the pattern."""


def rows_in(session: "Session", cls: Any, book: "Book", **before: Any) -> list[Any]:
    """Rows of the class, by the headings of the table; blank cells stay as in a new row.

    Args:
        session: where links are looked up.
        cls: the rows' class.
        book: what was copied, the headings first.
        before: values that each row begins with.

    Raises:
        Trouble: no heading names a field, or cells mean nothing; which, and why.
    """
    (_, heads), *lines = book.sheets[0].lines
    if drafts := cls.of_headings(heads, [cells for _, cells in lines]):
        return [_row(cls, before | values) for values in drafts]
    if not lines:
        raise Trouble(_NO_TABLE, wrong_input=True)
    fields = _fields(cls, heads)
    rows, bad = [], []
    for number, cells in lines:
        values: dict[str, Any] = {}
        for spec, cell in zip(fields, cells, strict=False):
            text = "" if cell is None else str(cell)
            if spec is None or not text:
                continue
            try:
                values[spec.name] = _read(session, spec, text)
            except Trouble as trouble:
                bad.append(f"第 {number} 行“{spec.label}”：{trouble.sentence}")
        rows.append(_row(cls, before | values))
    if bad:
        more = f"；还有 {len(bad) - _TOLD} 处" if len(bad) > _TOLD else ""
        raise Trouble(f"一行也没有粘贴。{'；'.join(bad[:_TOLD])}{more}", wrong_input=True)
    return rows


def pasted(rows: "Field", book: "Book", count: int) -> str:
    """What is said when so many rows were taken; headings that name no field are told."""
    from desktop.exchange.importing.targets import row_of

    (_, heads), *_ = book.sheets[0].lines
    if row_of(rows).of_headings(heads, []):
        return f"已按表头添加{rows.label} {count} 行，请核对类型"
    fields = _fields(row_of(rows), heads)
    lost = [str(head) for head, spec in zip(heads, fields, strict=True) if head and spec is None]
    more = f"；没有粘贴的栏：{'、'.join(lost)}" if lost else ""
    return f"已粘贴{rows.label} {count} 行{more}"


def _fields(cls: Any, heads: "list[Any]") -> "list[Field | None]":
    """The field that each heading names by its label, or by what other offices call it."""
    from desktop.exchange.importing.guessing import other_words

    specs = [
        spec
        for spec in cls.fields.values()
        if spec.computed is None and not isinstance(spec.kind, FileKind | RowsKind)
    ]
    known = {_bare(spec.label): spec for spec in specs}
    for spec in specs:
        for word in other_words(spec):
            known.setdefault(word, spec)
    found: list[Field | None] = []
    for head in heads:
        spec = known.get(_bare(str(head or "")))
        found.append(None if spec in found else spec)  # of two of a kind the first counts
    if not any(found):
        labels = "、".join(spec.label for spec in specs)
        raise Trouble(
            f"表头没有一栏对得上，请连表头一起复制（可用的有：{labels}）", wrong_input=True
        )
    return found


def _bare(label: str) -> str:
    return "".join(label.split()).strip("*＊")


def _read(session: "Session", spec: "Field", text: str) -> Any:
    kind = spec.kind
    return meant(session, kind.table, text) if isinstance(kind, LinkKind) else spec.parse(text)


def _row(cls: Any, values: dict[str, Any]) -> Any:
    row = cls.fresh(**values | cls.likely(values))
    for name in values:
        for other, implied in row.implied(name).items():
            if getattr(row, other) is None:
                setattr(row, other, implied)
    return row
