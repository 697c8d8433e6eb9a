"""The row over a table: which table, which period, from January on or not, by which day."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from db.figures.period import Period
from desktop.windows.parts import look
from desktop.windows.parts.icons import icon
from desktop.windows.parts.two_lines import TwoLines
from desktop.windows.statistics.answer import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.windows.statistics.answer import Answer

_KINDS = {"month": "按月", "quarter": "按季", "half": "按半年", "year": "按年", "range": "自定…"}
_USUAL = "通常口径"
_LEAST = 8  # characters of a table's title
_WIDEST = "2024年第四季度"


class Choosing(TwoLines):
    """``changed`` when people want another table or period; ``beside`` other columns."""

    changed = Signal()
    compared = Signal()

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.period, self._wanted = question.period, question
        self._revision = 0
        self.table, self.kind, self.basis = QComboBox(), QComboBox(), QComboBox()
        self._name = QLabel()
        self.now, self.to_date = _chip("当期"), _chip("累计")
        self.before, self.ago = _chip("比上期"), _chip("比去年")
        self._lay_out()
        self._show_period()
        self._connect()

    @property
    def question(self) -> Question:
        """What is chosen."""
        table = str(self.table.currentData() or self._wanted.table)
        basis = str(self.basis.currentData() or "")
        return Question(table, self.period, self.to_date.isChecked(), basis, self._revision)

    @property
    def beside(self) -> tuple[str, ...]:
        """The other periods to be shown beside."""
        chips = {"before": self.before, "year_ago": self.ago}
        return tuple(name for name, chip in chips.items() if chip.isChecked())

    def ask(self, question: Question) -> None:
        """Choose something else, as when a return is opened."""
        self.show_question(question)
        self.changed.emit()

    def show_question(self, question: Question) -> None:
        """Show that this is chosen."""
        self._wanted, self.period = question, question.period
        self._revision = question.revision
        self.table.setCurrentIndex(max(self.table.findData(question.table), 0))
        (self.to_date if question.cumulative else self.now).setChecked(True)
        self._fill_bases(((question.basis, question.basis),) if question.basis else ())
        self.basis.setCurrentIndex(self.basis.count() - 1)
        self._show_period()

    def show_tables(self, titles: "Mapping[str, str]") -> None:
        """Offer these tables, by code; the one that is chosen stays."""
        chosen = self.question.table
        self.table.clear()
        for code, title in titles.items():
            self.table.addItem(title, code)
        self.table.setCurrentIndex(max(self.table.findData(chosen), 0))

    def show_answer(self, answer: "Answer") -> None:
        """Offer the days that the table can go by; a return keeps to its own."""
        self._fill_bases(answer.bases)
        self.basis.setCurrentIndex(max(self.basis.findData(answer.question.basis), 0))
        self.basis.setVisible(bool(answer.bases))
        self.basis.setEnabled(answer.made is None)
        told = "按哪个日期统计" if answer.made is None else "报表已经开始填报，口径不再改动"
        self.basis.setToolTip(told)

    def turn(self, step: int) -> None:
        """The period before, or after."""
        self._take(self.period.before() if step < 0 else self.period.after())

    def _take(self, period: Period) -> None:
        self.period = period
        self._show_period()
        self._choose()

    def _choose(self) -> None:
        """People chose something: of a period's revisions the one that counts."""
        self._revision = 0
        self.changed.emit()

    def _choose_kind(self) -> None:
        kind = str(self.kind.currentData())
        if kind != "range":
            self._take(holding(kind, self.period.last))
            return
        from desktop.windows.parts.ask_period import AskPeriod

        asked = AskPeriod("统计期间", self.window())
        if asked.exec() == QDialog.DialogCode.Accepted:
            first = asked.first or date((asked.last or self.period.last).year, 1, 1)
            self._take(Period(first, asked.last or max(first, date.today())))
        else:
            self._show_period()

    def _show_period(self) -> None:
        self._name.setText(self.period.name)
        self.kind.setCurrentIndex(self.kind.findData(self.period.kind))

    def _fill_bases(self, bases: tuple[tuple[str, str], ...]) -> None:
        self.basis.clear()
        self.basis.addItem(_USUAL, "")
        for code, words in bases:
            self.basis.addItem(f"按{words}日期", code)

    def _connect(self) -> None:
        self.table.activated.connect(lambda _: self._choose())
        self.basis.activated.connect(lambda _: self._choose())
        self.kind.activated.connect(lambda _: self._choose_kind())
        for chip in (self.now, self.to_date):
            chip.setAutoExclusive(True)
            chip.clicked.connect(lambda _: self._choose())
        for chip in (self.before, self.ago):
            chip.clicked.connect(lambda _: self.compared.emit())
        self.now.setChecked(not self._wanted.cumulative)
        self.to_date.setChecked(self._wanted.cumulative)

    def _lay_out(self) -> None:
        row, further = self.first, self.further
        for kind, words in _KINDS.items():
            self.kind.addItem(words, kind)
        self._fill_bases(())
        self.basis.hide()
        for box, name in ((self.table, "统计表"), (self.kind, "期间长短"), (self.basis, "口径")):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.table.setMinimumContentsLength(_LEAST)
        row.addWidget(self.table)
        self._name.setMinimumWidth(self._name.fontMetrics().horizontalAdvance(_WIDEST))
        look.mark(self._name, "strong")
        row.addWidget(_arrow("left", "前一期（Ctrl+PgUp）", lambda: self.turn(-1)))
        row.addWidget(self._name)
        row.addWidget(_arrow("right", "后一期（Ctrl+PgDn）", lambda: self.turn(1)))
        row.addWidget(self.kind)
        pair = QWidget()  # exclusive among themselves
        both = QHBoxLayout(pair)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(4)
        both.addWidget(self.now)
        both.addWidget(self.to_date)
        row.addStretch(1)
        further.addWidget(pair)
        further.addWidget(self.basis)
        further.addStretch(1)
        further.addWidget(self.before)
        further.addWidget(self.ago)


def holding(kind: str, day: date) -> Period:
    """The month, quarter, half-year or year that a day lies in."""
    match kind:
        case "month":
            return Period.month(day.year, day.month)
        case "half":
            return Period.half(day.year, (day.month + 5) // 6)
        case "year":
            return Period.year(day.year)
    return Period.quarter(day.year, (day.month + 2) // 3)


def _chip(words: str) -> QPushButton:
    chip = look.mark(QPushButton(words), "chip")
    chip.setCheckable(True)
    return chip


def _arrow(picture: str, words: str, act: object) -> QToolButton:
    button = look.mark(QToolButton(), "quiet")
    button.setIcon(icon(picture, look.current().quiet))
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.clicked.connect(act)
    return button
