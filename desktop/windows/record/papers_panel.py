"""文书: what was printed of a record, and the handwritten sheets it was typed from."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QWidget

from desktop.windows.parts import look
from desktop.windows.parts.ears import listen
from desktop.windows.parts.rows import Elided, Line
from desktop.windows.record.foot_panel import FootPanel

if TYPE_CHECKING:
    from db.registers import BlankForm, Printing
    from db.store.database import Database

_MOST = 20
_TABLES = {"printing", "blank_form"}


class PapersPanel(FootPanel):
    """At the foot of a record; not there while nothing was printed. A line opens its entry."""

    def __init__(self, database: "Database") -> None:
        super().__init__(database)
        self._record: Any = None
        listen(self, database, self._heard)

    def show_record(self, record: Any) -> None:
        """Look up what there is of a saved record."""
        from db.registers.blank_form import blanks_of
        from db.registers.printing import printings_of

        self.clear()
        self._record = record
        table, number = type(record).__tablename__, record.id
        if number is None:
            self.hide()
            return
        with self._database.read() as session:
            blanks = blanks_of(session, table, number)
            printings = printings_of(session, table, number)
        self.setVisible(bool(blanks or printings))
        if not (blanks or printings):
            return
        self.begin("文书")
        for blank in blanks:
            self.add(_from_blank(blank), blank.__tablename__, blank.id)
        for printing in printings[:_MOST]:
            self.add(_printed(printing), printing.__tablename__, printing.id)
        if len(printings) > _MOST:
            self.remark(f"只列最近 {_MOST} 次，共打印 {len(printings)} 次，其余见打印登记")

    def _heard(self, tables: Any) -> None:
        """What was just printed stands there at once."""
        if self._record is not None and _TABLES & set(tables):
            self.show_record(self._record)


def _from_blank(blank: "BlankForm") -> Line:
    days = f"纸上日期 {blank.paper_on}，{blank.entered_on} 补录"
    name = Elided(f"手写{blank.form} {blank.number}")
    return Line(name, look.mark(QLabel(days), "quiet"))


def _printed(printing: "Printing") -> Line:
    told = f"第 {printing.times} 次，{printing.copies} 份，{printing.way}"
    parts: list[QWidget] = [Elided(printing.name)]
    if printing.unfinished:
        parts.append(look.mark(QLabel("草稿"), "quiet"))
    if printing.changed:
        parts.append(look.mark(QLabel("内容有改动"), "warning"))
    parts += [look.mark(QLabel(word), "quiet") for word in (told, f"{printing.printed_on}")]
    return Line(*parts)
