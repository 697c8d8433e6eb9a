"""All that is due, in one table: narrowed by register and person, its rule in full below."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from desktop.windows.home.due_line import title
from desktop.windows.overviews.due_table import DueModel, due_table
from desktop.windows.overviews.told import Told, fill_words, narrowing
from desktop.windows.parts import look
from desktop.windows.parts.empty import Empty
from desktop.windows.parts.page_head import page_head, page_rows

if TYPE_CHECKING:
    from db.figures.deadlines import Due
    from desktop.windows.home.facts import Facts

_ALL_REGISTERS, _ALL_PEOPLE = "全部登记簿", "全部责任人"
_NONE = "没有到期的事项。\n案件、证件、合同到了要办的日子，会自动列在这里。"


class DuePage(QWidget):
    """The table; Enter opens the record.

    Args:
        open_record: opens a record of a register.
        new_record: begins a record in a register.
    """

    def __init__(
        self, open_record: Callable[[str, int], None], new_record: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._open = open_record
        self._due: list[Due] | None = None  # not yet told
        self.model = DueModel(self)
        self.table = due_table(self.model)
        self.table.activated.connect(lambda _: self.open())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._tell_rule())
        self.registers = narrowing(QComboBox(), "登记簿")
        self.people = narrowing(QComboBox(), "责任人")
        self._count = look.mark(QLabel(), "quiet")
        self._told = Told()
        self._doubt = DoubtLine(new_record, look.GAP_WIDE)
        self._empty = Empty("clock")
        self._lay_out()
        self._narrow()

    def show_facts(self, facts: "Facts") -> None:
        """Show what is due now; filters and place stay."""
        self._due = facts.due
        names = sorted({title(item) for item in facts.due})
        people = sorted({item.whose for item in facts.due if item.whose})
        for box, every, words in (
            (self.registers, _ALL_REGISTERS, names),
            (self.people, _ALL_PEOPLE, people),
        ):
            fill_words(box, every, words)
        self._narrow()

    def open(self) -> None:
        """Open the record that the table stands on."""
        item = self.model.item(self.table.currentIndex().row())
        if item is not None:
            self._open(item.register, item.record_id)

    def go_to(self, group: str) -> None:
        """Stand on the first item of a group."""
        place = self.model.first_of(group)
        if place is not None:
            self.table.setCurrentIndex(self.model.index(place, 0))
            top = self.model.index(place - 1, 0)
            self.table.scrollTo(top, self.table.ScrollHint.PositionAtTop)

    def _narrow(self) -> None:
        name = self.registers.currentText() if self.registers.currentIndex() > 0 else ""
        whose = self.people.currentText() if self.people.currentIndex() > 0 else ""
        found = [
            item
            for item in self._due or ()
            if (not name or title(item) == name) and (not whose or item.whose == whose)
        ]
        stood = self.model.item(self.table.currentIndex().row())
        self.model.show_items(found)
        self.table.clearSpans()
        for row in self.model.headings():
            self.table.setSpan(row, 0, 1, self.model.columnCount())
        place = self.model.place_of(stood)
        if place is not None:
            self.table.setCurrentIndex(self.model.index(place, 0))
        self._count.setText(f"{len(found):,} 项" if found else "")
        self._doubt.show_years(found)
        self._stack.setCurrentIndex(0 if found else 1)
        self.setFocusProxy(self.table if found else self._empty)
        self._open_button.setEnabled(bool(found))
        words = "正在读取…" if self._due is None else _NONE
        self._empty.say("没有这样的事项，请换一个登记簿或责任人。" if self._due else words)
        self._tell_rule()

    def _tell_rule(self) -> None:
        item = self.model.item(self.table.currentIndex().row())
        self._told.tell(*((title(item), item.whose, f"{item.what}：{item.rule}") if item else ()))

    def _lay_out(self) -> None:
        rows, head = page_rows(self), page_head("到期事项", self._count)
        for box in (self.registers, self.people):
            box.activated.connect(lambda _: self._narrow())
            head.addWidget(box)
        self._open_button = look.mark(QPushButton("打开(&O)"), "primary")
        self._open_button.setToolTip("Enter")
        self._open_button.clicked.connect(self.open)
        head.addWidget(self._open_button)
        rows.addLayout(head)
        rows.addWidget(self._doubt)
        rows.addWidget(look.line())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        rows.addWidget(self._stack, 1)
        rows.addWidget(self._told)


class DoubtLine(QWidget):
    """Says which years' holidays are not announced, and offers to enter them."""

    def __init__(self, new_record: Callable[[str], None], margin: int = 0) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(margin, 0, margin, look.GAP)
        row.setSpacing(look.GAP)
        self.sentence = look.mark(QLabel(), "warning")
        row.addWidget(self.sentence)
        enter = look.mark(QPushButton("登记放假安排"), "link")
        enter.clicked.connect(lambda: new_record("day_off"))
        row.addWidget(enter)
        row.addStretch(1)

    def show_years(self, items: "list[Due]") -> None:
        """Hidden when all years are announced."""
        from db.figures.deadlines import unannounced

        years = sorted({year for item in items for year in item.doubtful})
        self.sentence.setText(unannounced(tuple(years)))
        self.setVisible(bool(years))
