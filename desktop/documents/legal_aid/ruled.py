"""The ruled sheets of legal aid: twelve columns, labels in cells, choices ticked, room for ink."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.store.codes import codes
from db.store.kinds import codes_in
from desktop.documents.office_form import BLANK_DAY, day_of
from desktop.documents.page import AGREEMENT, MM, Cell, Document, Run, Style, Text, filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from db.registers import LegalAid, Office
    from db.store.record import Row

SHEET = AGREEMENT._replace(
    left=25 * MM, right=22 * MM, top=20 * MM, bottom=20 * MM, body=Style(size=12), pitch=20.0
)
COLUMNS = 12
HIGH = 25.0
"""The least height of a row in points: a hand can write in it."""
SMALL = Style(size=10.5)
_LONG = 14
"""Characters; a longer choice stands alone."""

Entry = Text | Cell


class Ruled:
    """A form as a ruled table of twelve columns, row by row.

    Args:
        name: what the paper is called, also the PDF's title.
        title: what stands on it.
        office: who issues it.
        number: printed at the right above the table.
        missing: what makes it a draft.
        made: the day it is of.
    """

    def __init__(
        self,
        name: str,
        title: str,
        office: Office,
        *,
        number: str = "",
        missing: Sequence[str] = (),
        made: date | None = None,
    ) -> None:
        self.paper = Document(
            name,
            author=office.name,
            subject=number,
            sheet=SHEET,
            watermark="草稿" if missing else "",
            made=made,
        )
        self.head(title, number)

    def head(self, title: str, number: str) -> None:
        """The title, and the number at the right under it."""
        self.paper.title(title, size=20.0, after=6.0)
        if number:
            self.paper.paragraph(number, align="right")

    def rows(self, *rows: Sequence[Entry], high: float = HIGH) -> None:
        """Rows whose spans make up twelve columns."""
        self.paper.table(rows, widths=[1] * COLUMNS, least=high, pitch=17.0)

    def grid(
        self, header: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[Text]]
    ) -> None:
        """A list with a header, over the whole width."""
        self.paper.table(
            rows, widths=widths, header=list(header), align="center", least=HIGH, pitch=17.0
        )

    def block(self, name: str, text: Text, *, high: float = HIGH) -> None:
        """A label and a long text beside it, in a row of at least this height."""
        self.rows([label(name), Cell(text, COLUMNS - 2, top=high > 3 * HIGH)], high=high)

    def signed(self, words: Text, *signers: str, day: date | None = None) -> None:
        """Words over the whole width, and below them the lines on which people sign and date."""
        parts: list[str | Run] = ["　　", *_parts(words), "\n"] if words else []
        parts += ["\n", *_lines(signers), "\n", Run("", least=24), dated(day)]
        self.rows([Cell(parts, COLUMNS)])


def dated(day: date | None = None) -> Run:
    """A day, or room to write one; never torn at a line's end."""
    return Run(day_of(day) if day else BLANK_DAY, least=13)


def label(text: str, span: int = 2, *, down: int = 1) -> Cell:
    """A cell that names what stands beside it."""
    return Cell(text, span, down, align="center")


def upright(text: str, down: int) -> Cell:
    """A block's name, written from top to bottom beside its rows."""
    return Cell("\n".join(text), 1, down, align="center")


def value(text: Text, span: int) -> Cell:
    """A cell that is filled in."""
    return Cell(text, span)


def ticked(row: Row, name: str, *, only: Iterable[str] | None = None) -> Text:
    """All entries of the field's code table, the chosen ones ticked; none is torn at a line's end.

    Args:
        row: what has the field.
        name: the field.
        only: the codes that are printed; all, if none.
    """
    kind: Any = type(row).fields[name].kind
    chosen = set(codes_in(getattr(row, name)))
    runs: list[str | Run] = []
    for entry in codes(kind.table).leaves():
        if only is not None and entry.code not in only:
            continue
        words = f"{'☑' if entry.code in chosen else '□'}{entry.name}"
        if len(words) > _LONG:  # on a line of its own
            runs += ["\n"] if runs and runs[-1] != "\n" else []
            runs += [_whole(words), "\n"]
        else:
            runs.append(_whole(words))
    return runs[:-1] if runs and runs[-1] == "\n" else runs


def box(on: bool | None, words: str) -> Run:
    """One thing that is so, or is not."""
    return _whole(f"{'☑' if on else '□'}{words}")


def money(row: Row, name: str) -> str:
    """1,200.00 元; empty while unknown."""
    amount = getattr(row, name)
    return f"{type(row).fields[name].kind.format(amount)}元" if amount is not None else ""


def named(title: str, aid: LegalAid) -> str:
    """What the paper is called: its title, and the case it belongs to."""
    return f"{title}{aid.written_number() or f'（{aid.name}）'}"


def numbered(aid: LegalAid) -> str:
    """The line with the station's number."""
    return f"编号：{aid.written_number() or '（接收申请时编号）'}"


def nobody(aid: LegalAid) -> list[str]:
    """What is missing of who it is: the ID number, or why there is none."""
    return [] if aid.id_number or aid.no_id_reason else ["身份证号未填，也没有写明原因"]


def _whole(words: str) -> Run:
    """A run a little wider than its text: it stands apart and is never torn at a line's end."""
    return Run(words, least=sum(1.0 if ord(char) > 255 else 0.6 for char in words) + 1.0)


def _parts(text: Text) -> list[str | Run]:
    return list(text) if isinstance(text, list) else [text]


def _lines(signers: Sequence[str]) -> list[str | Run]:
    parts: list[str | Run] = []
    for place, signer in enumerate(signers):
        parts += ["　　" if place else "", f"{signer}：", filled("", 7)]
    return parts
