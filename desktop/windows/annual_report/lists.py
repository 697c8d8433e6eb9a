"""Lists beside the report: what the checks found, figures of two years, another text's numbers."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from desktop.windows.parts import look

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.figures.annual_report.comparing import Line
    from db.figures.annual_report.composed import LeftOut
    from db.figures.annual_report.findings import Finding
    from db.figures.annual_report.template import Template
    from db.figures.annual_report.two_years import Change

_KEY = Qt.ItemDataRole.UserRole


class Sentences(QListWidget):
    """Sentences of which each leads to a statement."""

    statement_chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemActivated.connect(self._chosen)
        self.itemClicked.connect(self._chosen)

    def show_findings(self, findings: "Iterable[Finding]") -> None:
        """Errors in red, doubts in amber, each with its word, so that colour alone says nothing."""
        from db.figures.annual_report.findings import Level

        colours = look.current()
        inks = {Level.ERROR: colours.red, Level.DOUBT: colours.amber, Level.NOTE: colours.quiet}
        self.clear()
        for one in findings:
            self._add(f"{one.level.value}　{one.sentence}", one.key, inks[one.level])

    def show_left_out(self, left: "Iterable[LeftOut]", template: "Template") -> None:
        """What the template has and the report has not, with the reason."""
        self.clear()
        for one in left:
            statement = template.statement(one.key)
            words = statement.text if statement else one.key
            self._add(f"{one.reason}　{words}", one.key, look.current().ink)

    def _add(self, words: str, key: str, ink: str) -> None:
        item = QListWidgetItem(words, self)
        item.setData(_KEY, key)
        item.setForeground(QBrush(QColor(ink)))

    def _chosen(self, item: QListWidgetItem) -> None:
        if item.data(_KEY):
            self.statement_chosen.emit(item.data(_KEY))


class Figures(QTreeWidget):
    """The report's figures, this year and last; Enter opens the records."""

    figure_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("报告里的数字")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHeaderLabels(["指标", "本年", "上年", "增减"])
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.itemActivated.connect(lambda item: self.figure_asked.emit(item.data(0, _KEY)))

    def show_years(self, changes: "Iterable[Change]") -> None:
        """This year and last, as the registers give them today."""
        self.clear()
        for one in changes:
            item = QTreeWidgetItem(self, [one.name, one.now, one.then, one.change])
            item.setData(0, _KEY, one.code)
            told = [one.code]
            if one.rate:
                told.append(f"增长率 {one.rate}")
            if one.reported:
                told.append(f"上年报告里写的是 {one.reported}")
                item.setForeground(2, QBrush(QColor(look.current().amber)))
            item.setToolTip(0, "\n".join(told))
            for column in (1, 2, 3):
                item.setTextAlignment(
                    column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                )


class Comparison(QTreeWidget):
    """The numbers of another text beside ours, those that differ first."""

    figure_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("与另一份报告对照")
        self.setRootIsDecorated(False)
        self.setHeaderLabels(["结果", "那一份", "本报告", "说的是"])
        self.header().setStretchLastSection(True)
        self.itemActivated.connect(self._activated)

    def show_lines(self, lines: "Sequence[Line]") -> None:
        """Differences first, what agrees last."""
        from db.figures.annual_report.comparing import Verdict

        colours = look.current()
        order = (Verdict.DIFFERS, Verdict.ONLY_THEIRS, Verdict.ONLY_OURS, Verdict.EQUAL)
        inks = {Verdict.DIFFERS: colours.red, Verdict.EQUAL: colours.green}
        self.clear()
        for line in sorted(lines, key=lambda one: order.index(one.verdict)):
            about = line.name or line.clause
            item = QTreeWidgetItem(self, [line.verdict.value, line.theirs, line.ours, about])
            item.setData(0, _KEY, line.code)
            item.setToolTip(3, line.clause)
            ink = inks.get(line.verdict, colours.quiet)
            item.setForeground(0, QBrush(QColor(ink)))
        for column in range(3):
            self.resizeColumnToContents(column)

    def _activated(self, item: QTreeWidgetItem) -> None:
        if item.data(0, _KEY):
            self.figure_asked.emit(item.data(0, _KEY))
