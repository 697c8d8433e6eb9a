"""集中申报: a period's cases with what each would be paid; those ticked are claimed in one step."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.registers.subsidy import period_named
from db.store.kinds.money import in_capitals
from db.store.progress import Cancelled
from db.store.trouble import Trouble
from desktop.windows.overviews.subsidy_tables import (
    BARRED,
    OFFERED,
    BarredModel,
    CaseTable,
    OfferModel,
    told,
)
from desktop.windows.parts import look, tasks
from desktop.windows.parts.ears import listen_while_seen
from desktop.windows.parts.empty import Empty
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from db.figures.subsidies import Claimable
    from db.store.database import Database
    from db.store.progress import Progress

_NO_OFFER = "这一期没有可以申报而未申报的案件；纠纷结案以后会列在这里。"
_TABLES = {
    "mediation", "mediation_mediator", "mediator", "committee",
    "subsidy_claim", "subsidy_share", "subsidy_scheme", "subsidy_grade",
}  # fmt: skip


class SubsidyPage(QWidget):
    """Opens at the quarter that ended last.

    Args:
        database: the store.
        open_record: opens a record of a register.
        today: the day of the claims; today's, if none.
    """

    def __init__(
        self,
        database: "Database",
        open_record: Callable[[str, int], None],
        today: date | None = None,
    ) -> None:
        super().__init__()
        self._database, self._open = database, open_record
        self._today = today or date.today()
        self.found: Claimable | None = None  # not yet told
        self.monthly = False
        self.first = self.last = self._today
        self.offers, self.barred = OfferModel(self), BarredModel(self)
        self.table = CaseTable(self.offers, "可以申报的案件", OFFERED, spare=7)
        self.others = CaseTable(self.barred, "不能申报的案件", BARRED, spare=2)
        self._title, self._said = look.mark(QLabel(), "title"), QLabel()
        self._sum, self._empty = QLabel(), Empty("check")
        self.earlier = QCheckBox("含以前未申报的")
        self.chips: dict[str, QPushButton] = {}
        self.claim = look.mark(QPushButton("申报所选(&G)"), "primary")
        self.made = look.mark(QPushButton(), "link")
        self._made_id = 0
        self._lay_out()
        self._connect()
        listen_while_seen(self, database, self._changed)
        month = (self._today.month - 1) // 3 * 3 + 1  # the first of the present quarter
        self.show_period(date(self._today.year, month, 1) - timedelta(1))

    def show_period(self, day: date) -> None:
        """Turn to the quarter, or the month, that holds the day."""
        months = 1 if self.monthly else 3
        start = (day.month - 1) // months * months + 1
        self.first = date(day.year, start, 1)
        after = date(day.year + (start + months) // 13, (start + months - 1) % 12 + 1, 1)
        self.last = after - timedelta(1)
        self._title.setText(f"集中申报　{period_named(self.first, self.last)}")
        self.refresh()

    def be_monthly(self, *, monthly: bool) -> None:
        """Go by months, or by quarters."""
        self.monthly = monthly
        self.show_period(self.last if monthly else self.first)

    def refresh(self) -> None:
        """Look at the store again, behind the window."""
        database, period = self._database, (self.first, self.last)
        earlier = self.earlier.isChecked()

        def work(progress: "Progress") -> "Claimable":
            from db.figures.subsidies import claimable

            with database.read() as session:
                return claimable(session, *period, earlier=earlier, progress=progress)

        tasks.run(self, "正在核对可以申报的案件", work, lambda found: self._told(period, found))

    def claim_chosen(self) -> None:
        """Claim what is ticked, behind the window, in one step that one undo takes back."""
        chosen = self.offers.chosen()
        if not chosen:
            return
        database, today, period = self._database, self._today, (self.first, self.last)
        total = sum(offer.found.amount or 0 for offer in chosen)

        def work(progress: "Progress") -> tuple[int, str]:
            from db.registers.subsidy import claim_many

            with database.step(f"申报 {len(chosen)} 件补贴") as session:
                ids = [offer.case_id for offer in chosen]
                batch = claim_many(session, ids, period, today, progress)
                return batch.id, batch.called()

        def done(made: tuple[int, str]) -> None:
            self._made_id, name = made
            self.made.setText(f"打开“{name}”")
            self.made.show()
            words = f"已申报 {len(chosen)} 件，合计 {total / 100:,.2f} 元，列入“{name}”"
            say(self, words, "done", ("撤销", self._undo))

        def failed(trouble: Trouble) -> None:
            self.claim.setEnabled(True)
            say(self, trouble.sentence, "done" if isinstance(trouble, Cancelled) else "problem")

        self.claim.setEnabled(False)  # a second press would only be refused, in red
        tasks.run(self, "正在申报", work, done, failed)

    def _told(self, period: tuple[date, date], found: "Claimable") -> None:
        if period != (self.first, self.last):  # another one was asked meanwhile
            return
        self.found = found
        self.offers.show_offers(found.offers)
        self.barred.show_rows(found.barred)
        self.chips["offers"].setText(f"可以申报 {len(found.offers):,} 件")
        self.chips["barred"].setText(f"不能申报 {len(found.barred):,} 件")
        if found.offers and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.offers.index(0, 1))
        self._show_stack()

    def _show_stack(self) -> None:
        offers = self.chips["offers"].isChecked()
        there = self.offers.rowCount() if offers else self.barred.rowCount()
        self._stack.setCurrentIndex((0 if offers else 1) if there else 2)
        words = _NO_OFFER if offers else "这一期没有不能申报的案件。"
        self._empty.say("正在核对…" if self.found is None else words)
        self.all.setVisible(offers and bool(there))
        table = self.table if offers else self.others
        self.setFocusProxy(table if there else self.chips["offers" if offers else "barred"])
        self._explain()

    def _explain(self) -> None:
        """Say why, for the case that the table stands on."""
        row = self.table.currentIndex().row()
        if self._stack.currentIndex() == 0 and 0 <= row < len(self.offers.rows):
            offer = self.offers.rows[row]
            self._said.setText("\n".join(told(offer)))
            look.mark(self._said, "warning" if offer.doubts else "quiet")
        self._said.setVisible(self._stack.currentIndex() == 0)

    def _count(self) -> None:
        chosen = self.offers.chosen()
        total = sum(offer.found.amount or 0 for offer in chosen)
        words = f"已选 {len(chosen)} 件，合计 {total / 100:,.2f} 元"
        self._sum.setText(f"{words}（{in_capitals(total)}）" if total else words)
        self.claim.setEnabled(bool(chosen))
        everything = len(chosen) == len(self.offers.rows)
        self.all.setText("全不选" if everything and chosen else "全选")

    def _tick_all(self) -> None:
        rows = range(len(self.offers.rows))
        self.offers.tick(rows, on=len(self.offers.chosen()) < len(rows))

    def _changed(self, tables: object) -> None:
        if isinstance(tables, set | frozenset | list | tuple) and _TABLES & set(tables):
            self.refresh()

    def _undo(self) -> None:
        self.made.hide()
        try:
            say(self, self._database.undo())
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")

    def _connect(self) -> None:
        self.earlier.toggled.connect(lambda _on: self.refresh())
        self.offers.ticked.connect(self._count)
        self.claim.clicked.connect(self.claim_chosen)
        self.made.clicked.connect(lambda: self._open("subsidy_list", self._made_id))
        self.table.opened.connect(
            lambda row: self._open("mediation", self.offers.rows[row].case_id)
        )
        self.others.opened.connect(
            lambda row: self._open("mediation", self.barred.rows[row].case_id)
        )
        self.table.selectionModel().currentChanged.connect(lambda *_: self._explain())

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(self._head())
        rows.addLayout(self._bar())
        rows.addWidget(look.line())
        self._stack = QStackedWidget()
        for part in (self.table, self.others, self._empty):
            self._stack.addWidget(part)
        rows.addWidget(self._stack, 1)
        foot = look.mark(QWidget(), "surface")
        column = QVBoxLayout(foot)
        column.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        self._said.setWordWrap(True)
        self.made.hide()
        line = QHBoxLayout()
        line.setSpacing(look.GAP_WIDE)
        line.addWidget(self._sum)
        line.addWidget(self.made)
        line.addStretch(1)
        line.addWidget(self.claim)
        column.addWidget(self._said)
        column.addLayout(line)
        rows.addWidget(look.line())
        rows.addWidget(foot)

    def _head(self) -> QHBoxLayout:
        head = _line()
        head.addWidget(self._title)
        for picture, word, act in (
            ("left", "前一期", lambda: self.show_period(self.first - timedelta(1))),
            ("right", "后一期", lambda: self.show_period(self.last + timedelta(1))),
        ):
            button = look.mark(QToolButton(), "quiet")
            button.setIcon(icon(picture, look.current().quiet))
            button.setToolTip(word)
            button.setAccessibleName(word)
            button.clicked.connect(act)
            head.addWidget(button)
        for word, monthly in (("按季", False), ("按月", True)):
            chip = _chip(word, on=not monthly)
            chip.clicked.connect(lambda _=False, m=monthly: self.be_monthly(monthly=m))
            head.addWidget(chip)
        head.addStretch(1)
        head.addWidget(self.earlier)
        return head

    def _bar(self) -> QHBoxLayout:
        bar = _line()
        bar.setContentsMargins(look.GAP_WIDE, 0, look.GAP_WIDE, look.GAP)
        both = QWidget()  # exclusive among themselves, not with 按季 and 按月
        chips = QHBoxLayout(both)
        chips.setContentsMargins(0, 0, 0, 0)
        for name in ("offers", "barred"):
            chip = self.chips[name] = _chip("", on=name == "offers")
            chip.clicked.connect(self._show_stack)
            chips.addWidget(chip)
        bar.addWidget(both)
        bar.addStretch(1)
        self.all = look.mark(QPushButton("全选"), "link")
        self.all.clicked.connect(self._tick_all)
        bar.addWidget(self.all)
        return bar


def _line() -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
    line.setSpacing(look.GAP)
    return line


def _chip(word: str, *, on: bool) -> QPushButton:
    chip = look.mark(QPushButton(word), "chip")
    chip.setCheckable(True)
    chip.setAutoExclusive(True)
    chip.setChecked(on)
    return chip
