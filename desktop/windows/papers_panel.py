"""文书: what was printed of a record, and the handwritten sheets it was typed from."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.windows import look
from desktop.windows.rows import Elided, Line, Section

if TYPE_CHECKING:
    from db.registers import BlankForm, Printing
    from db.store.database import Database

_MOST = 20


class PapersPanel(QWidget):
    """At the foot of a record; not there while nothing was printed. A line opens its entry."""

    def __init__(self, database: "Database") -> None:
        super().__init__()
        self._database = database
        self.lines: list[Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, look.GAP_WIDE, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_record(self, record: Any) -> None:
        """Look up what there is of a saved record."""
        from db.registers.blank_form import blanks_of
        from db.registers.printing import printings_of

        while (item := self._column.takeAt(0)) is not None:
            item.widget().deleteLater()
        self.lines = []
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
        self._column.addWidget(Section("文书"))
        self._column.addWidget(look.line())
        self.lines = [_from_blank(one) for one in blanks]
        self.lines += [_printed(one) for one in printings[:_MOST]]
        for line, entry in zip(self.lines, [*blanks, *printings], strict=False):
            line.clicked.connect(lambda _=False, one=entry: self._open(one))
            self._column.addWidget(line)
        if len(printings) > _MOST:
            more = f"只列最近 {_MOST} 次，共打印 {len(printings)} 次，其余见打印登记"
            self._column.addWidget(look.mark(QLabel(more), "small"))

    def _open(self, entry: "BlankForm | Printing") -> None:
        from desktop.windows.pages import Pages

        pages = self.window().findChild(Pages)
        if isinstance(pages, Pages):
            pages.open_record(entry.__tablename__, entry.id)


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
