"""What stands beside the report: the sentence, findings, figures, what was left out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.windows.annual_report.lists import Comparison, Figures, Sentences
from desktop.windows.annual_report.sentence import SentencePanel
from desktop.windows.parts import look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.figures.annual_report.comparing import Line
    from desktop.windows.annual_report.answer import Answer


class Side(QWidget):
    """Five leaves, one shown; the sentence's is made before, for it takes as long as the rest."""

    statement_chosen = Signal(str)
    figure_asked = Signal(str)

    def __init__(self, sentence: SentencePanel) -> None:
        super().__init__()
        self.sentence, self.figures = sentence, Figures()
        self.comparison = Comparison()
        self.findings, self.left_out = Sentences("核对结果"), Sentences("没有印出的语句")
        self.chips: dict[str, QPushButton] = {}
        self._stack = QStackedWidget()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        bar.setSpacing(look.GAP)
        for name, word, leaf in (
            ("sentence", "这一句", self.sentence),
            ("findings", "核对", self.findings),
            ("figures", "数字", self.figures),
            ("left_out", "未印出", self.left_out),
            ("comparison", "对照", self.comparison),
        ):
            chip = look.mark(QPushButton(word), "chip")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.toggled.connect(
                lambda on, one=leaf: self._stack.setCurrentWidget(one) if on else None
            )
            self.chips[name] = chip
            self._stack.addWidget(leaf)
            bar.addWidget(chip)
        bar.addStretch(1)
        rows.addLayout(bar)
        rows.addWidget(look.line())
        rows.addWidget(self._stack, 1)
        self.chips["comparison"].hide()
        self.turn_to("sentence")
        for leaf in (self.findings, self.left_out):
            leaf.statement_chosen.connect(self.statement_chosen)
        for leaf in (self.figures, self.sentence, self.comparison):
            leaf.figure_asked.connect(self.figure_asked)

    def turn_to(self, name: str) -> None:
        """Show a leaf: sentence, findings, figures, left_out."""
        self.chips[name].setChecked(True)

    def show_lines(self, lines: "Sequence[Line]", name: str) -> None:
        """Show how another text's numbers stand to ours."""
        from db.figures.annual_report.comparing import differences

        self.comparison.show_lines(lines)
        chip = self.chips["comparison"]
        chip.setText(f"对照：{len(differences(lines))} 处不同")
        chip.setToolTip(name)
        chip.show()
        self.turn_to("comparison")

    def show_answer(self, answer: "Answer") -> None:
        """Show a report's state."""
        draft = answer.draft
        self.sentence.show_draft(draft, locked=answer.locked)
        self.findings.show_findings(answer.findings)
        left = draft.composed.left_out if draft else ()
        self.figures.show_years(answer.years)
        if draft:
            self.left_out.show_left_out(left, draft.template)
        for name, word, number in (
            ("findings", "核对", len(answer.findings)),
            ("figures", "数字", len(answer.years)),
            ("left_out", "未印出", len(left)),
        ):
            self.chips[name].setText(f"{word} {number}" if number else word)
