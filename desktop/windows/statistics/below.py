"""Below the table: rules not kept, doubts, what changed since, comments and charts."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.windows.parts import look
from desktop.windows.statistics.drawings import Drawings
from desktop.windows.statistics.sentences import Sentence, Sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.figures.returns import Difference
    from db.figures.tables import Finding
    from desktop.windows.statistics.answer import Answer

_NAMES = {
    "rules": "核对",
    "odd": "疑问",
    "changes": "改动",
    "notes": "批注",
    "charts": "图表",
}
_SHOWS = ("error", "warning")


class Below(QWidget):
    """Chips that name what there is and how much of it, and the one that is chosen."""

    finding_opened = Signal(object)
    explain_asked = Signal(object)
    cell_asked = Signal(object)
    difference_opened = Signal(object)
    reason_asked = Signal(object)
    charts_wanted = Signal()
    turned = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[str, QPushButton] = {}
        self.lists = {name: Sentences() for name in _NAMES if name != "charts"}
        self.charts = Drawings()
        self._stack = QStackedWidget()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, 4)
        row.setSpacing(look.GAP)
        for name, words in _NAMES.items():
            chip = self.chips[name] = look.mark(QPushButton(words), "chip")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.clicked.connect(lambda _=False, one=name: self.turn_to(one))
            row.addWidget(chip)
            self._stack.addWidget(self.lists.get(name, self.charts))
        row.addStretch(1)
        rows.addLayout(row)
        rows.addWidget(self._stack, 1)
        self._stack.setMinimumHeight(look.row_height(self) + 12)  # one sentence
        self.turn_to("rules")

    def turn_to(self, name: str) -> None:
        """Show one of them."""
        self.chips[name].setChecked(True)
        self._stack.setCurrentIndex(list(_NAMES).index(name))
        self.turned.emit(name == "charts")
        if name == "charts":
            self.charts_wanted.emit()

    @property
    def showing_charts(self) -> bool:
        """Whether charts are to be seen, and so to be drawn."""
        return self._stack.currentWidget() is self.charts

    def show_answer(self, answer: "Answer") -> None:
        """Show what was found with the table."""
        seen: set[str] = set()
        rules = []
        for one in answer.findings:  # a rule is explained once, whatever cells it is about
            rules.append(self._rule(answer, one, first=one.rule.code not in seen))
            seen.add(one.rule.code)
        self._show("rules", rules, _kept(answer))
        odd = [
            Sentence("疑问", one.sentence, self._to((one.row, one.column)), "warning")
            for one in answer.odd
        ]
        self._show("odd", odd, "没有与过去几期差得特别多的数字。")
        notes = answer.made.notes if answer.made is not None else []
        lines = [
            Sentence(
                note.place,
                f"{note.text}（{note.written_by}）",
                self._to((note.row_key or "", note.column_key or "")),
            )
            for note in notes
        ]
        self._show("notes", lines, "没有批注。站在一格上按菜单键或右键，可以写批注。")

    def show_differences(self, answer: "Answer", found: "Sequence[Difference] | None") -> None:
        """Show what the registers give otherwise since; None while it is not known yet."""
        corrections = answer.made.corrections if answer.made is not None else []
        open_ = answer.made is not None and not answer.made.frozen
        lines = [
            Sentence(
                "更正",
                f"{one.place}：{one.old} → {one.new}（{one.why}）",
                self._to((one.row_key, one.column_key)),
                more=("原因…", partial(self.reason_asked.emit, one)) if open_ else None,
            )
            for one in corrections
        ]
        lines += [
            Sentence("改动", o.sentence, partial(self.difference_opened.emit, o), "warning")
            for o in found or ()
        ]
        nothing = "登记簿的数字和这份报表相同。" if found is not None else "正在比较…"
        self._show("changes", lines, nothing if answer.made else "还没有填报，没有可比的。")

    def _rule(self, answer: "Answer", one: "Finding", *, first: bool) -> Sentence:
        error = one.level == _SHOWS[0]
        said = answer.said.get(one.rule.code, "")
        words = f"{one.sentence}　已说明：{said}" if said else one.sentence
        open_ = answer.made is not None and not answer.made.frozen
        asks = first and not error and open_ and answer.stage != "filling"
        more = ("改说明…" if said else "说明…", partial(self.explain_asked.emit, one))
        return Sentence(
            "错误" if error else "提示",
            words,
            partial(self.finding_opened.emit, one),
            "problem" if error else "good" if said else "warning",
            more if asks else None,
        )

    def _to(self, key: tuple[str, str]) -> Callable[[], None]:
        return partial(self.cell_asked.emit, key)

    def _show(self, name: str, lines: list[Sentence], nothing: str) -> None:
        self.lists[name].show_lines(lines, nothing)
        self.chips[name].setText(f"{_NAMES[name]} {len(lines)}" if lines else _NAMES[name])


def _kept(answer: "Answer") -> str:
    return f"{answer.filled.table.title}符合全部核对规则。"
